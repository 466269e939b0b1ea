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
    about where it was. What is left after a wide one, or beside a raised ST segment, comes to a T wave and returns,
    while from a step the signal goes back one way or not at all.

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
    reaches = np.ptp(wave[at[:, np.newaxis] + own], axis=1)
    if np.median(np.abs(level_changes(wave, at, rate_hz)) - _STEP_SHARE * reaches) <= 0.0:
        return False
    size = max(1, round(_MEANS_S * rate_hz))
    between = [wave[begin + own[-1] : end + own[0]] for begin, end in pairwise(at.tolist())]
    means = [each[: each.size - each.size % size].reshape(-1, size).mean(axis=1) for each in between]
    usual = _FLAT_SHARE * float(np.median(reaches))
    return bool(np.median([_goes_one_way(each, usual) for each in means if each.size > 1] or [False]))


def _goes_one_way(means: FloatArray, flat: float) -> bool:
    """Return whether what lies between two beats only rises, only falls, or stays within ``flat``."""
    travelled, reach = float(np.sum(np.abs(np.diff(means)))), float(np.ptp(means))
    return reach <= flat or travelled <= _ONE_WAY * reach
