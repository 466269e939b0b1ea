"""Reads a recording as arrays: prints MiB at most beyond those before, MiB of the arrays themselves, and seconds."""

import sys
import time
from pathlib import Path

from sessions.arrays.read import read
from sessions.reader import Recording

_KIB_IN_A_MIB = 1024.0


def _kib(of: str) -> float:
    """Return what Linux says of this program alone: `getrusage` counts the one that started it too."""
    said = Path("/proc/self/status").read_text(encoding="ascii")
    return float(next(line.split()[1] for line in said.splitlines() if line.startswith(f"{of}:")))


def main() -> None:
    """Read the recording that is named, after a first look that loads what is loaded once."""
    path = Path(sys.argv[1])
    Recording(path).close()
    before_kib = _kib("VmRSS")
    begun_s = time.process_time()
    found = read(path)
    took_s = time.process_time() - begun_s
    peak_kib = _kib("VmHWM") - before_kib
    tables = (found.beats, found.layers, found.events, found.steps, found.breaths, found.metrics)
    arrays = [getattr(table, column.name) for table in tables for column in table.columns()]
    arrays += [array for wave in found.waves for array in (wave.time_s, wave.values)]
    held = sum(array.nbytes for array in arrays)
    sys.stdout.write(f"{peak_kib / _KIB_IN_A_MIB} {held / _KIB_IN_A_MIB**2} {took_s}\n")


main()
