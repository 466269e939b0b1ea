"""What a history makes of the practices of before: their places on one axis, and the medians of a stretch of it."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter

from biofeedback.practice.after.spread import Spread, quantile
from ui.presenter.past import PastPractice

DAY_S = 86_400.0
"""Seconds of a day on a clock."""

_FULL_S = 1_500.0
"""A practice of this length has the largest light; a choice: 25 minutes, longer than any that comes with Soften."""

FEWEST_MEDIANS = 3
"""Practices of which a median is given: a choice, the least number that has a middle."""

NUMBERS = ("heart_rate_bpm", "coherence_share", "rmssd_ms")
"""The numbers of a practice in a history."""

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Light:
    """One practice as a light.

    Attributes
    ----------
    practice : PastPractice
        What it is of.
    at_s, until_s : float
        When it began and ended, in seconds of the clock on the wall where it was, as `wall_s` counts them.
    day_share : float
        When in the day that was, 0 (midnight) to 1 (the next).
    size_share : float
        How large it is, 0 to 1, by its length: of equal steps of area.
    warmth_share : float
        How bright it is, 0 to 1; ``nan`` where the warmth is not known.
    place, together : int
        Which one it is, from 0, of those that began at the same moment, as those of a room do, and how many these are.
    """

    practice: PastPractice
    at_s: float
    until_s: float
    day_share: float
    size_share: float
    warmth_share: float
    place: int = 0
    together: int = 1


def wall_s(moment: datetime) -> float:
    """Return a moment as seconds on the clock on the wall there, whatever its offset: every day has 24 h of them.

    So a practice of seven in the morning is at seven, wherever it was and whether or not it was summer time.
    """
    return (moment.replace(tzinfo=UTC) - _EPOCH).total_seconds()


def wall_clock(at_s: float) -> datetime:
    """Return what the clock on the wall showed then, called UTC whatever its offset; at most the last there is."""
    try:
        return _EPOCH + timedelta(seconds=at_s)
    except OverflowError:
        return _LAST if at_s > 0 else _FIRST


def light_of(practice: PastPractice) -> Light | None:
    """Return the light of a practice; ``None`` where nobody says when it was."""
    if practice.started is None:
        return None
    at_s = wall_s(practice.started)
    length_s = max(0.0, practice.length_s)
    size_share = math.sqrt(min(1.0, length_s / _FULL_S))
    return Light(practice, at_s, at_s + length_s, at_s % DAY_S / DAY_S, size_share, practice.warmth_share)


class Lights:
    """The lights of a history, in order of time.

    Parameters
    ----------
    practices : iterable of PastPractice
        In any order; of two that began together the first is the first.
    """

    def __init__(self, practices: Iterable[PastPractice]) -> None:
        found = sorted(filter(None, map(light_of, practices)), key=attrgetter("at_s"))
        self.all: tuple[Light, ...] = tuple(_beside_each_other(found))
        self._longest_s = max((each.until_s - each.at_s for each in found), default=0.0)

    def __len__(self) -> int:
        return len(self.all)

    def within(self, from_s: float, until_s: float) -> Sequence[Light]:
        """Return the lights of which something lies between two times."""
        first = bisect_left(self.all, from_s - self._longest_s, key=attrgetter("at_s"))
        last = bisect_right(self.all, until_s, key=attrgetter("at_s"))
        return [each for each in self.all[first:last] if each.until_s >= from_s]

    def place_of(self, practice: PastPractice) -> int | None:
        """Return which one in the order the light of a recording is; ``None`` where it is not among them."""
        return next((index for index, each in enumerate(self.all) if each.practice.path == practice.path), None)

    def nearest(self, at_s: float) -> Light | None:
        """Return the light that began nearest to a time."""
        place = bisect_left(self.all, at_s, key=attrgetter("at_s"))
        return min(self.all[max(0, place - 1) : place + 1], key=lambda each: abs(each.at_s - at_s), default=None)


def _beside_each_other(lights: Sequence[Light]) -> Iterator[Light]:
    """Yield lights in order of time, each of those that began together with its place among them."""
    for _, began in groupby(lights, key=attrgetter("at_s")):
        together = list(began)
        if len(together) == 1:
            yield together[0]
            continue
        for index, light in enumerate(together):
            yield replace(light, place=index, together=len(together))


@dataclass(frozen=True, slots=True)
class Season:
    """What can be said of the practices of a stretch of time.

    Attributes
    ----------
    practices : int
        How many there are.
    with_heart : int
        How many of them have a number of the heart.
    spreads : dict of str to Spread
        Of each number of `NUMBERS`, the median of the medians and the quartiles between which half of them lay.
    least, most : dict of str to float
        The ends of its axis: the least and the greatest median.
    """

    practices: int
    with_heart: int
    spreads: dict[str, Spread]
    least: dict[str, float]
    most: dict[str, float]


def season(practices: Sequence[PastPractice]) -> Season:
    """Return what can be said of these practices."""
    hearts = [each for each in practices if not each.simulated and not each.seat]
    spreads, least, most = {}, {}, {}
    known: set[int] = set()
    for name in NUMBERS:
        of_each = [(spread_of(each, name).median, id(each)) for each in hearts]
        medians = sorted(value for value, _ in of_each if not math.isnan(value))
        known.update(which for value, which in of_each if not math.isnan(value))
        least[name], most[name] = (medians[0], medians[-1]) if medians else (math.nan, math.nan)
        spreads[name] = (
            Spread(quantile(medians, 0.25), quantile(medians, 0.5), quantile(medians, 0.75))
            if len(medians) >= FEWEST_MEDIANS
            else Spread()
        )
    return Season(len(practices), len(known), spreads, least, most)


def spread_of(practice: PastPractice, name: str) -> Spread:
    """Return one of the `NUMBERS` of a practice."""
    spread = getattr(practice, name)
    assert isinstance(spread, Spread)
    return spread


def most_frequent_part(lights: Sequence[Light], parts: int) -> int:
    """Return in which of so many equal parts of the day most of the lights lie; the earliest where several do."""
    counts = Counter(min(int(each.day_share * parts), parts - 1) for each in lights)
    return min(counts, key=lambda part: (-counts[part], part), default=0)
