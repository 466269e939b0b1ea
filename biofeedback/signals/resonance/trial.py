"""The beats at one pace of an assessment, and how the heart's wave varies when its breaths are drawn anew."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.events import BreathPlanned
from biofeedback.signals.coupling.pacer_wave import SUMMED, TURN_RAD, Origin, complex_swings_bpm, products
from biofeedback.signals.coupling.phase import breath_phases
from biofeedback.signals.timing.beats import FloatArray, IntArray

SETTLING_S = 30.0
"""Left out at the beginning of a pace, while the heart still follows the one before. A choice: three slow breaths."""

FEWEST_BREATHS = 4
"""With fewer the draws would hardly differ. A choice."""

DRAWS = 200
"""Of breaths by chance: a standard error from so many is itself right within 5 %."""

# A breath of which most beats are missing would draw a wave of its own.
_FEWEST_BEATS_A_BREATH = 3

_END_SLACK_BREATHS = 0.25  # the last beat of a whole breath ends less than an interval before it does


@dataclass(frozen=True, slots=True)
class Trial:
    """The beats while one pace was led.

    Attributes
    ----------
    breaths_per_min : float
        The pace.
    t_s, nn_ms : array of float, shape (beats,)
        Ends of the intervals in seconds, rising, and the intervals in ms, ``nan`` where set aside.
    turned_rad : array of float, shape (beats,)
        How far the breath had turned by the middle of each interval, 2 pi a breath since the beginning of the first;
        ``nan`` when no breath was led.
    timed : bool
        Whether it is known when breaths began; if not, no lag can be given.
    """

    breaths_per_min: float
    t_s: FloatArray
    nn_ms: FloatArray
    turned_rad: FloatArray
    timed: bool = True


def led_trial(breaths: Sequence[BreathPlanned], t_s: ArrayLike, nn_ms: ArrayLike) -> Trial:
    """Return the trial of these led breaths, at least one, in order; beats outside of them are left out."""
    times_s, intervals_ms = np.asarray(t_s, dtype=np.float64), np.asarray(nn_ms, dtype=np.float64)
    # A beat that was set aside has no middle; its end serves to place it.
    middles_s = times_s - np.nan_to_num(intervals_ms) / 2000.0
    begins_s = np.array([breath.t_s for breath in breaths])
    turned_rad = TURN_RAD * (np.searchsorted(begins_s, middles_s, side="right") - 1) + np.array(
        breath_phases(breaths, middles_s.tolist()), dtype=np.float64
    )
    led = ~np.isnan(turned_rad)
    length_s = sum(breath_length_s(breath) for breath in breaths)
    return Trial(60.0 * len(breaths) / length_s, times_s[led], intervals_ms[led], turned_rad[led])


def untimed_trial(breaths_per_min: float, nn_ms: ArrayLike) -> Trial:
    """Return a trial of which the pace is known and the beginnings of the breaths are not."""
    intervals_ms = np.asarray(nn_ms, dtype=np.float64)
    intervals_ms = intervals_ms[~np.isnan(intervals_ms)]
    t_s = np.cumsum(intervals_ms) / 1000.0
    turned_rad = (t_s - intervals_ms / 2000.0) * (TURN_RAD * breaths_per_min / 60.0)
    return Trial(breaths_per_min, t_s, intervals_ms, turned_rad, timed=False)


def breath_length_s(breath: BreathPlanned) -> float:
    """Return how long a breath lasts with its holds, in seconds."""
    return breath.in_s + breath.hold_in_s + breath.out_s + breath.hold_out_s


def settled_breaths(trial: Trial) -> IntArray:
    """Return which breaths began 30 s or more after the first, counted from 0; the last counts when it is whole."""
    if not trial.turned_rad.size:
        return np.empty(0, dtype=np.int64)
    settling = math.ceil(SETTLING_S * trial.breaths_per_min / 60.0 - 1e-9)
    whole = math.floor(float(trial.turned_rad[-1]) / TURN_RAD + _END_SLACK_BREATHS)
    return np.arange(settling, max(settling, whole), dtype=np.int64)


def sums_by_breath(trial: Trial, breaths: IntArray) -> FloatArray:
    """Return the summed products (`pacer_wave`) of each breath that has beats enough, shape (breaths, 6, 6)."""
    taken = ~np.isnan(trial.nn_ms)
    t_s, nn_ms, turned_rad = trial.t_s[taken], trial.nn_ms[taken], trial.turned_rad[taken]
    which = np.floor(turned_rad / TURN_RAD).astype(np.int64)
    inside = np.isin(which, breaths)
    if not np.any(inside):
        return np.empty((0, SUMMED, SUMMED))
    typical_ms = float(np.median(nn_ms[inside]))
    origin = Origin(float(np.median(t_s[inside])), 60_000.0 / typical_ms, typical_ms)
    each = products(t_s[inside], nn_ms[inside], turned_rad[inside], origin)
    sums = [each[which[inside] == breath] for breath in breaths]
    return np.array([beats.sum(axis=0) for beats in sums if len(beats) >= _FEWEST_BEATS_A_BREATH]).reshape(
        -1, SUMMED, SUMMED
    )


def draws(sums: FloatArray, chance: np.random.Generator) -> FloatArray:
    """Return cosine and sine of the wave (bpm) for breaths drawn by chance with replacement, shape (200, 2).

    One breath fewer than there are is drawn, since as many would vary too little about few.
    """
    count = len(sums)
    times = chance.multinomial(count - 1, np.full(count, 1.0 / count), size=DRAWS).astype(np.float64)
    return complex_swings_bpm(np.tensordot(times, sums, axes=1))


def pooled_error_bpm(drawn: Sequence[FloatArray]) -> float:
    """Return the standard error of a peak-to-trough amplitude, the draws of all paces taken together."""
    variance = float(np.mean([np.nanvar(swings, axis=0).mean() for swings in drawn]))
    return 2.0 * math.sqrt(variance)
