"""Where the petals of a room lie around its light: evenly, each with as much of the circle as it has come."""

import math
from collections.abc import Sequence
from typing import NamedTuple

LIGHT_SHARE = 0.71
"""Radius of the ring of a full breath, of the reach of a room's light: a choice by eye, with room for a ring of thirty
petals around it and for the words in it."""

GROWTH = 1.35
"""The radius of a petal that answers, in its own: a choice by eye, seen from across a room."""

_WITHIN = 0.985  # of the reach, for the outermost edge of a petal that answers; a choice: none meets an edge
_LARGEST = 0.1  # radius of a petal, of the reach; a choice by eye
_FILLED = 0.92  # of half the distance from one petal to the next, for its radius: so they stay apart; a choice by eye
_FIRST_RAD = math.pi / 2.0  # the circle begins and ends straight below: one petal alone stands straight above


class PetalPlaces(NamedTuple):
    """Where petals lie, from the middle of the light, in parts of its reach; y grows downward.

    Attributes
    ----------
    middles : list of (x, y)
        Of each petal.
    radius : float
        Of each.
    """

    middles: list[tuple[float, float]]
    radius: float


def petal_places(openings: Sequence[float], *, mirrored: bool = False) -> PetalPlaces:
    """Return where petals lie.

    Parameters
    ----------
    openings : sequence of float
        How much of its place each one has, 0 to 1, in order.
    mirrored : bool
        Whether the order goes round to the other side, as where one reads from right to left.

    Notes
    -----
    A petal that comes takes its part of the circle little by little, so that the others move as softly as it does, and
    where each one is follows from the openings alone.
    """
    count = sum(openings)
    half = _FILLED * (math.sin(math.pi / count) if count > 2.0 else 1.0)
    # The ring that the middles lie on shrinks by what a petal that answers needs beyond it.
    radius = min(_LARGEST, _WITHIN * half / (1.0 + GROWTH * half))
    ring = _WITHIN - GROWTH * radius
    way = -1.0 if mirrored else 1.0
    middles, before = [], 0.0
    for opening in openings:
        around = _FIRST_RAD + math.tau * (before + opening / 2.0) / count if count else 0.0
        middles.append((way * ring * math.cos(around), ring * math.sin(around)))
        before += opening
    return PetalPlaces(middles, radius)
