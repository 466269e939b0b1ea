"""What lies in a folder, to be compared with what lay there before; and the sentence of what a command printed."""

import hashlib
import os
import re
import stat
from pathlib import Path

from tests.rigs.words.spoken_commands import Printed

_PATH = re.compile(r"(?<![\w.])/[^\s:,]*/([^\s:,/]+)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")


def contents(folder: Path) -> dict[str, str]:
    """Return everything beneath a folder by its path: a digest of a file, where a link leads, else what kind it is."""
    found = {}
    for where, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(where, name)
            found[str(path.relative_to(folder))] = _state(path)
    return found


def _state(path: Path) -> str:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return f"link to {path.readlink()}"
    if not stat.S_ISREG(status.st_mode):
        return stat.filemode(status.st_mode)
    with path.open("rb") as file:
        return f"{oct(status.st_mode)} {hashlib.file_digest(file, 'sha256').hexdigest()}"


def sentence(printed: Printed) -> str:
    """Return the last sentence that a command said, without what differs from run to run."""
    lines = [line.strip() for line in (printed.err or printed.out).splitlines() if line.strip()]
    text = lines[-1] if lines else ""
    without_folders = _PATH.sub(r"…/\1", text)
    return f"“{_DAY.sub('2026-11-30_10-00-00', without_folders)}”"
