"""How uneven a heart's rhythm is beside beats that were corrected: what a correction left there is no wave."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from biofeedback.signals.timing.beats import JudgedBeats

_AROUND = 3
"""Intervals on either side whose median says what lies between them. A choice: it steps over two that are mended
wrongly, and hardly flattens a breath."""

_BESIDE = 2
"""So many intervals on either side of a corrected one belong to it: an early beat has a pause that may go unseen, and
two come close together. A choice."""


def unevenness_share(beats: JudgedBeats) -> float:
    """Return how much of the variation of a window are steps beside corrected beats, 0 to 1.

    Parameters
    ----------
    beats : JudgedBeats
        Those of the window; intervals that were set aside are bridged by a line, and are the corrected ones where
        nothing else is known of that.

    Returns
    -------
    float
        The squared distances from the median of seven intervals, of those that are corrected or beside one that is, as
        a share of all squared distances from the mean; 0 where nothing is corrected.
    """
    taken = ~np.isnan(beats.nn_ms)
    is_corrected = ~taken if beats.is_corrected is None else beats.is_corrected
    if not np.any(is_corrected) or np.count_nonzero(taken) <= 2 * _AROUND:
        return 0.0
    places = np.arange(beats.nn_ms.size)
    nn_ms = np.interp(places, places[taken], beats.nn_ms[taken])
    total_ms2 = float(np.sum((nn_ms - np.mean(nn_ms)) ** 2))
    if total_ms2 == 0.0:
        return 0.0
    is_beside = np.convolve(is_corrected.astype(np.float64), np.ones(2 * _BESIDE + 1), "same") > 0.0
    middle_ms = np.median(sliding_window_view(np.pad(nn_ms, _AROUND, mode="edge"), 2 * _AROUND + 1), axis=1)
    return min(1.0, float(np.sum((nn_ms - middle_ms)[is_beside] ** 2)) / total_ms2)
