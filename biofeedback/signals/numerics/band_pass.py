"""A band-pass for short series: a Butterworth filter of second order, run forward and back so that nothing is late.

What `scipy.signal` does for whole recordings is done here for a few hundred samples, because a practice needs no more
of it and loading it takes a second and 80 MiB.
"""

import cmath
import math

import numpy as np

from biofeedback.signals.timing.beats import FloatArray

_PAD_SAMPLES = 15  # three times the reach of the filter: as many as `scipy.signal.sosfiltfilt` sets before and after

Section = tuple[float, float, float, float, float]
"""``b0, b1, b2, a1, a2`` of ``(b0 + b1/z + b2/z2) / (1 + a1/z + a2/z2)``."""


def band_pass_sections(band_hz: tuple[float, float], rate_hz: float) -> tuple[Section, Section]:
    """Return the band-pass of second order as two sections, the one nearer to the unit circle last.

    Parameters
    ----------
    band_hz : tuple of float
        Where the power is halved, below and above.
    rate_hz : float
        Samples a second, more than twice the upper edge.

    Notes
    -----
    The analogue prototype has its poles at ``exp(3j pi / 4)`` and its conjugate; each becomes two poles about the
    middle of the band, and the bilinear transform with its edges put right beforehand takes them to the unit circle.
    Zeros lie at the mean (twice) and at half the rate (twice). `scipy.signal.butter` gives the same filter, and for a
    band in the lower quarter of the spectrum the same numbers.
    """
    low, high = (4.0 * math.tan(math.pi * edge_hz / rate_hz) for edge_hz in band_hz)
    half_width, middle = (high - low) / 2.0, math.sqrt(low * high)
    pole = half_width * complex(-math.sqrt(0.5), math.sqrt(0.5))
    turned = cmath.sqrt(pole * pole - middle * middle)
    poles = [(4.0 + analogue) / (4.0 - analogue) for analogue in (pole + turned, pole - turned)]
    poles.sort(key=abs)
    gain = (high - low) ** 2 * 16.0
    for analogue in (pole + turned, pole - turned):
        gain /= abs(4.0 - analogue) ** 2
    first, last = ((-2.0 * each.real, each.real**2 + each.imag**2) for each in poles)
    return (gain, 2.0 * gain, gain, *first), (1.0, -2.0, 1.0, *last)


def band_passed(series: FloatArray, sections: tuple[Section, ...]) -> FloatArray:
    """Return a series filtered forward and back; it has more than 15 samples.

    Beyond its ends the series is turned about its end points, and the filter begins as if the first sample there had
    been there always: what `scipy.signal.sosfiltfilt` does.
    """
    before = 2.0 * series[0] - series[_PAD_SAMPLES:0:-1]
    after = 2.0 * series[-1] - series[-2 : -_PAD_SAMPLES - 2 : -1]
    samples = [*before.tolist(), *series.tolist(), *after.tolist()]
    for _ in range(2):
        samples = _once(samples, sections)
        samples.reverse()
    return np.array(samples[_PAD_SAMPLES : len(samples) - _PAD_SAMPLES])


def _once(samples: list[float], sections: tuple[Section, ...]) -> list[float]:
    level = samples[0]
    for b0, b1, b2, a1, a2 in sections:
        # What the section would hold, had it always been given this level.
        gained = (b0 + b1 + b2) / (1.0 + a1 + a2)
        held, held_before = (gained - b0) * level, (b2 - a2 * gained) * level
        level *= gained
        filtered = []
        for sample in samples:
            passed = b0 * sample + held
            held = b1 * sample - a1 * passed + held_before
            held_before = b2 * sample - a2 * passed
            filtered.append(passed)
        samples = filtered
    return samples
