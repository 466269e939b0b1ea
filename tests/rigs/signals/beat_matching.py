"""Beats that were found against beats that were there."""

import numpy as np

from biofeedback.signals.detection.ecg_beats import EcgBeatFinder

TOLERANCE_S = 0.1


def matched(found_s, true_s, tolerance_s=TOLERANCE_S):
    """Return pairs (true, found), each used once."""
    pairs, taken = [], set()
    for number, t_s in enumerate(true_s):
        near = np.argsort(np.abs(found_s - t_s))[:1].tolist()
        if near and near[0] not in taken and abs(found_s[near[0]] - t_s) <= tolerance_s:
            taken.add(near[0])
            pairs.append((number, near[0]))
    return pairs


def figures(found_s, true_s):
    """Return sensitivity, precision, and the standard deviation of the timing error in ms."""
    pairs = matched(found_s, true_s)
    errors_ms = np.array([1000 * (found_s[found] - true_s[true]) for true, found in pairs])
    return len(pairs) / len(true_s), len(pairs) / len(found_s), float(errors_ms.std())


def live_ecg_beats(samples, rate_hz, *, block=1):
    """Return the beats found live, and how long after each it was told."""
    finder, beats, waits_s = EcgBeatFinder(rate_hz), [], []
    for first in range(0, len(samples), block):
        told = finder.feed(samples[first : first + block])
        beats += told
        waits_s += [min(first + block, len(samples)) / rate_hz - beat.t_s for beat in told]
    return beats, np.array(waits_s)


def times(beats):
    return np.array([beat.t_s for beat in beats])
