"""The beats of a recording in each of their layers: raw, corrected automatically, and edited by hand.

For whatever writes or tells beats: `layer_beats` has every beat of a layer with its time, its interval and what is
thought of it. Beats are judged from both sides, as in an analysis.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sessions.later.edits import hand_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biofeedback.event_kinds import BeatKind, Layer
    from biofeedback.events import Beat
    from biofeedback.signals.artefacts.hand_edits import HandEdit
    from sessions.reader import Recording


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerBeat:
    """A beat of a layer.

    Attributes
    ----------
    t_s : float
        When it was, in seconds of the session.
    index : int
        The sensor's count; of a beat that was put in, that of the next beat of the sensor.
    rr_ms : float
        The interval that the sensor sent with it, in ms; ``nan`` for a beat that was put in.
    nn_ms : float
        The interval to compute with, in ms; ``nan`` where there is none.
    kind : BeatKind
        What the automatic correction thinks of it; ``normal`` where a person decided, and in the raw layer.
    by_hand : bool
        Whether a person edited it.
    flag : str
        Why its source says not to trust its interval; empty where it does not.
    """

    t_s: float
    index: int
    rr_ms: float
    nn_ms: float
    kind: BeatKind
    by_hand: bool
    flag: str = ""


def layer_beats(recording: Recording, layer: Layer, source: str = "") -> list[LayerBeat]:
    """Return the beats of a layer in order; ``source`` is which of several hearts, else the first.

    Raises
    ------
    RecordingError
        The file turns out to be damaged.
    """
    from biofeedback.signals.artefacts.by_hand import by_hand
    from biofeedback.signals.artefacts.correction import correct
    from biofeedback.signals.artefacts.doubtful import doubtful_intervals
    from biofeedback.signals.artefacts.rules import is_in_range
    from biofeedback.signals.timing.raw_record import raw_record

    source = source or next(iter(recording.sources or ()), "")
    sent = recording.beats(source)
    raw = raw_record(
        [beat.usable_ms for beat in sent], [beat.arrived_s for beat in sent], [beat.told_s for beat in sent]
    )
    if layer == "raw":
        return [
            LayerBeat(
                t_s=t_s,
                index=beat.index,
                rr_ms=beat.rr_ms,
                nn_ms=beat.usable_ms if is_in_range(beat.usable_ms) else math.nan,
                kind="normal",
                by_hand=False,
                flag=beat.flag,
            )
            for beat, t_s in zip(sent, raw.t_s.tolist(), strict=True)
        ]
    judged = correct(raw.rr_ms, t_s=raw.t_s, segment=raw.segment)
    automatic = doubtful_intervals([beat.quality for beat in sent], raw, judged).left_out_of(judged)
    edits = edits_by_position(hand_edits(recording.beat_edits(), source), sent)[0] if layer == "hand" else ()
    made = by_hand(raw, automatic, edits)
    rows = zip(
        made.source_index.tolist(),
        made.beats.t_s.tolist(),
        made.beats.nn_ms.tolist(),
        made.beat_kind,
        made.is_put_in.tolist(),
        made.by_hand.tolist(),
        strict=True,
    )
    return [
        LayerBeat(
            t_s=t_s,
            index=sent[position].index,
            rr_ms=math.nan if is_put_in else sent[position].rr_ms,
            nn_ms=nn_ms,
            kind=kind,
            by_hand=is_by_hand,
            flag="" if is_put_in else sent[position].flag,
        )
        for position, t_s, nn_ms, kind, is_put_in, is_by_hand in rows
    ]


def edits_by_position(edits: Iterable[HandEdit], beats: Sequence[Beat]) -> tuple[list[HandEdit], list[HandEdit]]:
    """Return edits with beats counted from 0 in a list of them, and those that name a beat that is not in it."""
    position = {beat.index: place for place, beat in reversed(tuple(enumerate(beats)))}
    known, unknown = [], []
    for edit in edits:
        if edit.first.index in position and edit.last.index in position:
            first = replace(edit.first, index=position[edit.first.index])
            known.append(replace(edit, first=first, last=replace(edit.last, index=position[edit.last.index])))
        else:
            unknown.append(edit)
    return known, unknown
