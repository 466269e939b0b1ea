"""One number of a moment, before it becomes an event, and how it is withheld."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from biofeedback.reasons import Reason, ReasonCode

BEATS_IRREGULAR = Reason(ReasonCode.BEATS_IRREGULAR)
BEATS_DOUBTFUL = Reason(ReasonCode.BEATS_DOUBTFUL)

_KEPT = frozenset({"heart_rate_bpm", "corrected_ratio", "breath_confidence"})
"""They are no numbers of variability: how many beats came, how many were mended, and how sure a breath is that is not
told."""


class Reading(NamedTuple):
    """One number: ``nan`` has a reason; ``quality_share`` is how far it can be trusted, 0 to 1.

    Mostly that is the share of its window between beats that count; definitions say where it is another.
    """

    name: str
    value: float
    quality_share: float
    reason: Reason | None


def withheld(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the readings of a moment at which beats come without order, so that none of the beats is accepted.

    The heart rate, the share of what was corrected and the confidence in the breath keep their values.
    """
    return tuple(
        Reading(reading.name, reading.value, 0.0, reading.reason)
        if reading.name in _KEPT
        else Reading(reading.name, math.nan, 0.0, BEATS_IRREGULAR)
        for reading in readings
    )
