"""Two beats that are closer than any heart beats: with which neighbour the time between them makes an interval.

One of the two is none. Set aside alone, the time between them would leave the rest of the interval as an early beat.
"""

import math
from enum import Enum, auto

import numpy as np

from biofeedback.signals.artefacts.rules import SHORTEST_MS, Verdict, is_in_range
from biofeedback.signals.timing.beats import FloatArray, IntArray

_NEAR_SHARE = 0.08
"""Of the level: so near both together come to what is usual, as early and late intervals that make up for each other do
(`rules`). Ours: of 0.08 to 0.2, generated hearts have the fewest coherences that are far off."""

_ALIKE_SHARE = 0.24
"""Of the level: intervals that differ by more are not both whole. Ours: twice as far as parts of one may be off."""


class Joined(Enum):
    """What the time between two beats that are too close is a part of."""

    BEFORE = auto()
    """The interval before it: the first of the two beats is none."""
    AFTER = auto()
    """The interval after it: the second is none."""


def joined_with(
    short_ms: float, before_ms: tuple[float, float], after_ms: float, level_ms: float
) -> tuple[Joined, float] | None:
    """Return with which neighbour an interval of less than 300 ms is one, and how long that is; None: with neither.

    Parameters
    ----------
    short_ms : float
        The interval that is none.
    before_ms : tuple of float
        The two before it, the nearer one last; ``nan`` where there is none.
    after_ms : float
        The one after it; ``nan`` where there is none.
    level_ms : float
        What intervals are like here.

    Returns
    -------
    tuple of (Joined, float) or None
        ``nan``: it is a part of one with that neighbour, but not all of it, so that both are set aside.

    Notes
    -----
    With that neighbour whose sum is nearer to what is usual: between the intervals on either side of it, or where the
    two before go on to; the level where these differ by too much.
    """
    farther_ms, nearer_ms = before_ms
    sides = (
        (Joined.BEFORE, nearer_ms, _usual_ms(farther_ms, after_ms, level_ms)),
        (Joined.AFTER, after_ms, _usual_ms(nearer_ms, 2.0 * nearer_ms - farther_ms, level_ms)),
    )
    off_ms: dict[Joined, float] = {}
    for side, neighbour_ms, usual_ms in sides:
        together_ms = neighbour_ms + short_ms
        if _off_ms(together_ms, usual_ms) < _off_ms(neighbour_ms, usual_ms):
            off_ms[side] = _off_ms(together_ms, usual_ms)
    if not off_ms:
        return None
    side = min(off_ms, key=lambda each: off_ms[each])
    together_ms = short_ms + (nearer_ms if side is Joined.BEFORE else after_ms)
    is_whole = off_ms[side] < _NEAR_SHARE * level_ms and is_in_range(together_ms)
    return side, together_ms if is_whole else math.nan


def _usual_ms(one_ms: float, other_ms: float, level_ms: float) -> tuple[float, float]:
    """Return between what an interval is usual that lies beside these."""
    if math.isnan(one_ms) or math.isnan(other_ms):
        known_ms = other_ms if math.isnan(one_ms) else one_ms
        return (level_ms, level_ms) if math.isnan(known_ms) else (known_ms, known_ms)
    if abs(one_ms - other_ms) > _ALIKE_SHARE * level_ms:
        return level_ms, level_ms
    return min(one_ms, other_ms), max(one_ms, other_ms)


def _off_ms(value_ms: float, usual_ms: tuple[float, float]) -> float:
    least_ms, most_ms = usual_ms
    return max(least_ms - value_ms, value_ms - most_ms, 0.0)


class JoinedRecord:
    """Which intervals of a record that are too short are one with a neighbour.

    Parameters
    ----------
    rr_ms, segment : array, shape (beats,)
        All intervals in ms, and the segments they belong to.
    rows : array of int, shape (in range,)
        Which of them are in range; places are among these.
    level_ms : array of float, shape (in range,)
        What intervals are like around each of these; ``nan`` where nothing is decided yet.

    Attributes
    ----------
    before_short : dict of int
        The places before all intervals that are too short, one with a neighbour or not.
    sides : dict of int to Joined
        With which neighbour, by the place of the interval before the short one.
    settled_ms : dict of int to float
        How long both are together in ms, by the place of that neighbour, of which nothing else is to be decided;
        ``nan`` where both are set aside.
    """

    def __init__(self, rr_ms: FloatArray, rows: IntArray, segment: IntArray, level_ms: FloatArray) -> None:
        self._rr_ms, self._rows, self._segment, self._level_ms = rr_ms, rows, segment, level_ms
        self.sides: dict[int, Joined] = {}
        self.settled_ms: dict[int, float] = {}
        first, end = (int(rows[0]), int(rows[-1]) + 2) if rows.size else (0, 0)
        short = np.flatnonzero((rr_ms[first:end] > 0.0) & (rr_ms[first:end] < SHORTEST_MS)) + first
        is_after_one = np.isin(short - 1, rows)
        places: list[int] = (np.searchsorted(rows, short[is_after_one]) - 1).tolist()
        self.before_short = dict.fromkeys(places)
        for place in places:
            self._look_at(place)

    def known_ms(self, place: int) -> float:
        """Return what the interval after this place follows, in ms, although such as are too short lie between.

        ``nan``: nothing is known of it.
        """
        if self.sides.get(place) is not Joined.BEFORE or place + 1 == self._rows.size:
            return math.nan
        between_ms = self._rr_ms[self._rows[place] + 1 : self._rows[place + 1]]
        return self.settled_ms[place] if np.all((between_ms > 0.0) & (between_ms < SHORTEST_MS)) else math.nan

    def give_up(self, place: int) -> None:
        """Set the short interval after this one aside after all, and look anew at those that follow on it."""
        if self._forget(place) is Joined.BEFORE:
            return
        end = place = place + 1
        while end in self.before_short:
            if end in self.sides:
                self._forget(end)
            end += 1
        for each in range(place, end):
            self._look_at(each)

    def decide(self, verdicts: dict[int, Verdict]) -> None:
        """Put what is decided of these intervals among the verdicts on all, by their rows."""
        for place, side in self.sides.items():
            before, neighbour = int(self._rows[place]), place + (side is Joined.AFTER)
            if math.isnan(self.settled_ms[neighbour]):
                verdicts[int(self._rows[neighbour])] = Verdict("short")
            else:
                del verdicts[before + 1]
                verdicts[before + (side is Joined.AFTER)] = Verdict("extra", 2)

    def _look_at(self, place: int) -> None:
        if place in self.settled_ms or math.isnan(self._level_ms[place]):
            return
        short = int(self._rows[place]) + 1
        around_ms = (
            (self._there_ms(short - 2, short), self._there_ms(short - 1, short)),
            self._there_ms(short + 1, short),
        )
        if math.isnan(around_ms[0][1]):
            return
        together = joined_with(float(self._rr_ms[short]), *around_ms, float(self._level_ms[place]))
        if together is not None:
            self.sides[place], together_ms = together
            self.settled_ms[place + (self.sides[place] is Joined.AFTER)] = together_ms

    def _forget(self, place: int) -> Joined:
        side = self.sides.pop(place)
        self.settled_ms.pop(place + (side is Joined.AFTER))
        return side

    def _there_ms(self, row: int, short: int) -> float:
        """Return an interval that is in range and of the short one's segment; ``nan`` where it is not."""
        place = int(np.searchsorted(self._rows, row))
        is_there = place < self._rows.size and self._rows[place] == row and self._segment[row] == self._segment[short]
        return float(self._rr_ms[row]) if is_there else math.nan
