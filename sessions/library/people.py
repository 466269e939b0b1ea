"""Where the recordings of several people lie: each person's in a folder of their own beneath the recordings.

Whoever Soften belongs to has no key, and their recordings lie in the folder itself; everybody else has an opaque key,
and theirs lie in ``people/<key>``. A recording says nothing of whose it is, so it is given to somebody by moving it,
and all that is kept of a person but the name is one folder.
"""

import os
import re
import shutil
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system

OWNER = ""
"""The key of the one whose Soften it is."""

PEOPLE = "people"
GUEST = "guest-"
"""What the name of a guest's folder begins with, before a key."""

_KEY_BYTES = 8  # a choice: no two of a thousand people share one by chance
_KEY = re.compile(rf"[0-9a-f]{{{2 * _KEY_BYTES}}}")
_GUEST_KEY = re.compile(GUEST + _KEY.pattern)


def new_key() -> str:
    """Return a key that says nothing of a person: 16 hexadecimal digits."""
    import secrets  # with OpenSSL, which few programs need

    return secrets.token_hex(_KEY_BYTES)


def folder_of(recordings: Path, key: str) -> Path:
    """Return the folder of a person's recordings, which need not exist yet.

    Raises
    ------
    ValueError
        This is no key.
    """
    if key == OWNER:
        return recordings
    if not _KEY.fullmatch(key) and not _GUEST_KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key of a person")
    return recordings / PEOPLE / key


def keys_in(recordings: Path) -> tuple[str, ...]:
    """Return the keys of the people who have a folder, without the owner and guests; none where it cannot be read."""
    return _folders(recordings, _KEY)


def guests_in(recordings: Path) -> tuple[str, ...]:
    """Return the keys of the guests who have a folder."""
    return _folders(recordings, _GUEST_KEY)


def person_of(recordings: Path, path: Path) -> str:
    """Return the key of the person whose recording this is, by its folder; the owner's for one from anywhere else."""
    folder = path.absolute().parent
    of_somebody = folder.parent == (recordings / PEOPLE).absolute()
    return folder.name if of_somebody and (_KEY.fullmatch(folder.name) or _GUEST_KEY.fullmatch(folder.name)) else OWNER


def remove(recordings: Path, key: str) -> None:
    """Delete the folder of a person, with all that is in it; the owner has none of their own.

    Raises
    ------
    RecordingError
        The system does not let it go, or it is a link.
    ValueError
        The key is the owner's, or none.
    """
    if key == OWNER:
        raise ValueError("the folder of the owner holds those of all others")
    folder = folder_of(recordings, key)
    if folder.is_symlink():
        raise RecordingError(RecordingErrorCode.LINK, str(folder), place=os.path.realpath(folder))
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise RecordingError(RecordingErrorCode.NOT_DELETED, str(folder), **of_system(error)) from error


def _folders(recordings: Path, key: re.Pattern[str]) -> tuple[str, ...]:
    try:
        found = list((recordings / PEOPLE).iterdir())
    except OSError:
        return ()
    return tuple(sorted(each.name for each in found if key.fullmatch(each.name) and _is_folder(each)))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
