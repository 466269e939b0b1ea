"""The breathing rate of a whole record, from the estimates of its windows."""

import math

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.breath.confidence import AGREE_WITHIN_PER_MIN
from biofeedback.signals.breath.respiration import LOWEST_CONFIDENCE, NO_CLEAR_BREATH, BreathEstimate, breath_from_rr
from biofeedback.signals.breath.waves import WINDOW_S
from biofeedback.signals.timing.beats import JudgedBeats

STEP_S = 16.0
"""From window to window: a quarter of one. A choice."""


def record_breath(beats: JudgedBeats) -> BreathEstimate:
    """Return the breathing rate that most of a record agrees on, and how sure that is.

    Parameters
    ----------
    beats : JudgedBeats
        Corrected beats.

    Returns
    -------
    BreathEstimate
        ``confidence`` is how likely the breath of any one window of 64 s lies within 1 a minute of the rate: the
        confidences of all candidates so close to it, averaged over windows every 16 s. A breath that changes along
        the record makes it fall. Without a rate when it is below a half.
    """
    distinct = np.diff(beats.t_s, prepend=-math.inf) > 0.0
    t_s, nn_ms = beats.t_s[distinct], beats.nn_ms[distinct]
    if not t_s.size:
        return BreathEstimate(math.nan, 0.0, Reason(ReasonCode.NO_USABLE_BEATS))
    ends_s = np.arange(t_s[-1], t_s[0] + 0.5 * WINDOW_S, -STEP_S) if t_s[-1] - t_s[0] > WINDOW_S else t_s[-1:]
    windows = []
    for end_s in ends_s.tolist():
        # One window more shapes the beginning of the curve.
        first, last = np.searchsorted(t_s, (end_s - 2.0 * WINDOW_S, end_s), side="right")
        windows.append(breath_from_rr(t_s[first:last], nn_ms[first:last], now_s=end_s))
    rates = np.array([candidate.rate_per_min for window in windows for candidate in window.candidates])
    weights = np.array([candidate.confidence for window in windows for candidate in window.candidates])
    if not rates.size:
        return BreathEstimate(math.nan, 0.0, windows[0].reason)
    order = np.argsort(rates, kind="stable")
    rates, weights = rates[order], weights[order]
    summed = np.concatenate(([0.0], np.cumsum(weights)))
    first = np.searchsorted(rates, rates - AGREE_WITHIN_PER_MIN, side="left")
    last = np.searchsorted(rates, rates + AGREE_WITHIN_PER_MIN, side="right")
    best = int(np.argmax(summed[last] - summed[first]))
    close = slice(int(first[best]), int(last[best]))
    confidence = min(1.0, float(np.sum(weights[close])) / len(windows))
    if confidence < LOWEST_CONFIDENCE:
        return BreathEstimate(math.nan, confidence, NO_CLEAR_BREATH)
    return BreathEstimate(float(np.average(rates[close], weights=weights[close])), confidence, None)
