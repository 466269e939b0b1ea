"""The layer of beats that a person edited: raw beats with the edits, and the automatic correction everywhere else.

There are three layers, and none replaces another. *Raw*: the intervals as the sensor sent them, those outside 300 to
2000 ms set aside. *Automatic*: what `correction` or `causal_correction` makes of them. *By hand*: where a person
edited, what the edits make of the raw beats; where nobody did, the automatic layer to the last bit. A verdict of the
automatic correction on a beat that was edited holds no more, for all of the intervals that it had changed together.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from biofeedback.event_kinds import BeatKind
from biofeedback.signals.artefacts.correction import Corrected
from biofeedback.signals.artefacts.hand_edits import EditedBeat, EditedBeats, HandEdit, applied
from biofeedback.signals.artefacts.rules import is_in_range
from biofeedback.signals.timing.beats import BoolArray, IntArray, JudgedBeats
from biofeedback.signals.timing.raw_record import RawRecord


@dataclass(frozen=True, slots=True)
class ByHand:
    """The layer by hand.

    Attributes
    ----------
    record : RawRecord
        The intervals with the edits, and nothing corrected; ``nan`` where one is not to be trusted.
    kind : tuple of BeatKind, shape (beats of the record,)
        What the automatic correction thinks of each that it still holds for; ``normal`` where a person decided.
    is_changed : array of bool, shape (beats of the record,)
        Which of them are by hand not as they came.
    beats : JudgedBeats
        The beats to compute with.
    source_index : array of int, shape (beats to compute with,)
        The raw beat that each ends with, or lies before.
    beat_kind : tuple of BeatKind, shape (beats to compute with,)
        What is thought of each; ``missed`` for one that the automatic correction put in.
    is_put_in : array of bool, shape (beats to compute with,)
        Which of them the sensor did not send.
    by_hand : array of bool, shape (beats to compute with,)
        Which of them an edit was about.
    touched : array of int
        The raw beats that an edit was about, in order.
    passed_over : tuple of HandEdit
        Edits that make no sense in this record, and changed nothing.
    """

    record: RawRecord
    kind: tuple[BeatKind, ...]
    is_changed: BoolArray
    beats: JudgedBeats
    source_index: IntArray
    beat_kind: tuple[BeatKind, ...]
    is_put_in: BoolArray
    by_hand: BoolArray
    touched: IntArray
    passed_over: tuple[HandEdit, ...]


def edited_beats(raw: RawRecord) -> EditedBeats:
    """Return the beats of a record, to apply edits to."""
    begins = np.diff(raw.segment, prepend=raw.segment[:1] - 1) != 0
    return EditedBeats(raw.rr_ms.tolist(), begins.tolist())


def by_hand(raw: RawRecord, automatic: Corrected, edits: Sequence[HandEdit]) -> ByHand:
    """Return the layer that edits make.

    Parameters
    ----------
    raw : RawRecord
        The record as it came.
    automatic : Corrected
        The same record after the automatic correction.
    edits : sequence of HandEdit
        What was edited, in order; beats are counted from 0 in it.

    Notes
    -----
    By the names of the field these are the manual corrections that the Task Force 1996, doi 10.1161/01.CIR.93.5.1043,
    asks for beside any filter: what Kubios HRV calls adding and removing beats, and RHRV editing by hand. Joining,
    splitting and inserting keep the time that passed to rounding. Intervals outside 300 to 2000 ms are set aside here
    as everywhere.
    """
    edited = edited_beats(raw)
    passed_over = applied(edited, edits)
    touched = edited.touched()
    decided = _with_neighbours(touched, raw, automatic)
    rows = [beat for beat in edited.beats if beat.place.index in decided]
    kept = ~np.isin(automatic.source_index, list(decided))
    own = _own_beats(rows, raw)
    source_index = np.concatenate((automatic.source_index[kept], own.source_index))
    order = np.argsort(source_index, kind="stable")
    beats = JudgedBeats(
        np.concatenate((automatic.t_s[kept], own.t_s))[order],
        np.concatenate((automatic.nn_ms[kept], own.nn_ms))[order],
        np.concatenate((automatic.segment[kept], own.segment))[order],
        np.concatenate((automatic.is_corrected[kept], own.is_corrected))[order],
    )
    # Of several beats with one count all but the last were put in.
    put_in = (np.diff(automatic.source_index, append=-1) == 0)[kept]
    untouched = np.zeros(put_in.size, dtype=np.bool_)
    kinds: list[BeatKind] = [
        "missed" if is_put_in else automatic.kind[index]
        for index, is_put_in in zip(automatic.source_index[kept].tolist(), put_in.tolist(), strict=True)
    ]
    kinds += own.kind
    return ByHand(
        _record(edited.beats, raw) if touched else raw,
        tuple(_kind(beat, automatic.kind, decided) for beat in edited.beats) if touched else automatic.kind,
        np.array([beat.changed or not beat.trusted for beat in edited.beats], dtype=np.bool_),
        beats,
        source_index[order],
        tuple(kinds[row] for row in order.tolist()),
        np.concatenate((put_in, np.array([beat.place.before_ms > 0.0 for beat in rows], dtype=np.bool_)))[order],
        np.concatenate((untouched, np.array([beat.by_hand for beat in rows], dtype=np.bool_)))[order],
        np.array(sorted(touched), dtype=np.int64),
        tuple(passed_over),
    )


def _with_neighbours(touched: Iterable[int], raw: RawRecord, automatic: Corrected) -> set[int]:
    """Return these beats and those that the automatic correction changed together with one of them."""
    ends, counts = np.unique(automatic.source_index, return_counts=True)
    last_ms, count = np.full(raw.rr_ms.size, np.nan), np.zeros(raw.rr_ms.size, dtype=np.int64)
    last_ms[ends] = automatic.nn_ms[np.cumsum(counts) - 1]
    count[ends] = counts
    goes_on = np.array(
        [
            kind == "extra" or (kind in _MOVED and not math.isnan(ms))
            for kind, ms in zip(automatic.kind, last_ms, strict=True)
        ],
        dtype=np.bool_,
    )
    goes_on[count > 1] = False
    decided: set[int] = set()
    for index in touched:
        first = last = index
        while first > 0 and goes_on[first - 1]:
            first -= 1
        while last + 1 < goes_on.size and goes_on[last]:
            last += 1
        decided.update(range(first, last + 1))
    return decided


_MOVED = ("ectopic", "long", "short")


def _own_beats(rows: Sequence[EditedBeat], raw: RawRecord) -> Corrected:
    """Return the beats of which edits decide, as the automatic correction returns its own."""
    record = _record(rows, raw)
    in_range = np.array([is_in_range(each) for each in record.rr_ms.tolist()], dtype=np.bool_)
    changed = np.array([beat.changed for beat in rows], dtype=np.bool_)
    return Corrected(
        tuple("normal" if beat.by_hand or is_in_range(beat.interval_ms) else "range" for beat in rows),
        record.t_s,
        np.where(in_range, record.rr_ms, np.nan),
        record.segment,
        np.array([beat.place.index for beat in rows], dtype=np.int64),
        changed | ~in_range,
    )


def _record(rows: Sequence[EditedBeat], raw: RawRecord) -> RawRecord:
    """Return edited beats as a record of intervals."""
    index = np.array([beat.place.index for beat in rows], dtype=np.int64)
    before_ms = np.array([beat.place.before_ms for beat in rows], dtype=np.float64)
    lengths_ms = [beat.interval_ms if beat.trusted else math.nan for beat in rows]
    return RawRecord(raw.t_s[index] - before_ms / 1000.0, np.array(lengths_ms, dtype=np.float64), raw.segment[index])


def _kind(beat: EditedBeat, automatic: Sequence[BeatKind], decided: set[int]) -> BeatKind:
    if beat.place.index not in decided:
        return automatic[beat.place.index]
    return "normal" if beat.by_hand or is_in_range(beat.interval_ms) else "range"
