"""Tells the hearts of an EDF: beats and intervals that annotations mark, and signals whose samples are intervals."""

import math
import re
from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from biofeedback.codes import ImportRemarkCode
from sessions.importers.imported import FloatArray, ImportedHeart, ImportRemark
from sessions.importers.waves.beat_times import breaks_in, intervals_of
from sessions.importers.waves.building import not_used
from sessions.importers.waves.channels import interval_unit
from sessions.importers.waves.edf_annotations import Annotations
from sessions.tables.units import UNIT_MS

ANNOTATIONS = "EDF Annotations"
"""What a channel of annotations is called."""

_BEAT = re.compile(r"(?:r|qrs|r[- ]?peak|r[- ]?wave|beat|heart ?beat|n|systole|pulse ?peak)", re.IGNORECASE)
"""Texts that mark one beat each, and nothing else."""

_INTERVAL = re.compile(
    r"(?:beat [^=]* ?rr_(?P<named>ms)=|(?:rr|nn|ibi|pp)[ :=_-]*)(?P<value>\d+(?:\.\d+)?|n/a)"
    r"(?: ?(?P<unit>ms|s)\b)?(?: .*)?",
    re.IGNORECASE,
)
"""Texts that tell an interval that ends at their moment, those that Soften exports among them."""

_FEWEST_BEATS = 5  # a choice; fewer marks of one text are moments, not the beats of a heart
_ZERO_SHARE = (
    0.01  # of the largest value: what lies below is a zero in steps of 16 bits; a choice far above such a step
)
_HELD_SHARE = 0.5  # of samples that are intervals from which on they are held: a choice; set once, a tenth are
_NEAR_SHARE, _NEAR_SAMPLES = 0.05, 1.5
"""Of an interval, and samples besides, within which a change of a held signal is the end that is due: choices."""
_LEAST_MS, _MOST_MS = 10.0, 60_000.0  # what lies beyond is no interval but the filling between two; a choice


class Signal(Protocol):
    """One signal, as the library has it."""

    label: str
    physical_dimension: str
    sampling_frequency: float
    samples_per_data_record: int

    @property
    def data(self) -> FloatArray:
        """The samples in the unit of the file."""
        ...


def marked_beats(notes: Annotations) -> tuple[list[ImportedHeart], list[tuple[float, str]], list[ImportRemark]]:
    """Return the hearts that annotations mark, all other marks, and what there is to say of the beats."""
    beats = [(t_s, text) for t_s, text in notes.marks if _BEAT.fullmatch(text.strip())]
    marked = [(t_s, found) for t_s, text in notes.marks if (found := _INTERVAL.fullmatch(text.strip()))]
    hearts: list[ImportedHeart] = []
    remarks: list[ImportRemark] = []
    gone: set[tuple[float, str]] = set()
    if len(marked) >= _FEWEST_BEATS:
        values = [math.nan if found["value"] == "n/a" else float(found["value"]) for _, found in marked]
        named = (found["named"] or found["unit"] for _, found in marked)
        known = [each for each in values if each > 0.0]
        unit = interval_unit(next(filter(None, named), ""), known, ANNOTATIONS, remarks) or "ms"
        rr_ms = [value * UNIT_MS[unit] for value in values]
        kept = [at for at, rr in enumerate(rr_ms) if math.isnan(rr) or _LEAST_MS <= rr <= _MOST_MS]
        times = tuple(marked[at][0] for at in kept)
        hearts.append(ImportedHeart(rr_ms=tuple(rr_ms[at] for at in kept), t_s=times, name=ANNOTATIONS))
        count = sum(not math.isnan(rr_ms[at]) for at in kept)
        remarks.append(ImportRemark.of(ImportRemarkCode.INTERVALS_OF_PART, count=count, unit=unit, title=ANNOTATIONS))
        if left := len(marked) - len(kept):
            remarks.append(ImportRemark.of(ImportRemarkCode.VALUES_SET_ASIDE, count=left, title=ANNOTATIONS))
        gone |= {(t_s, found.string) for t_s, found in marked}
    if len(beats) >= _FEWEST_BEATS:
        ends = sorted({t_s for t_s, _ in beats})
        rr_ms = intervals_of(ends)
        hearts.append(ImportedHeart(rr_ms=tuple(rr_ms), t_s=tuple(ends), name=ANNOTATIONS))
        remarks.append(ImportRemark.of(ImportRemarkCode.BEATS_MARKED, count=len(ends), title=ANNOTATIONS))
        if breaks := breaks_in(rr_ms):
            remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=breaks))
        gone |= set(beats)
    return hearts, [mark for mark in notes.marks if mark not in gone and math.isfinite(mark[0])], remarks


def heart_of_signal(signal: Signal, began_s: FloatArray | None, remarks: list[ImportRemark]) -> Iterator[ImportedHeart]:
    """Yield the heart of a signal of intervals: each is set once with zeros between, or held until the next."""
    values = np.asarray(signal.data, dtype=np.float64)
    if not values.size:
        return
    likely = values[values > _ZERO_SHARE * max(0.0, float(values.max()))]
    unit = interval_unit(signal.physical_dimension, likely.tolist(), signal.label, remarks)
    if unit is None:
        remarks += not_used([signal.label])
        return
    intervals_ms = values * UNIT_MS[unit]
    real = (intervals_ms >= _LEAST_MS) & (intervals_ms <= _MOST_MS)
    rate_hz = float(signal.sampling_frequency)
    held = float(np.mean(real)) > _HELD_SHARE
    places = _walked(intervals_ms, real, rate_hz) if held else np.flatnonzero(real)
    if not places.size:
        remarks += not_used([signal.label])
        return
    times = places / rate_hz + (0.0 if began_s is None else float(began_s[0]))
    code = ImportRemarkCode.INTERVALS_HELD if held else ImportRemarkCode.INTERVALS_OF_PART
    remarks.append(ImportRemark.of(code, count=len(places), unit=unit, title=signal.label))
    yield ImportedHeart(
        rr_ms=tuple(intervals_ms[places].tolist()),
        t_s=None if held else tuple(times.tolist()),
        name=signal.label,
    )


def _walked(intervals_ms: FloatArray, real: NDArray[np.bool_], rate_hz: float) -> NDArray[np.int64]:
    """Return the places of a held signal at which an interval begins to be held: each as long as the one before it.

    Where the value changes near the place that is due, it is there.
    """
    changes = np.flatnonzero(np.diff(intervals_ms)) + 1
    places: list[int] = []
    place = int(np.argmax(real))
    while place < intervals_ms.size:
        if not real[place]:
            place += 1
            continue
        places.append(place)
        length = float(intervals_ms[place]) / 1000.0 * rate_hz
        near = changes[np.searchsorted(changes, place + length * (1.0 - _NEAR_SHARE) - _NEAR_SAMPLES) :][:1]
        met = near.size > 0 and near[0] <= place + length * (1.0 + _NEAR_SHARE) + _NEAR_SAMPLES and near[0] > place
        place = int(near[0]) if met else max(place + 1, round(place + length))
    return np.array(places, dtype=np.int64)
