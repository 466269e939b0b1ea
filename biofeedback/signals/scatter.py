"""Tells where intervals of a record scatter as hardly a heart does, though each of them could be one of a heart.

Nothing is withheld for it: it is a caution. Beats without any order, which leap farther, `artefacts.disorder` finds.
"""

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.artefacts.irregularity import foretold_share
from biofeedback.signals.artefacts.rules import LONGEST_MS, SHORTEST_MS
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray, JudgedBeats
from biofeedback.signals.variability.hrv import rmssd_ms

WINDOW_S = 256.0
"""In 256 s slow waves and the breath of every healthy record show in the past of its intervals; in 64 s white scatter
is told from them in half of all windows only (`docs/disorder.md`)."""

SHORTEST_S = 180.0
"""A record so long is looked at as a whole: of 4,530 windows of 180 s of healthy records none is without rhythm."""

CAUTION_FROM_SHARE = 0.1
"""Of the windows, as of the beats that were corrected (`cautions`): the RMSSD of a whole in which so much is twice too
large is 14 % too large."""

_SMALLEST_RMSSD_MS = 40.0
"""A heart that varies by less may do so without rhythm, by the grid of its clock alone. A choice."""

_RHYTHMLESS_BELOW = 0.06
"""Of the variance foretold: of windows of independent intervals of 40 to 60 ms nine in ten have less, of 3,190 of
healthy records none."""

_DEEP_SHARE = 0.09
"""So far below (or above) the mean of the two beside it is an interval that stands alone, of that mean. Of 6 and 9 %,
9 % told early beats without a pause better."""

_EVEN_SHARE = 0.5
"""Of its depth the two beside it differ by less. A choice."""

_DIPS_BEYOND_PEAKS = 0.035
"""So much more often an interval is short alone than long alone: a heart that scatters or breathes quickly does both
alike. Of 3,190 windows of healthy records one is beyond, of made hearts of which 12 % of the beats come 15 % early
without a pause 62 in 100."""

_DIPS_LEFT = 0.01
"""The same of what the correction left: less does no harm. Of made hearts with early beats of any kind and correct
numbers 2 in 100 are told, and 49 without. A choice."""

_FORETOLD_BREATH = 0.3
"""More is foretold where a breath of about three beats makes every third interval short; early beats are unforeseen. Of
0.3, 0.4 and 0.5, 0.3 alone tells fewer than 0.2 % of large uneven breathing (3 of 3,000 records of five minutes)."""

_FEWEST_BEATS = 60
"""In a window. A choice: at 30 beats a minute there are twice as many."""


def scatter_cautions(measured: JudgedBeats, t_s: FloatArray, rr_ms: FloatArray, segment: IntArray) -> list[Reason]:
    """Return what is to be said of scatter without rhythm, and of early beats that the correction cannot tell.

    Parameters
    ----------
    measured : JudgedBeats
        The intervals that variability is of: those between beats that are as they came.
    t_s, rr_ms : array of float, shape (beats,)
        When each interval of the record ended, in seconds, rising, and the interval as it came, in ms.
    segment : array of int, shape (beats,)
        Which unbroken segment each belongs to.

    Notes
    -----
    Windows of 256 s one after the other, and the last 256 s. Scatter has no rhythm where the four
    intervals before hardly foretell the next (`foretold_share`), neither as they came nor without what was corrected.
    An early beat after which the heart goes on as before leaves one interval short alone; nothing makes one long.

    Of a sensor that tells each beat 30 ms too soon or too late, one record in ten is told: a healthy Holter record with
    a large RMSSD looks like the others in every statistic that was tried.
    """
    if not t_s.size or t_s[-1] - t_s[0] < SHORTEST_S:
        return []
    raw = JudgedBeats(t_s, np.where((rr_ms >= SHORTEST_MS) & (rr_ms <= LONGEST_MS), rr_ms, np.nan), segment)
    ends_s = np.append(np.arange(t_s[0] + WINDOW_S, t_s[-1], WINDOW_S), t_s[-1])
    rhythmless = early = 0
    for end_s in ends_s.tolist():
        came_ms = raw.between(end_s - WINDOW_S, end_s).broken_nn_ms()
        left_ms = measured.between(end_s - WINDOW_S, end_s).broken_nn_ms()
        if np.count_nonzero(~np.isnan(left_ms)) < _FEWEST_BEATS:
            continue
        if _dips_beyond_peaks(came_ms) >= _DIPS_BEYOND_PEAKS and _dips_beyond_peaks(left_ms) > _DIPS_LEFT:
            early += foretold_share(came_ms) < _FORETOLD_BREATH
        elif rmssd_ms(left_ms) > _SMALLEST_RMSSD_MS:
            rhythmless += foretold_share(came_ms) < _RHYTHMLESS_BELOW and foretold_share(left_ms) < _RHYTHMLESS_BELOW
    shares = {ReasonCode.NO_RHYTHM: rhythmless / ends_s.size, ReasonCode.EARLY_BEATS_LEFT: early / ends_s.size}
    return [Reason.of(code, of_time_share=share) for code, share in shares.items() if share >= CAUTION_FROM_SHARE]


def _dips_beyond_peaks(intervals_ms: FloatArray) -> float:
    """Return the share of intervals that are short alone, less that of those that are long alone."""
    before_ms, here_ms, after_ms = intervals_ms[:-2], intervals_ms[1:-1], intervals_ms[2:]
    usual_ms = (before_ms + after_ms) / 2.0
    depth_ms = usual_ms - here_ms
    known = int(np.count_nonzero(~np.isnan(depth_ms)))
    alone: BoolArray = np.abs(depth_ms) > np.maximum(_DEEP_SHARE * usual_ms, np.abs(after_ms - before_ms) / _EVEN_SHARE)
    return float(np.sum(np.sign(depth_ms[alone]))) / known if known else 0.0
