"""Makes intervals of times of beats, and times of intervals, without an interval across a break."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

LONGEST_MS = 10_000.0
"""An interval between two marked beats that is longer is a break: a choice; a heart at rest pauses three seconds."""


def intervals_of(t_s: Sequence[float], broken: Iterable[int] = ()) -> list[float]:
    """Return the interval in ms that ends with each beat; ``nan`` for the first one and after a break.

    Parameters
    ----------
    t_s : sequence of float
        When each beat was, in seconds, rising.
    broken : iterable of int
        The places of beats before which others are absent.
    """
    if not t_s:
        return []
    after = set(broken)
    steps_ms = [(later - before) * 1000.0 for before, later in pairwise(t_s)]
    kept = [step if step <= LONGEST_MS and at not in after else math.nan for at, step in enumerate(steps_ms, 1)]
    return [math.nan, *kept]


def breaks_in(rr_ms: Sequence[float]) -> int:
    """Return how many breaks lie between beats."""
    return sum(map(math.isnan, rr_ms[1:]))
