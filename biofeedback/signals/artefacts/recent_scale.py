"""What is ordinary around the newest intervals, from the past alone."""

import math
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence

from biofeedback.signals.artefacts.scale import (
    FINEST_TICK_MS,
    LEVEL_BEATS,
    LOW_SHARES,
    MEND_SHARES,
    SCALE_BEATS,
    Scale,
    quantile,
    scale_of,
)

_MOST_PLACED = 8  # values that are put in their place one by one; more are sorted with all others. As was measured

BACK = 3
"""Beats back to which changes are taken, from one on: as `scale.scale_of` asks for them."""


class RecentScale:
    """The spread of the last 91 intervals, and their level.

    The level is forgotten at a break, for the heart may beat otherwise after it; the spread is of the same heart and
    stays.
    """

    def __init__(self) -> None:
        self._changes = tuple(_Ordered() for _ in range(BACK))
        self._distances = _Ordered()
        self._recent_ms: deque[float] = deque(maxlen=BACK)
        self._pairs_ms: deque[float] = deque(maxlen=LEVEL_BEATS)

    def forget_level(self) -> None:
        """Begin a segment: what lies before says nothing of its level."""
        self._pairs_ms.clear()
        self.forget_neighbours()

    def forget_neighbours(self) -> None:
        """Take no change across what comes now."""
        self._recent_ms.clear()

    def add(self, rr_ms: float) -> None:
        """Take in the newest interval."""
        recent_ms = self._recent_ms
        for changes, before_ms in zip(self._changes, recent_ms, strict=False):
            changes.add(abs(rr_ms - before_ms))
        # A lone interval is a pair of its own, until there is another.
        self._pairs_ms.append((rr_ms + recent_ms[0]) / 2.0 if recent_ms else rr_ms)
        recent_ms.appendleft(rr_ms)

    @property
    def level_ms(self) -> float:
        """The median of the last eleven pairs, in ms."""
        ordered = sorted(self._pairs_ms)
        middle = len(ordered) // 2
        return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2.0

    def level_at(self, rr_ms: float) -> float:
        """Return the level, in ms, and take in how far an interval that it is of lies from it."""
        level_ms = self.level_ms
        self._distances.add(abs(rr_ms - level_ms))
        return level_ms

    def scale(self, level_ms: float) -> Scale:
        """Return what is ordinary around that interval."""
        return scale_of_recent(level_ms, [each.values_ms for each in self._changes], self._distances.values_ms)


def scale_of_recent(level_ms: float, changes: Sequence[Sequence[float]], distances: Sequence[float]) -> Scale:
    """Return what is ordinary after at most 91 values of each kind, all in ms and in order.

    Parameters
    ----------
    level_ms : float
        The level.
    changes : sequence of sequence of float
        From one beat, two and three beats before, without sign.
    distances : sequence of float
        From the level.
    """
    once, second, third = changes
    if not third:
        return Scale(level_ms, math.inf, math.inf, MEND_SHARES[0] * level_ms)
    low, quarter = LOW_SHARES
    # Few values cover but a part of a breath, and their quartiles lie too close.
    widened = 2.0 - len(distances) / SCALE_BEATS
    # The smallest change there was, 0 when nothing changed.
    first = bisect_left(once, FINEST_TICK_MS)
    return scale_of(
        level_ms,
        (
            quantile(once, low),
            widened * quantile(once, 0.25),
            widened * quantile(once, 0.5),
            widened * quantile(once, 0.75),
        ),
        (widened * quantile(distances, quarter), widened * quantile(distances, 0.75)),
        (quantile(second, quarter), quantile(third, quarter)),
        once[first] if first < len(once) else 0.0,
    )


class _Ordered:
    """The last 91 values, which are put in order when they are asked for.

    Few intervals change by so much that anybody asks. Where many do, each value is put in its place by itself.
    """

    def __init__(self) -> None:
        self._arrived_ms: deque[float] = deque(maxlen=SCALE_BEATS)
        self._new_ms: deque[float] = deque(maxlen=SCALE_BEATS)
        self._values_ms: list[float] = []
        # Called several times a beat: nothing lies between the caller and the queue.
        self.add = self._new_ms.append

    @property
    def values_ms(self) -> list[float]:
        """The values in order."""
        arrived_ms, values_ms = self._arrived_ms, self._values_ms
        if len(self._new_ms) > _MOST_PLACED:
            arrived_ms.extend(self._new_ms)
            values_ms[:] = sorted(arrived_ms)
        else:
            for value_ms in self._new_ms:
                if len(arrived_ms) == SCALE_BEATS:
                    del values_ms[bisect_left(values_ms, arrived_ms[0])]
                arrived_ms.append(value_ms)
                insort(values_ms, value_ms)
        self._new_ms.clear()
        return values_ms
