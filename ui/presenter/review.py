"""What there is to look back on of one recorded practice, made from its events alone."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from biofeedback.event_kinds import Layer
from biofeedback.events import (
    Beat,
    BeatJudged,
    BreathPlanned,
    Event,
    Gap,
    Marker,
    Metric,
    Packet,
    Paused,
    SampleBlock,
)
from biofeedback.practice.after.step_numbers import WINDOWED, StepNumbers, numbers_of
from biofeedback.practice.after.summariser import Summariser
from biofeedback.practice.after.summary import Summary
from biofeedback.reasons import Reason, ReasonCode

OF_ROOM = "in_step_share"
"""The number of all hearts of a room together."""

METRICS = frozenset({*WINDOWED, "warmth_share", "steadiness_share", OF_ROOM})
"""The numbers that are asked of a recording."""

_LONGEST_BETWEEN_S = 2.0  # numbers come once a second; a longer time between two ends a stretch


@dataclass(frozen=True, slots=True)
class Unknown:
    """A stretch, in seconds of the session, in which a number cannot be known, and why."""

    from_s: float
    until_s: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A note to oneself, and when it was written; ``None`` for one of the practice itself."""

    written: datetime | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What there is to look back on.

    Attributes
    ----------
    started : datetime or None
        When the practice began; ``None`` when nobody says.
    broke_off : bool
        Whether the recording ended unexpectedly.
    from_s, until_s : float
        Where the practice began and ended in the session, in seconds.
    summary : Summary
        Its statistics, steps and notes.
    steps : tuple of StepNumbers
        The numbers of each step.
    beats, gaps : tuple
        The judged beats of the primary heart within the practice, and where some are not there.
    breaths : tuple of BreathPlanned
        The breaths that were really led.
    coherence, warmth : tuple of (t_s, share)
        Their courses; ``nan`` where they cannot be known. In the recording of a room, which has no heart, the first is
        the share of its hearts that were in step.
    unknown : tuple of Unknown
        Where the first of them cannot be known.
    markers : tuple of Marker
        The moments that somebody marked.
    note_versions : tuple of WrittenNote
        The note to oneself, as it was written and changed; the last one holds.
    layer : Layer
        Of which beats all of this is.
    edited_share : float
        How many of the beats were edited by hand in this layer, 0 to 1.
    by_hand_s : tuple of float
        When these beats were, in seconds of the session.
    edits_passed_over : int
        How many edits do not fit the beats, and changed nothing.
    of_room : bool
        Whether it is the recording of a room itself.
    seat : str
        What the seat is called that it is of; empty outside of rooms.
    """

    started: datetime | None
    broke_off: bool
    from_s: float
    until_s: float
    summary: Summary
    steps: tuple[StepNumbers, ...]
    beats: tuple[BeatJudged, ...]
    gaps: tuple[Gap, ...]
    breaths: tuple[BreathPlanned, ...]
    coherence: tuple[tuple[float, float], ...]
    warmth: tuple[tuple[float, float], ...]
    unknown: tuple[Unknown, ...]
    markers: tuple[Marker, ...]
    note_versions: tuple[WrittenNote, ...]
    layer: Layer = "automatic"
    edited_share: float = 0.0
    by_hand_s: tuple[float, ...] = ()
    edits_passed_over: int = 0
    of_room: bool = False
    seat: str = ""

    @property
    def length_s(self) -> float:
        """How long it was, in seconds."""
        return self.until_s - self.from_s


class Reviewer:
    """Gathers what there is to look back on from the events of one practice, in order.

    Parameters
    ----------
    title : str
        The practice's title.
    sources : sequence of str or None
        The sources of the hearts, the primary one first; as for a `Summariser`.
    """

    def __init__(self, title: str, sources: Sequence[str] | None = None) -> None:
        self._summariser = Summariser(title, sources)
        self._source = sources[0] if sources else None
        self._beats: list[BeatJudged] = []
        self._gaps: list[Gap] = []
        self._metrics: list[Metric] = []
        self._breaths: list[BreathPlanned] = []
        self._markers: list[Marker] = []

    def apply(self, event: Event) -> None:
        """Take in an event; what a sensor sent raw changes nothing."""
        if isinstance(event, Packet | Beat | SampleBlock):
            return
        self._summariser.apply(event)
        match event:
            case BeatJudged() if self._is_primary(event.source):
                self._beats.append(event)
            case Gap() if self._is_primary(event.source):
                self._gaps.append(event)
            case Metric() if self._is_primary(event.source):
                self._metrics.append(event)
            case BreathPlanned(t_s=t_s):
                self._withdraw(from_s=t_s)
                self._breaths.append(event)
            case Paused(t_s=t_s, mode="pause"):
                self._withdraw(from_s=math.nextafter(t_s, math.inf))
            case Marker():
                self._markers.append(event)
            case _:
                pass

    def review(
        self,
        started: datetime | None,
        *,
        broke_off: bool,
        later_notes: Iterable[WrittenNote] = (),
        of_room: bool = False,
        seat: str = "",
    ) -> Review:
        """Return what was gathered; ``later_notes`` were written after the practice, oldest first."""
        summary = self._summariser.summary()
        from_s = summary.steps[0].began_s if summary.steps else 0.0
        until_s = summary.steps[-1].ended_s if summary.steps else max((beat.t_s for beat in self._beats), default=0.0)
        until_s = max(until_s, from_s + 1.0)
        beats = sorted((beat for beat in self._beats if from_s <= beat.t_s <= until_s), key=lambda beat: beat.t_s)
        breaths = tuple(breath for breath in self._breaths if breath.t_s < until_s)
        coherence = self._course(OF_ROOM if of_room else "coherence_share", from_s, until_s)
        return Review(
            started=started,
            broke_off=broke_off,
            from_s=from_s,
            until_s=until_s,
            summary=summary,
            steps=tuple(numbers_of(step, beats, self._metrics, breaths) for step in summary.steps),
            beats=tuple(beats),
            gaps=tuple(gap for gap in self._gaps if gap.until_s > from_s and gap.from_s < until_s),
            breaths=breaths,
            coherence=tuple((each.t_s, each.value) for each in coherence),
            warmth=tuple((each.t_s, each.value) for each in self._course("warmth_share", from_s, until_s)),
            unknown=unknown_stretches(coherence),
            markers=tuple(self._markers),
            note_versions=(
                *(WrittenNote(None, note.text) for note in summary.notes if note.kind == "note"),
                *later_notes,
            ),
            of_room=of_room,
            seat=seat,
        )

    def _is_primary(self, source: str) -> bool:
        return self._source is None or source == self._source

    def _withdraw(self, from_s: float) -> None:
        while self._breaths and self._breaths[-1].t_s >= from_s:
            self._breaths.pop()

    def _course(self, name: str, from_s: float, until_s: float) -> list[Metric]:
        return [each for each in self._metrics if each.name == name and from_s <= each.t_s <= until_s]


def unknown_stretches(course: Iterable[Metric]) -> tuple[Unknown, ...]:
    """Return where a number cannot be known, one stretch as long as the reason is the same.

    What a reason has counted is of a moment; of a stretch it says what is needed.
    """
    stretches: list[Unknown] = []
    last_s = math.nan
    for each in course:
        if not math.isnan(each.value):
            last_s = math.nan
            continue
        reason = Reason(each.reason, each.facts).in_general
        goes_on = bool(stretches) and each.t_s - last_s <= _LONGEST_BETWEEN_S
        if goes_on and stretches[-1].reason.code is reason.code:
            stretches[-1] = Unknown(stretches[-1].from_s, each.t_s, reason)
        else:
            stretches.append(Unknown(last_s if goes_on else each.t_s - 1.0, each.t_s, reason))
        last_s = each.t_s
    return tuple(each for each in stretches if each.reason.code is not ReasonCode.KNOWN)
