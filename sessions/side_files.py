"""The files that lie beside a recording for a while, by their names."""

import os
from pathlib import Path

_PART = "-part"
_BESIDE = ("-wal", "-shm", "-journal", _PART)
SIDE_FILES = len(_BESIDE)  # as many as there has to be room for beside a recording

_LONGEST_NAME = 255
"""Bytes of a file name: NAME_MAX of Linux and macOS; Windows counts as many characters."""


def side_files(path: Path) -> tuple[Path, ...]:
    """Return the files that may lie beside a recording while it is open or copied, or when that was cut off."""
    # A name that is too long for the system can be none of theirs.
    names = (path.name + ending for ending in _BESIDE)
    return tuple(path.with_name(name) for name in names if len(os.fsencode(name)) <= _LONGEST_NAME)


def part_file(path: Path) -> Path:
    """Return the file of a copy that is to take the place of a recording, until it is whole."""
    return path.with_name(path.name + _PART)
