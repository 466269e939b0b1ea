"""The breath without a belt: how fast a person breathes, and how sure that is.

Heart, R amplitude and chest each hold the breath among other waves. Each gives a rate with a confidence that is meant
literally, or none: where no wave is clearly the breath, there is no guess.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.breath.chest_motion import chest_wave
from biofeedback.signals.breath.confidence import (
    FROM_ACCELERATION,
    FROM_AMPLITUDE,
    FROM_RR,
    Candidate,
    Weights,
    pool,
    weigh,
)
from biofeedback.signals.breath.peaks import breath_peaks, peaks_of_each
from biofeedback.signals.breath.waves import SMALLEST_UNBROKEN_SHARE, WINDOW_S, wave_from_beats
from biofeedback.signals.timing.beats import FloatArray

LOWEST_CONFIDENCE = 0.5
"""Below this confidence no rate is given: it would more likely be wrong than right."""

LOWEST_ACCELERATION_HZ = 8.0
"""Acceleration that is sampled less often holds too little of a quick breath; `chest_motion` works at this rate."""


@dataclass(frozen=True, slots=True)
class BreathEstimate:
    """How fast someone breathes, as far as that is known.

    Attributes
    ----------
    rate_per_min : float
        Mean rate of the window in breaths a minute; ``nan`` when that is not known.
    confidence : float
        How likely the true mean rate lies within 1 a minute, 0 to 1: of 10 estimates that say 0.9, nine are right.
        Without a rate it is that of the likeliest candidate, 0 when there is none.
    reason : Reason or None
        Why there is no rate; None when there is one.
    candidates : tuple of Candidate
        Every rate that may be the breath, the likeliest first: what `fuse` weighs.
    """

    rate_per_min: float
    confidence: float
    reason: Reason | None
    candidates: tuple[Candidate, ...] = ()


_NO_SIGNAL = Reason(ReasonCode.NO_BREATH_SIGNAL)

NO_BREATH = BreathEstimate(math.nan, 0.0, _NO_SIGNAL)
"""The estimate from a signal that is not there."""

NO_CLEAR_BREATH = Reason(ReasonCode.NO_CLEAR_BREATH)


def breath_from_rr(
    t_s: ArrayLike, nn_ms: ArrayLike, *, window_s: float = WINDOW_S, now_s: float = math.nan
) -> BreathEstimate:
    """Return the breath as the heart's rhythm shows it (respiratory sinus arrhythmia).

    Parameters
    ----------
    t_s : array of float, shape (beats,)
        Ends of the intervals in seconds, strictly rising.
    nn_ms : array of float, shape (beats,)
        Intervals in ms, ``nan`` where set aside.
    window_s : float
        How far back to look, 30 to 256 s; the confidence was checked from 30 to 128 s.
    now_s : float
        Where the window ends; ``nan``: with the newest beat.

    Returns
    -------
    BreathEstimate
        Without a rate when less than 70 % of the window lies in one unbroken run of beats, fewer than 20 beats lie in
        it, more than 10 % of them were set aside, nothing waves, or no candidate is likelier right than wrong.

    Raises
    ------
    ValueError
        When the arrays differ in length, the times do not rise, or the window is out of range.

    Notes
    -----
    Looks from 0.05 Hz to 0.5 Hz or half the mean heart rate, whichever is lower: beats sample the breath, and a faster
    one would appear as a slower. Heart rate alone shows the breath on some hearts and on others hardly ever: where the
    breath moves it little, waves of the blood pressure near 0.1 Hz (Mayer waves) stand higher. Hence candidates,
    weighed by what a breath is recognised by (`peaks`, `confidence`).

    On 6000 generated bodies it gave a rate in 53 % of the windows, and 0.8 or more in 22 %. Of the latter 96 % were
    right, and 93 to 99 % in each band from 3 to 20 a minute, 82 % of the few above, though many of these hearts answer
    a slow breath twice (`doubles`) and many breaths vary. Of people paced at 4 a minute it was right whenever it
    spoke. What it
    cannot know: where the breath itself leaves no trace beside its double, the double is told; and where the breath
    does not move the heart at all, a very even Mayer wave may pass for it. `docs/accuracy.md` has the tables.
    """
    return _from_beats(t_s, nn_ms, window_s, now_s, FROM_RR)


def breaths_from_rr(windows: Sequence[tuple[FloatArray, FloatArray, float]]) -> list[BreathEstimate]:
    """Return the breath of each of many windows of 64 s, to the bit as `breath_from_rr` has it.

    Parameters
    ----------
    windows : sequence of (array of float, array of float, float)
        Ends of the intervals (s), the intervals (ms), and where the window ends (s), as `breath_from_rr` takes them.

    Raises
    ------
    ValueError
        As `breath_from_rr` does.
    """
    waves = [wave_from_beats(t_s, nn_ms, now_s=now_s) for t_s, nn_ms, now_s in windows]
    found = {place: _unknown(wave.reason) for place, wave in enumerate(waves) if wave.reason}
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for place, wave in enumerate(waves):
        if place not in found:
            alike[wave.samples.size].append(place)
    for places in alike.values():
        samples = np.array([waves[place].samples for place in places])
        peaks = peaks_of_each(samples, np.array([waves[place].highest_hz for place in places]))
        found |= {place: estimate_of(weigh(each, FROM_RR)) for place, each in zip(places, peaks, strict=True)}
    return [found[place] for place in range(len(waves))]


def breath_from_amplitude(
    t_s: ArrayLike, amplitude: ArrayLike, *, window_s: float = WINDOW_S, now_s: float = math.nan
) -> BreathEstimate:
    """Return the breath as the height of the R peaks shows it.

    Parameters
    ----------
    t_s : array of float, shape (beats,)
        When the beats were, in seconds, strictly rising.
    amplitude : array of float, shape (beats,)
        Heights of their R peaks in any unit, ``nan`` where not to be used.
    window_s, now_s
        As for `breath_from_rr`.

    Returns
    -------
    BreathEstimate
        Without a rate for the reasons of `breath_from_rr`.

    Raises
    ------
    ValueError
        As for `breath_from_rr`.

    Notes
    -----
    The breath turns the heart under the electrodes and changes the resistance of the chest. Pick the height from a
    signal without baseline (5 to 30 Hz), refined between samples.
    """
    return _from_beats(t_s, amplitude, window_s, now_s, FROM_AMPLITUDE)


def breath_from_acceleration(xyz: ArrayLike, rate_hz: float) -> BreathEstimate:
    """Return the breath as the leaning of the chest shows it.

    Parameters
    ----------
    xyz : array of float, shape (samples, 3)
        Acceleration of the chest in any one unit, evenly sampled; the last 64 s of it are used.
    rate_hz : float
        Samples a second, 8 or more.

    Returns
    -------
    BreathEstimate
        Without a rate when there are less than 45 s, a sample is ``nan``, nothing moves, or no candidate is likelier
        right than wrong.

    Raises
    ------
    ValueError
        When the array has another shape or the rate is too low.

    Notes
    -----
    How the wave is found: `chest_wave`.
    """
    samples = np.asarray(xyz, dtype=np.float64)
    if samples.ndim != 2 or samples.shape[1] != 3:
        raise ValueError(f"acceleration has three columns, not the shape {samples.shape}")
    if not rate_hz >= LOWEST_ACCELERATION_HZ:
        raise ValueError(f"acceleration takes at least {LOWEST_ACCELERATION_HZ:.0f} samples a second, not {rate_hz}")
    recent = samples[-math.floor(WINDOW_S * rate_hz) :]
    span_s = recent.shape[0] / rate_hz
    needed_s = SMALLEST_UNBROKEN_SHARE * WINDOW_S
    if span_s < needed_s:
        return _unknown(Reason.of(ReasonCode.TOO_LITTLE_MOTION, needed_s=needed_s, there_s=span_s))
    if not np.all(np.isfinite(recent)):
        return _unknown(Reason(ReasonCode.MOTION_WITH_GAPS))
    wave = chest_wave(recent, rate_hz).samples
    if not wave.size:
        return _unknown(Reason(ReasonCode.NO_MOTION))
    return estimate_of(weigh(breath_peaks(wave), FROM_ACCELERATION))


def fuse(estimates: Iterable[BreathEstimate]) -> BreathEstimate:
    """Return what several estimates of one breath say together.

    Parameters
    ----------
    estimates : iterable of BreathEstimate
        At most one of each kind, of the same stretch of time; those without candidates count for nothing.

    Returns
    -------
    BreathEstimate
        Two that agree are surer than either; two that do not are less sure, and perhaps without a rate.

    Notes
    -----
    All candidates take part, also those of estimates too unsure to give a rate: two hints at one rate may together be
    enough (`confidence.pool`).
    """
    given = list(estimates)
    candidates = pool([estimate.candidates for estimate in given])
    if candidates:
        return estimate_of(candidates)
    return _unknown(next((estimate.reason for estimate in given if estimate.reason), _NO_SIGNAL))


def _from_beats(t_s: ArrayLike, values: ArrayLike, window_s: float, now_s: float, weights: Weights) -> BreathEstimate:
    wave = wave_from_beats(t_s, values, window_s=window_s, now_s=now_s)
    if wave.reason:
        return _unknown(wave.reason)
    return estimate_of(weigh(breath_peaks(wave.samples, highest_hz=wave.highest_hz), weights))


def estimate_of(candidates: tuple[Candidate, ...]) -> BreathEstimate:
    """Return what candidates of one moment say, the likeliest first."""
    if not candidates:
        return _unknown(Reason(ReasonCode.NO_BREATH_WAVE))
    likeliest = candidates[0]
    if likeliest.confidence < LOWEST_CONFIDENCE:
        return BreathEstimate(math.nan, likeliest.confidence, NO_CLEAR_BREATH, candidates)
    return BreathEstimate(likeliest.rate_per_min, likeliest.confidence, None, candidates)


def _unknown(reason: Reason) -> BreathEstimate:
    return BreathEstimate(math.nan, 0.0, reason)
