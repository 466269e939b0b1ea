"""Where the names of petals stand: on their own petal where no other is hidden by that, else close beside it."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_WAYS = 16  # directions in which a name may stand from its petal; a choice: finer ones look the same
_STEPS = (1.1, 1.5, 2.0, 2.6, 3.3, 4.2)
"""Radii of a petal from its middle to the name; a choice: the last for the longest name within a ring of thirty."""

_APART = 0.15  # of the radius of a petal, that a name keeps from every other at least; a choice by eye
_FAR = 2.0  # radii of a petal, from which on another petal is not taken for one's own; a choice by eye
_LINE_TO = 0.6  # of the radius of a petal, where the line from its name ends: in its light; by eye

Offset = tuple[float, float]


class Spot(NamedTuple):
    """A petal that has a name: its middle and radius, and how large the name is, in logical pixels."""

    x: float
    y: float
    radius: float
    wide: float
    high: float


class Box(NamedTuple):
    """Where a name is, or may be, in logical pixels."""

    left: float
    top: float
    right: float
    bottom: float


def name_places(spots: Mapping[str, Spot], within: Box, before: Mapping[str, Offset]) -> dict[str, Offset]:
    """Return how far the middle of each name is from that of its petal, in logical pixels.

    Parameters
    ----------
    spots : mapping of str to Spot
        The petals, by source.
    within : Box
        Where names may be.
    before : mapping of str to (float, float)
        Where they stood before: a name goes to another side of its petal where it would hide one, and not else.
    """
    return {source: _place(spot, list(spots.values()), within, before.get(source)) for source, spot in spots.items()}


def box_of(spot: Spot, offset: Offset) -> Box:
    """Return where a name is whose middle is so far from that of its petal."""
    x, y, half_x, half_y = spot.x + offset[0], spot.y + offset[1], spot.wide / 2.0, spot.high / 2.0
    return Box(x - half_x, y - half_y, x + half_x, y + half_y)


def line_to(box: Box, spot: Spot) -> tuple[Offset, Offset] | None:
    """Return the ends of a line from a name to its petal; ``None`` for a name that stands on it."""
    x, y = min(max(spot.x, box.left), box.right), min(max(spot.y, box.top), box.bottom)
    away = math.hypot(x - spot.x, y - spot.y)
    if away <= spot.radius * _LINE_TO:
        return None
    share = spot.radius * _LINE_TO / away
    return (x, y), (spot.x + share * (x - spot.x), spot.y + share * (y - spot.y))


def _place(spot: Spot, all_spots: Sequence[Spot], within: Box, before: Offset | None) -> Offset:
    reach = spot.radius * (1.0 + _FAR + _STEPS[-1])
    near = [
        each
        for each in all_spots
        if each is not spot and abs(each.x - spot.x) < spot.wide + reach and abs(each.y - spot.y) < spot.high + reach
    ]
    least = _APART * spot.radius
    for offset in ((0.0, 0.0), before):
        if offset is not None and _free(box_of(spot, offset), near, within) >= least:
            return offset
    best, most = (0.0, 0.0), -math.inf
    for offset in _around(spot):
        box = box_of(spot, offset)
        free = _free(box, near, within)
        # The nearer to one's own, and the further from every other, the plainer whose it is.
        plain = min(free, _FAR * spot.radius) - _distance(box, spot) - (0.0 if free >= least else spot.wide)
        if plain > most:
            best, most = offset, plain
    return best


def _free(box: Box, near: Sequence[Spot], within: Box) -> float:
    """Return how far a name is from the next petal of another; nowhere near free where it may not be at all."""
    if box.left < within.left or box.top < within.top or box.right > within.right or box.bottom > within.bottom:
        return -math.inf
    return min((_distance(box, each) for each in near), default=math.inf)


def _around(spot: Spot) -> list[Offset]:
    """Return where a name may stand beside its petal."""
    found = []
    for way in range(_WAYS):
        x, y = math.cos(math.tau * way / _WAYS), math.sin(math.tau * way / _WAYS)
        for step in _STEPS:
            # The side of the name that looks at the petal is so far from its middle, across and down.
            away_x, away_y = spot.wide / 2.0 * _sign(x), spot.high / 2.0 * _sign(y)
            found.append((away_x + step * spot.radius * x, away_y + step * spot.radius * y))
    return found


def _sign(value: float) -> float:
    return 0.0 if abs(value) < 1e-9 else math.copysign(1.0, value)


def _distance(box: Box, spot: Spot) -> float:
    """Return how far a name is from the edge of a petal; less than 0 where it lies over it."""
    x = max(box.left - spot.x, 0.0, spot.x - box.right)
    y = max(box.top - spot.y, 0.0, spot.y - box.bottom)
    return math.hypot(x, y) - spot.radius
