"""The swing of the heart rate with one breath: the familiar peak-to-trough number."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.timing.beats import JudgedBeats, covered_share

FEWEST_BEATS = 3
"""With two there is a difference and no swing. A choice."""

SMALLEST_COVERED_SHARE = 0.75
"""Of the breath; with less its crest or trough may be missing. A choice."""


@dataclass(frozen=True, slots=True)
class Swing:
    """The heart-rate swing of one breath.

    Attributes
    ----------
    bpm : float
        Highest less lowest heart rate; ``nan`` when it cannot be known.
    quality_share : float
        Share of the breath that is covered by taken intervals, 0 to 1.
    reason : Reason or None
        Why it is ``nan``; None when it is not.
    """

    bpm: float
    quality_share: float
    reason: Reason | None


def swing_bpm(nn_ms: ArrayLike) -> float:
    """Return the highest less the lowest heart rate of one breath's intervals (ms) in beats per minute.

    ``nan`` with fewer than three taken intervals.

    Notes
    -----
    Peak to trough as in Lehrer, Vaschillo and Vaschillo 2000, doi 10.1023/A:1009554825745, taken from the beats
    themselves without a curve between them. Biased upward by noise: 40 ms of pure noise and no breathing wave at all
    read about 10 bpm; and a little downward when few beats fall into a breath, since none need hit the crest.
    """
    intervals_ms = np.asarray(nn_ms, dtype=np.float64)
    taken_ms = intervals_ms[~np.isnan(intervals_ms)]
    if taken_ms.size < FEWEST_BEATS:
        return math.nan
    return float(60_000.0 / np.min(taken_ms) - 60_000.0 / np.max(taken_ms))


def breath_swing(beats: JudgedBeats, from_s: float, until_s: float) -> Swing:
    """Return the swing of the breath from ``from_s`` to ``until_s``.

    The beats whose intervals end in the breath count. ``nan`` with fewer than three of them, or when they cover less
    than three quarters of the breath, for its crest or trough may then be missing.
    """
    breath = beats.between(from_s, until_s)
    quality_share = covered_share(beats.t_s, beats.nn_ms, from_s, until_s)
    swing = swing_bpm(breath.nn_ms)
    if math.isnan(swing):
        too_few = Reason.of(ReasonCode.TOO_FEW_BEATS_IN_BREATH, needed_beats=FEWEST_BEATS)
        return Swing(math.nan, quality_share, too_few)
    if quality_share < SMALLEST_COVERED_SHARE:
        return Swing(math.nan, quality_share, Reason(ReasonCode.BEATS_ABSENT_IN_BREATH))
    return Swing(swing, quality_share, None)
