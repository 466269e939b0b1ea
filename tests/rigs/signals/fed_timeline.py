"""A timeline that is fed beats, and what comes of it."""

import numpy as np

from biofeedback.events import Beat
from biofeedback.signals.timing.timeline import MissingBeats, TimedBeat


def feed_all(timeline, arrived_s, rr_ms, first=0):
    placed = []
    for index, (arrived, interval) in enumerate(zip(arrived_s, rr_ms, strict=True), start=first):
        placed += timeline.feed(Beat(source="s", index=index, arrived_s=float(arrived), rr_ms=float(interval)))
    return placed


def beats_of(placed):
    return [item for item in placed if isinstance(item, TimedBeat)]


def gaps_of(placed):
    return [item for item in placed if isinstance(item, MissingBeats)]


def worst_within_segments_s(error_s, segment):
    return max(np.ptp(error_s[segment == its]) for its in np.unique(segment))
