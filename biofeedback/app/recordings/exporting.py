"""Writes recordings as files of other programs; what the program's own words are is brought here."""

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from biofeedback.app.paths import sessions_folder
from biofeedback.app.recordings.sharing import own_words
from biofeedback.files.kept import FilesDone
from biofeedback.signals.progress import no_progress, part_of
from sessions.exports.formats import export
from sessions.exports.names import ExportFormat
from ui.preferences import Preferences
from ui.words.language import Language


def export_recordings(
    paths: Sequence[Path],
    formats: Sequence[str],
    folder: Path,
    *,
    notes: bool = False,
    replace: bool = False,
    on_progress: Callable[[float], None] = no_progress,
) -> list[Path]:
    """Write recordings in these formats into a folder, and return what was made.

    Parameters
    ----------
    paths : sequence of Path
        The recordings.
    formats : sequence of str
        Values of `ExportFormat`.
    folder : Path
        Where; it is made where it is not there.
    notes : bool
        Whether notes and answers go out as well.
    replace : bool
        Whether what is there from before is written over.
    on_progress : callable
        Told how much is done, 0 to 1.

    Raises
    ------
    SoftenError
        A recording cannot be read, or something cannot be written; what was made before stays.
    """
    own = own_words()
    wanted = [ExportFormat(each) for each in formats]
    made: list[Path] = []
    others: set[str] = set()
    for index, path in enumerate(paths):
        part = part_of(on_progress, index / len(paths), (index + 1) / len(paths))
        made += export(path, wanted, folder, own, notes=notes, replace=replace, on_progress=part, others=others)
    return made


class LiveExports:
    """Writes practices as files of other programs, and remembers where.

    Parameters
    ----------
    preferences : Preferences
        What the person likes.
    prefer : callable
        Takes and keeps other preferences.
    language : Language
        The person's language, for reports.
    """

    def __init__(self, preferences: Preferences, prefer: Callable[[Preferences], None], language: Language) -> None:
        self._preferences, self._prefer, self._language = preferences, prefer, language

    @property
    def folder(self) -> Path:
        """Where files were written last, or where documents of the person usually lie."""
        chosen = Path(self._preferences.exports)
        return chosen if self._preferences.exports and chosen.is_dir() else _documents()

    def remember(self, folder: Path) -> None:
        """Write there from now on."""
        if str(folder) != self._preferences.exports:
            self._preferences = dataclasses.replace(self._preferences, exports=str(folder))
            self._prefer(self._preferences)

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
        """Write a recording and return what was made."""
        return export_recordings([path], formats, folder, notes=notes, replace=replace, on_progress=on_progress)

    def write_everything(self, path: Path, on_progress: Callable[[float], None]) -> FilesDone:
        """Copy all that is kept on this machine into a new zip, with a README in the person's language."""
        from biofeedback.app.recordings.everything import export_everything, kept_by_kind
        from ui.words.recordings.everything_words import readme

        folder = sessions_folder()
        return export_everything(folder, path, readme(kept_by_kind(folder), self._language), on_progress)

    def report(self, path: Path) -> Path:
        """Write the report of a recording, and return where it is."""
        from biofeedback.app.recordings.reporting import write_report

        return write_report(path, self.folder, self._language, "pdf", annex=True)


def _documents() -> Path:
    import platformdirs

    try:
        return platformdirs.user_documents_path()
    except RuntimeError:  # the account has no home that anybody knows
        return Path.cwd()
