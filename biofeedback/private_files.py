"""Writes small files for the user's own eyes: what a person likes, and words of their own."""

import os
from pathlib import Path

_OWN_FILE = 0o600  # read and written by the owner alone
_OWN_FOLDER = 0o700  # entered and changed by the owner alone


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the user's own eyes; one that is there is left as it is.

    Raises
    ------
    OSError
        The system does not let us.
    """
    for each in (*reversed(folder.parents), folder):
        if not each.exists():
            each.mkdir(_OWN_FOLDER, exist_ok=True)


def write_private(path: Path, text: str, *, new: bool = False) -> None:
    """Write a file for the user's own eyes; with ``new`` it must not be there yet.

    Raises
    ------
    OSError
        The system does not let us.
    """
    flags = os.O_WRONLY | os.O_CREAT | (os.O_EXCL if new else os.O_TRUNC)
    with os.fdopen(os.open(path, flags, _OWN_FILE), "w", encoding="utf-8") as file:
        file.write(text)
