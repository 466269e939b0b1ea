"""A study as it is opened: its files, where its results go, what is kept of them, and who analyses."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from biofeedback.app.study.files import COMPUTED, files_of
from biofeedback.app.study.kept import KeptResults
from biofeedback.app.study.one_file import StudySettings
from biofeedback.app.study.workers import LocalWorkers, Workers
from biofeedback.error_codes import StudyErrorCode
from biofeedback.errors import RecordingError, SoftenError
from biofeedback.files.private import make_private_folder
from sessions.extras import needed
from sessions.sealed.header import is_sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A study that can be run.

    Attributes
    ----------
    folder : Path
        The folder with the files.
    names : sequence of str
        The files, below it.
    results : Path
        Where the tables go; it is there.
    kept : KeptResults
        What is kept of each file.
    workers : Workers
        Who analyses.
    """

    folder: Path
    names: Sequence[str]
    results: Path
    kept: KeptResults
    workers: Workers


def open_study(
    folder: Path,
    results: Path,
    settings: StudySettings,
    *,
    count: int | None,
    scheduler: str | None,
    longest_s: float,
) -> Study:
    """Return a study that can be run, by ``count`` processes here or by the workers of a scheduler.

    Raises
    ------
    RecordingError
        There is no such folder, or no file in it.
    UsageError
        A library is not installed, or no scheduler answers.
    OSError
        Nothing can be written into the folder of the results.
    """
    if not folder.is_dir():
        raise RecordingError(StudyErrorCode.NO_FOLDER, str(folder))
    needed("files", "duckdb")  # said now, and not after hours
    names = files_of(folder)
    if not names:
        raise RecordingError(StudyErrorCode.NO_FILES, str(folder))
    make_private_folder(results)
    if scheduler is None:
        _ask_for_passphrase(folder, names)
    kept = KeptResults(results / COMPUTED, settings)
    workers = _workers(settings, count, scheduler, longest_s)
    return Study(folder=folder, names=names, results=results, kept=kept, workers=workers)


def _ask_for_passphrase(folder: Path, names: Sequence[str]) -> None:
    """Let somebody be asked for the passphrase of the first sealed recording, since no worker can ask."""
    from sessions.reader import Recording

    sealed = next((folder / name for name in names if _is_sealed(folder / name)), None)
    if sealed is not None:
        with suppress(SoftenError):  # each that does not open is told as a file of the study
            Recording(sealed).close()


def _is_sealed(path: Path) -> bool:
    try:
        return is_sealed(path)
    except OSError:
        return False


def _workers(settings: StudySettings, count: int | None, scheduler: str | None, longest_s: float) -> Workers:
    if scheduler is None:
        return LocalWorkers(count or os.cpu_count() or 1, settings, longest_s=longest_s)
    from biofeedback.app.study.cluster import ClusterWorkers

    return ClusterWorkers(scheduler, settings, longest_s=longest_s)
