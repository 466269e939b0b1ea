"""How likely a beat found in a pulse wave is a heartbeat at its time: a small model whose quality is meant literally.

It is fitted on made pulse waves with noise of many kinds by ``scripts/fit_pulse_trust.py``, which prints the numbers
below, and checked on others. The same weights hold for the live search and for the review.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from biofeedback.signals.detection.signal_quality import (
    EXPLAIN_BELOW,
    FEWEST_BEATS,
    Doubt,
    Doubts,
    against_neighbours,
)
from biofeedback.signals.numerics.small_steps import medians_of_known
from biofeedback.signals.timing.beats import FloatArray

RIGHT_WITHIN_S = 0.1
"""Seconds. A beat this close to a heartbeat is right: the tolerance in which the quality is meant. A choice, twice that
of an ECG, since the pulse's own time of travel varies by some hundredths of a second."""

_BEFORE_S, _AFTER_S = 0.4, 0.25
"""Of the rise around a beat, which is compared with that around the beats before. A choice: what there is of the wave
when a beat is told, and most of an interval before."""

_COMPARED = 4
"""Beats before, with which a beat is compared by itself. A choice: the breath changes little in so many."""

_AROUND = 5
"""Beats, itself and those before it, that say how noisy it is. A choice: about four seconds."""

_USUAL_OF = 8
"""Intervals up to a beat, whose median is the usual one. A choice."""

_OWN_S = 0.1
"""On either side of a beat lies its own rise. A choice, that of the search (`pulse_blocks`)."""

_CROWDED_FROM, _CROWDED_SPAN = 0.5, 0.5
"""Of the steepness of a beat: another rise before it that is steeper crowds it, and fully when it is as steep itself.
Choices: a dicrotic wave is seldom more than half as steep."""

_MOST_CROWDED = 2.0
"""Rises as steep as the beat itself; more say no more. A choice: one may be a dicrotic wave, two never are."""

_FEWEST_USUAL = 4
"""Intervals; fewer have no usual one that a leap could be told from. A choice: half of `_USUAL_OF`."""

_MOST_EARLY = 1.0
"""Octaves; an interval shorter than half the usual says no more. A choice."""

_MOST_UNEVEN = 1.0
"""Octaves from one interval to the next on average; more says no more. A choice."""

_NOTHING_TO_COMPARE = 0.5
"""In place of how unlike the first beat is to those before it. A choice: half of what is possible."""

_STRETCH = 9
"""Beats, itself and those before it, that say whether movement hides the heart; so many are a stretch in an analysis
too (`artefacts.doubtful`)."""

_HIDDEN_BELOW, _HIDDEN_QUALITY = 0.65, 0.49
"""Where the mean of such a stretch is below the first, no more than the second is stated, just below what is believed:
strong motion makes rises as steep and as alike as a pulse now and then. Found on 96 made waves, where 19 of 100 beats
above 0.5 in strong motion were none and 8 are so; on 96 others 34 were, and 17 are. Of clear waves none was lowered."""

_LEAPT_FROM, _LEAPT_QUALITY = 0.1, 0.65
"""Octaves: where the usual interval has leapt so far, no more than the second is stated, until it has been followed. Of
made waves in motion two beats of three were right there, and in recorded fingers that walk two of five."""

_UNLIKE_IN_CLEAR, _CONTENDED, _CONTENDED_QUALITY = 0.05, 0.08, 0.75
"""So unlike are clear beats. Where they are more unlike, and the wave is evener than a pulse is (`pulse_asymmetry`),
and the product of both excesses is the second, movement contends with the heart. Whichever of the two is followed, it
could be the other, so no more than the third is stated. Chosen on made walks and on clear pulses; of the beats held
down a quarter to two fifths were wrong."""

FEATURES = ("base", "unlike", "unlike_around", "unlike_before", "early", "restless", "crowded", "uneven", "leapt")
"""What is weighed: 1; how unlike its neighbours the rise of a beat is, and those of the last beats were; how unlike
what came before it; how much shorter than usual its interval is; how little the wave comes back; how many other rises
are about as steep; by how many octaves the last intervals differ from each other; by how many the usual one has leapt
(`pulse_pace`). All but the first are 0 or more and lower the trust. The height of a beat adds nothing to these."""

WEIGHTS = (3.92, -1.54, -0.35, -1.41, -0.53, -1.67, -3.32, -0.4, -0.75)
"""What each adds to the log odds of a beat being right: fitted by scripts/fit_pulse_trust.py."""


def described(
    rise: FloatArray,
    rate_hz: float,
    at: FloatArray,
    shapes: FloatArray,
    heights: FloatArray,
    comes_back: FloatArray,
    leapt: FloatArray,
) -> FloatArray:
    """Return what is weighed of each beat, a row each with the columns `FEATURES`; nothing that came later is.

    Parameters
    ----------
    rise : array of float, shape (samples,)
        The smoothed rise of the wave, even in time.
    rate_hz : float
        Samples of it a second.
    at : array of float, shape (beats,)
        Where the beats are, in samples of it, rising.
    shapes : array of float, shape (beats, samples)
        The rise around each beat.
    heights : array of float, shape (beats,)
        How steep each is.
    comes_back : array of float, shape (beats,)
        The correlation with which the wave comes back, as `pulse_rhythm.repetition` gives it.
    leapt : array of float, shape (beats,)
        By how many octaves the usual interval has leapt, as `pulse_pace` gives it.
    """
    likeness, _ = against_neighbours(shapes, heights)
    unlike = np.sqrt(np.clip(1.0 - likeness, 0.0, 1.0))
    return np.column_stack(
        (
            np.ones(at.size),
            unlike,
            _mean_up_to(unlike),
            _unlike_before(rise, rate_hz, at),
            _early(at),
            np.clip(1.0 - comes_back, 0.0, 1.0),
            _mean_up_to(_crowded(rise, rate_hz, at, heights)),
            _uneven(at),
            leapt,
        )
    )


def usual_intervals(at: FloatArray) -> FloatArray:
    """Return the median of the last intervals up to each beat; ``nan`` for the first beats, which have too few."""
    usual = np.full(at.size, np.nan)
    usual[_FEWEST_USUAL:] = _usual(at)[_FEWEST_USUAL - 1 :]
    return usual


def trusted(
    quality: FloatArray, reasons: Doubts, features: FloatArray, too_even: FloatArray
) -> tuple[FloatArray, Doubts]:
    """Return how likely each beat is right, and why not likelier.

    Parameters
    ----------
    quality : array of float, shape (beats,)
        As `signal_quality.beat_quality` gives it, with its reasons; a flat line and a lost contact keep it.
    reasons : tuple of Doubt or None
        One for each beat.
    features : array of float, shape (beats, features)
        As `described` gives them.
    too_even : array of float, shape (beats,)
        By how much the wave up to each beat is evener than a pulse is, as `pulse_asymmetry.too_even` gives it.
    """
    if quality.size < FEWEST_BEATS:
        return quality, reasons
    likely = 1.0 / (1.0 + np.exp(-(features @ np.array(WEIGHTS))))
    hidden = _mean_up_to(likely, _STRETCH) < _HIDDEN_BELOW
    likely = np.where(hidden, np.minimum(likely, _HIDDEN_QUALITY), likely)
    likely = np.where(features[:, -1] >= _LEAPT_FROM, np.minimum(likely, _LEAPT_QUALITY), likely)
    too_unlike = np.maximum(features[:, FEATURES.index("unlike_around")] - _UNLIKE_IN_CLEAR, 0.0)
    contended = too_unlike * too_even >= _CONTENDED
    likely = np.where(contended, np.minimum(likely, _CONTENDED_QUALITY), likely)
    kept = [reason in (Doubt.FLAT, Doubt.NO_CONTACT) for reason in reasons]
    stated = np.where(kept, quality, likely)
    doubts = (
        (reason or Doubt.MOTION) if worth < EXPLAIN_BELOW else None
        for reason, worth in zip(reasons, stated.tolist(), strict=True)
    )
    return stated, tuple(doubts)


def _unlike_before(rise: FloatArray, rate_hz: float, at: FloatArray) -> FloatArray:
    """Return how unlike the rise up to and after each beat is to that of the beats before it."""
    span = np.arange(-round(_BEFORE_S * rate_hz), round(_AFTER_S * rate_hz) + 1)
    places = np.round(at).astype(np.int64)[:, np.newaxis] + span
    around = rise[np.clip(places, 0, rise.size - 1)]
    around = around - around.mean(axis=1, keepdims=True)
    lengths = np.sqrt(np.einsum("ij,ij->i", around, around))
    around /= np.where(lengths > 0.0, lengths, 1.0)[:, np.newaxis]
    likeness = np.full((at.size, _COMPARED), np.nan)
    for back in range(1, min(_COMPARED + 1, at.size)):
        likeness[back:, back - 1] = np.einsum("ij,ij->i", around[back:], around[:-back])
    unlike = np.full(at.size, _NOTHING_TO_COMPARE)
    unlike[1:] = np.sqrt(1.0 - np.clip(medians_of_known(likeness[1:]), 0.0, 1.0))
    return unlike


def _early(at: FloatArray) -> FloatArray:
    """Return by how many octaves the interval that ends with each beat is shorter than the usual one."""
    early = np.zeros(at.size)
    early[1:] = np.clip(np.log2(_usual(at) / np.diff(at)), 0.0, _MOST_EARLY)
    return early


def _uneven(at: FloatArray) -> FloatArray:
    """Return by how many octaves the last intervals up to each beat differ from the ones before them, on average."""
    uneven = np.zeros(at.size)
    uneven[2:] = np.minimum(_mean_up_to(np.abs(np.diff(np.log2(np.diff(at))))), _MOST_UNEVEN)
    return uneven


def _usual(at: FloatArray) -> FloatArray:
    """Return the median of the intervals up to each beat but the first."""
    if at.size < 2:
        return np.empty(0)
    padded = np.concatenate((np.full(_USUAL_OF - 1, np.nan), np.diff(at)))
    return medians_of_known(sliding_window_view(padded, _USUAL_OF))


def _crowded(rise: FloatArray, rate_hz: float, at: FloatArray, heights: FloatArray) -> FloatArray:
    """Return how many rises are about as steep as each beat, between it and the beat before, of the most that count."""
    middle = rise[1:-1]
    tops = 1 + np.flatnonzero((middle > rise[:-2]) & (middle >= rise[2:]) & (middle > 0.0))
    beat = np.searchsorted(at, tops)
    inside = (beat > 0) & (beat < at.size)
    tops, beat = tops[inside], beat[inside]
    own = _OWN_S * rate_hz
    apart = (tops - at[beat - 1] >= own) & (at[beat] - tops >= own)
    tops, beat = tops[apart], beat[apart]
    ratio = rise[tops] / np.where(heights > 0.0, heights, np.inf)[beat]
    count = np.zeros(at.size)
    np.add.at(count, beat, np.clip((ratio - _CROWDED_FROM) / _CROWDED_SPAN, 0.0, 1.0))
    crowded: FloatArray = np.minimum(count, _MOST_CROWDED) / _MOST_CROWDED
    return crowded


def _mean_up_to(values: FloatArray, beats: int = _AROUND) -> FloatArray:
    """Return the mean of each value and those of the beats before it, as far as there are any."""
    summed = np.concatenate(([0.0], np.cumsum(values)))
    last = np.arange(1, values.size + 1)
    first = np.maximum(last - beats, 0)
    mean: FloatArray = (summed[last] - summed[first]) / (last - first)
    return mean
