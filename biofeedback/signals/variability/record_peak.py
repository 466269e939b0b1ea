"""The one frequency at which a whole record swings most.

This module must not take that frequency for the breath.
"""

import math

import numpy as np

from biofeedback.signals.timing.beats import FloatArray, unbroken_runs
from biofeedback.signals.variability.spectrum import RATE_HZ, Spectrum, padded_points, peak_hz, periodogram

BAND_HZ = (0.04, 0.4)

SHORTEST_RUN_S = 25.0
"""One wave at the lower end of the band takes so long; a shorter run cannot tell it from a trend."""


def record_peak_hz(t_s: FloatArray, nn_ms: FloatArray) -> float:
    """Return the peak of the spectra of all unbroken runs together, each weighted by its length, in Hz.

    Without averaging over segments, so that a steady rhythm stands as sharp as the record is long. ``nan`` without an
    unbroken run of 25 s.
    """
    runs = [run for run in unbroken_runs(t_s, nn_ms) if _span_s(run[0]) >= SHORTEST_RUN_S]
    if not runs:
        return math.nan
    points = padded_points(math.ceil(max(_span_s(times_s) for times_s, _ in runs) * RATE_HZ) + 1)
    total: FloatArray = np.zeros(points // 2 + 1)
    frequency_hz: FloatArray = np.empty(0)
    for times_s, intervals_ms in runs:
        spectrum = periodogram(times_s, intervals_ms, points=points)
        total += spectrum.psd_ms2_per_hz * _span_s(times_s)
        frequency_hz = spectrum.frequency_hz
    return peak_hz(Spectrum(frequency_hz, total), *BAND_HZ)


def longest_run_s(t_s: FloatArray, nn_ms: FloatArray) -> float:
    """Return how long the longest unbroken run is, from its first beat to its last, in seconds; 0 without one."""
    return max((_span_s(times_s) for times_s, _ in unbroken_runs(t_s, nn_ms)), default=0.0)


def _span_s(times_s: FloatArray) -> float:
    return float(times_s[-1] - times_s[0])
