"""Writing practices as files of other programs, as the screens ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from biofeedback.files.kept import FilesDone

ALL = "all"
FORMATS = (ALL, "csv", "kubios", "hrv-logger", "bids", "edf", "parquet", "xdf")
"""What a practice can be written as, in the order in which it is offered."""


class Exports(Protocol):
    """Writes practices as files of other programs, and reports of them."""

    @property
    def folder(self) -> Path:
        """Where files were written last, or where a person's files usually lie."""
        ...

    def remember(self, folder: Path) -> None:
        """Write there from now on.

        Raises
        ------
        SoftenError
            It cannot be remembered.
        """
        ...

    def write(
        self,
        path: Path,
        formats: Sequence[str],
        folder: Path,
        *,
        notes: bool,
        replace: bool,
        on_progress: Callable[[float], None],
    ) -> Sequence[Path]:
        """Write a recording and return what was made. May take long, and may be called from any thread.

        Raises
        ------
        SoftenError
            It cannot be read or written; ``EXPORT_THERE`` where something is there and is not to be replaced.
        """
        ...

    def write_everything(self, path: Path, on_progress: Callable[[float], None]) -> FilesDone:
        """Copy all that is kept on this machine, as it is, into a new zip, and say what could not be copied.

        May take long, and may be called from any thread.

        Raises
        ------
        SoftenError
            It cannot be written; ``THERE_ALREADY`` where something is there, which is left as it is.
        """
        ...

    def report(self, path: Path) -> Path:
        """Write the report of a recording as PDF into `folder`, and return where it is.

        May take a moment, and may be called from any thread.

        Raises
        ------
        SoftenError
            It cannot be read, set or written.
        """
        ...
