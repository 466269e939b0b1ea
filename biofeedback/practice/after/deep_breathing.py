"""The mean swing of the heart rate over breaths led at about six a minute, and how well that mean is known."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, stdev

from biofeedback.reasons import Reason, ReasonCode

SIX_PER_MIN = (5.4, 6.6)
"""Breaths a minute that are about six: a tenth more or less, as breaths that are led at six by hand come; a choice."""

FEWEST_BREATHS = 5
"""So many whole breaths lie in any minute at six a minute, wherever it begins; the test takes five to eight."""


@dataclass(frozen=True, slots=True)
class DeepBreathing:
    """The swing of a heart in slow led breaths.

    Attributes
    ----------
    swing_bpm : float
        The mean over the breaths of the highest less the lowest heart rate within one; ``nan`` when not known.
    error_bpm : float
        The standard error of that mean, from how the breaths differ.
    breaths : int
        How many breaths it is of.
    reason : Reason or None
        Why it is not known.
    """

    swing_bpm: float
    error_bpm: float
    breaths: int
    reason: Reason | None = None


def deep_breathing(breaths: Iterable[tuple[float, float]]) -> DeepBreathing:
    """Return the mean swing of the breaths that were led at about six a minute.

    Parameters
    ----------
    breaths : iterable of (float, float)
        How long each led breath was, in seconds, and the swing of the heart rate within it, in beats per minute;
        ``nan`` where that is not known.

    Notes
    -----
    The mean of the largest less the smallest heart rate in each of several breaths at six a minute is the deep
    breathing test of Ewing, Martyn, Young and Clarke 1985, doi 10.2337/diacare.8.5.491. There the person is asked to
    breathe as far as they can; here the breath is soft, so norms of that test do not apply, and none are given.
    """
    slowest_per_min, quickest_per_min = SIX_PER_MIN
    led = [
        swing_bpm
        for length_s, swing_bpm in breaths
        if length_s > 0.0 and slowest_per_min <= 60.0 / length_s <= quickest_per_min
    ]
    mean = mean_swing(led, FEWEST_BREATHS)
    return mean if led else replace(mean, reason=Reason(ReasonCode.NOT_SIX_A_MINUTE))


def mean_swing(swings_bpm: Sequence[float], fewest: int) -> DeepBreathing:
    """Return the mean of several swings with its standard error; unknown where fewer than ``fewest`` are known."""
    known = [swing_bpm for swing_bpm in swings_bpm if not math.isnan(swing_bpm)]
    if len(known) >= fewest:
        return DeepBreathing(fmean(known), stdev(known) / math.sqrt(len(known)), len(known))
    counts = {"needed_breaths": float(fewest), "there_breaths": float(len(known))}
    return DeepBreathing(math.nan, math.nan, len(known), Reason.of(ReasonCode.TOO_FEW_SIX_A_MINUTE, **counts))
