"""What live searches do many times a second on a few samples, at the cost of the arithmetic and little more."""

import math
from collections.abc import Iterable

import numpy as np

from biofeedback.signals.timing.beats import FloatArray


def convolved(kernel: FloatArray, samples: FloatArray, state: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Filter the next samples with a finite kernel, to the bit as ``scipy.signal.lfilter(kernel, [1.0], ...)`` does.

    Takes and returns the state, one value less than the kernel has, all 0 at the beginning.
    """
    whole = np.convolve(kernel, samples)
    whole[: state.size] += state
    return whole[: samples.size], whole[samples.size :]


def highest_within(values: FloatArray, begin: int, end: int, reach: int) -> FloatArray:
    """Return the highest of the values within ``reach`` places of each of those from ``begin`` to before ``end``."""
    highest: FloatArray = np.full(end - begin + 2 * reach, -np.inf)
    known = values[max(begin - reach, 0) : end + reach]
    skipped = max(reach - begin, 0)
    highest[skipped : skipped + known.size] = known
    spanned, width = 1, 2 * reach + 1
    while 2 * spanned <= width:
        highest = np.maximum(highest[:-spanned], highest[spanned:])
        spanned *= 2
    rest = width - spanned
    return np.maximum(highest[: highest.size - rest], highest[rest:])


def median(values: Iterable[float]) -> float:
    """Return the median of a few numbers, of which there is at least one."""
    ordered = sorted(values)
    return 0.5 * (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2])


def medians(values: FloatArray) -> FloatArray:
    """Return the medians along the first axis, which is not empty, as ``numpy.median`` does; ``nan`` where one is.

    NumPy's own loads `numpy.ma` to look whether an array is masked: 2 MiB that a practice does without.
    """
    ordered = np.sort(values, axis=0)
    middle = 0.5 * (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2])
    return np.where(np.isnan(ordered[-1]), np.nan, middle)


def quantile(rows: FloatArray, share: float) -> FloatArray:
    """Return the quantile of each row, which is not empty, as ``numpy.quantile`` does; ``share`` is 0 to 1.

    Rows without ``nan``. NumPy's own loads `numpy.ma`, as its median does.
    """
    ordered = np.sort(rows, axis=-1)
    place = share * (ordered.shape[-1] - 1)
    past = place - math.floor(place)
    below, above = ordered[..., math.floor(place)], ordered[..., math.ceil(place)]
    apart = above - below
    # From the nearer of the two, as NumPy does.
    found: FloatArray = above - apart * (1.0 - past) if past >= 0.5 else below + apart * past
    return found


def medians_of_known(rows: FloatArray) -> FloatArray:
    """Return the median of each row without its ``nan``; every row has at least one number."""
    ordered = np.sort(rows, axis=-1)
    known = np.count_nonzero(~np.isnan(rows), axis=-1)
    row = np.arange(known.size)
    known_medians: FloatArray = 0.5 * (ordered[row, (known - 1) // 2] + ordered[row, known // 2])
    return known_medians
