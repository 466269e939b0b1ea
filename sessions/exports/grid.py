"""Places the samples of a wave on an even grid, as files want them: none is moved within a stretch, gaps stay gaps."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sessions.arrays.table import FloatArray
from sessions.arrays.waves import Block, WaveFound

_TRUSTED_DRIFT_S = 0.02
"""Seconds by which the sensor's clock must have gone astray before its true rate is believed: packets of a strap are
told to a hundredth of a second or two, so less is the link's and not the clock's."""

_NEXT_SAMPLES = 0.5  # of a sample's length, by which the next one may be early or late: the nearest place is its own
_MOST_ROWS_RATIO, _MOST_ROWS_S = 20.0, 3600.0
"""A grid has at most so many rows a sample, and an hour more: beyond that it is a mistaken time, and no wave."""
_ROWS_AT_ONCE = 65_536  # rows of a gap in one go: half a megabyte


class Grid(NamedTuple):
    """An even grid: the session time of its first sample in s, and how many samples a second it has."""

    start_s: float
    rate_hz: float


def grid_of(wave: WaveFound) -> Grid:
    """Return the grid of a wave: with its true rate where its clock went astray, else with the one that is told."""
    drift_s = abs(wave.true_rate_hz / wave.rate_hz - 1.0) * wave.steady_s
    rate_hz = wave.true_rate_hz if drift_s > _TRUSTED_DRIFT_S else wave.rate_hz
    return Grid(wave.first_s, round(rate_hz, 6))


def has_grid(wave: WaveFound) -> bool:
    """Return whether the times of a wave are such that it can lie on a grid."""
    rows = (wave.last_s - wave.first_s) * wave.rate_hz
    return 0.0 <= rows <= _MOST_ROWS_RATIO * wave.samples + _MOST_ROWS_S * wave.rate_hz


def on_grid(blocks: Iterator[Block], grid: Grid) -> Iterator[FloatArray]:
    """Yield the rows of the grid in order, (rows, channels); nan where there is no sample.

    Samples that follow one another on the sensor's clock lie side by side. A stretch after a gap begins at the place
    nearest to its session time, or right behind the one before where that would overlap it.
    """
    written = 0
    last_device_s = -np.inf
    for block in blocks:
        steps = np.diff(block.device_s, prepend=last_device_s) * grid.rate_hz
        last_device_s = block.device_s[-1]
        begins = np.flatnonzero(~(np.abs(steps - 1.0) <= _NEXT_SAMPLES))
        edges = [0, *(int(each) for each in begins if each), block.time_s.size]
        for begin, end in pairwise(edges):
            if begin in begins:
                place = round((float(block.time_s[begin]) - grid.start_s) * grid.rate_hz)
                channels = block.values.shape[1]
                while written < place:
                    empty = min(place - written, _ROWS_AT_ONCE)
                    yield np.full((empty, channels), np.nan)
                    written += empty
            yield block.values[begin:end]
            written += end - begin
