"""What the folders of rooms are called, and which there are among recordings."""

import os
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

_NEW_NAME = "%Y-%m-%d_%H-%M-%S room"
_NAME = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d room(?: [1-9]\d*)?", re.ASCII)


def new_room_folder(recordings: Path, started: datetime) -> Path:
    """Return a folder for a room that begins now, which is not there yet: ``2026-11-30_09-31-05 room``."""
    name = started.strftime(_NEW_NAME)
    folder, copy = recordings / name, 2
    while os.path.lexists(folder):
        folder, copy = recordings / f"{name} {copy}", copy + 1
    return folder


def is_room(folder: Path) -> bool:
    """Return whether a folder is called as those of rooms are."""
    return _NAME.fullmatch(folder.name) is not None


def remove_empty_room(folder: Path) -> None:
    """Remove the folder of a room where nothing is in it any more."""
    if is_room(folder):
        with suppress(OSError):
            folder.rmdir()


def rooms_in(recordings: Path) -> list[Path]:
    """Return the folders of rooms among recordings, by name; none where it cannot be read."""
    try:
        with os.scandir(recordings) as found:
            named = [each for each in found if _NAME.fullmatch(each.name)]
            return sorted(Path(each.path) for each in named if each.is_dir(follow_symlinks=False))
    except OSError:
        return []
