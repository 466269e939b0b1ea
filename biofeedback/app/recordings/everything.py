"""All that Soften keeps on this machine: told by kind, and copied into one archive as it is."""

import errno
import os
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from biofeedback.app.kept_data import files_kept
from biofeedback.app.paths import data_folder, practices_folder, usual_sessions_folder
from biofeedback.error_codes import RecordingErrorCode, StoreErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.kept import FilesDone
from biofeedback.files.ordinary import UnfitFileError, check_ordinary
from biofeedback.files.private import make_private_folder
from biofeedback.files.whole import whole_file
from biofeedback.signals.progress import no_progress
from sessions.library.whole_folder import is_index

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold: when files were changed is nobody's business
_READ_AT_ONCE = 1_048_576  # bytes: a choice, a megabyte


class KindKept(StrEnum):
    """What a file that Soften keeps is."""

    RECORDING = "recording"
    OF_PEOPLE = "of-people"
    """A recording of somebody else who practises here, or what is remembered of them."""

    PRACTICE = "practice"
    """A practice of one's own, its voices and its sound."""

    SETTING = "setting"
    """Preferences, and what is remembered of the person."""

    MADE_ANEW = "made-anew"
    """The index: what it holds is in the recordings."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that Soften keeps: where it lies, what it is, and its name in an archive."""

    path: Path
    kind: KindKept
    name: str


def everything_kept(recordings_folder: Path) -> list[Kept]:
    """Return all that Soften keeps on this machine, with a name for each that no two share."""
    found: list[Kept] = []
    names: set[str] = set()
    for path in files_kept(recordings_folder):
        kind, name = _kind_and_name(path, recordings_folder)
        while name in names:  # the same name in the usual folder and in a chosen one
            name = f"{name.partition('/')[0]}_other/{name.partition('/')[2]}"
        names.add(name)
        found.append(Kept(path, kind, name))
    return found


def kept_by_kind(recordings_folder: Path) -> dict[str, int]:
    """Return how many files there are of each `KindKept` that is there, in their order."""
    counts = Counter(kept.kind for kept in everything_kept(recordings_folder))
    return {str(kind): counts[kind] for kind in KindKept if counts[kind]}


def export_everything(
    recordings_folder: Path, to: Path, readme: str, on_progress: Callable[[float], None] = no_progress
) -> FilesDone:
    """Copy all that is kept, as it is, into a new zip that nobody else can read; what cannot be read is told.

    Parameters
    ----------
    recordings_folder : Path
        Where recordings lie.
    to : Path
        The zip.
    readme : str
        What it says of itself.
    on_progress : callable
        Told how much is done, 0 to 1, before each file.

    Raises
    ------
    RecordingError
        The archive is there already or cannot be written; nothing of it is left then.
    """
    to = to.absolute()
    left: list[RecordingError] = []
    done = 0
    try:
        make_private_folder(to.parent)
        with whole_file(to) as whole, zipfile.ZipFile(whole.file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_entry("README.txt"), readme)
            found = everything_kept(recordings_folder)
            for index, kept in enumerate(found):
                on_progress(index / len(found))
                if kept.kind is KindKept.MADE_ANEW or kept.path.is_symlink():
                    continue
                try:
                    _copy(kept, archive, whole.go_on)
                except _UnreadableError as error:
                    left.append(RecordingError(StoreErrorCode.NOT_COPIED, str(kept.path), **error.facts))
                else:
                    done += 1
    except FileExistsError as error:
        raise RecordingError(RecordingErrorCode.THERE_ALREADY, str(to)) from error
    except OSError as error:
        raise RecordingError(RecordingErrorCode.NOT_MADE, str(to), **of_system(error)) from error
    return FilesDone(done, tuple(left))


class _UnreadableError(Exception):
    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.facts = of_system(error)


def _copy(kept: Kept, archive: zipfile.ZipFile, go_on: Callable[[], None]) -> None:
    try:
        check_ordinary(kept.path)
        source = kept.path.open("rb")
    except UnfitFileError as error:
        raise _UnreadableError(OSError(errno.EINVAL, os.strerror(errno.EINVAL))) from error
    except OSError as error:
        raise _UnreadableError(error) from error
    with source, archive.open(_entry(kept.name), "w", force_zip64=True) as into:
        for part in _parts(source.read):
            into.write(part)
            go_on()


def _parts(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while True:
        try:
            part = read(_READ_AT_ONCE)
        except OSError as error:
            raise _UnreadableError(error) from error
        if not part:
            return
        yield part


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16  # read and written by the owner alone
    return entry


def _kind_and_name(path: Path, recordings_folder: Path) -> tuple[KindKept, str]:
    if is_index(path):
        return KindKept.MADE_ANEW, f"index/{path.parent.name}_{path.name}"
    for folder in (recordings_folder, usual_sessions_folder()):
        if path.is_relative_to(folder):
            below = path.relative_to(folder)
            if below.parts[0] == "people":
                return KindKept.OF_PEOPLE, below.as_posix()
            return KindKept.RECORDING, f"recordings/{below.as_posix()}"
    if path.is_relative_to(practices_folder()):
        return KindKept.PRACTICE, f"practices/{path.relative_to(practices_folder()).as_posix()}"
    return KindKept.SETTING, f"settings/{path.relative_to(data_folder()).as_posix()}"
