"""Analyses a stepped or a sliding assessment: what the heart answered to different paces of breath.

`biofeedback.practice.assessment` leads the breath. What is found is the answer of one day.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.events import BreathPlanned
from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.coupling.pacer_wave import NO_WAVE, chance_r2, wave
from biofeedback.signals.resonance.curve import (
    FEWEST_RATES,
    INTERVAL_SHARE,
    TOO_FEW_PACES,
    ResonanceEstimate,
    no_estimate,
    parabola_per_min,
    resonance_estimate,
    widened,
)
from biofeedback.signals.resonance.rates import Criterion, RateAnswer, first_by, ranked, rate_answer
from biofeedback.signals.resonance.trial import (
    FEWEST_BREATHS,
    Trial,
    breath_length_s,
    draws,
    led_trial,
    pooled_error_bpm,
    settled_breaths,
    sums_by_breath,
    untimed_trial,
)
from biofeedback.signals.timing.beats import FloatArray

GROUP_BREATHS = 5
"""Of a sliding assessment that share one fit: in five breaths the pace slides by a tenth to a quarter of a breath a
minute. A choice."""

_SETTLING_BREATHS = 3
"""Left out at the beginning of a sliding assessment, half a minute at its pace. A choice."""

_FEWEST_GROUPS = 5
"""With fewer the curve would have hardly more points than unknowns. A choice."""

_NEAR_PER_MIN = 0.25
"""An interval that ends so near to the pace that ranks first is widened to hold it: half a step of the usual
assessment, so that it is no other answer. A choice."""

_CHANCE_SHARE = 0.05
"""So many hearts without any answer would seem to have one. The usual level."""

_NO_ANSWER = Reason(ReasonCode.NO_ANSWER_BEYOND_CHANCE)


@dataclass(frozen=True, slots=True)
class SteppedAnswer:
    """The analysis of a stepped assessment.

    Attributes
    ----------
    rates : tuple of RateAnswer
        In the order of the trials.
    first_per_min : float
        The pace that ranks first by the published criteria; ``nan`` when none could be ranked.
    first_by : Criterion or None
        Which of them put it there; None when there was nothing to choose from.
    estimate : ResonanceEstimate
        Between the paces, with its interval, by the size of the swing alone.
    parabola_per_min, parabola_low_per_min, parabola_high_per_min : float
        For comparison with publications: the top of the parabola through the largest amplitude and its neighbours, and
        its interval over breaths drawn by chance.
    """

    rates: tuple[RateAnswer, ...]
    first_per_min: float
    first_by: Criterion | None
    estimate: ResonanceEstimate
    parabola_per_min: float
    parabola_low_per_min: float
    parabola_high_per_min: float

    @property
    def disagrees(self) -> bool:
        """Whether there are two answers: the pace that ranks first lies outside the interval of the estimate."""
        low_per_min, high_per_min = self.estimate.low_per_min, self.estimate.high_per_min
        return self.first_per_min < low_per_min or self.first_per_min > high_per_min


@dataclass(frozen=True, slots=True)
class SlidingAnswer:
    """The analysis of a sliding assessment.

    Attributes
    ----------
    rates_per_min, amplitude_bpm, lag_rad, r2 : array of float, shape (groups,)
        The fit of each group of five breaths, in order of time.
    estimate : ResonanceEstimate
        Where the amplitude is largest, with its interval.
    """

    rates_per_min: FloatArray
    amplitude_bpm: FloatArray
    lag_rad: FloatArray
    r2: FloatArray
    estimate: ResonanceEstimate


def analyse_stepped(trials: Sequence[Trial], *, seed: int = 0) -> SteppedAnswer:
    """Return what the heart answered to each pace, which ranks first, and the estimate between them.

    Parameters
    ----------
    trials : sequence of Trial
        From `led_trial`; a pace may come more than once.
    seed : int
        Of the draws by chance: the same seed gives the same answer.

    Notes
    -----
    Criteria and their order from Shaffer and Meehan 2020, doi 10.3389/fnins.2020.570400: synchrony of heart and breath,
    peak-to-trough amplitude, LF power, the largest LF peak, smoothness, fewest LF peaks. The paper gives no weights,
    and none are made up: a later criterion decides between paces that lie within 10 % of the best by the earlier ones.
    How each is measured is ours. Breaths that begin in the first 30 s of a pace are left out. The uncertainty of an
    amplitude comes from drawing the breaths of each pace anew, whole and with replacement, 200 times.

    The estimate rests on the amplitude alone, the rank on the synchrony before it, so that they may be two answers;
    both are given then. The interval always holds the pace whose amplitude was largest, and is widened to the pace that
    ranks first where it ends at most 0.25 a minute before that.
    """
    rates = ranked([rate_answer(trial) for trial in trials])
    criterion = first_by(rates)
    first = next((answer.breaths_per_min for answer in rates if answer.rank == 1), math.nan)
    known = [(answer, trial) for answer, trial in zip(rates, trials, strict=True) if not answer.reason]
    if len({answer.breaths_per_min for answer, _ in known}) < FEWEST_RATES:
        none = no_estimate(TOO_FEW_PACES)
        return SteppedAnswer(rates, first, criterion, none, math.nan, math.nan, math.nan)
    chance = np.random.default_rng(seed)
    drawn = [draws(sums_by_breath(trial, settled_breaths(trial)), chance) for _, trial in known]
    paces = np.array([answer.breaths_per_min for answer, _ in known])
    amplitudes = np.array([answer.amplitude_bpm for answer, _ in known])
    estimate = no_estimate(_NO_ANSWER)
    if _stands_out([(answer.r2, answer.beats) for answer, _ in known]):
        estimate = resonance_estimate(paces, amplitudes, pooled_error_bpm(drawn), np.zeros(paces.size))
        estimate = _with_the_best_tried(estimate, paces, amplitudes, first)
    return SteppedAnswer(rates, first, criterion, estimate, *_parabola(paces, amplitudes, drawn))


def analyse_sliding(
    breaths: Sequence[BreathPlanned], t_s: ArrayLike, nn_ms: ArrayLike, *, seed: int = 0
) -> SlidingAnswer:
    """Return where in a sliding assessment the heart's wave was largest.

    Parameters
    ----------
    breaths : sequence of BreathPlanned
        All led breaths in order.
    t_s, nn_ms : array of float, shape (beats,)
        Ends of the intervals in seconds and the intervals in ms, ``nan`` where set aside.
    seed : int
        Of the draws by chance.

    Notes
    -----
    After Fisher and Lehrer 2022, doi 10.1007/s10484-021-09524-0, who read the spectral peak; here each five breaths
    have a fit of their own at the angle of the breath (the first three breaths are left out) and the resonance curve is
    laid through their amplitudes, which is the smoothing. In our simulations it errs less than a polynomial of fourth
    degree does.
    """
    chance = np.random.default_rng(seed)
    trial = led_trial(breaths, t_s, nn_ms) if breaths else untimed_trial(math.nan, [])
    rows = []
    drawn = []
    for begin in range(_SETTLING_BREATHS, len(breaths) - GROUP_BREATHS + 1, GROUP_BREATHS):
        group = breaths[begin : begin + GROUP_BREATHS]
        sums = sums_by_breath(trial, np.arange(begin, begin + GROUP_BREATHS, dtype=np.int64))
        fitted = wave(sums.sum(axis=0)) if len(sums) >= FEWEST_BREATHS else NO_WAVE
        if math.isnan(fitted.r2):
            continue
        rate_per_min = 60.0 * GROUP_BREATHS / sum(breath_length_s(breath) for breath in group)
        beats = float(sums[:, 2, 2].sum())
        rows.append((rate_per_min, group[0].t_s, fitted.amplitude_bpm, fitted.lag_rad, fitted.r2, beats))
        drawn.append(draws(sums, chance))
    if len(rows) < _FEWEST_GROUPS:
        return SlidingAnswer(*(np.empty(0),) * 4, no_estimate(Reason(ReasonCode.TOO_FEW_FITTED_BREATHS)))
    rates_per_min, begins_s, amplitude_bpm, lag_rad, r2, fitted_beats = np.array(rows).T
    estimate = no_estimate(_NO_ANSWER)
    if _stands_out(list(zip(r2.tolist(), fitted_beats.tolist(), strict=True))):
        slowing_per_min_s = -np.gradient(rates_per_min, begins_s)
        estimate = resonance_estimate(rates_per_min, amplitude_bpm, pooled_error_bpm(drawn), slowing_per_min_s)
    return SlidingAnswer(rates_per_min, amplitude_bpm, lag_rad, r2, estimate)


def _stands_out(fits: Sequence[tuple[float, float]]) -> bool:
    """Return whether any of several fits (r2, beats) exceeds what 95 % of hearts without an answer show anywhere."""
    share = 1.0 - _CHANCE_SHARE / len(fits)
    return any(r2 > chance_r2(round(beats), share) for r2, beats in fits)


def _with_the_best_tried(
    estimate: ResonanceEstimate, paces: FloatArray, amplitudes: FloatArray, first_per_min: float
) -> ResonanceEstimate:
    """Return the estimate with an interval that holds the pace of the largest amplitude, and a near first rank."""
    different, mean = _by_pace(paces)
    estimate = widened(estimate, float(different[np.argmax(mean @ amplitudes)]))
    near = estimate.low_per_min - _NEAR_PER_MIN <= first_per_min <= estimate.high_per_min + _NEAR_PER_MIN
    return widened(estimate, first_per_min) if near else estimate


def _by_pace(paces: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the different paces in order, and the matrix that makes of the values of all a mean for each of them."""
    different = np.unique(paces)
    return different, np.array([(paces == pace) / np.count_nonzero(paces == pace) for pace in different])


def _parabola(paces: FloatArray, amplitudes: FloatArray, drawn: Sequence[FloatArray]) -> tuple[float, float, float]:
    """Return the top of the parabola and its interval; a pace that came twice counts with its mean."""
    different, mean = _by_pace(paces)
    drawn_bpm = np.stack([2.0 * np.hypot(swings[:, 0], swings[:, 1]) for swings in drawn], axis=1)
    complete = drawn_bpm[~np.any(np.isnan(drawn_bpm), axis=1)]
    outside = (1.0 - INTERVAL_SHARE) / 2.0
    low, high = np.quantile(parabola_per_min(different, complete @ mean.T), (outside, 1.0 - outside))
    top = parabola_per_min(different, (amplitudes @ mean.T)[None, :])[0]
    return float(top), float(low), float(high)
