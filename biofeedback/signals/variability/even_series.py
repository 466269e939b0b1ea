"""An unbroken run of beats as an even series at 4 Hz: the curve through its intervals, and samples of it."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.numerics.cubic_spline import cubic_spline
from biofeedback.signals.numerics.many_splines import splines_of
from biofeedback.signals.timing.beats import FloatArray, IntArray

RATE_HZ = 4.0
"""Of every even series, as most of the field has it: ten times the highest frequency of HF."""


def tachogram(t_s: ArrayLike, nn_ms: ArrayLike, *, longest_s: float = math.inf) -> FloatArray:
    """Return the intervals as an even series at 4 Hz that ends with the newest beat, in ms.

    Parameters
    ----------
    t_s, nn_ms : array of float, shape (beats,)
        Ends of the intervals in seconds, strictly rising, and the intervals in ms; at least two.
    longest_s : float
        How many seconds back from the newest beat to sample at most.

    Raises
    ------
    ValueError
        When there are fewer than two beats, a ``nan``, or times that do not rise.

    Notes
    -----
    A cubic spline through (end of interval, interval), sampled where there are beats on both sides. Beats before the
    sampled stretch shape its beginning; a few suffice, their influence falls fourfold with each.
    """
    times_s = np.asarray(t_s, dtype=np.float64)
    curve = cubic_spline(times_s, nn_ms)
    count = int(tachogram_samples(times_s[-1:] - times_s[:1], longest_s)[0])
    grid_s = times_s[-1] - np.arange(count - 1, -1, -1, dtype=np.float64) / RATE_HZ
    return curve(grid_s)


def tachograms(runs: Sequence[tuple[FloatArray, FloatArray]], *, longest_s: float) -> FloatArray:
    """Return the tachograms of many runs, a row each, to the bit as `tachogram` has them.

    Parameters
    ----------
    runs : sequence of (array of float, array of float)
        The times (s) and intervals (ms) of each, with as many samples as all the others (`tachogram_samples`).
    longest_s : float
        As for `tachogram`.
    """
    count = int(tachogram_samples(runs[0][0][-1:] - runs[0][0][:1], longest_s)[0])
    newest_s = np.array([times_s[-1] for times_s, _ in runs])
    grids_s = newest_s[:, None] - np.arange(count - 1, -1, -1, dtype=np.float64) / RATE_HZ
    return splines_of(runs, grids_s)


def tachogram_samples(span_s: FloatArray, longest_s: float) -> IntArray:
    """Return how many samples the tachograms of runs of these lengths in seconds have."""
    # The small addition keeps a span that is a whole number of samples but for rounding.
    fitting = np.floor(span_s * RATE_HZ + 1e-9) + 1.0
    return np.minimum(fitting, np.floor(np.minimum(longest_s, span_s + 1.0) * RATE_HZ)).astype(np.int64)


def even_series(t_s: ArrayLike, nn_ms: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return the times (s) and values (ms) of one run of beats as an even series at 4 Hz that begins with its first.

    The same curve as `tachogram`, which begins at the other end: here numbers must not depend on beats still to come.
    """
    times_s = np.asarray(t_s, dtype=np.float64)
    curve = cubic_spline(times_s, nn_ms)
    # Samples before the last beat, as numpy.arange counts them: a sample on the beat itself is left out.
    grid_s = np.arange(times_s[0], times_s[-1], 1.0 / RATE_HZ)
    return grid_s, curve(grid_s)
