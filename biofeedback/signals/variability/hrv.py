"""The field's time-domain numbers of heart rate variability.

A ``nan`` in the input is an interval set aside or a place where beats are missing, and no difference is taken across
it. Unless said otherwise the definitions are those of the Task Force of the ESC and NASPE 1996, doi
10.1161/01.CIR.93.5.1043.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.timing.beats import FloatArray

NN50_MS = 50.0
"""Of the Task Force, as the names NN50 and pNN50 say."""


def mean_nn_ms(nn_ms: ArrayLike) -> float:
    """Return the mean interval in ms; ``nan`` without intervals."""
    taken_ms = _taken(nn_ms)
    return float(np.mean(taken_ms)) if taken_ms.size else math.nan


def mean_hr_bpm(nn_ms: ArrayLike) -> float:
    """Return the mean heart rate in beats per minute; ``nan`` without intervals.

    Notes
    -----
    The mean of the rates of the single intervals, ``mean(60000 / NN)``, which lies a little above the rate of the mean
    interval (Shaffer and Ginsberg 2017, doi 10.3389/fpubh.2017.00258).
    """
    taken_ms = _taken(nn_ms)
    return float(np.mean(60_000.0 / taken_ms)) if taken_ms.size else math.nan


def sdnn_ms(nn_ms: ArrayLike) -> float:
    """Return the standard deviation of the intervals (SDNN, n - 1) in ms; ``nan`` with fewer than two.

    Notes
    -----
    It grows with the length of the record: compare equal lengths. Some libraries divide by n instead.
    """
    taken_ms = _taken(nn_ms)
    return float(np.std(taken_ms, ddof=1)) if taken_ms.size > 1 else math.nan


def successive_differences_ms(nn_ms: ArrayLike) -> FloatArray:
    """Return each interval less the one before, in ms, where both were taken."""
    differences_ms = np.diff(_finite(nn_ms))
    return differences_ms[~np.isnan(differences_ms)]


def rmssd_ms(nn_ms: ArrayLike) -> float:
    """Return the root mean square of successive differences (RMSSD) in ms; ``nan`` without two neighbours.

    Notes
    -----
    Differences are taken between neighbours that were both taken; a ``nan`` between two intervals breaks the chain.
    """
    differences_ms = successive_differences_ms(nn_ms)
    return float(np.sqrt(np.mean(differences_ms**2))) if differences_ms.size else math.nan


def sdsd_ms(nn_ms: ArrayLike) -> float:
    """Return the standard deviation (n - 1) of successive differences in ms; ``nan`` with fewer than two of them.

    Notes
    -----
    Of the differences with their sign. Several libraries take it of their sizes, which reads about a third lower and
    is another quantity.
    """
    differences_ms = successive_differences_ms(nn_ms)
    return float(np.std(differences_ms, ddof=1)) if differences_ms.size > 1 else math.nan


def nn50(nn_ms: ArrayLike) -> float:
    """Return how many successive differences are larger than 50 ms; ``nan`` without two neighbours.

    Notes
    -----
    A whole number. Strictly larger, so a sensor that sends steps of 50 ms never shows any.
    """
    differences_ms = successive_differences_ms(nn_ms)
    return float(np.count_nonzero(np.abs(differences_ms) > NN50_MS)) if differences_ms.size else math.nan


def pnn50_ratio(nn_ms: ArrayLike) -> float:
    """Return the part of the successive differences that is larger than 50 ms, 0 to 1; ``nan`` without any.

    Notes
    -----
    Of the differences there are: n - 1 in an unbroken series, where some libraries divide by n.
    """
    differences_ms = successive_differences_ms(nn_ms)
    return float(np.mean(np.abs(differences_ms) > NN50_MS)) if differences_ms.size else math.nan


def sd1_ms(nn_ms: ArrayLike) -> float:
    """Return the spread across the diagonal of the Poincare plot (SD1, n - 1) in ms; ``nan`` with too few pairs.

    Notes
    -----
    ``std((x[i+1] - x[i]) / sqrt(2))``, which is SDSD over the root of two and so says nothing that SDSD does not
    (Brennan, Palaniswami and Kamen 2001, doi 10.1109/10.959330).
    """
    return sdsd_ms(nn_ms) / math.sqrt(2.0)


def sd2_ms(nn_ms: ArrayLike) -> float:
    """Return the spread along the diagonal of the Poincare plot (SD2, n - 1) in ms; ``nan`` with fewer than two pairs.

    Notes
    -----
    ``std((x[i] + x[i+1]) / sqrt(2))`` over the same pairs as SD1 (Brennan, Palaniswami and Kamen 2001, doi
    10.1109/10.959330). The identity ``sqrt(2 SDNN**2 - SD1**2)`` used elsewhere differs by up to 0.3 % in 5 min.
    """
    intervals_ms = _finite(nn_ms)
    sums_ms = intervals_ms[1:] + intervals_ms[:-1]
    sums_ms = sums_ms[~np.isnan(sums_ms)]
    return float(np.std(sums_ms, ddof=1)) / math.sqrt(2.0) if sums_ms.size > 1 else math.nan


def _finite(nn_ms: ArrayLike) -> FloatArray:
    """Return the intervals; what is not finite is as good as missing."""
    values_ms = np.asarray(nn_ms, dtype=np.float64).ravel()
    return np.where(np.isfinite(values_ms), values_ms, np.nan)


def _taken(nn_ms: ArrayLike) -> FloatArray:
    values_ms = _finite(nn_ms)
    return values_ms[~np.isnan(values_ms)]
