"""Runs a study: every file that has no result yet, each for itself, on whoever analyses.

A file that kills its worker, or takes longer than it may, costs that file alone. Such an end is told and not kept, so
that the next run tries the file again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biofeedback.app.study.kept import look_of
from biofeedback.app.study.one_file import problem_of
from biofeedback.app.study.result import FileResult
from biofeedback.error_codes import RecordingErrorCode, StudyErrorCode
from biofeedback.errors import RecordingError, SoftenError, of_system

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from biofeedback.app.study.kept import KeptResults, Place
    from biofeedback.app.study.workers import Workers

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of one file.

    Attributes
    ----------
    name : str
        The file, below the folder of the study.
    place : Place or None
        Where its result is kept, or would be; None where the file could not be read.
    result : FileResult
        Its result.
    error : SoftenError or None
        Why it ended without one; such an end is not kept.
    was_there : bool
        Whether it was computed before.
    """

    name: str
    place: Place | None
    result: FileResult
    error: SoftenError | None = None
    was_there: bool = False


def run(folder: Path, names: Sequence[str], kept: KeptResults, workers: Workers) -> Iterator[Done]:
    """Yield what becomes of each file, in the order in which they are done.

    Parameters
    ----------
    folder : Path
        The folder of the study.
    names : sequence of str
        Its files.
    kept : KeptResults
        Where results are kept, and looked for first.
    workers : Workers
        Who analyses them; let go at the end.

    Raises
    ------
    OSError
        A result cannot be written; those before it are kept.
    """
    with workers:
        flying: dict[Future[str], tuple[str, Place]] = {}
        for name in names:
            path = folder / name
            try:
                place = kept.place(path)
            except OSError as error:
                code = RecordingErrorCode.FILE_UNREADABLE
                yield _failed(name, None, RecordingError(code, path.name, **of_system(error)), path)
                continue
            known = kept.get(place)
            if known is not None:
                yield Done(name=name, place=place, result=known, was_there=True)
                continue
            while len(flying) >= workers.room:
                yield from _landed(folder, flying, kept, workers)
            flying[workers.hand_out(path)] = name, place
        while flying:
            yield from _landed(folder, flying, kept, workers)


def _landed(
    folder: Path, flying: dict[Future[str], tuple[str, Place]], kept: KeptResults, workers: Workers
) -> Iterator[Done]:
    """Wait for the next one, and yield all that are done."""
    done, _ = wait(flying, return_when=FIRST_COMPLETED)
    for future in sorted(done, key=lambda each: flying[each][0]):
        name, place = flying.pop(future)
        path = folder / name
        error = future.exception()
        if error is None:
            yield _done(name, place, FileResult.from_json(future.result()), kept, path)
            continue
        code, details = workers.why(error), {}
        if code is StudyErrorCode.STUMBLED:  # a fault of ours, or of a library
            logger.error("%s could not be analysed", name, exc_info=error)
            details = {"problem": f"{type(error).__name__}: {error}"}
        yield _failed(name, place, RecordingError(code, path.name, **details), path)


def _done(name: str, place: Place, result: FileResult, kept: KeptResults, path: Path) -> Done:
    if look_of(path) != place.look:  # what was analysed is not what the place is named by
        return _failed(name, place, RecordingError(StudyErrorCode.CHANGED, path.name), path)
    if result.problem is None or not result.problem.may_pass:
        kept.keep(place, result)
    return Done(name=name, place=place, result=result)


def _failed(name: str, place: Place | None, error: SoftenError, path: Path) -> Done:
    return Done(name=name, place=place, result=FileResult(problem=problem_of(error, path)), error=error)
