"""The breathing rate of a whole record, from the estimates of its windows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.breath.confidence import (
    DOUBT,
    FROM_RR,
    OF_A_RECORD,
    RIVAL_MARGIN_SHARE,
    Candidate,
    weigh_rows,
)
from biofeedback.signals.breath.many_waves import whole_waves
from biofeedback.signals.breath.peaks import SAME_WITHIN_PER_MIN, peak_rows
from biofeedback.signals.breath.respiration import (
    LOWEST_CONFIDENCE,
    NO_CLEAR_BREATH,
    BreathEstimate,
    breath_from_rr,
    estimate_of,
)
from biofeedback.signals.breath.waves import WINDOW_S
from biofeedback.signals.timing.beats import FloatArray, JudgedBeats

STEP_S = 16.0
"""From window to window: a quarter of one. A choice."""

MOST_WINDOWS = 2048
"""Of a record, nine hours with one every 16 s; in longer ones they lie further apart. A choice: what they agree on is a
mean over them, and of so many its spread is 1 % at most."""

_WINDOWS_AT_ONCE = 512
"""Windows computed together: 20 MB of waves, whatever the length of the record. A choice."""

_CERTAIN_SHARE = 0.995  # of all windows; more is counted as this much, so that odds stay finite. A choice


@dataclass(frozen=True, slots=True)
class WindowsAgree:
    """What the windows of a record say together.

    Attributes
    ----------
    rate_per_min : float
        The rate to which their candidates give most confidence.
    share : float
        The mean confidence they give it, 0 to 1.
    rival_share : float
        The mean confidence they give the next likely rate.
    """

    rate_per_min: float
    share: float
    rival_share: float


def record_breath(beats: JudgedBeats) -> BreathEstimate:
    """Return the breathing rate that most of a record agrees on, and how sure that is.

    Parameters
    ----------
    beats : JudgedBeats
        Corrected beats.

    Returns
    -------
    BreathEstimate
        ``confidence`` is how likely the breath lies within 1 a minute of the rate in most windows of 64 s: see
        `record_confidence`. Without a rate when it is below a half.
    """
    distinct = np.diff(beats.t_s, prepend=-math.inf) > 0.0
    t_s, nn_ms = beats.t_s[distinct], beats.nn_ms[distinct]
    if not t_s.size:
        return BreathEstimate(math.nan, 0.0, Reason(ReasonCode.NO_USABLE_BEATS))
    windows = [breath for _, breath in window_breaths(t_s, nn_ms)]
    agreed = windows_agree([window.candidates for window in windows])
    if agreed is None:
        return BreathEstimate(math.nan, 0.0, windows[0].reason)
    confidence = record_confidence(agreed)
    if confidence < LOWEST_CONFIDENCE:
        return BreathEstimate(math.nan, confidence, NO_CLEAR_BREATH)
    return BreathEstimate(agreed.rate_per_min, confidence, None)


def window_breaths(t_s: FloatArray, nn_ms: FloatArray) -> list[tuple[float, BreathEstimate]]:
    """Return the end of each window of 64 s, the last first, and the breath it shows: every 16 s, or `MOST_WINDOWS`.

    Parameters
    ----------
    t_s, nn_ms : array of float, shape (beats,)
        Ends of the intervals in seconds, strictly rising, and the intervals in ms, ``nan`` where set aside.
    """
    step_s = max(STEP_S, float(t_s[-1] - t_s[0] - 0.5 * WINDOW_S) / MOST_WINDOWS)
    ends_s = np.arange(t_s[-1], t_s[0] + 0.5 * WINDOW_S, -step_s) if t_s[-1] - t_s[0] > WINDOW_S else t_s[-1:]
    together: dict[int, BreathEstimate] = {}
    for begin in range(0, ends_s.size, _WINDOWS_AT_ONCE):
        for waves in whole_waves(t_s, nn_ms, ends_s[begin : begin + _WINDOWS_AT_ONCE]):
            candidates = weigh_rows(peak_rows(waves.samples, waves.highest_hz), FROM_RR)
            for place, row in enumerate(waves.row.tolist()):
                together[begin + row] = estimate_of(candidates.get(place, ()))
    # One window more, for what is said where none of the beats lies within.
    first = np.searchsorted(t_s, ends_s - 2.0 * WINDOW_S, side="right").tolist()
    last = np.searchsorted(t_s, ends_s, side="right").tolist()
    empty = breath_from_rr(t_s[:0], nn_ms[:0], now_s=float(ends_s[-1]))  # as often as a long break has windows
    return [
        (
            end_s,
            together.get(index)
            or (breath_from_rr(t_s[one:other], nn_ms[one:other], now_s=end_s) if one < other else empty),
        )
        for index, (end_s, one, other) in enumerate(zip(ends_s.tolist(), first, last, strict=True))
    ]


def windows_agree(windows: Sequence[Sequence[Candidate]]) -> WindowsAgree | None:
    """Return the rate to which the windows give most confidence; None when none has a candidate.

    Parameters
    ----------
    windows : sequence of sequence of Candidate
        The candidates of each window.
    """
    rates = np.array([candidate.rate_per_min for window in windows for candidate in window])
    weights = np.array([candidate.confidence for window in windows for candidate in window])
    if not rates.size:
        return None
    order = np.argsort(rates, kind="stable")
    rates, weights = rates[order], weights[order]
    first = np.searchsorted(rates, rates - SAME_WITHIN_PER_MIN, side="left")
    last = np.searchsorted(rates, rates + SAME_WITHIN_PER_MIN, side="right")
    best = _largest(weights, first, last)
    close = slice(int(first[best]), int(last[best]))
    share = float(np.sum(weights[close])) / len(windows)
    rate_per_min = float(np.average(rates[close], weights=weights[close]))
    weights[close] = 0.0
    rival = _largest(weights, first, last)
    rival_share = float(np.sum(weights[first[rival] : last[rival]])) / len(windows)
    return WindowsAgree(rate_per_min, min(1.0, share), min(1.0, rival_share))


def record_confidence(agreed: WindowsAgree) -> float:
    """Return how likely most windows of a record breathe at the rate that they agree on, 0 to 1.

    Parameters
    ----------
    agreed : WindowsAgree
        What they say together.

    Notes
    -----
    Windows that are each unsure may be sure together, and all of them may be wrong alike; so this is calibrated by
    itself: a logistic of what they give the rate and of how far the next likely one lies behind, fitted on generated
    records of one to ten minutes, some of which change their breath. `confidence.DOUBT` is taken off.
    """
    share = min(_CERTAIN_SHARE, agreed.share)
    ahead = math.log((share + RIVAL_MARGIN_SHARE) / (agreed.rival_share + RIVAL_MARGIN_SHARE))
    base, of_share, of_lead = OF_A_RECORD
    log_odds = base + of_share * math.log(max(share, 1.0 - _CERTAIN_SHARE) / (1.0 - share)) + of_lead * ahead
    return (1.0 - DOUBT) / (1.0 + math.exp(-log_odds))


def _largest(weights: FloatArray, first: NDArray[np.intp], last: NDArray[np.intp]) -> int:
    summed = np.concatenate(([0.0], np.cumsum(weights)))
    return int(np.argmax(summed[last] - summed[first]))
