"""Fits the wave that the heart draws over the led breath, by least squares from sums over beats.

Everything a fit needs is in sums of products, and sums of stretches add up: the window that slides, the breath that is
drawn again by chance and the whole trial share this one fit.
"""

import math
from typing import NamedTuple

import numpy as np

from biofeedback.signals.timing.beats import FloatArray

TURN_RAD = 2.0 * math.pi

_SMALL_STEP_BACK_RAD = 1.0
"""So far back a step of the breath may be; beyond it was one forward. A choice: a sixth of a breath."""

SUMMED = 6
"""Columns whose products are summed: cosine, sine, 1, time, rate and interval."""

_UNKNOWNS = 4  # the cosine, the sine, the mean and the trend; in the sums the rate comes fifth, the interval sixth
_TREND = slice(2, 4)  # where the mean and the trend stand among them

# Ratio. Beyond this the beats tell too little of the circle to separate the wave from the mean.
_LARGEST_CONDITION = 1e8
# A heart that beats like a clock has no wave; what is left is rounding (bpm squared a beat).
_NO_WAVE_BPM2 = 1e-12


def forward_rad(step_rad: float) -> float:
    """Return how far the breath turned from one beat to the next, given the difference of their angles.

    Breath turns forward, and beats that bridge 2.5 s at most cannot hide a turn of 5 s or more; but the middles of
    two corrected intervals may lie a moment the wrong way round, which is a small step back.
    """
    return (step_rad + _SMALL_STEP_BACK_RAD) % TURN_RAD - _SMALL_STEP_BACK_RAD


class Origin(NamedTuple):
    """From where time, rate and interval are counted, so that sums stay small; any nearby values serve."""

    t_s: float
    hr_bpm: float
    nn_ms: float


class Wave(NamedTuple):
    """A fitted wave.

    Attributes
    ----------
    amplitude_bpm, amplitude_ms : float
        Peak to trough, of the heart rate and of the intervals.
    lag_rad : float
        How much later than the breath the heart rate crests, -pi to pi.
    r2 : float
        Share of the variance about the trend that is this wave, 0 to 1.
    """

    amplitude_bpm: float
    amplitude_ms: float
    lag_rad: float
    r2: float


NO_WAVE = Wave(math.nan, math.nan, math.nan, math.nan)
"""The wave that could not be fitted."""


def products(t_s: FloatArray, nn_ms: FloatArray, phase_rad: FloatArray, origin: Origin) -> FloatArray:
    """Return what each beat adds to the sums, shape (beats, 6, 6): products of cos, sin, 1, time, rate, interval."""
    rows = np.empty((t_s.size, SUMMED))
    rows[:, 0] = np.cos(phase_rad)
    rows[:, 1] = np.sin(phase_rad)
    rows[:, 2] = 1.0
    # In minutes, so that all columns are of like size.
    rows[:, 3] = (t_s - origin.t_s) / 60.0
    rows[:, 4] = 60_000.0 / nn_ms - origin.hr_bpm
    rows[:, 5] = nn_ms - origin.nn_ms
    return np.asarray(rows[:, :, None] * rows[:, None, :], dtype=np.float64)


def wave(sums: FloatArray) -> Wave:
    """Return the wave of summed products, shape (6, 6); `NO_WAVE` when the beats do not determine one."""
    known, target = sums[:_UNKNOWNS, :_UNKNOWNS], sums[:_UNKNOWNS, _UNKNOWNS:]
    if not np.linalg.cond(known) < _LARGEST_CONDITION:
        return NO_WAVE
    found = np.linalg.solve(known, target)
    trend = np.linalg.solve(known[_TREND, _TREND], target[_TREND, 0])
    about_trend = float(sums[4, 4] - trend @ target[_TREND, 0])
    unexplained = float(sums[4, 4] - found[:, 0] @ target[:, 0])
    if not about_trend > _NO_WAVE_BPM2 * float(sums[2, 2]):
        return NO_WAVE
    cosine, sine = float(found[0, 0]), float(found[1, 0])
    return Wave(
        amplitude_bpm=2.0 * math.hypot(cosine, sine),
        amplitude_ms=2.0 * math.hypot(float(found[0, 1]), float(found[1, 1])),
        # The breath is fullest at pi, so a heart in step has a cosine of -1.
        lag_rad=math.atan2(-sine, -cosine),
        r2=min(1.0, max(0.0, 1.0 - unexplained / about_trend)),
    )


def complex_swings_bpm(sums: FloatArray) -> FloatArray:
    """Return cosine and sine of the rate (bpm, half peak to trough) for many sums at once.

    Sums of shape (..., 6, 6) give (..., 2); ``nan`` where the beats do not determine a wave.
    """
    known, target = sums[..., :_UNKNOWNS, :_UNKNOWNS], sums[..., :_UNKNOWNS, _UNKNOWNS : _UNKNOWNS + 1]
    # An empty or degenerate draw does not stop the others.
    solvable = np.linalg.cond(known) < _LARGEST_CONDITION
    safe = np.where(solvable[..., None, None], known, np.eye(_UNKNOWNS))
    swings = np.linalg.solve(safe, target)[..., :2, 0]
    return np.asarray(np.where(solvable[..., None], swings, np.nan), dtype=np.float64)


def chance_r2(beats: int, share: float = 0.95) -> float:
    """Return the R2 below which ``share`` of fits to white noise stay; ``nan`` with fewer than five beats.

    Notes
    -----
    Two coefficients beside a mean and a trend: R2 of white Gaussian noise has the distribution Beta(1, (n - 4) / 2),
    hence ``1 - (1 - share) ** (2 / (n - 4))``.
    """
    if beats <= _UNKNOWNS:
        return math.nan
    return 1.0 - math.pow(1.0 - share, 2.0 / (beats - _UNKNOWNS))
