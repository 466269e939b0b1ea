"""Full disks, read-only folders, folders that are deleted in a practice, disks that are pulled out: real disks all."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.rigs.files.mounted_disks import mounts_are_allowed, on_a_disk
from tests.rigs.suite import programs
from tests.soak.on_disk import FAULTS
from tests.soak.row import Amounts, Row

ROOT = Path(__file__).resolve().parents[2]
DISK = "2M"
"""Room for a few short recordings: a choice."""

LONGEST_S = 300.0
"""Real seconds after which one fault is given up."""

WITHOUT_A_DISK = ("removed",)
"""Those that need no disk of their own."""


def soak(folder: Path, _amounts: Amounts) -> Iterator[Row]:
    """Bring every fault about that this machine lets us."""
    for fault in FAULTS:
        disk = folder / fault
        disk.mkdir()
        command = [sys.executable, "-m", "tests.soak.on_disk", fault, str(disk)]
        if fault not in WITHOUT_A_DISK:
            if not mounts_are_allowed():
                yield Row(fault=fault, seen="", lost="", measured="not tried: nothing may be mounted on this machine")
                continue
            command = on_a_disk(disk, DISK, command)
        done = programs.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_S)
        yield from (
            Row(**(row | {"broken": tuple(row["broken"])})) for row in map(json.loads, done.stdout.splitlines())
        )
        if done.returncode:
            yield Row(fault=fault, seen="", lost="", measured="", broken=(done.stderr[-1000:],))
