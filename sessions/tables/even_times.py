"""Knows a series of intervals that was sampled at an even rate, whose rows are moments and no beats."""

import math
import statistics
from collections.abc import Sequence
from itertools import pairwise

from sessions.tables.columns import TimeColumn, looks_like_times, readings
from sessions.tables.table import Table

_FEWEST_STEPS = 10  # from which on even steps are no chance: a choice
_EVEN_SHARE = 0.95  # of steps that are alike: a choice, for rows that were left out
_ALIKE = 0.05  # share of a step by which others differ, for rounded times such as those of 3 Hz: a choice
_AGREES = 0.05  # share by which intervals and even times of the same beats differ at most: a choice, for rounding
_GAP_STEPS = 2.5  # a step longer than so many others is a gap: a choice, a clock of whole seconds leaps by two
_STEPS_OF_CLOCK = 2.0  # and by how many steps, where a recording is short


def is_evenly_sampled(table: Table, place: int, rr_ms: Sequence[float], times: TimeColumn | None) -> bool:
    """Return whether rows are evenly spaced in time while their intervals are not so long.

    Parameters
    ----------
    place : int
        Where the intervals stand.
    rr_ms : sequence of float
        The intervals in ms, one a row; ``nan`` where a row has none.
    times : TimeColumn or None
        The times that roughly agree with them; None where none do.
    """
    if times is not None:
        step_s = even_step(times.t_s)
        known = [(t, rr / 1000.0) for t, rr in zip(times.t_s, rr_ms, strict=True) if t is not None and rr > 0]
        close = [
            (after - t, rr_s) for (t, _), (after, rr_s) in pairwise(known) if 0.0 <= after - t <= _GAP_STEPS * step_s
        ]
        passed_s, beats_s = (math.fsum(each) for each in zip(*close, strict=True)) if close else (0.0, 0.0)
        return abs(beats_s - passed_s) > _AGREES * passed_s + _STEPS_OF_CLOCK * step_s
    others = (at for at in range(table.width) if at != place and looks_like_times(table, at))
    steps = (even_step(read.t_s) for at in others for read in readings(table, at)[:1])
    # The beats of a quiet heart come evenly too; theirs is the step of their own intervals.
    usual_s = statistics.median([rr for rr in rr_ms if rr > 0] or [math.nan]) / 1000.0
    return any(abs(usual_s - step) > _AGREES * step for step in steps)


def even_step(t_s: Sequence[float | None]) -> float:
    """Return the step of times that go on evenly; nan where they do not."""
    steps = [after - before for before, after in pairwise(t for t in t_s if t is not None)]
    if len(steps) < _FEWEST_STEPS:
        return math.nan
    step = statistics.median(steps)
    even = sum(abs(each - step) <= _ALIKE * step for each in steps)
    return step if step > 0 and even >= _EVEN_SHARE * len(steps) else math.nan
