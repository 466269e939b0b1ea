"""The numbers of one moment, from the beats just before it and nothing else."""

import math

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.breath.respiration import NO_BREATH, BreathEstimate, breath_from_rr, fuse
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.measured import SMALLEST_MEASURED_SHARE
from biofeedback.signals.reading import Reading
from biofeedback.signals.timing.beats import FloatArray, JudgedBeats, covered_share
from biofeedback.signals.variability.coherence import LARGEST_SET_ASIDE_SHARE, WINDOW_S, Coherence, rhythm_coherence
from biofeedback.signals.variability.hrv import mean_hr_bpm, rmssd_ms, sdnn_ms
from biofeedback.signals.variability.unevenness import unevenness_share

LOOK_BACK_S = 120.0
"""Beats older than this change nothing in a snapshot: its window of 64 s, and what shapes a curve before it."""

_UNEVEN_COSTS = 0.5
"""So much quality rhythm coherence loses by what is uneven beside corrected beats. A choice, of 0.4 to 2 on made-up
hearts: what is told at 0.8 to 0.9 is right in 98 of 100, at 0.7 to 0.8 in 90 (docs/extra-beats.md)."""

_COHERENCE = ("share", "ratio", "score", "peak_hz")

_HEART_RATE_WINDOW_S = DEFINITIONS["heart_rate_bpm"].window_s

_NO_NEIGHBOURS = Reason(ReasonCode.NO_NEIGHBOURS)
_TOO_FEW_UNCORRECTED = Reason(ReasonCode.TOO_FEW_UNCORRECTED)
_NO_BEATS = Reason.of(ReasonCode.NO_BEATS_IN_WINDOW, window_s=WINDOW_S)
_NO_USABLE_BEATS = Reason.of(ReasonCode.NO_USABLE_BEATS_IN_WINDOW, window_s=_HEART_RATE_WINDOW_S)


def snapshot(beats: JudgedBeats, now_s: float, coherence: Coherence | None = None) -> tuple[Reading, ...]:
    """Return heart rate, RMSSD, SDNN, rhythm coherence and the share of corrected beats, as of ``now_s``.

    Parameters
    ----------
    beats : JudgedBeats
        The beats just before.
    now_s : float
        The moment, in seconds.
    coherence : Coherence or None
        The rhythm coherence of these beats, where somebody measured it before.

    Notes
    -----
    RMSSD and SDNN are of the intervals between beats as they came, which have to cover half of their window. The heart
    rate needs one interval. Of the beats of rhythm coherence 85 % have to be as they came. The quality of these numbers
    is the share of their window between beats as they came; that of rhythm coherence is lower by half of what is uneven
    beside corrected ones (`unevenness_share`), for a step is no wave.
    """
    window = beats.between(now_s - WINDOW_S, now_s)
    as_they_came = beats.as_they_came()
    covered = covered_share(beats.t_s, beats.nn_ms, now_s - WINDOW_S, now_s)
    quality_share = covered_share(beats.t_s, as_they_came.nn_ms, now_s - WINDOW_S, now_s)
    spread_ms = change_ms = math.nan
    if covered < SMALLEST_MEASURED_SHARE:
        needed_s, there_s = SMALLEST_MEASURED_SHARE * WINDOW_S, covered * WINDOW_S
        reason: Reason | None = Reason.of(ReasonCode.TOO_FEW_SECONDS, needed_s=needed_s, there_s=there_s)
    elif quality_share < SMALLEST_MEASURED_SHARE:
        reason = _TOO_FEW_UNCORRECTED
    else:
        nn_ms = as_they_came.between(now_s - WINDOW_S, now_s).broken_nn_ms()
        spread_ms, change_ms = sdnn_ms(nn_ms), rmssd_ms(nn_ms)
        reason = _NO_NEIGHBOURS if math.isnan(change_ms) else None
    corrected_ratio = window.corrected_ratio()
    even_share = 1.0 - _UNEVEN_COSTS * unevenness_share(window)
    coherence = coherence or rhythm_coherence(beats.t_s, beats.nn_ms, now_s=now_s)
    return (
        _heart_rate(beats, now_s),
        Reading("rmssd_ms", change_ms, quality_share, reason),
        Reading("sdnn_ms", spread_ms, quality_share, reason if math.isnan(spread_ms) else None),
        *_coherence(coherence, corrected_ratio, quality_share * even_share),
        Reading(
            "corrected_ratio",
            corrected_ratio,
            covered,
            _NO_BEATS if math.isnan(corrected_ratio) else None,
        ),
    )


def breath_readings(
    beats: JudgedBeats, now_s: float, chest: BreathEstimate = NO_BREATH, heart: BreathEstimate | None = None
) -> tuple[Reading, Reading]:
    """Return how fast someone breathes, and how sure that is, as of ``now_s``.

    Parameters
    ----------
    beats : JudgedBeats
        Whose rhythm shows the breath.
    now_s : float
        The moment, in seconds.
    chest : BreathEstimate
        What the motion of the chest shows of the same stretch of time, where there is any.
    heart : BreathEstimate or None
        What `breath_from_rr` says of `distinct` beats, where somebody asked before.
    """
    quality_share = covered_share(beats.t_s, beats.nn_ms, now_s - WINDOW_S, now_s)
    estimate = fuse((heart or breath_from_rr(*distinct(beats), window_s=WINDOW_S, now_s=now_s), chest))
    return (
        Reading("breath_rate_per_min", estimate.rate_per_min, quality_share, estimate.reason),
        Reading("breath_confidence", estimate.confidence, quality_share, None),
    )


def distinct(beats: JudgedBeats) -> tuple[FloatArray, FloatArray]:
    """Return times (s) and intervals (ms) of beats that were believed; the others have the time of the one before."""
    rising = np.diff(beats.t_s, prepend=-math.inf) > 0.0
    return beats.t_s[rising], beats.nn_ms[rising]


def _coherence(coherence: Coherence, corrected_ratio: float, quality_share: float) -> tuple[Reading, ...]:
    values, reason = [getattr(coherence, field) for field in _COHERENCE], coherence.reason
    if not reason and corrected_ratio > LARGEST_SET_ASIDE_SHARE:
        values = [math.nan] * len(_COHERENCE)
        reason = Reason.of(ReasonCode.BEATS_CORRECTED, corrected_share=corrected_ratio)
    return tuple(
        Reading(f"coherence_{field}", value, quality_share, reason)
        for field, value in zip(_COHERENCE, values, strict=True)
    )


def _heart_rate(beats: JudgedBeats, now_s: float) -> Reading:
    from_s = now_s - _HEART_RATE_WINDOW_S
    value = mean_hr_bpm(beats.between(from_s, now_s).nn_ms)
    quality_share = covered_share(beats.t_s, beats.nn_ms, from_s, now_s)
    return Reading("heart_rate_bpm", value, quality_share, _NO_USABLE_BEATS if math.isnan(value) else None)
