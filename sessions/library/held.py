"""A folder that a program has while it runs: the system lets go of it when the program ends, however it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sessions.file_uri import file_uri

# A program that begins waits for this module, and mostly asks alone whether there is such a file.
if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

HELD = "held"
"""The file that is locked: an SQLite database without anything in it, as SQLite's locks are the same on all systems."""


def begin_to_hold(folder: Path) -> sqlite3.Connection:
    """Hold a new folder until the connection is closed; raises as `hold` does, and `OSError`."""
    (folder / HELD).touch(mode=0o600)  # read and written by the owner alone
    return hold(folder)


def hold(folder: Path) -> sqlite3.Connection:
    """Hold a folder until the connection is closed.

    Raises
    ------
    sqlite3.Error
        A program has it, or it is none that was ever held.
    """
    import sqlite3

    path = folder / HELD
    connection = sqlite3.connect(
        f"{file_uri(path.absolute())}?mode=rw", uri=True, timeout=0.0, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
