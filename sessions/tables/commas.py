"""Tells whether a comma between two whole numbers is a decimal one or stands between two columns."""

import itertools
import statistics
from collections.abc import Sequence

from sessions.tables.titles import is_interval_title, is_time_title, unit_in
from sessions.tables.units import MOST_S, TYPICAL_MS, UNIT_MS, unit_of

_RISING_SHARE = 0.95  # of the steps of a column of times that do not fall: a choice, for single mistyped ones
_LEAST_STEP_S = 0.2  # seconds from beat to beat at least, at 300 beats a minute
_CLOSE = 0.1  # share by which a heart rate or a second interval differs from its interval: a choice, rates are smoothed
_FEWEST_MARKS = 10  # rows from which on what is nothing but 0 and 1, or never changes, is a mark: a choice
_ALIKE = 1.6  # largest factor between neighbours' intervals and the typical one: a choice
_MOSTLY_ALIKE = 0.9  # share of intervals that are like the typical one in most hearts: a choice, for extra beats
_SPEAKS = 0.1  # share of lines that speak for decimals, or a third of them for columns, before it is believed: a choice
_FAR_MORE = 5  # times as many lines speak for the one as for the other, where some do for each: a choice
_MS_OF_MINUTE = 60_000.0  # milliseconds of a minute
_MS_DIGITS = 3  # decimal places of seconds that are milliseconds
_UNCLEAR_DIGITS = (2, 3)
"""So many digits behind every comma may be decimals, a heart rate or a count; one or many are decimals."""


def are_two_columns(
    pairs: Sequence[tuple[str, ...]], titles: Sequence[str] = (), *, apart: bool = False
) -> bool | None:
    """Return whether whole numbers with a comma between them are two; None where they may be either.

    Parameters
    ----------
    pairs : sequence of (str, str)
        What stands before and behind the comma, in digits.
    titles : sequence of str
        What stands above them; empty where there is no header.
    apart : bool
        Whether quotes or blanks beside the commas part the two.
    """
    if apart:
        return True
    first, second = [float(each) for each, _ in pairs], [float(each) for _, each in pairs]
    padded = [len(each) > 1 and each.startswith("0") for _, each in pairs]
    few_s = statistics.median(first) <= MOST_S
    if len(titles) == len(pairs[0]) and _may_be_called(titles[0], first):
        no_interval = any(zero and value < TYPICAL_MS[0] for zero, value in zip(padded, second, strict=True))
        return None if few_s and no_interval else True
    if _goes_on(second) and (not few_s or second[-1] > TYPICAL_MS[1]):
        return True
    if few_s and not _goes_on(first):
        return _before_intervals(pairs, titles)
    if any(padded):
        return False
    unit = unit_of(first)
    if _goes_on(first) or unit is None or _are_lengths_of_intervals([each for _, each in pairs]):
        return True
    if len(titles) == 1:
        return False
    if len(set(first)) == 1 and len(first) > 1 and any(second):
        return None  # no heart beats so evenly
    return _behind_intervals([each * UNIT_MS[unit] for each in first], [each for _, each in pairs])


def _may_be_called(title: str, values: Sequence[float]) -> bool:
    """Return whether a title may be that of these whole numbers: times go on, and no interval is of whole seconds."""
    if is_interval_title(title):
        return statistics.median(values) > MOST_S
    return _goes_on(values) or not is_time_title(title)


def _before_intervals(pairs: Sequence[tuple[str, ...]], titles: Sequence[str]) -> bool | None:
    """Return whether 0 to 3 stand in a column before intervals; None where they may be the seconds of these."""
    firsts, behind = [each for each, _ in pairs], [each for _, each in pairs]
    second, joined = [float(each) for each in behind], [float(".".join(pair)) * UNIT_MS["s"] for pair in pairs]
    least_ms, most_ms = TYPICAL_MS
    if any(each.startswith("0") and len(each) > 1 and float(each) < least_ms for each in behind):
        return False
    if not least_ms <= statistics.median(second) <= most_ms:
        return False
    if not least_ms <= statistics.median(joined) <= most_ms or _are_lengths_of_intervals(behind):
        return True
    if not any(map(float, firsts)) and {len(each) for each in behind} == {_MS_DIGITS}:
        return False  # the same intervals either way
    if len(titles) == 1:
        return None if unit_in(titles[0]) == "ms" else False
    alike = zip(_alike(second), _alike(joined), strict=True)
    for_columns = sum(as_ms and not as_s for as_ms, as_s in alike)
    for_decimals = sum(each < least_ms for each, first in zip(second, firsts, strict=True) if float(first))
    with_s = sum(float(first) > 0 for first in firsts)
    if for_decimals >= max(1, _SPEAKS * with_s) and for_decimals >= _FAR_MORE * for_columns:
        return False
    return True if not for_decimals and for_columns * 3 >= len(pairs) else None


def _behind_intervals(rr_ms: Sequence[float], second: Sequence[str]) -> bool | None:
    """Return whether what stands behind intervals is a column of its own; None where it may be decimals."""
    values, digits = [float(each) for each in second], {len(each) for each in second}
    rates = (abs(value * rr / _MS_OF_MINUTE - 1) for rr, value in zip(rr_ms, values, strict=True))
    others = (abs(value / rr - 1) for rr, value in zip(rr_ms, values, strict=True))
    if min(statistics.median(rates), statistics.median(others)) < _CLOSE:
        return True
    if set(values) <= {0.0, 1.0} or len(set(values)) == 1:
        return False if set(values) == {0.0} else (True if len(values) >= _FEWEST_MARKS else None)
    return None if digits <= set(_UNCLEAR_DIGITS) else False


def _are_lengths_of_intervals(digits: Sequence[str]) -> bool:
    """Return whether these are intervals in ms of three and four digits: 957 and 1011 are alike, as decimals they leap.

    Decimals are shorter where their last places are zeros, which is as rare as it is unlike.
    """
    if len({len(each) for each in digits}) == 1:
        return False
    alike = _alike([float(each) for each in digits])
    most = statistics.mode(len(each) for each in digits)
    others = [like for each, like in zip(digits, alike, strict=True) if len(each) != most]
    return statistics.mean(alike) >= _MOSTLY_ALIKE and 2 * sum(others) > len(others)


def _alike(values: Sequence[float]) -> list[bool]:
    """Return which values are like the typical one; none where that is no interval in ms."""
    typical = statistics.median(values)
    least_ms, most_ms = TYPICAL_MS
    return [least_ms <= typical <= most_ms and typical / _ALIKE < each < typical * _ALIKE for each in values]


def _goes_on(values: Sequence[float]) -> bool:
    steps = [after - before for before, after in itertools.pairwise(values)]
    rising = sum(step >= 0 for step in steps) >= _RISING_SHARE * len(steps)
    return rising and values[-1] - values[0] >= _LEAST_STEP_S * len(steps)
