"""Thins a curve to as many points as a screen can show."""

import math
from collections.abc import Iterable
from typing import TypeAlias

MOST_POINTS = 600
"""A curve has no more points: a choice, about one for every two pixels of a wide window."""

Curve: TypeAlias = tuple[tuple[float, float], ...]
"""Points ``(t_s, value)`` in order of time; a ``nan`` value is a break in the line."""


def thinned(points: Iterable[tuple[float, float]], most: int = MOST_POINTS) -> Curve:
    """Return the points in order of time, averaged over equal stretches of time if there are more than ``most``.

    A stretch in which every value is ``nan`` stays a break; one without a point is left out.
    """
    ordered = sorted(points)
    if len(ordered) <= most:
        return tuple(ordered)
    began_s = ordered[0][0]
    stretch_s = (ordered[-1][0] - began_s) / most or math.inf
    stretches: dict[int, list[tuple[float, float]]] = {}
    for point in ordered:
        stretches.setdefault(min(most - 1, int((point[0] - began_s) / stretch_s)), []).append(point)
    return tuple(_mean(stretch) for stretch in stretches.values())


def _mean(points: list[tuple[float, float]]) -> tuple[float, float]:
    known = [point for point in points if not math.isnan(point[1])]
    if not known:
        return points[0]
    return (
        math.fsum(t_s for t_s, _ in known) / len(known),
        math.fsum(value for _, value in known) / len(known),
    )
