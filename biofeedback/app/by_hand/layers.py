"""Looks back on a practice in another layer of its beats: raw, or as a person edited them.

The events of the recording stay as they are but for the judged beats and for the numbers of windows in which a beat is
another than in the automatic layer; these are computed anew, as they were computed while somebody practised.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from biofeedback.app.by_hand.recorded import BeatsAsJudged
from biofeedback.app.recordings.review import READ, reviewed
from biofeedback.event_kinds import BeatKind, Layer
from biofeedback.events import BeatJudged, Event, Metric
from biofeedback.reasons import ReasonCode
from biofeedback.signals.artefacts.by_hand import by_hand
from biofeedback.signals.artefacts.rules import is_in_range
from biofeedback.signals.coupling.swing import breath_swing
from biofeedback.signals.reading import Reading
from biofeedback.signals.snapshot import LOOK_BACK_S, snapshot
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray, JudgedBeats
from sessions.beat_layers import edits_by_position
from sessions.later.edits import hand_edits
from sessions.reader import Recording
from ui.presenter.review import METRICS, Review
from ui.words.language import Language

_LONGEST_S = 5.0
"""A beat so long before a window may have an interval that reaches into it; a choice, above any that is joined."""

_FROM_SNAPSHOT = frozenset({"rmssd_ms", "coherence_share"})
"""The numbers of a moment that a review shows; warmth and steadiness stay as the light was, which nobody can edit."""


def layered_review(path: Path, language: Language, layer: Layer) -> Review:
    """Return what there is to look back on of a recording, in a layer.

    Raises
    ------
    RecordingError
        The recording cannot be read.
    """
    with Recording(path) as recording:
        source = next(iter(recording.sources or ()), "")
        events = LayeredEvents(recording, source, layer)
        made = (each for _, event in recording.events(*READ, metrics=METRICS) for each in events.of(event))
        review = reviewed(recording, language, made)
    return replace(
        review,
        layer=layer,
        edited_share=events.edited_share,
        by_hand_s=events.by_hand_s,
        edits_passed_over=events.passed_over,
    )


class LayeredEvents:
    """The events of a recording in a layer.

    Parameters
    ----------
    recording : Recording
        The recording.
    source : str
        Which heart the layer is of; events of others stay as they are.
    layer : Layer
        ``raw`` or ``hand``; of the automatic layer all events are as they were recorded.

    Attributes
    ----------
    edited_share : float
        How many of the beats were edited by hand, 0 to 1.
    by_hand_s : tuple of float
        When the beats are that were edited, in seconds of the session.
    passed_over : int
        How many edits do not fit the beats.
    """

    def __init__(self, recording: Recording, source: str, layer: Layer) -> None:
        heart = BeatsAsJudged.of(recording, source)
        self._source, self._heart = source, heart
        self._position = {beat.index: position for position, beat in enumerate(heart.sent)}
        size = heart.raw.t_s.size
        kinds: list[BeatKind]
        if layer == "raw":
            in_range = np.array([is_in_range(each) for each in heart.raw.rr_ms.tolist()], dtype=np.bool_)
            nn_ms = np.where(in_range, heart.raw.rr_ms, np.nan)
            self._beats = JudgedBeats(heart.raw.t_s, nn_ms, heart.raw.segment, ~in_range)
            self._row_of = np.arange(size)
            kinds = ["normal" if each else "range" for each in in_range.tolist()]
            self._other = np.ones(size, dtype=np.bool_)
            self.edited_share, self.by_hand_s, self.passed_over = 0.0, (), 0
        else:
            log = recording.beat_edits() if layer == "hand" else ()
            edits, unknown = edits_by_position(hand_edits(log, source), heart.sent)
            made = by_hand(heart.raw, heart.automatic, edits)
            self._beats, self._row_of, kinds = made.beats, made.source_index, list(made.beat_kind)
            self._other = self._otherwise(made.beats, made.source_index)
            self._other[made.touched] = True
            self.edited_share = made.touched.size / size if size else 0.0
            self.passed_over = len(unknown) + len(made.passed_over)
            self.by_hand_s = tuple(made.beats.t_s[made.by_hand].tolist())
        self._rows: dict[int, list[BeatJudged]] = {}
        for row, position in enumerate(self._row_of.tolist()):
            if self._other[position]:
                self._rows.setdefault(position, []).append(self._judged(row, position, kinds[row]))
        self._changed_s: list[float] = heart.raw.t_s[self._other].tolist()
        self._known = -1
        self._given: set[int] = set()
        self._readings: tuple[float, dict[str, Reading]] = (math.nan, {})

    def of(self, event: Event) -> Iterator[Event]:
        """Yield what stands in place of an event of the recording; events come in their order."""
        if isinstance(event, BeatJudged) and event.source == self._source and event.index in self._position:
            position = self._position[event.index]
            self._known = max(self._known, position)
            if not self._other[position]:
                yield event
            elif position not in self._given:
                self._given.add(position)
                yield from self._rows.get(position, ())
        elif isinstance(event, Metric) and event.source == self._source and self._is_touched(event):
            yield self._anew(event)
        else:
            yield event

    def _is_touched(self, metric: Metric) -> bool:
        """Return whether a beat is another in what a number looks back over."""
        if metric.name in _FROM_SNAPSHOT:
            look_back_s = LOOK_BACK_S
        elif metric.name == "swing_bpm":
            look_back_s = metric.window_s
        else:
            return False
        first = bisect_left(self._changed_s, metric.t_s - look_back_s - _LONGEST_S)
        return first < bisect_right(self._changed_s, metric.t_s + _LONGEST_S)

    def _anew(self, metric: Metric) -> Metric:
        if metric.reason is ReasonCode.BEATS_IRREGULAR:  # which is said of the raw beats
            return metric
        if metric.name == "swing_bpm":
            swing = breath_swing(self._recent(metric.t_s), metric.t_s - metric.window_s, metric.t_s)
            reading = Reading("swing_bpm", swing.bpm, swing.quality_share, swing.reason)
        else:
            if self._readings[0] != metric.t_s:
                found = snapshot(self._recent(metric.t_s), metric.t_s)
                self._readings = metric.t_s, {each.name: each for each in found}
            reading = self._readings[1][metric.name]
        return replace(
            metric,
            value=reading.value,
            quality_share=reading.quality_share,
            reason=reading.reason.code if reading.reason else ReasonCode.KNOWN,
            facts=reading.reason.facts if reading.reason else (),
        )

    def _recent(self, now_s: float) -> JudgedBeats:
        """Return the beats that were known when a number was computed, as far as it looks back."""
        beats = self._beats
        last = int(np.searchsorted(self._row_of, self._known, side="right"))
        first = int(np.searchsorted(beats.t_s[:last], now_s - LOOK_BACK_S, side="left"))
        corrected = None if beats.is_corrected is None else beats.is_corrected[first:last]
        return JudgedBeats(beats.t_s[first:last], beats.nn_ms[first:last], beats.segment[first:last], corrected)

    def _otherwise(self, beats: JudgedBeats, row_of: IntArray) -> BoolArray:
        """Return which raw beats have another place or interval than in the automatic layer."""
        automatic = self._heart.automatic
        other = np.ones(self._heart.raw.t_s.size, dtype=np.bool_)
        before = self._by_position(automatic.t_s, automatic.nn_ms, automatic.source_index)
        now = self._by_position(beats.t_s, beats.nn_ms, row_of)
        for position in range(other.size):
            other[position] = before.get(position) != now.get(position)
        return other

    @staticmethod
    def _by_position(
        t_s: FloatArray, nn_ms: FloatArray, row_of: IntArray
    ) -> dict[int, list[tuple[float, float | None]]]:
        found: dict[int, list[tuple[float, float | None]]] = {}
        for position, at_s, interval_ms in zip(row_of.tolist(), t_s.tolist(), nn_ms.tolist(), strict=True):
            found.setdefault(position, []).append((at_s, None if math.isnan(interval_ms) else interval_ms))
        return found

    def _judged(self, row: int, position: int, kind: BeatKind) -> BeatJudged:
        beat = self._heart.sent[position]
        t_s, nn_ms = float(self._beats.t_s[row]), float(self._beats.nn_ms[row])
        return BeatJudged(source=self._source, index=beat.index, t_s=t_s, kind=kind, nn_ms=nn_ms)
