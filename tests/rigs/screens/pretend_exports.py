"""Exports that write nothing and note what was asked of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from biofeedback.errors import SoftenError
from biofeedback.files.kept import FilesDone


@dataclass
class PretendExports:
    """Notes what was to be written; refuses while there is a ``refusal``, unless it is to be replaced."""

    folder: Path = Path("/home/somebody/Documents")
    refusal: SoftenError | None = None
    asked: list[tuple[Path, tuple[str, ...], Path, bool, bool]] = field(default_factory=list)
    remembered: list[Path] = field(default_factory=list)
    reported: list[Path] = field(default_factory=list)
    taken: list[Path] = field(default_factory=list)
    files_done: FilesDone = field(default_factory=lambda: FilesDone(15))

    def remember(self, folder: Path) -> None:
        self.remembered.append(folder)

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
        self.asked.append((path, tuple(formats), folder, notes, replace))
        on_progress(0.5)
        if self.refusal is not None and not replace:
            raise self.refusal
        return [folder / f"2026-03-03_09-05-00_pause_{name}" for name in formats]

    def write_everything(self, path: Path, on_progress: Callable[[float], None]) -> FilesDone:
        on_progress(0.5)
        if self.refusal is not None:
            raise self.refusal
        self.taken.append(path)
        return self.files_done

    def report(self, path: Path) -> Path:
        if self.refusal is not None:
            raise self.refusal
        self.reported.append(path)
        return self.folder / f"{path.stem}_report.pdf"
