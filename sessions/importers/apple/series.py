"""Makes a heart of Apple's series of beats: an interval where beats follow one another, and none between two series."""

import math
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from biofeedback.codes import ImportRemarkCode
from sessions.importers.imported import ImportedHeart, ImportRemark

_ROUNDING_S = 0.02  # two clocks of hundredths
_ROUNDING_BPM = 1.5  # a rate in whole beats, of an interval whose ends were rounded


class Beat(NamedTuple):
    """A beat: its time since its series began, in s, and the rate that is told of it (``nan``: none)."""

    t_s: float
    bpm: float
    after_gap: bool = False


class Series(NamedTuple):
    """Beats that were taken at once."""

    began: datetime
    beats: Sequence[Beat]


def heart_of(
    name: str, series: Sequence[Series], began: datetime, remarks: list[ImportRemark], resolution_ms: float = 10.0
) -> ImportedHeart:
    """Return the heart of one source, and say of it what there is to say.

    Parameters
    ----------
    name : str
        What the source is called.
    series : sequence of Series
        In any order.
    began : datetime
        When the file begins, from which times count.
    remarks : list of ImportRemark
        Takes what is said.
    resolution_ms : float
        The step of the times.
    """
    rr_ms: list[float] = []
    t_s: list[float] = []
    breaks = 0
    for own in sorted(series, key=lambda each: each.began):
        offset_s = (own.began - began).total_seconds()
        if t_s and offset_s + own.beats[0].t_s <= t_s[-1]:
            continue  # the same beats once more
        breaks += bool(t_s)
        rr_ms.append(math.nan)
        t_s.append(offset_s + own.beats[0].t_s)
        for before, beat in pairwise(own.beats):
            follows = _follow(before, beat)
            breaks += not follows
            rr_ms.append((beat.t_s - before.t_s) * 1000.0 if follows else math.nan)
            t_s.append(offset_s + beat.t_s)
    count = sum(not math.isnan(each) for each in rr_ms)
    remarks.append(ImportRemark.of(ImportRemarkCode.BEATS_MARKED, count=len(t_s), title=name or "-"))
    if count and breaks:
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=breaks))
    return ImportedHeart(rr_ms=tuple(rr_ms), t_s=tuple(t_s), name=name, resolution_ms=resolution_ms)


def _follow(before: Beat, beat: Beat) -> bool:
    """Return whether no beat is absent between two: the rate that is told of the later one says how far they lie."""
    if beat.after_gap:
        return False
    if math.isnan(beat.bpm) or beat.bpm <= 0.0:
        return True
    longest_s = 60.0 / max(beat.bpm - _ROUNDING_BPM, 1.0) + _ROUNDING_S
    return beat.t_s - before.t_s <= longest_s
