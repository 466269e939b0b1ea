"""Tells a signal of steps, as of a light that is switched or an input that recharges, from the complexes of an ECG."""

from itertools import pairwise

import numpy as np

from biofeedback.signals.timing.beats import FloatArray, IntArray

_LEVEL_S = (0.06, 0.1)
"""From so long to so long before a beat, and after it, the level of the signal is taken: beyond a narrow complex, and
ahead of the T wave of a fast heart. A choice."""

_COMPLEX_S = 0.06
"""On either side of a beat lies its complex, up to where its level is taken (`level_changes`)."""

_STEP_SHARE = 0.4
"""Of how far the signal goes at a beat, its level has moved beyond it. A choice: 0.25 at most in every look at the
recorded ECGs, and 0.66 to 1 where a light is switched or an input recharges, as in complexes that are wide or run into
a raised ST segment."""

_BACK_SHARE = 0.3
"""Of how far the signal goes at a beat, it goes back within the complex, at least: half in most made complexes whose
level stays moved (wide ones at 100 to 135 a minute, raised ST segments), a fifth at most at the steps of lamps and
sawtooths."""

_AT_ONCE_SHARE = 0.8
"""Of how far the signal goes at a beat: what goes so far from one sample to the next is a step, whatever follows. A
choice: 0.85 and more where something is switched, 0.5 at most in a complex at 100 samples a second."""

_SLOWED_SHARE = 0.45
"""Of the way in the first third between two beats a signal goes in a later one, at most, where it slows down. A choice:
0.4 where an input recharges so quickly that it comes back within the complex, 0.6 and more after most wide ones."""

_ONE_WAY = 1.15
"""So many times its range a signal travels between two beats, at most, where it goes one way, noise included. A choice:
1 without noise; 1.3 and more where a T wave follows, upright or inverted."""

_FLAT_SHARE = 0.1
"""Of how far the signal goes at a beat: what moves by less between two is flat. A choice."""

_MEANS_S = 0.05
"""What it travels is taken of means over so long, beneath which noise is left out. A choice: half as long as the
shortest waves between two complexes."""


def level_changes(ecg: FloatArray, at: IntArray, rate_hz: float) -> FloatArray:
    """Return how much higher the level of the signal is after each beat than before it, in its own unit."""
    reach = np.arange(*(round(edge_s * rate_hz) for edge_s in _LEVEL_S))
    after, before = (ecg[np.clip(at[:, np.newaxis] + side * reach, 0, ecg.size - 1)].mean(axis=1) for side in (1, -1))
    changes: FloatArray = after - before
    return changes


def are_bare_steps(t_s: FloatArray, wave: FloatArray, rate_hz: float, beats_s: FloatArray) -> bool:
    """Return whether most beats in some seconds of a signal are steps that do not come back.

    In the band of a QRS complex a step has a top as well, each like the one before. A narrow complex leaves the signal
    about where it was. A wide one, or one beside a raised ST segment, goes to and fro and takes its time, and what is
    left after it mostly comes to a T wave and returns. A step goes at once or one way, and from it the signal goes back
    one way or not at all.

    Parameters
    ----------
    t_s, wave : array of float, shape (samples,)
        About six seconds of it, with times in seconds, rising.
    rate_hz : float
        Samples a second.
    beats_s : array of float, shape (beats,)
        When beats were found there, in seconds.
    """
    at = np.searchsorted(t_s, beats_s)
    own = np.arange(-round(_COMPLEX_S * rate_hz), round(_COMPLEX_S * rate_hz) + 1)
    at = at[(at + own[0] >= 0) & (at + own[-1] < wave.size)]
    if not at.size:
        return False
    complexes = wave[at[:, np.newaxis] + own]
    reaches = np.ptp(complexes, axis=1)
    if np.median(np.abs(level_changes(wave, at, rate_hz)) - _STEP_SHARE * reaches) <= 0.0:
        return False
    size = max(1, round(_MEANS_S * rate_hz))
    between = [wave[begin + own[-1] : end + own[0]] for begin, end in pairwise(at.tolist())]
    means = [each[: each.size - each.size % size].reshape(-1, size).mean(axis=1) for each in between]
    usual = _FLAT_SHARE * float(np.median(reaches))
    to_and_fro = _go_to_and_fro(complexes, reaches)
    are_steps = [
        _goes_one_way(each, usual) and (not to_and_fro or _slows_down(each)) for each in means if each.size > 1
    ]
    return bool(np.median(are_steps or [False]))


def _go_to_and_fro(complexes: FloatArray, reaches: FloatArray) -> bool:
    """Return whether most complexes, a row each, go both up and down, and neither at once."""
    rises = np.max(complexes - np.minimum.accumulate(complexes, axis=1), axis=1)
    falls = np.max(np.maximum.accumulate(complexes, axis=1) - complexes, axis=1)
    steepest = np.max(np.abs(np.diff(complexes, axis=1)), axis=1)
    back = np.median(np.minimum(rises, falls) - _BACK_SHARE * reaches)
    return bool(back > 0.0 and np.median(steepest - _AT_ONCE_SHARE * reaches) < 0.0)


def _slows_down(means: FloatArray) -> bool:
    """Return whether what lies between two beats goes much less far later than at first, as an input recharges."""
    thirds = np.interp(np.linspace(0.0, means.size - 1.0, 4), np.arange(means.size), means)
    first, *later = np.abs(np.diff(thirds))
    return bool(max(later) <= _SLOWED_SHARE * first)


def _goes_one_way(means: FloatArray, flat: float) -> bool:
    """Return whether what lies between two beats only rises, only falls, or stays within ``flat``."""
    travelled, reach = float(np.sum(np.abs(np.diff(means)))), float(np.ptp(means))
    return reach <= flat or travelled <= _ONE_WAY * reach
