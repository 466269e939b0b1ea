"""How long a study takes: measured on some of its own files, whose results are kept, so that nothing is done twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biofeedback.app.study.running import run
from biofeedback.clock import HostClock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from biofeedback.app.study.kept import KeptResults
    from biofeedback.app.study.workers import Workers

LONGEST_S = 30.0
"""Real seconds after which no further file is tried: a choice, long against the start of the workers."""

MOST_FILES = 200
"""Files that are tried at most: a choice, as many as five minutes of heartbeats take a few seconds of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How quickly files were analysed.

    Attributes
    ----------
    files : int
        How many were tried.
    begun_s : float
        Real seconds until the first one was done, in which the workers began.
    later_s : float
        Real seconds that all further ones took.
    """

    files: int
    begun_s: float
    later_s: float

    @property
    def per_min(self) -> float:
        """Files a minute, once the workers have begun; of one file, with their beginning."""
        if self.files > 1:
            return 60.0 * (self.files - 1) / max(self.later_s, _SHORTEST_S)
        return 60.0 * self.files / max(self.begun_s, _SHORTEST_S)

    def takes_s(self, files: int, machines: int = 1) -> float:
        """Return how many real seconds so many such files take on so many machines like this one."""
        return self.begun_s + 60.0 * files / (self.per_min * machines)


_SHORTEST_S = 1e-3  # no clock here tells less apart


def measured(folder: Path, names: Sequence[str], kept: KeptResults, workers: Workers) -> Pace:
    """Return how quickly files are analysed, by those that lie evenly among ``names`` and have no result yet.

    Raises
    ------
    OSError
        A result cannot be written.
    """
    clock = HostClock()
    done, begun_s, now_s = 0, 0.0, 0.0
    for each in run(folder, _some_of(folder, names, kept), kept, workers):
        if each.was_there:
            continue
        now_s = clock.now_s()
        done += 1
        begun_s = begun_s or now_s
        if now_s > LONGEST_S:
            break
    return Pace(files=done, begun_s=begun_s, later_s=now_s - begun_s)


def without_result(folder: Path, names: Sequence[str], kept: KeptResults) -> list[str]:
    """Return those of the files that have no result yet, and can be read."""
    return [name for name in names if _has_none(folder / name, kept)]


def _has_none(path: Path, kept: KeptResults) -> bool:
    try:
        return kept.get(kept.place(path)) is None
    except OSError:
        return False


def _some_of(folder: Path, names: Sequence[str], kept: KeptResults) -> Sequence[str]:
    left = without_result(folder, names, kept)
    return left if len(left) <= MOST_FILES else [left[index * len(left) // MOST_FILES] for index in range(MOST_FILES)]
