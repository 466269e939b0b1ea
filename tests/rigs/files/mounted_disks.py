"""Small disks, and disks that let nobody write: real ones, which only the program that is run on them sees.

As root, or where a person may have a namespace of their own (user_namespaces(7)); nobody else can mount anything.
"""

import os
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.rigs.suite import programs

_UNSHARE = ("unshare", "--mount", "--propagation", "private")
_AS_ROOT = ("--user", "--map-root-user")
_MOUNT = 'mount -t tmpfs -o "size=$1" tmpfs "$2" && shift 2 && exec "$@"'


def on_a_disk(folder: Path, size: str, command: Sequence[str]) -> list[str]:
    """Return the command that runs another one in which a folder that is there is a disk of this size, as ``600k``."""
    return [*_alone(), "sh", "-c", _MOUNT, "sh", size, str(folder), *command]


def make_read_only(folder: Path) -> None:
    """Let nobody write to such a disk any more, within the program that was run on it."""
    _run("mount", "--bind", str(folder), str(folder))
    _run("mount", "-o", "remount,bind,ro", str(folder))


def take_away(folder: Path) -> None:
    """Take such a disk away, as who pulls it out: what has a file on it open writes on into nothing."""
    _run("umount", "--lazy", str(folder))


@cache
def mounts_are_allowed() -> bool:
    """Return whether this machine lets us have disks of our own."""
    if shutil.which("unshare") is None or shutil.which("mount") is None:
        return False
    return programs.run([*_alone(), "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode == 0


def _alone() -> tuple[str, ...]:
    return _UNSHARE if os.geteuid() == 0 else (*_UNSHARE, *_AS_ROOT)


def _run(*command: str) -> None:
    programs.run(command, check=True)
