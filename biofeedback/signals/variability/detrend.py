"""Takes the slow drift out of an even series before its spectrum.

Time-domain numbers are computed without this: a detrended SDNN is another quantity under the same name.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.timing.beats import FloatArray

Detrend = Literal["none", "linear", "smoothness-priors"]

REGULARISATION = 500.0
"""Lambda, without unit: at 4 Hz it lets half the power of 0.035 Hz through and leaves the LF band all but untouched."""


def detrended(samples: ArrayLike, how: Detrend) -> FloatArray:
    """Return an even series without its trend; ``"none"`` returns it as it is."""
    values = np.asarray(samples, dtype=np.float64)
    match how:
        case "none":
            return values
        case "linear":
            return without_line(values)
        case "smoothness-priors":
            return without_smooth_trend(values)


def without_line(samples: FloatArray) -> FloatArray:
    """Return a series less the straight line that fits it best."""
    return lines_removed(samples[None, :])[0] if samples.size else samples


def lines_removed(samples: FloatArray) -> FloatArray:
    """Return rows of samples, each less the straight line that fits it best."""
    centred: FloatArray = samples - np.mean(samples, axis=1, keepdims=True)
    ramp = np.arange(samples.shape[1]) - 0.5 * (samples.shape[1] - 1)
    steepness = float(np.sum(ramp**2))
    if not steepness > 0.0:
        return centred
    return np.asarray(centred - ramp * (np.sum(ramp * centred, axis=1, keepdims=True) / steepness), dtype=np.float64)


def without_smooth_trend(samples: FloatArray, *, regularisation: float = REGULARISATION) -> FloatArray:
    """Return a series less its smooth trend.

    Parameters
    ----------
    samples : array of float, shape (samples,)
        At 4 Hz, where the default of ``regularisation`` (lambda) has its meaning.

    Notes
    -----
    Smoothness priors after Tarvainen, Ranta-aho and Karjalainen 2002, doi 10.1109/10.979357. The trend ``x`` solves
    ``(I + lambda**2 D'D) x = z`` with the full second-difference matrix ``D`` of shape (n - 2, n), here as one banded
    solve. Two widely used implementations leave out the last two columns of ``D``, which bends the last minute by up
    to hundreds of ms: where ours differs from them, that is why.
    """
    # Late, as SciPy is not needed live: one spectrum of a whole record asks for this.
    from scipy.linalg import solveh_banded

    count = samples.size
    if count < 3:
        return samples - np.mean(samples) if count else samples
    weight = regularisation**2
    bands = np.zeros((3, count))
    # D'D is the sum of the outer squares of its rows (1, -2, 1): each adds to three neighbours of every diagonal.
    for shift, factor in enumerate((1.0, 4.0, 1.0)):
        bands[2, shift : count - 2 + shift] += weight * factor
    for shift in range(2):
        bands[1, 1 + shift : count - 1 + shift] -= 2.0 * weight
    bands[0, 2:] = weight
    bands[2] += 1.0
    centred = samples - np.mean(samples)
    return np.asarray(centred - solveh_banded(bands, centred), dtype=np.float64)
