"""What the heart answered to each pace, by the published criteria, and which pace they put first."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.artefacts.disorder import DISORDER
from biofeedback.signals.artefacts.irregularity import irregularity
from biofeedback.signals.coupling.coupling import TOO_EVEN_HEART
from biofeedback.signals.coupling.pacer_wave import NO_WAVE, TURN_RAD, wave
from biofeedback.signals.reading import BEATS_IRREGULAR
from biofeedback.signals.resonance.trial import FEWEST_BREATHS, Trial, settled_breaths, sums_by_breath
from biofeedback.signals.timing.beats import IntArray, unbroken_runs
from biofeedback.signals.variability.bands import LF_HZ
from biofeedback.signals.variability.coherence import rhythm_coherence
from biofeedback.signals.variability.spectrum import band_power_ms2, periodogram

Criterion: TypeAlias = Literal["synchrony", "amplitude", "lf_power", "lf_peak", "smoothness", "lf_peaks", "order"]
"""What puts one pace before another, in the published order; ``order``: nothing but that it was tried first."""

_CRITERIA: tuple[Criterion, ...] = ("synchrony", "amplitude", "lf_power", "lf_peak", "smoothness", "lf_peaks")

LARGE_PEAK_SHARE = 0.25
"""Of the height of the largest peak; lower ones do not count as peaks. A choice: the paper gives no limit."""

TIE_SHARE = 0.1
"""Paces within so much of the best are alike by a criterion, and the next decides. A choice: the paper gives none."""

_FEWEST_SPECTRUM_BEATS = 30
"""As for rhythm coherence (`coherence.FEWEST_BEATS`)."""


@dataclass(frozen=True, slots=True)
class RateAnswer:
    """What the heart answered to one pace; numbers are ``nan`` when they cannot be known.

    Attributes
    ----------
    breaths_per_min : float
        The pace.
    rank : int
        1 is the pace that comes first by the published criteria; 0 when it could not be ranked.
    synchrony : float
        How closely heart rate and breath rise and fall together, -1 to 1: the cosine of the lag times the root of r2.
    amplitude_bpm, amplitude_ms : float
        Peak to trough of the fitted wave.
    lag_rad, r2 : float
        As in `coupling.PacerFitResult`.
    lf_power_ms2 : float
        Power from 0.04 to 0.15 Hz.
    lf_peak_ms2_per_hz : float
        Height of the largest peak there.
    lf_peaks : float
        How many peaks there reach a quarter of the largest.
    smoothness_share : float
        Rhythm coherence of the last 64 s.
    breaths, beats : int
        How many were used.
    reason : Reason or None
        Why the wave is ``nan``; None when it is not.
    """

    breaths_per_min: float
    rank: int
    synchrony: float
    amplitude_bpm: float
    amplitude_ms: float
    lag_rad: float
    r2: float
    lf_power_ms2: float
    lf_peak_ms2_per_hz: float
    lf_peaks: float
    smoothness_share: float
    breaths: int
    beats: int
    reason: Reason | None


def rate_answer(trial: Trial) -> RateAnswer:
    """Return what the heart answered to one pace, not ranked yet; breaths that began in the first 30 s are left out."""
    settled = settled_breaths(trial)
    sums = sums_by_breath(trial, settled)
    fitted = wave(sums.sum(axis=0)) if len(sums) >= FEWEST_BREATHS else NO_WAVE
    reason: Reason | None = None
    if len(sums) < FEWEST_BREATHS:
        reason = Reason.of(ReasonCode.TOO_FEW_SETTLED_BREATHS, needed_breaths=FEWEST_BREATHS, there_breaths=len(sums))
    elif math.isnan(fitted.r2):
        reason = TOO_EVEN_HEART
    elif irregularity(trial.nn_ms) >= DISORDER:
        reason = BEATS_IRREGULAR
    lag_rad = fitted.lag_rad if trial.timed else math.nan
    lf_power_ms2, lf_peak_ms2_per_hz, lf_peaks, smoothness_share = _spectral(trial, settled)
    return RateAnswer(
        breaths_per_min=trial.breaths_per_min,
        rank=0,
        synchrony=math.cos(lag_rad) * math.sqrt(fitted.r2),
        amplitude_bpm=fitted.amplitude_bpm,
        amplitude_ms=fitted.amplitude_ms,
        lag_rad=lag_rad,
        r2=fitted.r2,
        lf_power_ms2=lf_power_ms2,
        lf_peak_ms2_per_hz=lf_peak_ms2_per_hz,
        lf_peaks=lf_peaks,
        smoothness_share=smoothness_share,
        breaths=len(sums),
        beats=round(float(sums[:, 2, 2].sum())),
        reason=reason,
    )


def ranked(answers: Sequence[RateAnswer]) -> tuple[RateAnswer, ...]:
    """Return the answers in the same order, each with its rank.

    Notes
    -----
    Criterion by criterion, those within 10 % of the best stay until one is left; it has the first rank, and the rest
    are compared anew. A criterion that nobody has decides nothing; a pace that alone lacks it comes last by it.
    Where all criteria leave several, the one that was tried first comes first.
    """
    left = _rankable(answers)
    ranks = [0] * len(answers)
    for rank in range(1, len(left) + 1):
        first, _ = _first(left, answers)
        ranks[first] = rank
        left.remove(first)
    return tuple(replace(answer, rank=rank) for answer, rank in zip(answers, ranks, strict=True))


def first_by(answers: Sequence[RateAnswer]) -> Criterion | None:
    """Return which criterion left the pace of the first rank alone; None when fewer than two could be ranked."""
    left = _rankable(answers)
    return _first(left, answers)[1] if len(left) > 1 else None


def _rankable(answers: Sequence[RateAnswer]) -> list[int]:
    return [index for index, answer in enumerate(answers) if not answer.reason]


def _first(indices: Sequence[int], answers: Sequence[RateAnswer]) -> tuple[int, Criterion]:
    """Return the best of these, and which criterion left it alone."""
    staying = list(indices)
    for place, criterion in enumerate(_CRITERIA):
        values = {index: _values(answers[index])[place] for index in staying}
        known = [value for value in values.values() if not math.isnan(value)]
        if known:
            best = max(known)
            staying = [index for index in staying if values[index] >= best - TIE_SHARE * abs(best)]
        if len(staying) == 1:
            return staying[0], criterion
    return staying[0], "order"


def _values(answer: RateAnswer) -> tuple[float, ...]:
    """Return the values by `_CRITERIA`, larger is nearer to resonance."""
    return (
        answer.synchrony,
        answer.amplitude_bpm,
        answer.lf_power_ms2,
        answer.lf_peak_ms2_per_hz,
        answer.smoothness_share,
        -answer.lf_peaks,
    )


def _spectral(trial: Trial, settled: IntArray) -> tuple[float, float, float, float]:
    """Return LF power (ms2), the height of its largest peak (ms2/Hz), the count of large peaks, the smoothness."""
    inside = np.isin(np.floor(trial.turned_rad / TURN_RAD), settled) & ~np.isnan(trial.nn_ms)
    runs = unbroken_runs(trial.t_s[inside], trial.nn_ms[inside])
    t_s, nn_ms = max(runs, key=lambda run: run[0].size, default=(np.empty(0), np.empty(0)))
    if t_s.size < _FEWEST_SPECTRUM_BEATS:
        return math.nan, math.nan, math.nan, math.nan
    spectrum = periodogram(t_s, nn_ms)
    low = (spectrum.frequency_hz >= LF_HZ[0]) & (spectrum.frequency_hz <= LF_HZ[1])
    density = spectrum.psd_ms2_per_hz[low]
    tops = density[1:-1][(density[1:-1] > density[:-2]) & (density[1:-1] >= density[2:])]
    largest = float(tops.max()) if tops.size else math.nan
    return (
        band_power_ms2(spectrum, *LF_HZ),
        largest,
        float(np.count_nonzero(tops >= LARGE_PEAK_SHARE * largest)) if tops.size else math.nan,
        rhythm_coherence(trial.t_s, trial.nn_ms).share,
    )
