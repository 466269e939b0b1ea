"""Makes OSC messages of the events of a practice: floats from 0 to 1, whole numbers and words, ready to be used.

The table of the addresses is what docs/live.md says of them.
"""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from math import inf, isnan
from typing import NamedTuple, Protocol, TypeAlias

from biofeedback.events import (
    Beat,
    BellRang,
    BreathPlanned,
    Event,
    Metric,
    Paused,
    PracticeEnded,
    Resumed,
    SeatBeatsChosen,
    SeatLeft,
    SeatTaken,
    StepBegan,
)
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.pacing.breath_position import BreathPosition
from biofeedback.practice.warmth import ALONE_SHARE, HELD_SHARE

Values: TypeAlias = tuple[float | int | str, ...]


class OscMessage(NamedTuple):
    """One message."""

    address: str
    values: Values


class OscAddress(NamedTuple):
    """One address: its types as OSC writes them, what the values are, and what it is, for those who read."""

    address: str
    types: str
    values: str
    tells: str


BREATH = OscAddress(
    "/soften/breath",
    "ff",
    "phase, size",
    "FRAMES times a second. The phase goes evenly from 0, where the in-breath begins, to 1, where the next one does. "
    "The size is how full the light is, 0 to 1. While no breath is led the phase is 0; if somebody then shows their "
    "own breath by hand, the size follows it.",
)
PART = OscAddress(
    "/soften/breath/part",
    "s",
    "part",
    "When another part of the breath begins: `in`, `hold_in`, `out`, `hold_out`, or `still` where no breath is led.",
)
BEGINS = OscAddress(
    "/soften/breath/begins",
    "ffff",
    "in, hold, out, hold",
    "When a breath begins: how long each of its parts lasts, in seconds.",
)
PLANNED = OscAddress(
    "/soften/breath/planned",
    "fffff",
    "begins, in, hold, out, hold",
    "As soon as a breath is planned, about one breath ahead: in how many seconds it begins, and how long its parts "
    "last. It replaces what was planned for then and later; a pause takes it back.",
)
WARMTH = OscAddress(
    "/soften/warmth",
    "f",
    "warmth",
    "Once a second: how warm the centre of the light is, from HELD, where it begins and the least it ever is, to 1. "
    "Without a sensor it is ALONE all through. In a room it warms with how many are in step beyond chance.",
)
STEP = OscAddress(
    "/soften/step",
    "iss",
    "number, name, title",
    "When a step begins: its number from 1, its name in the practice file, and its title as people read it.",
)
PAUSED = OscAddress("/soften/paused", "i", "paused", "1 when the practice waits, 0 when it goes on.")
BELL = OscAddress("/soften/bell", "i", "1", "When a bell rings.")
BEAT = OscAddress(
    "/soften/beat",
    "if",
    "number, interval",
    "Each beat of a heart that is let out: the number of the heart, from 1 in the order in which they were let out, "
    "and the interval that ends with the beat, in seconds (0 where the sensor told none). Straps tell of their beats "
    "about once a second; so that each heart keeps its rhythm, a beat is sent about BEHIND s after that.",
)
SEAT = OscAddress(
    "/soften/seat",
    "iis",
    "number, here, name",
    "In a room, when somebody let their beats go out, comes back or leaves: the number of the heart, 1 from when it is "
    "here and 0 from when it is not, and the name of the seat, empty unless names are switched on.",
)
ENDED = OscAddress(
    "/soften/ended", "s", "how", "Last of all: `complete`, or `early` where somebody ended the practice."
)

ADDRESSES = (BREATH, PART, BEGINS, PLANNED, WARMTH, STEP, PAUSED, BELL, SEAT, BEAT, ENDED)
"""Every address."""

BEHIND_S = 1.0
"""Seconds from when a sensor tells of a beat to when it is sent: a choice, what straps take from packet to packet."""

WARMTH_EVERY_S = 1.0
"""Session seconds between two warmths: as often as it is computed."""


class RoomLight(Protocol):
    """The light of a room, made from events."""

    @property
    def warmth_share(self) -> float:
        """How warm its centre is, 0 to 1."""
        ...

    def apply(self, event: Event) -> None:
        """Take in an event."""
        ...


class OscMessages:
    """What goes out of one practice.

    Parameters
    ----------
    sources : sequence of str
        The sources of its hearts, the primary one first; empty where nobody listens.
    beats : bool
        Whether the beats of the primary heart go out. Those of a seat in a room go where whoever sits there says so.
    names : bool
        Whether the names of such seats go with them.
    room : RoomLight or None
        The light of a room, from the first message on; ``None`` in any other practice.
    """

    def __init__(
        self, sources: Sequence[str], *, beats: bool, names: bool = False, room: RoomLight | None = None
    ) -> None:
        self._primary = sources[0] if sources else ""
        self._warmth_share = HELD_SHARE if sources else ALONE_SHARE
        self._warmth_due_s = -inf
        self._room = room
        self._plan = BreathPosition()
        self._part = ""
        self._begun_s = -inf
        self._hearts = _Hearts()
        if beats and sources:
            self._hearts.let_out(self._primary)
        self._names = names
        self._seats: dict[str, str] = {}
        self._beats: list[tuple[float, int, float]] = []
        self.ended = False

    def apply(self, event: Event, now_s: float) -> Iterator[OscMessage]:
        """Yield what an event says, at ``now_s``; most say nothing."""
        self._plan.apply(event)
        if self._room is not None:
            self._room.apply(event)
        match event:
            case BreathPlanned():
                yield OscMessage(PLANNED.address, (max(0.0, event.t_s - now_s), *_parts(event)))
            case StepBegan():
                yield OscMessage(STEP.address, (event.index + 1, event.name, event.title))
            case Paused():
                yield OscMessage(PAUSED.address, (1,))
            case Resumed():
                yield OscMessage(PAUSED.address, (0,))
            case BellRang():
                yield OscMessage(BELL.address, (1,))
            case Metric(source=self._primary, name="warmth_share", value=value) if not isnan(value):
                self._warmth_share = value
            case Beat(source=source) if (heart := self._hearts.out.get(source)) is not None:
                heappush(self._beats, (heart.due_s(event), heart.number, event.usable_ms))
            case SeatTaken() | SeatLeft() | SeatBeatsChosen():
                yield from self._of_seat(event)
            case PracticeEnded(mode=mode):
                yield from self.end(mode)
            case _:
                pass

    def frame(self, now_s: float) -> Iterator[OscMessage]:
        """Yield what is to be said at ``now_s``, some times a second."""
        moment, breath = self._plan.at(now_s), self._plan.running(now_s)
        if breath is not None and breath.t_s > self._begun_s:
            self._begun_s = breath.t_s
            yield OscMessage(BEGINS.address, _parts(breath))
        if moment.phase != self._part:
            self._part = moment.phase
            yield OscMessage(PART.address, (moment.phase,))
        phase_share = 0.0 if breath is None else (now_s - breath.t_s) / (ends_s(breath) - breath.t_s)
        yield OscMessage(BREATH.address, (phase_share, moment.position))
        if now_s >= self._warmth_due_s:
            self._warmth_due_s = now_s + WARMTH_EVERY_S
            warmth_share = self._warmth_share if self._room is None else self._room.warmth_share
            yield OscMessage(WARMTH.address, (warmth_share,))
        while self._beats and self._beats[0][0] <= now_s:
            _, number, rr_ms = heappop(self._beats)
            yield OscMessage(BEAT.address, (number, 0.0 if isnan(rr_ms) else rr_ms / 1000.0))

    def _of_seat(self, event: SeatTaken | SeatLeft | SeatBeatsChosen) -> Iterator[OscMessage]:
        """Yield what is said of a seat: nothing before whoever sits there let their beats go out."""
        source = event.source
        match event:
            case SeatTaken(seat=name):
                self._seats[source] = name
                heart = self._hearts.out.get(source)
                here = 1
            case SeatLeft():
                heart = self._hearts.out.get(source)
                here = 0
            case SeatBeatsChosen(sent=sent):
                heart = self._hearts.let_out(source) if sent else self._hearts.keep_in(source)
                here = int(sent)
        if heart is not None:
            yield OscMessage(SEAT.address, (heart.number, here, self._seats.get(source, "") if self._names else ""))
        if not here:
            self._beats = [each for each in self._beats if heart is None or each[1] != heart.number]

    def end(self, mode: str) -> Iterator[OscMessage]:
        """Yield that it ended, once; nothing is to be said after that."""
        if not self.ended:
            self.ended = True
            yield OscMessage(ENDED.address, (mode,))


class _Hearts:
    """Which hearts are let out, and by what number each is known from then on."""

    def __init__(self) -> None:
        self.out: dict[str, _Rhythm] = {}
        self._known: dict[str, _Rhythm] = {}

    def let_out(self, source: str) -> "_Rhythm":
        """Let the beats of a heart go out from now on."""
        self.out[source] = self._known.setdefault(source, _Rhythm(len(self._known) + 1))
        return self.out[source]

    def keep_in(self, source: str) -> "_Rhythm | None":
        """Let them go out no more; return the heart if they did."""
        return self.out.pop(source, None)


class _Rhythm:
    """When the beats of one heart are sent: as far from one another as they were, though packets bring several."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._due_s = -inf

    def due_s(self, beat: Beat) -> float:
        """Return when to send a beat, in session seconds."""
        due_s = self._due_s + beat.usable_ms / 1000.0
        if not beat.arrived_s <= due_s <= beat.arrived_s + 2.0 * BEHIND_S:
            due_s = beat.arrived_s + BEHIND_S
        self._due_s = due_s
        return due_s


def _parts(breath: BreathPlanned) -> tuple[float, float, float, float]:
    return breath.in_s, breath.hold_in_s, breath.out_s, breath.hold_out_s
