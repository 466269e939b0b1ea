"""When each beat of a file was: where the file says so, or else where its intervals and the times beside it put it."""

import math
import statistics
from collections.abc import Sequence
from itertools import accumulate, pairwise

from biofeedback.signals.timing.stated_times import ALLOWED_S
from sessions.importers.imported import ImportedHeart

_USUAL_BREAK_MS = 1000.0  # how long a break takes in a file in which no interval is known

_MOST_ODD = 0.02
"""Share of beats that may come sooner than their interval says, for mistyped numbers and lines that stand twice: a
choice. Of packets with several beats every second one and more does, of times rounded to a second one in four."""

_FEWEST_EXACT = 0.1
"""Share of beats that must come as their interval says. A choice: a device that leaves out nine beats of ten."""

_MADE_UP = 0.3
"""Share by which all small differences may miss making up for the large ones where these are those of packets, which
are late by a bounded time: a choice. Where beats are missing nothing makes up for them."""

_GRIDS_S = (86_400.0, 3600.0, 60.0, 30.0, 10.0, 5.0, 1.0, 0.5, 0.25, 0.2)
"""Seconds to which times may be rounded so that they tell nothing of a single beat."""

_ON_GRID_S = 1e-4  # seconds beside a grid that are rounding of large numbers

_COARSE_S = 2.5
"""Seconds of a grid from which on times do not even tell how late a beat is: as `timeline.GAP_S`."""


def beat_times(heart: ImportedHeart) -> list[float]:
    """Return when each beat was, in seconds from the beginning of the file, never falling.

    * Without times in the file the intervals follow each other, and a break is one beat long.
    * Where intervals and times agree beat by beat, those are the times, and a hole in them stays one. Where they agree
      as beginnings of intervals, an interval is added.
    * Times rounded to more than 2.5 s tell breaks alone: but for those the intervals follow each other.
    * Else they are those of arrival, as of packets, and beats lie where `timeline` puts them with hindsight.
    """
    rr_ms = heart.rr_ms
    if heart.t_s is None:
        return list(accumulate(_lengths_s(rr_ms)))
    grid_s = _grid_s(heart.t_s)
    if grid_s > _COARSE_S:
        return _within(heart.t_s, _lengths_s(rr_ms), grid_s)
    if grid_s <= ALLOWED_S:
        begins = [t_s + length_s for t_s, length_s in zip(heart.t_s, _lengths_s(rr_ms), strict=True)]
        ways = [(_off_s(times_s, rr_ms), times_s) for times_s in (list(heart.t_s), begins)]
        off, times_s = min((each for each in ways if each[0]), key=lambda each: _usual(each[0]), default=([], []))
        if off:
            return list(accumulate(times_s, max))
    # It brings NumPy and SciPy; most files tell exact times or none.
    from biofeedback.signals.timing.timeline import rebuild_timeline

    placed_s: list[float] = rebuild_timeline(heart.t_s, rr_ms).t_s.tolist()
    return placed_s


def _off_s(t_s: Sequence[float], rr_ms: Sequence[float]) -> list[float]:
    """Return by how much each beat comes later than its interval says; nothing where these are no times of beats."""
    off = [
        after - before - rr / 1000.0
        for (before, after), rr in zip(pairwise(t_s), rr_ms[1:], strict=True)
        if 0.0 < rr < math.inf
    ]
    exact_s = [each for each in off if abs(each) <= ALLOWED_S]
    if sum(each < -ALLOWED_S for each in off) > _MOST_ODD * len(off) or len(exact_s) < _FEWEST_EXACT * len(off):
        return []
    others_s = math.fsum(off) - math.fsum(exact_s)
    made_up = abs(others_s) > 0.0 and abs(math.fsum(off)) <= _MADE_UP * abs(others_s)
    return [] if made_up else exact_s


def _usual(off_s: Sequence[float]) -> float:
    return statistics.median(map(abs, off_s))


def _lengths_s(rr_ms: Sequence[float]) -> list[float]:
    """Return how long each interval takes; one that is not known as long as is usual."""
    known = [rr for rr in rr_ms if 0.0 < rr < math.inf]
    usual_ms = statistics.median(known) if known else _USUAL_BREAK_MS
    return [(rr if 0.0 < rr < math.inf else usual_ms) / 1000.0 for rr in rr_ms]


def _grid_s(t_s: Sequence[float]) -> float:
    """Return to how many seconds times are rounded; 0 where that is less than a beat."""
    steps_s = {round(after - before, 6) for before, after in pairwise(t_s)} - {0.0}
    return next(
        (
            grid
            for grid in _GRIDS_S
            if steps_s and all(abs(step - round(step / grid) * grid) <= _ON_GRID_S for step in steps_s)
        ),
        0.0,
    )


def _within(t_s: Sequence[float], lengths_s: Sequence[float], grid_s: float) -> list[float]:
    """Return intervals that follow each other where rounded times allow it, and breaks where they do not."""
    placed_s: list[float] = []
    now_s, least_s, most_s = t_s[0] - lengths_s[0], -math.inf, math.inf
    for at_s, length_s in zip(t_s, lengths_s, strict=True):
        now_s += length_s
        # By how much the run may lie later, so that the beat is within what its time was rounded from.
        least_s, most_s = max(least_s, at_s - now_s), min(most_s, at_s + grid_s - now_s)
        if least_s > most_s + _COARSE_S:
            now_s = max(now_s, at_s)
            least_s, most_s = at_s - now_s, at_s + grid_s - now_s
        placed_s.append(now_s)
    return placed_s
