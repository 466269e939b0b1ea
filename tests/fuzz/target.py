"""What a fuzz target is, and the run that counts what became of its inputs."""

import logging
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import FrameType

from biofeedback.errors import SoftenError
from ui.words.errors import error_sentence
from ui.words.languages import english

logger = logging.getLogger(__name__)

LONGEST_S = 2.0
"""Processor seconds of one input beyond which it hangs: what is promised."""

_ALL_OF_THE_FIRST, _ONE_IN = 50, 20  # errors of a code whose sentence is made: a choice, it takes half of the time
_MET: Counter[StrEnum] = Counter()

_STUCK_S = 60.0
"""Real seconds after which an input that waits for something is given up."""

_WARMING = 20  # inputs before those that count: a choice

MOST_MIB = 300
"""Of memory for one input: what is promised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something that reads a kind of file that others may have written.

    Attributes
    ----------
    name : str
        What it reads.
    make : callable
        Makes the files of one input within a folder, all by the chance that it is given.
    read : callable
        Reads them as the program does; returns whether they were accepted. Whatever it raises is a fault.
    """

    name: str
    make: Callable[[Path, random.Random], None]
    read: Callable[[Path], bool]


@dataclass(slots=True, kw_only=True)
class Count:
    """What became of the inputs of a target."""

    accepted: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    worst_s: float = 0.0
    worst_s_at: int = -1
    worst_mib: float = 0.0
    worst_mib_at: int = -1

    def line(self, target: str) -> str:
        """Return the count in a line."""
        tried = self.accepted + self.refused + len(self.faults)
        return (
            f"{target}: {tried} inputs, {self.accepted} read, {self.refused} refused, {len(self.faults)} faults; "
            f"longest {self.worst_s:.3f} s (input {self.worst_s_at}), "
            f"most memory beyond all before {self.worst_mib:.1f} MiB (input {self.worst_mib_at})"
        )


class StuckError(BaseException):
    """An input did not come to its end; no `Exception`, so that nothing on the way takes it for one of its own."""


def expect_sentence(error: SoftenError) -> None:
    """See that an error of ours has something to say to people; of errors that come again and again, now and then."""
    _MET[error.code] += 1
    if _MET[error.code] <= _ALL_OF_THE_FIRST or _MET[error.code] % _ONE_IN == 0:
        assert error_sentence(error, english())


def run(target: Target, folder: Path, numbers: range, *, most_faults: int = 50) -> Count:
    """Read inputs by their numbers, the same for the same numbers, and count."""
    count = Count()
    signal.signal(signal.SIGALRM, _stuck)
    for warming in range(_WARMING):  # what is imported late is not the work of an input
        _one(target, folder, -1 - warming, Count())
    for number in numbers:
        _one(target, folder, number, count)
        if len(count.faults) >= most_faults:
            break
    return count


def _one(target: Target, folder: Path, number: int, count: Count) -> None:
    for left in folder.iterdir():
        left.unlink()
    target.make(folder, random.Random(f"{target.name} {number}"))
    before_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    signal.setitimer(signal.ITIMER_REAL, _STUCK_S)
    began_s = time.process_time()
    try:
        accepted = target.read(folder)
        count.accepted += accepted
        count.refused += not accepted
    except (Exception, StuckError) as error:
        signal.setitimer(signal.ITIMER_REAL, 0)
        logger.exception("%s %d", target.name, number)
        where = traceback.extract_tb(error.__traceback__)[-1]
        count.faults.append(f"{target.name} {number}: {error!r:.200} at {where.filename}:{where.lineno}")
        return
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    took_s = time.process_time() - began_s
    # On macOS bytes, elsewhere KiB.
    grew = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kib
    grew_mib = grew / (2**20 if sys.platform == "darwin" else 2**10)
    if took_s > count.worst_s:
        count.worst_s, count.worst_s_at = took_s, number
    if grew_mib > count.worst_mib:
        count.worst_mib, count.worst_mib_at = grew_mib, number
    if took_s > LONGEST_S or grew_mib > MOST_MIB:
        count.faults.append(f"{target.name} {number}: took {took_s:.2f} s and {grew_mib:.0f} MiB")


def _stuck(signal_number: int, frame: FrameType | None) -> None:
    raise StuckError
