"""The passphrase of whoever practises here, as the screens know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from biofeedback.files.kept import FilesDone


class Seals(Protocol):
    """What is sealed of whoever practises now; whatever cannot be done raises a `SoftenError`."""

    @property
    def wanted(self) -> bool:
        """Whether new recordings are to be sealed."""
        ...

    @property
    def is_open(self) -> bool:
        """Whether the passphrase was given since the program began."""
        ...

    @property
    def sealed(self) -> int:
        """How many recordings are sealed; with any of them a passphrase is compared."""
        ...

    @property
    def plain(self) -> int:
        """How many recordings are not."""
        ...

    def give(self, text: str, path: Path | None = None) -> None:
        """Give the passphrase for this run: what is sealed can be read, and what is new is sealed with it.

        One that opens the recording at ``path`` alone is for reading.
        """
        ...

    def choose(self, text: str, again: str) -> None:
        """Seal new recordings from now on with a passphrase that was typed twice."""
        ...

    def want(self) -> None:
        """Seal new recordings from now on, with the passphrase that was given."""
        ...

    def stop(self) -> None:
        """Seal new recordings no more; those that are sealed stay so."""
        ...

    def forget(self) -> None:
        """Forget the passphrase, as at the end of the program."""
        ...

    def seal_all(self, on_file: Callable[[], object] = ...) -> FilesDone:
        """Seal every recording with the passphrase of now, also those with another one. May take long."""
        ...

    def unseal_all(self, on_file: Callable[[], object] = ...) -> FilesDone:
        """Open the seal of every recording for good, and seal new ones no more. May take long."""
        ...
