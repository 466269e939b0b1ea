"""A whole record in numbers, after the fact.

The same judgement and definitions as live. This module must not read files; it is given intervals.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.beats import FloatArray, IntArray, JudgedBeats, run_starts
from biofeedback.signals.coherence import WINDOW_S, Coherence, rhythm_coherence
from biofeedback.signals.hrv import mean_hr_bpm, rmssd_ms, sdnn_ms
from biofeedback.signals.judgement import BeatJudge
from biofeedback.signals.spectrum import RATE_HZ, Spectrum, padded_points, peak_hz, periodogram
from biofeedback.signals.timeline import rebuild_timeline

PEAK_BAND_HZ = (0.04, 0.4)
STEP_S = 5.0

# One wave at the lower end of the band takes 25 s; a shorter run cannot tell it from a trend.
_SHORTEST_RUN_S = 25.0
# More than any window and what shapes its beginning.
_LOOK_BACK_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A record in numbers; every field is explained in `biofeedback.signals.definitions`.

    A number that cannot be computed is ``nan``.
    """

    beats: int
    duration_s: float
    corrected_ratio: float
    mean_hr_bpm: float
    rmssd_ms: float
    sdnn_ms: float
    peak_hz: float
    coherence_share: float
    coherence_ratio: float
    coherence_peak_hz: float
    coherence_windows: int


def analyse(rr_ms: ArrayLike, *, arrived_s: ArrayLike | None = None) -> Analysis:
    """Return a record in numbers.

    Parameters
    ----------
    rr_ms : array of float, shape (beats,)
        Intervals as the sensor sent them, in ms; ``nan`` or 0 where there was none.
    arrived_s : array of float, shape (beats,) or None
        When they arrived, in seconds: gaps are then found and kept. None: every interval follows the one before.

    Raises
    ------
    ValueError
        When the two differ in length.

    Notes
    -----
    Judgement is causal, as live. The coherence numbers are medians over windows of 64 s that end 64, 69, 74 ... s after
    the beginning, each computed as it would have been live; windows that cannot be computed do not count.
    """
    intervals_ms = np.asarray(rr_ms, dtype=np.float64)
    if arrived_s is None:
        lengths_s = np.where(np.isfinite(intervals_ms) & (intervals_ms > 0.0), intervals_ms, 0.0) / 1000.0
        beats = _judged(np.cumsum(lengths_s), intervals_ms, np.zeros(intervals_ms.size, dtype=np.int64))
        began_s = 0.0
    else:
        timeline = rebuild_timeline(arrived_s, intervals_ms)
        beats = _judged(timeline.t_s, timeline.rr_ms, timeline.segment)
        began_s = _began_s(timeline.t_s, timeline.rr_ms)
    ended_s = float(beats.t_s[-1]) if beats.t_s.size else began_s
    broken_ms = beats.broken_nn_ms()
    windows = _coherence_windows(beats, began_s, ended_s)
    return Analysis(
        beats=int(beats.t_s.size),
        duration_s=ended_s - began_s if beats.t_s.size else math.nan,
        corrected_ratio=beats.set_aside_ratio(),
        mean_hr_bpm=mean_hr_bpm(broken_ms),
        rmssd_ms=rmssd_ms(broken_ms),
        sdnn_ms=sdnn_ms(broken_ms),
        peak_hz=_record_peak_hz(beats),
        coherence_share=_median([window.share for window in windows]),
        coherence_ratio=_median([window.ratio for window in windows]),
        coherence_peak_hz=_median([window.peak_hz for window in windows]),
        coherence_windows=len(windows),
    )


def _judged(t_s: FloatArray, rr_ms: FloatArray, segment: IntArray) -> JudgedBeats:
    judge = BeatJudge()
    nn_ms = np.full(t_s.size, np.nan)
    current = -1
    for row, (interval_ms, its_segment) in enumerate(zip(rr_ms.tolist(), segment.tolist(), strict=True)):
        if its_segment != current:
            judge.break_off()
            current = its_segment
        if judge.judge(interval_ms) == "normal":
            nn_ms[row] = interval_ms
    return JudgedBeats(t_s, nn_ms, segment)


def _began_s(t_s: FloatArray, rr_ms: FloatArray) -> float:
    if not t_s.size:
        return 0.0
    first_ms = float(rr_ms[0])
    return float(t_s[0]) - (first_ms / 1000.0 if 0.0 < first_ms < math.inf else 0.0)


def _coherence_windows(beats: JudgedBeats, began_s: float, ended_s: float) -> list[Coherence]:
    windows: list[Coherence] = []
    count = math.floor((ended_s - began_s - WINDOW_S) / STEP_S) + 1
    for step in range(count):
        until_s = began_s + WINDOW_S + step * STEP_S
        seen = beats.between(until_s - _LOOK_BACK_S, until_s)
        coherence = rhythm_coherence(seen.t_s, seen.nn_ms, now_s=until_s)
        if not coherence.reason:
            windows.append(coherence)
    return windows


def _record_peak_hz(beats: JudgedBeats) -> float:
    """Return the peak of the spectra of all unbroken runs together, each weighted by its length."""
    taken = ~np.isnan(beats.nn_ms)
    t_s, nn_ms = beats.t_s[taken], beats.nn_ms[taken]
    if not t_s.size:
        return math.nan
    starts = run_starts(t_s, nn_ms)
    runs = [run for run in zip(starts, [*starts[1:], t_s.size], strict=True) if _span_s(t_s, run) >= _SHORTEST_RUN_S]
    if not runs:
        return math.nan
    longest_s = max(_span_s(t_s, run) for run in runs)
    points = padded_points(math.ceil(longest_s * RATE_HZ) + 1)
    total: FloatArray = np.zeros(points // 2 + 1)
    frequency_hz: FloatArray = np.empty(0)
    for first, last in runs:
        spectrum = periodogram(t_s[first:last], nn_ms[first:last], points=points)
        total += spectrum.psd_ms2_per_hz * _span_s(t_s, (first, last))
        frequency_hz = spectrum.frequency_hz
    return peak_hz(Spectrum(frequency_hz, total), *PEAK_BAND_HZ)


def _span_s(t_s: FloatArray, run: tuple[int, int]) -> float:
    return float(t_s[run[1] - 1] - t_s[run[0]])


def _median(values: list[float]) -> float:
    return float(np.median(values)) if values else math.nan
