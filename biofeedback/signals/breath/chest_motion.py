"""The leaning of the chest as one slow wave, from three axes of acceleration.

A strap tilts by a few thousandths of g with each breath; the wave is taken along the direction of that tilt.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.breath.lines import RATE_HZ
from biofeedback.signals.numerics.band_pass import band_pass_sections, band_passed
from biofeedback.signals.numerics.small_steps import medians
from biofeedback.signals.timing.beats import FloatArray

LONGEST_S = 64.0
"""How far back the direction of the breath is looked for: the window of the breath from the heart."""

_WORK_HZ = 8.0
"""Means over eighths of a second take away heart and noise, and hold the quickest breath many times over. A choice."""

_SECTIONS = band_pass_sections((0.05, 0.7), _WORK_HZ)  # Hz; gravity is slower, what is quicker is no breath

_LARGEST_MOTION = 3.0
"""Times the median sample; what is larger is a change of posture and is drawn back to this. A choice."""


@dataclass(frozen=True, slots=True)
class ChestWave:
    """The motion of the chest along the direction in which it moves most.

    Attributes
    ----------
    samples : array of float, shape (samples,)
        At 4 Hz, in the unit of the acceleration, ending with the newest sample; empty when there was no motion.
    axis : tuple of float
        The direction, of length 1; ``nan`` when there was no motion.
    """

    samples: FloatArray
    axis: tuple[float, float, float]


NO_WAVE = ChestWave(np.empty(0), (math.nan, math.nan, math.nan))


def chest_wave(xyz: ArrayLike, rate_hz: float, *, previous_axis: tuple[float, float, float] | None = None) -> ChestWave:
    """Return the wave of the last 64 s.

    Parameters
    ----------
    xyz : array of float, shape (samples, 3)
        Acceleration in any one unit, evenly sampled, without ``nan``; at least 16 s of it.
    rate_hz : float
        Samples a second, 8 or more.
    previous_axis : tuple of float, optional
        The direction found before: the new one points the same way, so that an in-breath keeps its sign. Without it
        the largest component of the direction is positive.

    Notes
    -----
    After Hostrup et al. 2025, doi 10.1088/1361-6579/adbe23, and Schipper et al. 2021 (Physiol Meas 42:045004).
    Means over eighths of a second take away heart and noise; gravity, all that is slower than 0.05 Hz, and what is
    faster than 0.7 Hz are filtered out (Butterworth, second order, forward and back); then the first principal
    component. Ours: a sample more than three times as large as the median one is drawn back to that length, so that a
    change of posture does not decide where the breath is.
    """
    recent = np.asarray(xyz, dtype=np.float64)[-math.floor(LONGEST_S * rate_hz) :]
    span_s = recent.shape[0] / rate_hz
    count = math.floor(span_s * _WORK_HZ)
    # Each step is the mean of the samples in it, found from running sums that may begin between two samples.
    sums = np.vstack((np.zeros(3), np.cumsum(recent - recent[-1], axis=0)))
    edges = recent.shape[0] - np.arange(count, -1, -1) * (rate_hz / _WORK_HZ)
    indices = np.arange(recent.shape[0] + 1)
    means = np.column_stack([np.diff(np.interp(edges, indices, sums[:, axis])) for axis in range(3)])
    means *= _WORK_HZ / rate_hz
    moved = np.column_stack([band_passed(mean, _SECTIONS) for mean in means.T])
    length = np.sqrt(np.sum(moved**2, axis=1))
    usual = float(medians(length))
    if not usual > 0.0:
        return NO_WAVE
    calm = moved * np.minimum(1.0, _LARGEST_MOTION * usual / np.maximum(length, usual))[:, None]
    _, directions = np.linalg.eigh(calm.T @ calm)
    axis = np.asarray(directions[:, -1], dtype=np.float64)
    kept = np.asarray(previous_axis, dtype=np.float64) if previous_axis is not None else np.eye(3)[np.argmax(abs(axis))]
    if float(axis @ kept) < 0.0:
        axis = -axis
    wave = calm @ axis
    step = round(_WORK_HZ / RATE_HZ)
    return ChestWave(wave[(wave.size - 1) % step :: step], (float(axis[0]), float(axis[1]), float(axis[2])))
