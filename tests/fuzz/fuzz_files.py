"""Fuzzing of every kind of file that others may have written: ``make fuzz INPUTS=100000``.

Each input has a number and is the same for the same number, so that a fault can be looked at again:
``python -m tests.fuzz.fuzz_files --inputs 1 --from 4711 tables``. What must hold: whatever a file holds, it is read
or refused by an error of ours that has a sentence, within two seconds and in memory that follows the file.
"""

import argparse
import logging
import resource
import sys
import tempfile
from pathlib import Path

from tests.fuzz.import_targets import IMPORT_TARGETS
from tests.fuzz.recording_target import RECORDING_TARGET
from tests.fuzz.target import run
from tests.fuzz.text_targets import TEXT_TARGETS
from tests.fuzz.wave_target import WAVE_TARGET

TARGETS = {target.name: target for target in (RECORDING_TARGET, *TEXT_TARGETS, WAVE_TARGET, *IMPORT_TARGETS)}

_MOST_ADDRESSED_BYTES = 4 * 2**30
"""Of the whole process: a choice; what asks for more is told by a MemoryError."""


def main() -> int:
    """Read inputs of the targets that are named, or of all; return 1 when there were faults."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("targets", nargs="*", help="which of " + ", ".join(TARGETS))
    asked.add_argument("--inputs", type=int, default=1000)
    asked.add_argument("--from", type=int, default=0, dest="first")
    given = asked.parse_args()
    logging.disable(logging.CRITICAL)  # what a fault of ours would log is raised here
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_ADDRESSED_BYTES, _MOST_ADDRESSED_BYTES))
    faulty = False
    memory = Path("/dev/shm")  # a disk would be what takes the time
    with tempfile.TemporaryDirectory(prefix="soften-fuzz-", dir=memory if memory.is_dir() else None) as folder:
        for name in given.targets or TARGETS:
            count = run(TARGETS[name], Path(folder), range(given.first, given.first + given.inputs))
            sys.stdout.write("\n  ".join([count.line(name), *count.faults]) + "\n")
            sys.stdout.flush()
            faulty = faulty or bool(count.faults)
    return int(faulty)


if __name__ == "__main__":
    sys.exit(main())
