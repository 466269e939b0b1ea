"""What a person may change of the beats of a record, and the intervals that come of it.

An edit names beats by the sensor's count, so that it means the same whatever becomes of timeline and correction. Raw
values are never touched: edits are applied to a copy, in order, and an edit that makes no sense is refused.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from biofeedback.error_codes import BeatEditErrorCode
from biofeedback.errors import UsageError

SHORTEST_EDITED_MS = 200.0
"""300 beats a minute: an edit makes no shorter interval, for no heart conducts faster than that through its node. A
choice; what is below 300 ms is kept and, as everywhere, not computed with."""

LONGEST_JOINED_MS = 3000.0
"""20 beats a minute: a deletion or a merge makes no longer interval. A choice, a little above the 2 s that are computed
with; a longer stretch is none between two neighbours, and can be left as a break."""

MOST_PARTS = 20
"""An interval is split in so many at most; a choice, ten seconds of a quick heart."""


class EditKind(StrEnum):
    """What is done to beats, by the names that editors of intervals have for it."""

    DELETE = "delete"
    """The beats go; the intervals on both sides are joined, or a break is left."""
    INSERT = "insert"
    """A beat is put into an interval."""
    SPLIT = "split"
    """An interval becomes several equal ones."""
    MERGE = "merge"
    """Neighbouring intervals become one."""
    DISTRUST = "distrust"
    """The intervals that end with these beats are left out, and no difference is taken across them."""
    KEEP = "keep"
    """The intervals are taken as they came, whatever the automatic correction thinks of them."""


@dataclass(frozen=True, slots=True)
class BeatPlace:
    """A beat, or a place between two: ``before_ms`` before the beat that has the sensor's count ``index``."""

    index: int
    before_ms: float = 0.0

    @property
    def order(self) -> tuple[int, float]:
        """What places are sorted by."""
        return self.index, -self.before_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class HandEdit:
    """One change.

    Attributes
    ----------
    kind : EditKind
        What is done.
    first, last : BeatPlace
        From which beat to which, both included; of an insertion the place, of a split the beat that ends the interval.
    parts : int
        Into how many an interval is split.
    leaves_break : bool
        Whether a deletion leaves a break in place of joined intervals.
    """

    kind: EditKind
    first: BeatPlace
    last: BeatPlace
    parts: int = 2
    leaves_break: bool = False


@dataclass(frozen=True, slots=True)
class EditedBeat:
    """A beat after the edits, with the interval that ends there.

    Attributes
    ----------
    place : BeatPlace
        Which beat it is.
    interval_ms : float
        The interval, ``nan`` or 0 where there was none.
    begins : bool
        Whether nothing comes before its interval: it is the first, or beats are missing before it.
    by_hand : bool
        Whether an edit was about it.
    changed : bool
        Whether the interval is not as it came.
    trusted : bool
        Whether it is to be computed with.
    """

    place: BeatPlace
    interval_ms: float
    begins: bool
    by_hand: bool = False
    changed: bool = False
    trusted: bool = True


class EditedBeats:
    """The beats of a record with edits applied to them.

    Parameters
    ----------
    rr_ms : sequence of float
        The raw intervals in ms; ``nan`` or 0 where there was none.
    begins : sequence of bool
        Which of them have no neighbour before them.
    indices : sequence of int or None
        The sensor's count of each, rising. None: 0, 1, 2 ...

    Attributes
    ----------
    beats : list of EditedBeat
        The beats as they are now, in order.
    deleted : set of int
        The counts of the beats of the sensor that are there no more.
    """

    def __init__(self, rr_ms: Sequence[float], begins: Sequence[bool], indices: Sequence[int] | None = None) -> None:
        counts = range(len(rr_ms)) if indices is None else indices
        self.beats = [
            EditedBeat(BeatPlace(index), interval_ms, begins_here)
            for index, interval_ms, begins_here in zip(counts, rr_ms, begins, strict=True)
        ]
        self._order: list[tuple[int, float]] = [(index, -0.0) for index in counts]
        self.deleted: set[int] = set()

    def apply(self, edit: HandEdit) -> None:
        """Carry out an edit.

        Raises
        ------
        UsageError
            It makes no sense here; everything is as before.
        """
        match edit.kind:
            case EditKind.DELETE:
                self._delete(*self._span(edit), leaves_break=edit.leaves_break)
            case EditKind.INSERT:
                self._insert(edit.first)
            case EditKind.SPLIT:
                self._split(self._at(edit.first), edit.parts)
            case EditKind.MERGE:
                self._merge(*self._span(edit))
            case EditKind.DISTRUST | EditKind.KEEP:
                trusted = edit.kind is EditKind.KEEP
                first, last = self._span(edit)
                for row in range(first, last + 1):
                    self.beats[row] = replace(self.beats[row], by_hand=True, trusted=trusted)

    def touched(self) -> set[int]:
        """Return the counts of all beats of the sensor that an edit was about."""
        return self.deleted | {beat.place.index for beat in self.beats if beat.by_hand}

    def _at(self, place: BeatPlace) -> int:
        row = bisect_left(self._order, place.order)
        if row >= len(self._order) or self._order[row] != place.order:
            raise UsageError(BeatEditErrorCode.NO_SUCH_BEAT, beat=place.index)
        return row

    def _span(self, edit: HandEdit) -> tuple[int, int]:
        first, last = self._at(edit.first), self._at(edit.last)
        if last < first:
            raise UsageError(BeatEditErrorCode.BACKWARDS, first=edit.first.index, last=edit.last.index)
        return first, last

    def _joined(self, first: int, last: int) -> EditedBeat:
        """Return one interval for those that end with these beats."""
        joined = self.beats[first : last + 1]
        if any(beat.begins for beat in joined[1:]):
            raise UsageError(BeatEditErrorCode.ACROSS_BREAK, first=joined[0].place.index, last=joined[-1].place.index)
        length_ms = sum(beat.interval_ms for beat in joined)
        return replace(joined[-1], interval_ms=length_ms, begins=joined[0].begins, by_hand=True, changed=True)

    def _delete(self, first: int, last: int, *, leaves_break: bool) -> None:
        ends_here = last + 1 == len(self.beats) or self.beats[last + 1].begins
        if ends_here:  # nothing to join with: the break after it begins earlier
            self._joined(first, last)
            self._replace(first, last, [])
            return
        joined = self._joined(first, last + 1)
        if leaves_break:
            joined = replace(joined, trusted=False)
        else:
            _check_joined(joined.interval_ms)
            joined = replace(joined, trusted=True)
        self._replace(first, last + 1, [joined])

    def _merge(self, first: int, last: int) -> None:
        if first == last:
            raise UsageError(BeatEditErrorCode.NOTHING_TO_MERGE, beat=self.beats[first].place.index)
        joined = self._joined(first, last)
        _check_joined(joined.interval_ms)
        self._replace(first, last, [replace(joined, trusted=True)])

    def _insert(self, place: BeatPlace) -> None:
        row = bisect_left(self._order, place.order)
        beat = self.beats[row] if row < len(self.beats) else None
        after_ms = place.before_ms - beat.place.before_ms if beat is not None else math.nan
        if beat is None or beat.place.index != place.index or not 0.0 < after_ms < beat.interval_ms:
            raise UsageError(BeatEditErrorCode.NOT_IN_INTERVAL, beat=place.index)
        self._divide(row, [beat.interval_ms - after_ms, after_ms], [place.before_ms])

    def _split(self, row: int, parts: int) -> None:
        beat = self.beats[row]
        if not 2 <= parts <= MOST_PARTS:
            raise UsageError(BeatEditErrorCode.PARTS_OUT_OF_RANGE, parts=parts, most=MOST_PARTS)
        if not 0.0 < beat.interval_ms < math.inf:
            raise UsageError(BeatEditErrorCode.NO_INTERVAL, beat=beat.place.index)
        part_ms = beat.interval_ms / parts
        before_ms = [beat.place.before_ms + part * part_ms for part in range(parts - 1, 0, -1)]
        self._divide(row, [part_ms] * parts, before_ms)

    def _divide(self, row: int, lengths_ms: list[float], before_ms: list[float]) -> None:
        """Put new beats into an interval, each so long before the sensor's beat that ends it."""
        if min(lengths_ms) < SHORTEST_EDITED_MS:
            raise UsageError(
                BeatEditErrorCode.TOO_SHORT, interval_ms=round(min(lengths_ms)), shortest_ms=SHORTEST_EDITED_MS
            )
        beat = self.beats[row]
        places = [*(BeatPlace(beat.place.index, each) for each in before_ms), beat.place]
        begins = [beat.begins, *[False] * len(before_ms)]
        self._replace(
            row,
            row,
            [
                EditedBeat(place, length_ms, first, by_hand=True, changed=True)
                for place, length_ms, first in zip(places, lengths_ms, begins, strict=True)
            ],
        )

    def _replace(self, first: int, last: int, beats: list[EditedBeat]) -> None:
        there = {beat.place for beat in beats}
        gone = (beat.place for beat in self.beats[first : last + 1] if beat.place not in there)
        self.deleted.update(place.index for place in gone if not place.before_ms)
        self.beats[first : last + 1] = beats
        self._order[first : last + 1] = [beat.place.order for beat in beats]


def _check_joined(interval_ms: float) -> None:
    if not 0.0 < interval_ms < math.inf:
        raise UsageError(BeatEditErrorCode.NO_LENGTH)
    if interval_ms > LONGEST_JOINED_MS:
        raise UsageError(BeatEditErrorCode.TOO_LONG, interval_ms=round(interval_ms), longest_ms=LONGEST_JOINED_MS)


def applied(beats: EditedBeats, edits: Iterable[HandEdit]) -> list[HandEdit]:
    """Carry out edits in order, and return those that make no sense there and were passed over."""
    passed_over = []
    for edit in edits:
        try:
            beats.apply(edit)
        except UsageError:
            passed_over.append(edit)
    return passed_over
