"""The numbers of one moment, from the beats just before it.

This module must not remember anything; its result depends on the beats and the moment alone.
"""

import math
from typing import NamedTuple

from biofeedback.signals.beats import JudgedBeats, covered_share
from biofeedback.signals.coherence import WINDOW_S, rhythm_coherence
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.hrv import mean_hr_bpm, rmssd_ms, sdnn_ms

LOOK_BACK_S = 120.0
"""Beats older than this change nothing in a snapshot."""

_SMALLEST_COVERED_SHARE = 0.5


class Reading(NamedTuple):
    """One number of a snapshot: ``nan`` has a reason, and ``quality_share`` of its window was covered."""

    name: str
    value: float
    quality_share: float
    reason: str


def snapshot(beats: JudgedBeats, now_s: float) -> tuple[Reading, ...]:
    """Return heart rate, RMSSD, SDNN, rhythm coherence and the beats set aside, as of ``now_s``.

    Notes
    -----
    RMSSD and SDNN need half of their window covered, for 64 s is short already. The heart rate needs one interval.
    """
    rate = _heart_rate(beats, now_s)
    window = beats.between(now_s - WINDOW_S, now_s)
    quality_share = covered_share(beats.t_s, beats.nn_ms, now_s - WINDOW_S, now_s)
    coherence = rhythm_coherence(beats.t_s, beats.nn_ms, now_s=now_s)
    if quality_share >= _SMALLEST_COVERED_SHARE:
        nn_ms = window.broken_nn_ms()
        spread_ms, change_ms = sdnn_ms(nn_ms), rmssd_ms(nn_ms)
        reason = "No two neighbouring heartbeats could be compared." if math.isnan(change_ms) else ""
    else:
        spread_ms = change_ms = math.nan
        needed_s, there_s = _SMALLEST_COVERED_SHARE * WINDOW_S, quality_share * WINDOW_S
        reason = f"Needs {needed_s:.0f} s of heartbeats; {there_s:.0f} s are there."
    set_aside_ratio = window.set_aside_ratio()
    return (
        rate,
        Reading("rmssd_ms", change_ms, quality_share, reason),
        Reading("sdnn_ms", spread_ms, quality_share, reason if math.isnan(spread_ms) else ""),
        Reading("coherence_share", coherence.share, coherence.quality_share, coherence.reason),
        Reading("coherence_ratio", coherence.ratio, coherence.quality_share, coherence.reason),
        Reading("coherence_peak_hz", coherence.peak_hz, coherence.quality_share, coherence.reason),
        Reading(
            "corrected_ratio",
            set_aside_ratio,
            quality_share,
            f"No heartbeats in the last {WINDOW_S:.0f} s." if math.isnan(set_aside_ratio) else "",
        ),
    )


def _heart_rate(beats: JudgedBeats, now_s: float) -> Reading:
    window_s = DEFINITIONS["heart_rate_bpm"].window_s
    value = mean_hr_bpm(beats.between(now_s - window_s, now_s).nn_ms)
    quality_share = covered_share(beats.t_s, beats.nn_ms, now_s - window_s, now_s)
    reason = f"No heartbeats to compute with in the last {window_s:.0f} s." if math.isnan(value) else ""
    return Reading("heart_rate_bpm", value, quality_share, reason)
