"""What was ordinary around each interval of a whole record when it was decided live."""

import math

import numpy as np

from biofeedback.signals.artefacts.recent_scale import BACK, scale_of_recent
from biofeedback.signals.artefacts.rolling import in_parts, spread, windows
from biofeedback.signals.artefacts.scale import FINEST_TICK_MS, LEVEL_BEATS, SCALE_BEATS, Scale
from biofeedback.signals.timing.beats import FloatArray, IntArray


class RecentScales:
    """What `RecentScale` says of each interval, found for many at once where it is asked for.

    Parameters
    ----------
    rr_ms : array of float, shape (beats,)
        The intervals that are in range, in ms.
    first, first_of_segment : array of int, shape (beats,)
        The first interval of the stretch without a break that each belongs to, and of its segment.
    seen : array of int, shape (beats,)
        The last interval that was known when each was decided.

    Attributes
    ----------
    level_ms : array of float, shape (beats,)
        What intervals were like.
    """

    def __init__(self, rr_ms: FloatArray, first: IntArray, first_of_segment: IntArray, seen: IntArray) -> None:
        places = np.arange(rr_ms.size)
        # Of each step back, all changes there were, and how many of them were known.
        self._changes_ms: list[FloatArray] = []
        self._known: list[IntArray] = []
        for back in range(1, BACK + 1):
            there = places - first >= back
            self._changes_ms.append(np.abs(rr_ms[back:] - rr_ms[: rr_ms.size - back])[there[back:]])
            self._known.append(np.cumsum(there, dtype=np.int64)[seen])
        before_ms = np.where(places > first, np.roll(rr_ms, 1), rr_ms)
        self.level_ms: FloatArray = _levels((rr_ms + before_ms) / 2.0, first_of_segment, seen)
        self._changes_ms.append(np.abs(rr_ms - self.level_ms))
        self._known.append(places + 1)
        # What `Scale` holds, in its order.
        self._found: FloatArray = np.vstack((self.level_ms, np.full((3, rr_ms.size), np.nan)))

    def at(self, row: int) -> Scale:
        """Return what was ordinary around one interval."""
        found = self._found[:, row].tolist()
        return self._early(row) if math.isnan(found[1]) else Scale(*found)

    def prepare(self, rows: IntArray) -> None:
        """Find the scales of some rows at once."""
        rows = rows[np.minimum.reduce([known[rows] for known in self._known]) >= SCALE_BEATS]
        for part in in_parts(rows.size) if rows.size else ():
            some = rows[part]
            changes_ms, second_ms, third_ms, distances_ms = (
                np.sort(windows(values_ms, SCALE_BEATS)[known[some] - SCALE_BEATS], axis=1)
                for values_ms, known in zip(self._changes_ms, self._known, strict=True)
            )
            is_tick = changes_ms >= FINEST_TICK_MS
            of_some = spread(self.level_ms[some], changes_ms, second_ms, third_ms, distances_ms, is_tick=is_tick)
            self._found[1:, some] = of_some.change_ms, of_some.distance_ms, of_some.mend_ms

    def _early(self, row: int) -> Scale:
        """Return the scale of one interval, of fewer beats than make a scale where there are no more."""
        ordered = [
            sorted(values_ms[max(0, known[row] - SCALE_BEATS) : known[row]].tolist())
            for values_ms, known in zip(self._changes_ms, self._known, strict=True)
        ]
        return scale_of_recent(float(self.level_ms[row]), ordered[:BACK], ordered[BACK])


def _levels(pairs_ms: FloatArray, first_of_segment: IntArray, seen: IntArray) -> FloatArray:
    """Return the median of the last eleven pairs that were known of each segment, fewer where there are no more."""
    begins = seen - (LEVEL_BEATS - 1)
    level_ms: FloatArray = np.empty(pairs_ms.size)
    whole = np.flatnonzero(begins >= first_of_segment)
    for part in in_parts(whole.size) if whole.size else ():
        around_ms = windows(pairs_ms, LEVEL_BEATS)[begins[whole[part]]]
        level_ms[whole[part]] = np.partition(around_ms, LEVEL_BEATS // 2, axis=1)[:, LEVEL_BEATS // 2]
    for row in np.flatnonzero(begins < first_of_segment).tolist():
        ordered = np.sort(pairs_ms[first_of_segment[row] : seen[row] + 1])
        level_ms[row] = (ordered[(ordered.size - 1) // 2] + ordered[ordered.size // 2]) / 2.0
    return level_ms
