"""The field's time-domain numbers of heart rate variability.

This module must not decide which intervals are believed: a ``nan`` in its input is an interval set aside or a place
where beats are missing, and no difference is taken across it.
"""

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.beats import FloatArray


def mean_hr_bpm(nn_ms: ArrayLike) -> float:
    """Return the mean heart rate in beats per minute; ``nan`` without intervals.

    Notes
    -----
    The mean of the rates of the single intervals, ``mean(60000 / NN)``, which lies a little above the rate of the mean
    interval (Shaffer and Ginsberg 2017, doi 10.3389/fpubh.2017.00258).
    """
    taken_ms = _taken(nn_ms)
    return float(np.mean(60_000.0 / taken_ms)) if taken_ms.size else float("nan")


def sdnn_ms(nn_ms: ArrayLike) -> float:
    """Return the standard deviation of the intervals (SDNN, n - 1) in ms; ``nan`` with fewer than two.

    Notes
    -----
    Task Force of the ESC and NASPE 1996, doi 10.1161/01.CIR.93.5.1043. It grows with the length of the record: compare
    equal lengths.
    """
    taken_ms = _taken(nn_ms)
    return float(np.std(taken_ms, ddof=1)) if taken_ms.size > 1 else float("nan")


def rmssd_ms(nn_ms: ArrayLike) -> float:
    """Return the root mean square of successive differences (RMSSD) in ms; ``nan`` without two neighbours.

    Notes
    -----
    Task Force of the ESC and NASPE 1996, doi 10.1161/01.CIR.93.5.1043. Differences are taken between neighbours that
    were both taken; a ``nan`` between two intervals breaks the chain.
    """
    differences_ms = np.diff(np.asarray(nn_ms, dtype=np.float64))
    differences_ms = differences_ms[~np.isnan(differences_ms)]
    return float(np.sqrt(np.mean(differences_ms**2))) if differences_ms.size else float("nan")


def _taken(nn_ms: ArrayLike) -> FloatArray:
    values_ms = np.asarray(nn_ms, dtype=np.float64).ravel()
    return values_ms[~np.isnan(values_ms)]
