"""How likely a beat found in an ECG is a heartbeat at its time: a small model whose quality is meant literally.

It is fitted on ECGs with noise of many kinds by ``scripts/fit_ecg_trust.py``, which prints the numbers below, and
checked on others.
"""

import numpy as np

from biofeedback.signals.detection.interference.bare_steps import level_changes
from biofeedback.signals.detection.qrs_shapes import LocalBand
from biofeedback.signals.detection.signal_quality import (
    EXPLAIN_BELOW,
    Doubt,
    Doubts,
    median_of_neighbours,
)
from biofeedback.signals.numerics.small_steps import medians
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


_OWN_S = 0.1
"""On either side of a beat lies its own complex. A choice: half of a broad extra beat."""

_RIVAL_FROM, _RIVAL_SPAN = 0.2, 0.8
"""Of the height of a beat: another top that is higher is a rival, and fully when it is as high itself. Choices: in the
band of a QRS complex a T wave is seldom a fifth as high."""

_STEP_FROM, _STEP_SPAN = 0.5, 1.5
"""Of the height of a beat: how far the level may jump across it as it is, and how much further it is a step and nothing
else. A step alone, in the band of a QRS complex, has a top of somewhat less than half of its own height. Choices."""

FEATURES = (
    "base",
    "noise",
    "noise_around",
    "unlike",
    "unlike_around",
    "uneven",
    "irregular_around",
    "doubt",
    "rivalled",
    "stepped",
)
"""What is weighed: 1; the noise beside the beat, and around; how unlike its
neighbours it is, and those around are; how uneven its height; how far the intervals around are from their median; what
`beat_quality` doubts; how high the highest top is that is no beat, between it and its neighbours; how far the level
jumps across it, the more the quieter it is beside it, for in noise no level stays. All but the first are 0 or more and
lower the trust. How far its own intervals are off adds nothing to these, nor whether the search still finds the beats
it told before."""

WEIGHTS = (
    (8.66, -7.33, -1.99, -0.25, -1.42, -0.8, -0.66, -0.85, -1.28, 0.0),
    (6.23, -2.42, 0.0, -2.98, 0.0, -1.27, -2.12, -1.12, -0.94, -3.92),
)
"""What each adds to the log odds of a beat being right, where noise lasts, and where an electrode moves in steps: the
lesser counts. In noise every beat is somewhat unlike the others; one that is so in a quiet ECG may be a step. Fitted by
scripts/fit_ecg_trust.py."""


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


def rivals(t_s: FloatArray, heights: FloatArray, tops_s: FloatArray, top_heights: FloatArray) -> FloatArray:
    """Return how high the highest top is between each beat and its neighbours, in heights of the beat; 0 without one.

    Parameters
    ----------
    t_s, heights : array of float, shape (beats,)
        When the beats are, in seconds, and how high.
    tops_s, top_heights : array of float, shape (tops,)
        The same of all tops of the signal in the band of a QRS complex, the times rising.
    """
    after = np.searchsorted(t_s, tops_s)
    edges_s = np.concatenate(([-np.inf], t_s, [np.inf]))
    apart = (tops_s - edges_s[after] >= _OWN_S) & (edges_s[after + 1] - tops_s >= _OWN_S)
    between, top_heights = after[apart], top_heights[apart]
    highest = np.zeros(t_s.size + 1)
    if between.size:
        first = np.flatnonzero(np.concatenate(([True], between[1:] > between[:-1])))
        highest[between[first]] = np.maximum(np.maximum.reduceat(top_heights, first), 0.0)
    higher: FloatArray = np.maximum(highest[:-1], highest[1:])
    return higher / np.where(heights > 0.0, heights, np.inf)


def level_jumps(ecg: FloatArray, at: IntArray, rate_hz: float, heights: FloatArray) -> FloatArray:
    """Return how far the level of the signal jumps across each beat, in heights of the beat; 0 where it is as usual.

    An electrode that moves leaves a step in the signal, which comes out of the band of a QRS complex as a top much like
    one. After a complex the level is what it was before, or as far from it as after the beats around.

    Parameters
    ----------
    ecg : array of float, shape (samples,)
        The signal as it came, without ``nan``.
    at : array of int, shape (beats,)
        Where the beats are, in samples.
    rate_hz : float
        Samples a second.
    heights : array of float, shape (beats,)
        How high they are in the band of a QRS complex, above 0.
    """
    jumps = level_changes(ecg, at, rate_hz)
    off: FloatArray = np.abs(jumps - median_of_neighbours(jumps)) / np.where(heights > 0.0, heights, np.inf)
    return off


def described(
    quality: FloatArray,
    compared: tuple[FloatArray, FloatArray],
    t_s: FloatArray,
    heights: FloatArray,
    noise: FloatArray,
    rival: FloatArray,
    jump: FloatArray,
) -> FloatArray:
    """Return what is weighed of each beat, a row each with the columns `FEATURES`; of three beats at least.

    Parameters
    ----------
    quality : array of float, shape (beats,)
        As `signal_quality.beat_quality` gives it.
    compared : tuple of array of float
        As `signal_quality.against_neighbours` gives it.
    t_s, heights : array of float
        As `beat_quality` takes them.
    noise : array of float, shape (beats + 1,)
        As `noise_around` gives it.
    rival : array of float, shape (beats,)
        As `rivals` gives it.
    jump : array of float, shape (beats,)
        As `level_jumps` gives it.
    """
    likeness, height_ratio = compared
    usual = medians(heights) if heights.size else 1.0
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
            np.nan_to_num(1.0 - quality),
            np.clip((rival - _RIVAL_FROM) / _RIVAL_SPAN, 0.0, 1.0),
            np.clip((jump - _STEP_FROM) / _STEP_SPAN, 0.0, 1.0) * (1.0 - loud),
        )
    )


def trusted(quality: FloatArray, reasons: Doubts, features: FloatArray) -> tuple[FloatArray, Doubts]:
    """Return how likely each beat is right, and why not likelier.

    Parameters
    ----------
    quality : array of float, shape (beats,)
        As `signal_quality.beat_quality` gives it, with its reasons. No more is stated than it says: a beat that is
        unlike its neighbours in a clear ECG, an ectopic one, keeps the doubt about its time. Of two that are too close
        one mostly is right, and which of them the features tell.
    reasons : tuple of Doubt or None
        One for each beat.
    features : array of float, shape (beats, features)
        As `described` gives them.
    """
    likely = 1.0 / (1.0 + np.exp(-(features @ np.array(WEIGHTS).T).min(axis=1)))
    close = [reason is Doubt.CLOSE for reason in reasons]
    stated = np.where(close, likely, np.minimum(quality, likely))
    doubts: list[Doubt | None] = [None] * len(reasons)
    for at in np.flatnonzero(stated < EXPLAIN_BELOW).tolist():
        doubts[at] = reasons[at] or Doubt.MOTION
    return stated, tuple(doubts)


def capped(quality: FloatArray, reasons: Doubts, chances: FloatArray) -> tuple[FloatArray, Doubts]:
    """Return the quality of each beat, no higher than its chance beside a wave close to it, and why not higher."""
    stated = np.minimum(quality, chances)
    lowered = (chances < quality) & (stated < EXPLAIN_BELOW)
    return stated, tuple(Doubt.CLOSE if low else why for low, why in zip(lowered.tolist(), reasons, strict=True))


def _irregular(t_s: FloatArray) -> FloatArray:
    """Return how many octaves the interval beside each beat that is further off is from the median of those around."""
    intervals_s = np.diff(t_s)
    reach = min(_AROUND, (intervals_s.size - 1) // 2)
    # Turned over at its ends.
    padded = np.concatenate((intervals_s[reach:0:-1], intervals_s, intervals_s[-2 : -2 - reach : -1]))
    usual_s = medians(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).T)
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
