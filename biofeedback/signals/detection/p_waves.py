"""Tells the QRS complex from a P wave as high as it is: the complex is sharper, and follows at a steady distance."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from biofeedback.signals.detection.qrs_search import FoundQrs
from biofeedback.signals.detection.qrs_shapes import SHARP_REACH_S, sharpness
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray

_APART_S = (0.075, 0.24)
"""Seconds from the top of a P wave to that of its complex: the PR interval, 120 to 200 ms at rest, shorter in a fast
heart and longer in a slow conduction. Nearer ones are parts of one complex (`qrs_maxima`)."""

_MOST_SHARE = 0.45
"""Of the longer of the intervals beside a beat lies a P wave from its complex, at most: further away, in a fast heart,
is the complex of the beat before. A choice: 0.27 to 0.4 at 200 beats a minute."""

_LEAST_HEIGHT = 0.3
"""Of the height of a beat in the band in which it was found: what is lower is never found in its place. A choice."""

_TOPS_AROUND = np.array((-3, -2, -1, 1, 2, 3))
"""Tops up to the longer distance, 75 ms from one another at least, on either side of a beat."""

_STEADY_S = 0.025
"""Seconds by which the distance may differ from its median: it hardly changes from beat to beat. A choice."""

_STEADY_SHARE = 0.6
"""Of the beats have such a pair at the usual distance, at least. A choice: in noise 0.3 are that near by chance."""

_FEWEST_PAIRS = 3
"""Pairs of which a distance is said to be steady. A choice."""

_GROUP = 16
"""Beats that are looked at together, up to twice as many. A choice: about the live window."""

_SHARPER = 1.2
"""Times as high in the sharp band is the later of a pair, so that it is the complex. A choice: between P waves and
complexes of made ECGs, of which 1 in 20 is nearer to 1."""

_CLEARLY_SHARPER = 1.5
"""From here on there is no doubt which is which. A choice; at 1 it is even."""

_EVEN_CHANCE = 0.5
"""How likely either of two is the right one that cannot be told from one another."""


class Pairs(NamedTuple):
    """A group of beats that have another top at a steady distance.

    Attributes
    ----------
    beats : slice
        Which they are.
    other : array of int, shape (beats,)
        The sample of the sharpest top before or after each; the beat itself where there is none at that distance.
    ratio : float
        How much sharper the later of a pair is than the earlier, the median.
    usual : float
        The usual distance in samples.
    """

    beats: slice
    other: IntArray
    ratio: float
    usual: float


def onto_complexes(ecg: FloatArray, rate_hz: float, found: FoundQrs) -> FoundQrs:
    """Return the beats with those that lie on P waves moved to their complexes.

    Parameters
    ----------
    ecg : array of float, shape (samples,)
        The signal as it came, without ``nan``.
    rate_hz : float
        Samples a second.
    found : FoundQrs
        As `qrs_search.find_qrs` gives it.

    Notes
    -----
    All of a group are moved or none, so that noise does not move one beat and leave the next. What lies so near the end
    that its complex is still to come is left out.
    """
    to_move = [pairs for pairs in _steady_pairs(ecg, rate_hz, found) if pairs.ratio > _SHARPER]
    if not to_move:
        return found
    at, kept = found.at.copy(), np.ones(found.at.size, dtype=np.bool_)
    for beats, other, _, usual in to_move:
        at[beats] = np.maximum(at[beats], other)
        alone = other == found.at[beats]
        kept[beats] = ~alone | (at[beats] <= ecg.size - usual - 2.0 * SHARP_REACH_S * rate_hz)
    return found._replace(at=np.unique(at[kept]))


def chances_of_complexes(ecg: FloatArray, rate_hz: float, found: FoundQrs) -> FloatArray:
    """Return for each beat, 0.5 to 1, how well it is told from another top at a steady distance from it.

    Takes what `onto_complexes` takes, of which the beats are those it returned.
    """
    chances = np.ones(found.at.size)
    for beats, other, ratio, _ in _steady_pairs(ecg, rate_hz, found):
        # Most of a group are the later of their pairs, or most are the earlier.
        later = np.sum(other < found.at[beats]) >= np.sum(other > found.at[beats])
        sharper = np.log(ratio if later else 1.0 / ratio) / np.log(_CLEARLY_SHARPER)
        chances[beats] = _EVEN_CHANCE + (1.0 - _EVEN_CHANCE) * np.clip(sharper, 0.0, 1.0)
    return chances


def _steady_pairs(ecg: FloatArray, rate_hz: float, found: FoundQrs) -> Iterator[Pairs]:
    """Yield the groups of beats most of which have another top at the same distance."""
    at, tops = found.at, found.tops
    if at.size < _FEWEST_PAIRS:
        return
    likely, numbers_of_tops = _rivals(found, rate_hz)
    # Most hearts have hardly any: that is told for all groups at once.
    if np.count_nonzero(likely) < _FEWEST_PAIRS:
        return
    first = np.append(np.arange(0, max(1, at.size - _GROUP + 1), _GROUP), at.size)
    numbers = np.add.reduceat(likely.any(axis=0), first[:-1], dtype=np.int64)
    for group in np.flatnonzero(numbers >= np.maximum(_FEWEST_PAIRS, _STEADY_SHARE * np.diff(first))).tolist():
        some = slice(int(first[group]), int(first[group + 1]))
        own = at[some]
        mine = sharpness(ecg, own, rate_hz)
        steps, rows = np.nonzero(likely[:, some])
        places = tops[numbers_of_tops[:, some][steps, rows]]
        its, other = np.full(own.size, -1.0), own.copy()
        for row, place, sharp in zip(
            rows.tolist(), places.tolist(), sharpness(ecg, places, rate_hz).tolist(), strict=True
        ):
            if sharp > its[row]:
                its[row], other[row] = sharp, place
        apart = np.abs(other - own)
        usual = float(np.median(apart[apart > 0]))
        steady = (apart > 0) & (np.abs(apart - usual) <= _STEADY_S * rate_hz)
        if np.sum(steady) < max(_FEWEST_PAIRS, _STEADY_SHARE * own.size):
            continue
        earlier, later = np.where(other > own, (mine, its), (its, mine))[:, steady]
        ratio = float(np.median(later / np.maximum(earlier, np.finfo(float).tiny)))
        yield Pairs(some, np.where(steady, other, own), ratio, usual)


def _rivals(found: FoundQrs, rate_hz: float) -> tuple[BoolArray, IntArray]:
    """Return which tops around beats are as far off as P waves from complexes, and as high, and which tops these are.

    Both of shape (tops around, beats), those before the beat first.
    """
    at, tops, heights = found
    intervals = np.zeros(at.size + 1, dtype=np.int64)
    intervals[1:-1] = at[1:] - at[:-1]
    longer = np.maximum(intervals[:-1], intervals[1:])
    places = np.searchsorted(tops, at)
    least = _LEAST_HEIGHT * heights[np.minimum(places, heights.size - 1)]
    furthest = np.minimum(_APART_S[1] * rate_hz, _MOST_SHARE * longer)
    others = np.minimum(np.maximum(places + _TOPS_AROUND[:, np.newaxis], 0), tops.size - 1)
    apart = np.abs(tops[others] - at)
    return (heights[others] >= least) & (apart >= _APART_S[0] * rate_hz) & (apart <= furthest), others
