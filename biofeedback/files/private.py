"""Keeps what is for the user's own eyes: writes files that nobody else can read, and paths without their name."""

import os
import stat
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

_OWN_FILE = 0o600  # read and written by the owner alone
_OWN_FOLDER = 0o700  # entered and changed by the owner alone
_OTHERS = 0o077  # whatever the group and everybody else may do
_SHORTEST_HOME = 4  # characters of a path with somebody's name in it: "/" or "~" would be found in any text


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the user's own eyes; one that is there is left as it is.

    Raises
    ------
    OSError
        The system does not let us.
    """
    if folder.exists():
        return
    for each in (*reversed(folder.parents), folder):
        if not each.exists():
            each.mkdir(_OWN_FOLDER, exist_ok=True)


def write_private(path: Path, text: str, *, new: bool = False) -> None:
    """Write a file for the user's own eyes; with ``new`` it must not be there yet. One that is there is tightened.

    Raises
    ------
    OSError
        The system does not let us.
    """
    flags = os.O_WRONLY | os.O_CREAT | (os.O_EXCL if new else os.O_TRUNC)
    if not new:
        tighten(path)
    with os.fdopen(os.open(path, flags, _OWN_FILE), "w", encoding="utf-8") as file:
        file.write(text)


def open_private(path: Path) -> BinaryIO:
    """Open a new file for the user's own eyes, to write bytes.

    Raises
    ------
    OSError
        It is there already, or the system does not let us.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, _OWN_FILE), "wb")


def open_private_text(path: Path) -> TextIO:
    """Open a new file for the user's own eyes, to write text in UTF-8 with lines that end as they are written.

    Raises
    ------
    OSError
        It is there already, or the system does not let us.
    """
    return TextIOWrapper(open_private(path), encoding="utf-8", errors="replace", newline="")


def tighten(path: Path) -> None:
    """Take from everybody but the owner what they may do with a file or a folder of ours, where the system lets us."""
    with suppress(OSError):
        mode = path.lstat().st_mode
        if os.name == "posix" and not stat.S_ISLNK(mode) and mode & _OTHERS:
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def without_home(text: str) -> str:
    """Return a text in which the folder of the user, whose name they may bear, is ``~``."""
    try:
        home = str(Path.home())
    except RuntimeError:  # nobody says where it is
        return text
    return text if len(home) < _SHORTEST_HOME else text.replace(home, "~")
