"""Rhythm coherence along a record, window after window, each as it would have been live at its end."""

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.timing.beats import FloatArray, JudgedBeats
from biofeedback.signals.variability.coherence import LARGEST_SET_ASIDE_SHARE, WINDOW_S, rhythm_coherence

STEP_S = 5.0
"""From window to window: as often as the published score, from which this descends, is renewed."""

TOO_SHORT = Reason.of(ReasonCode.RECORD_TOO_SHORT, needed_s=WINDOW_S)
TOO_MANY_CORRECTED = Reason.of(ReasonCode.MANY_WINDOWS_CORRECTED, largest_corrected_share=LARGEST_SET_ASIDE_SHARE)
"""Of a window that is left out for it."""

# Seconds; more than any window and what shapes its beginning.
_LOOK_BACK_S = 120.0


@dataclass(frozen=True, slots=True)
class CoherenceCurve:
    """Rhythm coherence over time; ``nan`` where a window could not be computed.

    Attributes
    ----------
    t_s : array of float, shape (windows,)
        Where each window ends, in seconds.
    share, ratio, score, peak_hz : array of float, shape (windows,)
        As in `biofeedback.signals.variability.coherence.Coherence`.
    reason : Reason or None
        Why most of the windows that could not be computed could not, as it was of the first of these; None when all
        could.
    """

    t_s: FloatArray
    share: FloatArray
    ratio: FloatArray
    score: FloatArray
    peak_hz: FloatArray
    reason: Reason | None

    @property
    def known(self) -> int:
        """How many windows could be computed."""
        return int(np.count_nonzero(~np.isnan(self.share)))


def coherence_curve(beats: JudgedBeats, began_s: float, ended_s: float) -> CoherenceCurve:
    """Return the rhythm coherence of windows of 64 s that end 64, 69, 74 ... s after the beginning.

    Windows that hold more than 10 % corrected beats are ``nan``.
    """
    count = max(0, math.floor((ended_s - began_s - WINDOW_S) / STEP_S) + 1)
    until_s: FloatArray = began_s + WINDOW_S + STEP_S * np.arange(count, dtype=np.float64)
    table: FloatArray = np.full((4, count), np.nan)
    counts: Counter[Reason] = Counter()
    examples: dict[Reason, Reason] = {}
    for index, end_s in enumerate(until_s.tolist()):
        # No beats at all is left to the measure itself, which says so.
        if beats.between(end_s - WINDOW_S, end_s).corrected_ratio() > LARGEST_SET_ASIDE_SHARE:
            counts[TOO_MANY_CORRECTED] += 1
            continue
        seen = beats.between(end_s - _LOOK_BACK_S, end_s)
        coherence = rhythm_coherence(seen.t_s, seen.nn_ms, now_s=end_s)
        table[:, index] = coherence.share, coherence.ratio, coherence.score, coherence.peak_hz
        if coherence.reason:
            alike = _in_whole_numbers(coherence.reason)
            counts[alike] += 1
            examples.setdefault(alike, coherence.reason)
    usual = counts.most_common(1)
    reason = examples.get(usual[0][0], usual[0][0]) if usual else None if count else TOO_SHORT
    return CoherenceCurve(until_s, table[0], table[1], table[2], table[3], reason)


def _in_whole_numbers(reason: Reason) -> Reason:
    """Return what is the same for reasons that differ by less than anybody is told."""
    facts = tuple((name, round(value) if isinstance(value, float) else value) for name, value in reason.facts)
    return Reason(reason.code, facts)
