"""How far a beat found in a wave can be trusted, and where the signal itself is at fault.

Everything here is relative to the signal around it, so no unit and no sensor need be known.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from biofeedback.signals.numerics.small_steps import highest_within, medians
from biofeedback.signals.timing.beats import FloatArray


class Doubt(StrEnum):
    """Why a beat that was found, or the signal itself, cannot be trusted."""

    FLAT = "flat"
    """The line is flat."""

    SATURATED = "saturated"
    """The signal is cut off at its limit."""

    NO_CONTACT = "no-contact"
    """Contact seems to be gone."""

    MOTION = "motion"
    """Movement covers the signal."""

    UNLIKE = "unlike"
    """The beat is unlike the beats around it."""

    UNEVEN = "uneven"
    """It is much higher or lower than they are."""

    CLOSE = "close"
    """It is too close to another beat."""

    TOO_FEW = "too-few"
    """There are too few beats yet to compare it with."""


PROBLEMS = (Doubt.FLAT, Doubt.SATURATED, Doubt.NO_CONTACT, Doubt.MOTION)
"""What can be at fault with the signal itself."""

FEWEST_BEATS = 3
"""Fewer beats than this cannot be compared with one another: of two that differ, either may be the odd one."""

_BLOCK_S = 0.25
"""Of the signal, of which one state is given. A choice: shorter than an interval."""

_ENOUGH_HZ = 60.0  # neither a QRS complex nor a pulse hides between samples so close

_BLOCKS_TOGETHER = 5
"""Blocks over which the reach of the signal is taken: 1.25 s hold a beat of any heart above 48 a minute. A choice."""

_NEIGHBOURS = 32
"""Beats that are compared with one another. A choice: half a minute, over which a contact stays alike."""

EXPLAIN_BELOW = 0.7
"""A beat that is trusted less says why. A choice."""

# How far a beat is trusted, 0 to 1. Choices.
_UNLIKE_BELOW, _LIKENESS_SPAN = 0.4, 0.5  # correlation that gives no trust, and how much more gives full trust
_LIKE_OCTAVES, _OCTAVES_SPAN = 1.0, 2.0  # octaves from the usual height with full trust, and how many more give none
_CLOSE_SHARE = 0.2  # too close to another
_PROBLEM_SHARES = np.array([0.0, 0.2, 0.0, 0.3])  # in each of `PROBLEMS`

_WEAKEST = (Doubt.UNLIKE, Doubt.UNEVEN, Doubt.CLOSE)
_CODES: dict[Doubt, int] = {problem: code for code, problem in enumerate(PROBLEMS)}

CodeArray: TypeAlias = NDArray[np.int8]
Doubts: TypeAlias = tuple[Doubt | None, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still ordinary, for one kind of signal.

    Attributes
    ----------
    flat_ratio, motion_ratio, contact_ratio : float
        Reach of the signal within 1.25 s, as multiples of the usual: below the first the line is flat, above the
        second it is motion, above the third contact seems lost.
    cut_share : float
        Share of a quarter of a second spent exactly at the limit of the signal that means it is cut off.
    closest_s : float
        Two beats closer than this are one too many.
    """

    flat_ratio: float
    motion_ratio: float
    contact_ratio: float
    cut_share: float
    closest_s: float


# Choices. A pulse lingers at its turning points, so more of a block has to stand at the limit before it is cut off; the
# closest beats are those of 220 a minute.
ECG_LIMITS = Limits(flat_ratio=0.1, motion_ratio=3.0, contact_ratio=8.0, cut_share=0.3, closest_s=0.27)
PULSE_LIMITS = Limits(flat_ratio=0.1, motion_ratio=3.0, contact_ratio=10.0, cut_share=0.7, closest_s=0.27)


@dataclass(frozen=True, slots=True)
class SignalState:
    """The state of a signal in blocks of about a quarter of a second.

    Attributes
    ----------
    codes : array of int8, shape (blocks,)
        Index into ``PROBLEMS``; -1 where all is well.
    block_s : float
        Length of a block.
    usual_reach : float
        Median reach within 1.25 s of those of its blocks that move at all; ``nan`` when none does.
    """

    codes: CodeArray
    block_s: float
    usual_reach: float

    def at(self, t_s: FloatArray) -> CodeArray:
        """Return the codes at these times, in seconds since the first sample."""
        if not self.codes.size:
            return np.full(t_s.shape, -1, dtype=np.int8)
        return self.codes[np.clip((t_s / self.block_s).astype(np.int64), 0, self.codes.size - 1)]

    @property
    def problem(self) -> Doubt | None:
        """What is wrong with the newest block; None when all is well."""
        return PROBLEMS[self.codes[-1]] if self.codes.size and self.codes[-1] >= 0 else None


def signal_state(
    samples: FloatArray,
    rate_hz: float,
    limits: Limits,
    *,
    usual_reach: float = float("nan"),
    moving: FloatArray | None = None,
) -> SignalState:
    """Recognise flat, cut off, contactless and moved stretches of a signal.

    Parameters
    ----------
    samples : array of float, shape (samples,)
        The signal as it came, without ``nan``.
    rate_hz : float
        Samples a second.
    limits : Limits
        What is ordinary.
    usual_reach : float
        What the signal usually reaches, when it is known from before; ``nan``: take it from this signal.
    moving : array of float or None
        The same signal without its slow drift, where the drift is larger than the beats; None: the signal itself.
    """
    thinning = max(1, int(rate_hz / _ENOUGH_HZ))
    samples, rate_hz = samples[::thinning], rate_hz / thinning
    block = max(2, round(_BLOCK_S * rate_hz))
    starts = np.arange(0, samples.size - block + 1, block)
    if not starts.size:
        return SignalState(np.empty(0, dtype=np.int8), block / rate_hz, float("nan"))
    whole = samples[: starts[-1] + block]
    top, bottom = np.maximum.reduceat(whole, starts), np.minimum.reduceat(whole, starts)
    if moving is None:
        reach = _reach(top, bottom)
    else:
        wave = moving[::thinning][: whole.size]
        reach = _reach(np.maximum.reduceat(wave, starts), np.minimum.reduceat(wave, starts))
    moved = reach[reach > 0.0]
    own_reach = float(medians(moved)) if moved.size else float("nan")
    if np.isnan(usual_reach):
        usual_reach = own_reach
    # An infinite usual reach finds every line flat, as one that never moved is.
    against = usual_reach if usual_reach > 0.0 else np.inf
    codes = np.full(starts.size, -1, dtype=np.int8)
    codes[reach > limits.motion_ratio * against] = _CODES[Doubt.MOTION]
    codes[reach > limits.contact_ratio * against] = _CODES[Doubt.NO_CONTACT]
    highest, lowest = top.max(), bottom.min()
    at_limit = np.flatnonzero((top == highest) | (bottom == lowest))
    values = whole[starts[at_limit, np.newaxis] + np.arange(block)]
    cut = np.maximum(np.mean(values == highest, axis=1), np.mean(values == lowest, axis=1)) >= limits.cut_share
    codes[at_limit[cut]] = _CODES[Doubt.SATURATED]
    codes[(reach <= limits.flat_ratio * against) | (reach == 0.0)] = _CODES[Doubt.FLAT]
    return SignalState(codes, block / rate_hz, own_reach)


def _reach(top: FloatArray, bottom: FloatArray) -> FloatArray:
    """Return from bottom to top within the blocks around each block."""
    margin = _BLOCKS_TOGETHER // 2
    return highest_within(top, 0, top.size, margin) + highest_within(-bottom, 0, top.size, margin)


def beat_quality(
    shapes: FloatArray,
    heights: FloatArray,
    t_s: FloatArray,
    problems: CodeArray,
    limits: Limits,
    *,
    compared: tuple[FloatArray, FloatArray] | None = None,
) -> tuple[FloatArray, Doubts]:
    """Return how far each beat can be trusted, and why not further.

    Parameters
    ----------
    shapes : array of float, shape (beats, samples)
        The signal around each beat, cut out at the same place of the beat.
    heights : array of float, shape (beats,)
        How high each beat stands, above 0.
    t_s : array of float, shape (beats,)
        When the beats were, in seconds, rising.
    problems : array of int8, shape (beats,)
        As `SignalState.at` gives them.
    limits : Limits
        What is ordinary.
    compared : tuple of array of float
        What `against_neighbours` says of the shapes and heights, where somebody asked before.

    Returns
    -------
    quality : array of float, shape (beats,)
        0 to 1; ``nan`` when there are fewer than three beats.
    reasons : tuple of Doubt or None
        One for each beat; None for a beat that can be trusted.

    Notes
    -----
    The least of four. Likeness to the median shape of the 32 beats around: a correlation of 0.9 is full trust, 0.4
    none. Height against their median height: full trust up to twice or half. Distance to the nearest beat. The state of
    the signal. The idea of template matching is that of Orphanidou et al. 2015 (doi 10.1109/JBHI.2014.2338351); grading
    each beat, in place of accepting a window, is ours. An ectopic beat is unlike its neighbours and yet a beat: low
    quality says that its time is uncertain, never that it was not there.
    """
    beats = t_s.size
    if beats < FEWEST_BEATS:
        return np.full(beats, np.nan), (Doubt.TOO_FEW,) * beats
    likeness, height_ratio = compared or against_neighbours(shapes, heights)
    apart_s = np.diff(t_s)
    nearest_s = np.minimum(np.append(apart_s, np.inf), np.insert(apart_s, 0, np.inf))
    aspects = np.empty((4, beats))
    aspects[0] = (likeness - _UNLIKE_BELOW) / _LIKENESS_SPAN
    aspects[1] = 1.0 - (np.abs(np.log2(height_ratio)) - _LIKE_OCTAVES) / _OCTAVES_SPAN
    aspects[2] = np.where(nearest_s < limits.closest_s, _CLOSE_SHARE, 1.0)
    aspects[3] = np.where(problems >= 0, _PROBLEM_SHARES[problems], 1.0)
    weakest = aspects.argmin(axis=0)
    quality = np.clip(aspects[weakest, np.arange(beats)], 0.0, 1.0)
    reasons: list[Doubt | None] = [None] * beats
    for at in np.flatnonzero(quality < EXPLAIN_BELOW).tolist():
        reasons[at] = PROBLEMS[problems[at]] if weakest[at] == 3 else _WEAKEST[weakest[at]]
    return quality, tuple(reasons)


def median_of_neighbours(values: FloatArray) -> FloatArray:
    """Return for each beat the median of its group of 32 beats, of the same shape as ``values``.

    The groups follow one another; beats that are left over at the end are compared with the last 32 of all.
    """
    beats = values.shape[0]
    if beats == 0:
        return values
    if beats <= _NEIGHBOURS:
        return np.broadcast_to(medians(values), values.shape)
    whole = beats - beats % _NEIGHBOURS
    each = np.empty_like(values)
    # Sorting along the last axis of contiguous memory is several times faster than a median along the first.
    # A sorted copy: of one dimension, the contiguous array would be the caller's own.
    groups = np.sort(np.ascontiguousarray(values[:whole].T).reshape(*values.shape[:0:-1], -1, _NEIGHBOURS), axis=-1)
    middle = 0.5 * (groups[..., _NEIGHBOURS // 2 - 1] + groups[..., _NEIGHBOURS // 2])
    each[:whole] = np.repeat(middle.T, _NEIGHBOURS, axis=0)
    each[whole:] = medians(values[-_NEIGHBOURS:])
    return each


def against_neighbours(shapes: FloatArray, heights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the correlation of each shape with the median shape of its group, and the ratio of its height."""
    centred = shapes - shapes.mean(axis=1, keepdims=True)
    centred *= _inverse(np.einsum("ij,ij->i", centred, centred))[:, np.newaxis]
    templates = median_of_neighbours(centred)
    likeness = np.einsum("ij,ij->i", centred, templates) * _inverse(np.einsum("ij,ij->i", templates, templates))
    usual = median_of_neighbours(heights)
    return likeness, np.where(usual > 0.0, np.maximum(heights, 1e-9 * usual) / np.where(usual > 0.0, usual, 1.0), 1e9)


def _inverse(squares: FloatArray) -> FloatArray:
    """Return 1 / length of vectors whose squared lengths these are; 0 for those without length."""
    return np.where(squares > 0.0, 1.0 / np.sqrt(np.where(squares > 0.0, squares, 1.0)), 0.0)
