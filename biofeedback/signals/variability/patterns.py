"""How a rhythm turns, slows down and quickens: fragmentation, capacity of deceleration, and the triangle of intervals.

A ``nan`` is an interval set aside or a place where beats are missing; nothing reaches across it.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.timing.beats import FloatArray

BIN_MS = 7.8125
"""1/128 s, the width of a bin of the histogram in the Task Force's triangular index."""

SHORTEST_TRIANGLE_S = 1200.0
"""Of the Task Force: at least 20 minutes, for a triangle of few intervals is a matter of chance."""

FEWEST_BEATS_FRAGMENTED = 100
"""Intervals with neighbours, so that a share moves by 1 % at most with any one of them. A choice."""

FEWEST_ANCHORS = 60
"""Beats around which is averaged: the noise of single beats is then an eighth of what it was. A choice."""

LARGEST_CHANGE_SHARE = 0.05
"""Of Bauer and others 2006: a change from beat to beat of more than this is taken for an artefact, and is no anchor."""

SHORT_SEGMENT, LONG_ALTERNATION = 3, 4
"""Intervals, of Costa and others 2017: a segment of fewer is short; so many that turn at every beat alternate."""

_TOO_SHORT = Reason.of(ReasonCode.RECORD_TOO_SHORT, needed_s=SHORTEST_TRIANGLE_S)
_TOO_FEW = Reason.of(ReasonCode.TOO_FEW_VARYING_BEATS, needed_beats=FEWEST_BEATS_FRAGMENTED)
_TOO_FEW_ANCHORS = Reason.of(ReasonCode.TOO_FEW_VARYING_BEATS, needed_beats=2 * FEWEST_ANCHORS)


@dataclass(frozen=True, slots=True)
class Fragmentation:
    """How broken the course of a heart rate is; each is ``nan`` with too few intervals.

    Attributes
    ----------
    inflection_share : float
        Of the intervals, at how many slowing down and quickening meet (PIP).
    inverse_segment : float
        1 over the mean length, in intervals, of the segments that slow down or quicken throughout (IALS).
    short_segment_share : float
        Of the intervals, how many lie in no segment of three or more (PSS).
    alternation_share : float
        Of the intervals, how many lie in stretches of four or more that turn at every beat (PAS).
    """

    inflection_share: float
    inverse_segment: float
    short_segment_share: float
    alternation_share: float


NOT_FRAGMENTED = Fragmentation(math.nan, math.nan, math.nan, math.nan)


PATTERN_REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        "triangular_index": _TOO_SHORT,
        "inflection_share": _TOO_FEW,
        "inverse_segment": _TOO_FEW,
        "short_segment_share": _TOO_FEW,
        "alternation_share": _TOO_FEW,
        "deceleration_capacity_ms": _TOO_FEW_ANCHORS,
        "acceleration_capacity_ms": _TOO_FEW_ANCHORS,
    }
)
"""Why each of `pattern_numbers` is unknown, where it is; about every second beat slows down and can be an anchor."""


def pattern_numbers(nn_ms: ArrayLike) -> dict[str, float]:
    """Return all numbers of this module by the names of their definitions.

    Parameters
    ----------
    nn_ms : array of float, shape (beats,)
        Intervals in ms.
    """
    return {
        "triangular_index": triangular_index(nn_ms),
        **asdict(fragmentation(nn_ms)),
        "deceleration_capacity_ms": capacity_ms(nn_ms),
        "acceleration_capacity_ms": capacity_ms(nn_ms, quickening=True),
    }


def triangular_index(nn_ms: ArrayLike) -> float:
    """Return the number of intervals over how many lie in the fullest bin of 1/128 s.

    Parameters
    ----------
    nn_ms : array of float, shape (beats,)
        Intervals in ms.

    Returns
    -------
    float
        ``nan`` with less than 20 minutes of intervals.

    Notes
    -----
    Task Force of the ESC and NASPE 1996, doi 10.1161/01.CIR.93.5.1043. Bins begin at 0 ms.
    """
    taken_ms = _finite(nn_ms)[0]
    if float(np.sum(taken_ms)) < 1000.0 * SHORTEST_TRIANGLE_S:
        return math.nan
    _, heights = np.unique(np.floor(taken_ms / BIN_MS), return_counts=True)
    return float(taken_ms.size / np.max(heights))


def fragmentation(nn_ms: ArrayLike) -> Fragmentation:
    """Return how broken the course of a heart rate is.

    Parameters
    ----------
    nn_ms : array of float, shape (beats,)
        Intervals in ms.

    Notes
    -----
    Costa, Davis and Goldberger 2017, doi 10.3389/fphys.2017.00255, on the changes from one interval to the next. An
    inflection is where two changes multiply to 0 or less; a segment is a run of changes of one sign; the intervals of a
    segment are those at which its changes end. A change of 0 belongs to no segment. A coarse clock makes many of those
    and so breaks up a smooth heart.
    """
    changes, follows = _changes(nn_ms)
    if changes.size < FEWEST_BEATS_FRAGMENTED:
        return NOT_FRAGMENTED
    signs = np.sign(changes)
    products = signs[1:] * signs[:-1]
    within = follows[1:]
    inflections = np.count_nonzero((products <= 0.0) & within)
    same = _run_lengths((products > 0.0) & within)
    # What has no neighbour of its kind is a segment of one, but for changes of 0.
    alone = np.ones(signs.size, dtype=np.bool_)
    alone[1:] &= ~((products > 0.0) & within)
    alone[:-1] &= ~((products > 0.0) & within)
    lengths = np.concatenate((same + 1, np.ones(np.count_nonzero(alone & (signs != 0.0)), dtype=np.intp)))
    turning = _run_lengths((products < 0.0) & within) + 1
    return Fragmentation(
        inflection_share=float(inflections / _finite(nn_ms)[0].size),
        inverse_segment=float(1.0 / np.mean(lengths)) if lengths.size else math.nan,
        short_segment_share=1.0 - float(np.sum(lengths[lengths >= SHORT_SEGMENT])) / changes.size,
        alternation_share=float(np.sum(turning[turning >= LONG_ALTERNATION])) / changes.size,
    )


def capacity_ms(nn_ms: ArrayLike, *, quickening: bool = False) -> float:
    """Return by how many ms a heart slows down around the beats at which it does (deceleration capacity).

    Parameters
    ----------
    nn_ms : array of float, shape (beats,)
        Intervals in ms.
    quickening : bool
        The capacity of acceleration instead, which is negative.

    Returns
    -------
    float
        ``nan`` with fewer than 60 anchors.

    Notes
    -----
    Bauer and others 2006, doi 10.1016/S0140-6736(06)68735-7: phase-rectified signal averaging. Anchors are intervals
    longer (shorter) than the one before, by 5 % at most; over all of them, ``(X0 + X1 - X-1 - X-2) / 4``, with X0 the
    interval of the anchor. An anchor whose four intervals are not all there is left out.
    """
    _, values = _finite(nn_ms)
    if values.size < 4:
        return math.nan
    two_before, before, anchor, after = values[:-3], values[1:-2], values[2:-1], values[3:]
    with np.errstate(invalid="ignore"):
        change = anchor / before - 1.0
        wanted = -change if quickening else change
        taken = (wanted > 0.0) & (wanted <= LARGEST_CHANGE_SHARE) & np.isfinite(two_before + after)
    if np.count_nonzero(taken) < FEWEST_ANCHORS:
        return math.nan
    return float(np.mean((anchor + after - before - two_before)[taken])) / 4.0


def _finite(nn_ms: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return the intervals that are there, and all of them with ``nan`` where they are not."""
    values = np.asarray(nn_ms, dtype=np.float64)
    values = np.where(np.isfinite(values), values, np.nan)
    return values[np.isfinite(values)], values


def _changes(nn_ms: ArrayLike) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Return the changes between neighbours that are both there, and whether each follows on the one before."""
    changes = np.diff(_finite(nn_ms)[1])
    known = np.isfinite(changes)
    follows = np.concatenate(([False], known[1:] & known[:-1])) if changes.size else known
    return changes[known], follows[known]


def _run_lengths(inside: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the lengths of the runs of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inside, [False])).astype(np.int8)))
    return np.asarray(edges[1::2] - edges[::2], dtype=np.intp)
