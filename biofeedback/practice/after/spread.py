"""The spread of a number over a whole practice: its median and its quartiles, or why they cannot be known."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from biofeedback.events import Metric
from biofeedback.reasons import Reason, ReasonCode

_FEWEST_KNOWN = 30
"""Values of a number, one a second, of which a median is given: a choice, half a minute in one practice."""

_LEAST_KNOWN_SHARE = 0.5
"""Of a number's values so many must be known: a choice, the least for which the median is of most of the practice."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A number of a whole practice: its median, and the quartiles between which half of it lay.

    All are ``nan`` where it cannot be known; ``reason`` then says why, where anybody says.
    """

    low: float = math.nan
    median: float = math.nan
    high: float = math.nan
    reason: Reason | None = None


UNKNOWN = Spread()
"""A number that nobody computed."""


def spread(values: Sequence[Metric]) -> Spread:
    """Return the spread of a number from its values in order, or why there is none.

    Values of which the window was not full yet do not count against it.
    """
    known = sorted(each.value for each in values if not math.isnan(each.value))
    unknown = [each for each in values if math.isnan(each.value) and each.reason is not ReasonCode.KNOWN]
    later = [each for each in unknown if each.reason is not ReasonCode.TOO_FEW_SECONDS]
    if len(known) >= _FEWEST_KNOWN and len(known) >= _LEAST_KNOWN_SHARE * (len(known) + len(later)):
        return Spread(quantile(known, 0.25), quantile(known, 0.5), quantile(known, 0.75))
    why = later or unknown
    if not why:
        return Spread(reason=Reason(ReasonCode.NO_BEATS) if not known else Reason(ReasonCode.TOO_FEW_BEATS).in_general)
    code = Counter(each.reason for each in why).most_common(1)[0][0]
    facts = next(each.facts for each in why if each.reason is code)
    return Spread(reason=Reason(code, facts).in_general)


def quantile(values: Sequence[float], share: float) -> float:
    """Return a quantile of sorted values, between two of them in proportion (Hyndman and Fan's definition 7)."""
    place = share * (len(values) - 1)
    below = math.floor(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (place - below) * (values[above] - values[below])
