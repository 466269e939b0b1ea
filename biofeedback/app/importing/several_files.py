"""Imports several files of other programs, whole folders and zips of them, and says what became of each."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from biofeedback.error_codes import ImportErrorCode, RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.facts import FactValue
from biofeedback.files.ordinary import UnfitFileError, check_within
from biofeedback.signals.progress import OnProgress, no_progress
from sessions.importers import archive
from sessions.importers.head import head_of
from sessions.importers.imported import ImportedFile
from sessions.importers.registry import leading, read_file
from sessions.opened_file import looks_like_recording

if TYPE_CHECKING:
    from biofeedback.app.importing.file_recording import Imported
    from sessions.library import Library
    from sessions.sealed.passphrases import Passphrase

_MOST_NAMED = 5  # files of a zip that a sentence names: a choice
_DEEPEST = 3  # folders and zips within one another that are opened: a choice, a zip of zips in a folder


class Outcome(NamedTuple):
    """What became of one file.

    Attributes
    ----------
    path : Path
        The file, as it was named or found.
    sessions : tuple of (ImportedFile, Imported)
        What was read of it, and the recording that it became.
    error : RecordingError or None
        Why it could not be read.
    was_named : bool
        Whether the person named this very file; else it lay in a folder or a zip.
    name : str
        What it is called, with its folders below what was named.
    """

    path: Path
    sessions: "tuple[tuple[ImportedFile, Imported], ...]" = ()
    error: RecordingError | None = None
    was_named: bool = True
    name: str = ""


class _Found(NamedTuple):
    """A file that was named, or lay in what was; what it is called in full, and what keeps it from being read."""

    path: Path
    described: str
    error: RecordingError | None = None


def import_files(
    paths: Iterable[Path], library: "Library", on_progress: OnProgress = no_progress, seal: "Passphrase | None" = None
) -> Iterator[Outcome]:
    """Yield what becomes of each file, one after another; what cannot be read keeps none of the others back.

    Files that belong to another one of them, as events to intervals, are read with it, whichever comes first.
    """
    with ExitStack() as unpacked:
        importing = partial(_imported, library, on_progress, seal)
        taken: set[Path] = set()
        waiting: list[Outcome] = []
        every = [(path, each) for path in paths for each in _found(path, str(path), unpacked)]
        for named, found in sorted(every, key=lambda each: leading(each[1].path)):
            if found.path.absolute() in taken:
                continue
            was_named = found.described == str(named)
            outcome = importing(found, was_named=was_named)
            outcome = outcome._replace(name=named.name if was_named else found.described[len(str(named)) + 1 :])
            for file, _ in outcome.sessions:
                taken |= {found.path.absolute().with_name(name) for name in (*file.beside, *file.belonging)}
            # Whether it belongs to another file is known when all of them were read.
            if outcome.error is not None and outcome.error.code is ImportErrorCode.EVENTS_ALONE:
                waiting.append(outcome)
            else:
                yield outcome
        yield from (outcome for outcome in waiting if outcome.path.absolute() not in taken)


def read_one(path: Path) -> ImportedFile:
    """Return what is in one file, which a zip may hold as well.

    Raises
    ------
    RecordingError
        It cannot be read, or a zip holds several files.
    """
    with ExitStack() as unpacked:
        found = [_Found(path, str(path))] if path.is_dir() else list(_found(path, str(path), unpacked))
        if len(found) > 1:
            names = [each.described[len(str(path)) + 1 :] for each in found[:_MOST_NAMED]]
            raise RecordingError(ImportErrorCode.SEVERAL_INSIDE, str(path), name=names)
        return _read(found[0])


def read_all(path: Path, unpacked: ExitStack) -> "list[ImportedFile]":
    """Return all that is in one file, or in each file of a zip, which stays unpacked until ``unpacked`` is closed.

    Raises
    ------
    RecordingError
        It cannot be read, or one in the zip cannot be.
    """
    return [_read(found) for found in _found(path, str(path), unpacked)]


def _found(
    path: Path, described: str, unpacked: ExitStack, room: archive.Room | None = None, depth: int = _DEEPEST
) -> Iterator[_Found]:
    """Yield the files of a folder or a zip, and of what is packed within it; any other file as it is."""
    room = room or archive.Room()
    try:
        within = _within(path, unpacked, room) if depth else None
    except RecordingError as error:
        yield _Found(path, described, _called(error, path, described))
        return
    if within is None:
        yield _Found(path, described)
    else:
        folder, files, links = within
        if not files and not links:
            yield _Found(path, described, RecordingError(ImportErrorCode.NOTHING_INSIDE, described))
        for each in files:
            yield from _found(each, f"{described}/{each.relative_to(folder).as_posix()}", unpacked, room, depth - 1)
        for each in links:
            name = f"{described}/{each.relative_to(folder).as_posix()}"
            yield _Found(each, name, RecordingError(ImportErrorCode.LINK_OUT, name))


def _within(path: Path, unpacked: ExitStack, room: archive.Room) -> tuple[Path, Sequence[Path], Sequence[Path]] | None:
    """Return a folder or what a zip becomes, its files, and the links that are left alone; None for any other file."""
    if path.is_dir():
        return path, *_in_folder(path, room)
    if not archive.looks_like(head_of(path)):
        return None
    folder = Path(unpacked.enter_context(tempfile.TemporaryDirectory(prefix="soften-")))
    return folder, archive.unpack(path, folder, room), ()


def _in_folder(folder: Path, room: archive.Room) -> tuple[list[Path], list[Path]]:
    """Return the files of a folder and of those in it, by name, and the links in it that are not followed.

    No hidden ones, no recordings; a link to a folder, or out of this one, is not followed.
    """
    found: list[Path] = []
    links: list[Path] = []

    def refuse(error: OSError) -> None:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(folder), **of_system(error)) from error

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links += [each for each in (Path(place) / name for name in folders) if each.is_symlink()]
        own = [Path(place) / name for name in files if not name.startswith(".")]
        room.take(folder, files=len(own))
        found += [each for each in own if each.is_file()]
        links += [each for each in own if each.is_symlink() and not each.exists()]
    kept: list[Path] = []
    for each in sorted(found):
        try:
            check_within(each, folder)
        except UnfitFileError:
            links.append(each)
            continue
        if not looks_like_recording(each):
            kept.append(each)
    return kept, sorted(links)


def _read(found: _Found) -> ImportedFile:
    """Read a file; raises its error by the name that the person knows."""
    if found.error is not None:
        raise found.error
    try:
        return read_file(found.path)
    except RecordingError as error:
        raise _called(error, found.path, found.described) from error


def _called(error: RecordingError, path: Path, described: str) -> RecordingError:
    """Return an error about a file by what that file is called for the person, who never saw where it was unpacked."""
    if described == str(path):
        return error
    given: dict[str, list[FactValue]] = {}
    for name, value in error.facts:
        if name != "path":
            given.setdefault(name, []).append(described if value == str(path) else value)
    return RecordingError(error.code, described, **given)


def _imported(
    library: "Library", on_progress: OnProgress, seal: "Passphrase | None", found: _Found, *, was_named: bool
) -> Outcome:
    path = found.path
    if found.error is None and looks_like_recording(path):
        return Outcome(path, (), RecordingError(ImportErrorCode.RECORDING_ALREADY, found.described), was_named)
    # It brings the pipeline, which nobody needs who only reads.
    from biofeedback.app.importing.file_recording import import_session

    try:
        read = _read(found)
        sessions = [
            (file, import_session(file, path, library, part=part, seal=seal, on_progress=on_progress))
            for part, file in enumerate(read.sessions, start=1)
        ]
    except RecordingError as error:
        return Outcome(path, (), error, was_named)
    return Outcome(path, tuple(sessions), None, was_named)
