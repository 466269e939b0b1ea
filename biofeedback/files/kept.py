"""What became of files that were to be moved or deleted."""

from dataclasses import dataclass

from biofeedback.errors import SoftenError


@dataclass(frozen=True, slots=True)
class FilesDone:
    """How many were moved or deleted, and for each that stayed the reason."""

    done: int
    left: tuple[SoftenError, ...] = ()
