"""How likely a beat found in an ECG is a heartbeat at its time: a small model whose quality is meant literally.

It is fitted on ECGs with noise of many kinds by ``scripts/fit_ecg_trust.py``, which prints the numbers below, and
checked on others.
"""

import numpy as np

from biofeedback.signals.detection.qrs_shapes import LocalBand
from biofeedback.signals.detection.signal_quality import (
    EXPLAIN_BELOW,
    FEWEST_BEATS,
    Doubt,
    Doubts,
    against_neighbours,
)
from biofeedback.signals.timing.beats import FloatArray, IntArray

RIGHT_WITHIN_S = 0.05
"""Seconds. A beat this close to a heartbeat is right: the tolerance in which the quality is meant. A choice, three
times as strict as the 150 ms of ANSI/AAMI EC57 for finding beats, because intervals are asked for here."""

BETWEEN_SHARE = 0.6
"""Of an interval: there is the noise looked for, past the T wave of the beat before and ahead of the next P wave. A
choice."""

_AROUND = 4
"""Beats on either side that say how noisy it is: about ten seconds together. A choice."""

_QUIET_OCTAVES, _LOUD_OCTAVES = -5.0, 0.0
"""Octaves of the noise (its effective value) below the height of a beat. A choice: at 1/32 every beat is clear; noise
as large as the beats cannot be told from them."""

_MOST_OCTAVES, _MOST_UNEVEN = 2.0, 1.0
"""Octaves of height and of interval from the usual, beyond which more says nothing more. A choice."""


FEATURES = ("base", "noise", "noise_around", "unlike", "unlike_around", "uneven", "irregular_around", "doubt")
"""What is weighed: 1; the noise beside the beat, and around; how unlike its neighbours it is, and those around are; how
uneven its height; how far the intervals around are from their median; what `beat_quality` doubts. All but the first
are 0 or more and lower the trust. How far its own intervals are off adds nothing to these."""

WEIGHTS = (9.18, -8.28, -2.07, -1.01, -1.94, -0.94, -0.48, -0.52)
"""What each adds to the log odds of a beat being right: fitted by scripts/fit_ecg_trust.py."""


def noise_around(ecg: FloatArray, at: IntArray, band: LocalBand) -> FloatArray:
    """Return the effective value of the signal between beats, in the band of a QRS complex, one more than intervals.

    The first and the last, where there is no beat on the other side, are ``nan``.
    """
    if at.size < 2:
        return np.full(at.size + 1, np.nan)
    between = at[:-1] + np.round(BETWEEN_SHARE * np.diff(at)).astype(np.int64)
    shapes = band.shapes(ecg, between)
    effective = np.sqrt(np.einsum("ij,ij->i", shapes, shapes) / shapes.shape[1])
    return np.concatenate(([np.nan], effective, [np.nan]))


def described(
    quality: FloatArray, shapes: FloatArray, t_s: FloatArray, heights: FloatArray, noise: FloatArray
) -> FloatArray:
    """Return what is weighed of each beat, a row each with the columns `FEATURES`.

    Parameters
    ----------
    quality : array of float, shape (beats,)
        As `signal_quality.beat_quality` gives it.
    shapes, t_s, heights : array of float
        As it takes them.
    noise : array of float, shape (beats + 1,)
        As `noise_around` gives it.
    """
    likeness, height_ratio = against_neighbours(shapes, heights)
    usual = np.median(heights) if heights.size else 1.0
    sides = np.vstack((noise[:-1], noise[1:]))
    beside = np.fmax(sides[0], sides[1])
    octaves = np.log2(np.maximum(beside, 1e-9 * usual) / np.maximum(heights, 1e-9 * usual))
    loud = (np.clip(octaves, _QUIET_OCTAVES, _LOUD_OCTAVES) - _QUIET_OCTAVES) / (_LOUD_OCTAVES - _QUIET_OCTAVES)
    unlike = np.clip(1.0 - likeness, 0.0, 1.0)
    uneven = np.minimum(np.abs(np.log2(height_ratio)), _MOST_OCTAVES)
    return np.column_stack(
        (
            np.ones(t_s.size),
            loud,
            _mean_around(loud),
            np.sqrt(unlike),
            _mean_around(np.sqrt(unlike)),
            uneven,
            _mean_around(_irregular(t_s)),
            1.0 - quality,
        )
    )


def trusted(
    quality: FloatArray,
    reasons: Doubts,
    shapes: FloatArray,
    t_s: FloatArray,
    heights: FloatArray,
    noise: FloatArray,
) -> tuple[FloatArray, Doubts]:
    """Return how far each beat can be trusted after what lies between the beats, and why not further.

    Takes what `described` takes, and the reasons of `beat_quality`. A quality is only ever lowered: a beat that is
    unlike its neighbours in a clear ECG, an ectopic one, keeps the doubt about its time.
    """
    if t_s.size < FEWEST_BEATS:
        return quality, reasons
    log_odds = described(quality, shapes, t_s, heights, noise) @ np.array(WEIGHTS)
    likely = 1.0 / (1.0 + np.exp(-log_odds))
    lowered = np.minimum(quality, likely)
    told = list(reasons)
    for at in np.flatnonzero(lowered < EXPLAIN_BELOW).tolist():
        told[at] = told[at] or Doubt.MOTION
    return lowered, tuple(told)


def _irregular(t_s: FloatArray) -> FloatArray:
    """Return how many octaves the interval beside each beat that is further off is from the median of those around."""
    intervals_s = np.diff(t_s)
    reach = min(_AROUND, (intervals_s.size - 1) // 2)
    padded = np.pad(intervals_s, reach, mode="reflect") if reach else intervals_s
    usual_s = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=1)
    off = np.minimum(np.abs(np.log2(intervals_s / usual_s)), _MOST_UNEVEN)
    worse: FloatArray = np.maximum(np.append(off, 0.0), np.insert(off, 0, 0.0))
    return worse


def _mean_around(values: FloatArray) -> FloatArray:
    """Return the mean of each value and those of the beats around it, as far as there are any."""
    summed = np.concatenate(([0.0], np.cumsum(values)))
    numbers = np.arange(values.size)
    first, last = np.maximum(numbers - _AROUND, 0), np.minimum(numbers + _AROUND + 1, values.size)
    mean: FloatArray = (summed[last] - summed[first]) / (last - first)
    return mean
