"""Tells of the programs and libraries of a built folder what they ask of a Linux: which glibc, which libraries."""

import re
import subprocess
import sys
from pathlib import Path

_MAGIC = b"\x7fELF"
_GLIBC = re.compile(r"\bName: GLIBC_(\d+)\.(\d+)(?:\.\d+)?\b")
_AT_ONCE = 200  # files in one call of readelf: a choice, far below what a command line holds


def elf_files(folder: Path) -> list[Path]:
    """Return every program and library of a folder, each once, without the links to it."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink() and _is_elf(path)]


def glibc_floor(folder: Path) -> tuple[int, int]:
    """Return the oldest glibc with which a built folder runs, such as ``(2, 36)``."""
    files = elf_files(folder)
    found = {(0, 0)}
    for at in range(0, len(files), _AT_ONCE):
        command = ["readelf", "--version-info", "--wide", *map(str, files[at : at + _AT_ONCE])]
        said = subprocess.run(command, check=True, capture_output=True, text=True, errors="replace").stdout
        found |= {(int(major), int(minor)) for major, minor in _GLIBC.findall(said)}
    return max(found)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


if __name__ == "__main__":
    sys.stdout.write("It runs with glibc {}.{} or a newer one.\n".format(*glibc_floor(Path(sys.argv[1]))))
