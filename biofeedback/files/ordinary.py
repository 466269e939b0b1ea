"""Reads files that somebody else may have put there: ordinary files only, and no more of them than was foreseen.

A pipe would keep us waiting, a device has no end, and a link may lead anywhere.
"""

import os
import stat
from enum import Enum, auto
from pathlib import Path


class FileFault(Enum):
    """Why a file is not read."""

    NOT_ORDINARY = auto()
    """A pipe, a device or a socket."""

    TOO_LARGE = auto()

    LEADS_OUT = auto()
    """A link out of the folder in which it was found."""


class UnfitFileError(Exception):
    """A file that is not read; whoever asked for it says so in words of its own."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.name)
        self.fault = fault


def read_ordinary(path: Path, largest_bytes: int) -> bytes:
    """Return what is in a file.

    Raises
    ------
    UnfitFileError
        It is no ordinary file, or larger.
    OSError
        The system does not let us, or it is a folder.
    """
    # Without waiting for the other end, should it be a pipe by now.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        _check(os.fstat(descriptor), largest_bytes)
        data = file.read(largest_bytes + 1)
    if len(data) > largest_bytes:
        raise UnfitFileError(FileFault.TOO_LARGE)
    return data


def check_ordinary(path: Path) -> None:
    """Raise an `UnfitFileError` unless this is an ordinary file or a link to one, an `OSError` when there is none."""
    _check(path.stat(), None)


def check_within(path: Path, folder: Path) -> None:
    """Raise an `UnfitFileError` when a file that was found in a folder is a link out of it."""
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise UnfitFileError(FileFault.LEADS_OUT)


def _check(status: os.stat_result, largest_bytes: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnfitFileError(FileFault.NOT_ORDINARY)
    if largest_bytes is not None and status.st_size > largest_bytes:
        raise UnfitFileError(FileFault.TOO_LARGE)
