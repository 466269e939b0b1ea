"""Turns beats into the stretches of a heart-rate line, never across missing beats."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from biofeedback.events import BeatJudged, Gap


class HeartPoint(NamedTuple):
    """Heart rate at the end of an interval."""

    t_s: float
    bpm: float


def heart_stretches(
    beats: Iterable[BeatJudged], gaps: Iterable[Gap], *, from_s: float, longest_s: float = 5.0
) -> list[list[HeartPoint]]:
    """Return the stretches of heart rate since ``from_s``: a line is never drawn across missing beats.

    A beat without an interval leaves no hole, but more than ``longest_s`` without a beat does, and so does a gap.
    """
    broken = [(gap.from_s, gap.until_s) for gap in gaps]
    stretches: list[list[HeartPoint]] = []
    last_s = -math.inf
    for beat in beats:
        if beat.t_s < from_s or not beat.nn_ms > 0.0:
            continue
        torn = bool(broken) and any(last_s < until_s and beat.t_s > start_s for start_s, until_s in broken)
        if beat.t_s - last_s > longest_s or torn:
            stretches.append([])
        stretches[-1].append(HeartPoint(beat.t_s, 60_000.0 / beat.nn_ms))
        last_s = beat.t_s
    return stretches


def corrected(beats: Iterable[BeatJudged], *, from_s: float) -> list[float]:
    """Return when the beats since ``from_s`` lie that were not taken as they came, in seconds."""
    return [beat.t_s for beat in beats if beat.kind != "normal" and beat.t_s >= from_s]


def softened(points: list[HeartPoint], pieces: int = 4) -> list[HeartPoint]:
    """Return the points with ``parts - 1`` more between each two, on a Catmull-Rom curve through all of them."""
    fine = points[:1]
    for index in range(1, len(points)):
        p0, p1 = points[max(0, index - 2)], points[index - 1]
        p2, p3 = points[index], points[min(len(points) - 1, index + 1)]
        for piece in range(1, pieces + 1):
            u = piece / pieces
            bend = (
                2.0 * p1.bpm
                + (p2.bpm - p0.bpm) * u
                + (2.0 * p0.bpm - 5.0 * p1.bpm + 4.0 * p2.bpm - p3.bpm) * u**2
                + (3.0 * p1.bpm - p0.bpm - 3.0 * p2.bpm + p3.bpm) * u**3
            )
            fine.append(HeartPoint(p1.t_s + (p2.t_s - p1.t_s) * u, 0.5 * bend))
    return fine
