"""What is ordinary around an interval: a level, and how far from it and from its neighbour an interval may be.

The scale of Lipponen and Tarvainen 2019, doi 10.1080/03091902.2019.1640306, within bounds that frequent extra beats
cannot widen, nor a coarse sensor narrow. What is called ours was chosen on ltdb-14184, ltdb-14046 and nsr2db-nsr001 and
on generated breathing, and looked at on the other labelled records; ``python -m scripts.ectopy`` prints what it does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SCALE_BEATS = 91
"""Beats whose changes make a scale."""

LEVEL_BEATS = 11
"""Pairs of neighbours whose median is the level. The paper takes single intervals; of these bigeminy leaves the early
or the late ones."""

QUARTILE_FACTOR = 2.6
"""Times the distance between the quartiles: 5.2 quartile deviations."""

MEDIAN_FACTOR = 4.0
"""Times the median change, at most. The quartile distances of a bell curve are 3.2 medians and those of a wave 2.0;
extra beats move the upper quartile first. Ours: a quarter above the bell curve, so that hardly a heart alone asks for
more. At 3.5 to 4.5 more extra beats are found in four of six labelled records, and as many in two."""

FLOOR_SHARE = 0.06
"""Of the level: a smaller change is never an artefact. Ours: of nsr2db-nsr001, 1.5 % of ordinary intervals were flagged
at 0.04 and 0.4 % at 0.06, and of ectopic beats no more than two in a hundred come so nearly in time."""

FLOOR_TICKS = 3.5
"""Of the sensor: rounding alone makes changes of two ticks. Ours."""

COARSEST_TICK_MS = 1000.0 / 30.0
"""A frame of a camera; what looks coarser is a heart that varies."""

FINEST_TICK_MS = 0.01
"""Differences smaller than this are rounding of computers."""

CAP_SHARE = 0.11
"""Of the level: quartiles of changes that are mostly ectopic ask for no more. Ours: half an early beat of
20 %. The changes of a large swing at six a minute go one way for several beats, and are told by that."""

FARTHEST_SHARE = 0.20
"""Of the level, also where all is broad. Ours: breathing changes an interval by less from beat to beat."""

BROAD_FACTOR = 4.5
"""Times the lower quantiles of a stretch, which extra beats leave alone while two beats in three are ordinary: what
breathing quickly and widely asks for. Of a wave they are 0.4 of its height. Ours."""

BROAD_FACTOR_OF_THREE = 9.0
"""The same for three beats later, where breathing three beats long repeats itself nearly. Ours."""

LOW_SHARES = (0.2, 0.25)
"""Which quantiles: of the changes, and of distances from the level and from the second and third beat before."""

MEND_SHARES = (0.02, 0.08)
"""Of the level, at least and at most: how near the mean of an early and a late interval comes to what lies around them,
in between as near as quiet changes are small. Ours: mended by 7 % too little, one beat in fifty took rhythm coherence
from 0.8 to 0.5 in a heart that varies by 2 %; set aside, it leaves the coherence as it is."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What is ordinary around one interval, all in ms.

    Attributes
    ----------
    level_ms : float
        What intervals are like here.
    change_ms : float
        The threshold of a change from beat to beat.
    distance_ms : float
        The threshold of a distance from the level.
    mend_ms : float
        How near a mended interval has to come to those around it.
    """

    level_ms: float
    change_ms: float
    distance_ms: float
    mend_ms: float


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of values that are in order, on the line between the two it lies between."""
    index = share * (len(ordered) - 1)
    low = int(index)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (index - low) * (ordered[high] - ordered[low])


def scale_of(
    level_ms: float,
    changes_ms: tuple[float, float, float, float],
    distances_ms: tuple[float, float],
    repeats_ms: tuple[float, float],
    tick_ms: float,
) -> Scale:
    """Return what is ordinary, from how a stretch is spread.

    Parameters
    ----------
    level_ms : float
        The median of pairs.
    changes_ms : tuple of float
        Of the changes from beat to beat, without sign: the quantile of 0.2, the lower quartile, the median, and the
        upper quartile.
    distances_ms : tuple of float
        The quartiles of the distances from the level.
    repeats_ms : tuple of float
        The lower quartiles of the changes from the second and the third beat before.
    tick_ms : float
        The smallest change there was, which tells the ticks of the sensor.
    """
    low_ms, quartile_1_ms, median_ms, quartile_3_ms = changes_ms
    broad_ms = min(
        BROAD_FACTOR * max(low_ms, distances_ms[0]),
        BROAD_FACTOR * repeats_ms[0],
        BROAD_FACTOR_OF_THREE * repeats_ms[1],
    )
    cap_ms = max(CAP_SHARE * level_ms, min(broad_ms, FARTHEST_SHARE * level_ms))
    floor_ms = max(FLOOR_SHARE * level_ms, FLOOR_TICKS * min(tick_ms, COARSEST_TICK_MS))
    return Scale(
        level_ms,
        max(floor_ms, min(QUARTILE_FACTOR * (quartile_3_ms - quartile_1_ms), MEDIAN_FACTOR * median_ms, cap_ms)),
        max(CAP_SHARE * level_ms, min(QUARTILE_FACTOR * (distances_ms[1] - distances_ms[0]), broad_ms)),
        min(max(MEND_SHARES[0] * level_ms, BROAD_FACTOR * low_ms), MEND_SHARES[1] * level_ms),
    )
