"""A room as its light shows it: a petal for each person, in the order in which they sat down, and a warm centre.

It is made from events alone. A petal says that somebody is there and nothing of how their heart or their sensor is:
who lost the link, or has no contact, has the same petal as everybody else.
"""

import math
from typing import NamedTuple

from biofeedback.events import (
    BeatJudged,
    Contact,
    Event,
    LinkChanged,
    Metric,
    SeatGreeted,
    SeatLeft,
    SeatTaken,
    SeatWarmthChosen,
    Tick,
)
from biofeedback.practice.warmth import HELD_SHARE, RoomWarmth
from biofeedback.sensors import ROOM_SOURCE
from ui.presenter.private_hello import Answers, PressWatch

MOVE_S = 6.0
"""Session seconds in which a petal comes, or goes: a choice, so slow that nobody looks up."""

_OPENS_BY = 0.7  # of that time, by which the others have made room; a choice
_SHOWS_FROM = 0.35  # of that time, from which on the petal is seen: it lights up where room is; a choice

_FIRST_BEATS = 3
"""With so many beats a heart is heard: a choice, so that one that was read out of noise is not yet answered."""

_FRESH_S = 3.0
"""Session seconds for which a share in step counts as the latest; it comes once a second."""


class Petal(NamedTuple):
    """One person on the wall at one moment.

    Attributes
    ----------
    source : str
        The source of their heart.
    name : str
        What their seat is called.
    opening : float
        How much of its place around the light is there, 0 to 1.
    presence : float
        How visible it is, 0 to 1.
    hello : float
        How far it is in its answer, 0 (it does not answer) to 1 (brightest).
    warmth : float or None
        Their own warmth, where they show it, from `HELD_SHARE` to 1; else ``None``.
    """

    source: str
    name: str
    opening: float
    presence: float
    hello: float
    warmth: float | None


class _Seat:
    """One seat through its time in the room."""

    def __init__(self) -> None:
        self.name = ""
        self.here = False
        self.since_s = 0.0
        self.since_share = 0.0
        self.beats_due = 0
        self.shows_warmth = False
        self.warmth_share = HELD_SHARE
        self.press = PressWatch()

    def share(self, now_s: float) -> float:
        """Return how far it has come, 0 to 1."""
        step = max(0.0, now_s - self.since_s) / MOVE_S
        return min(1.0, self.since_share + step) if self.here else max(0.0, self.since_share - step)

    def turn(self, t_s: float, *, here: bool) -> None:
        """Come from now on, or go."""
        self.since_share, self.since_s, self.here = self.share(t_s), t_s, here

    @property
    def there_s(self) -> float:
        """When it has wholly come."""
        return self.since_s + (1.0 - self.since_share) * MOVE_S


class RoomView:
    """A room, kept by feeding it every event once and in order."""

    def __init__(self) -> None:
        self._seats: dict[str, _Seat] = {}
        self._answers = Answers()
        self._warmth = RoomWarmth()
        self._shares: dict[str, Metric] = {}
        self._settled: tuple[Petal, ...] | None = ()  # as they are, but for an answer
        self.warmth_share = HELD_SHARE

    def apply(self, event: Event) -> None:
        """Take in an event; what is of no seat of the room changes nothing."""
        match event:
            case SeatTaken(source=source, t_s=t_s):
                self._take(source, event.seat, t_s)
            case Metric(source=source) if source == ROOM_SOURCE:
                self._shares[event.name] = event
            case Tick(t_s=t_s):
                self.warmth_share = self._warmth.advance(
                    t_s, self._latest("in_step_share", t_s), self._latest("in_step_chance_share", t_s)
                )
            case (
                SeatLeft() | SeatGreeted() | SeatWarmthChosen() | BeatJudged() | Contact() | LinkChanged() | Metric()
            ) if event.source in self._seats:
                self._of_seat(event, self._seats[event.source])
            case _:
                pass

    def petals(self, now_s: float) -> tuple[Petal, ...]:
        """Return those who are there, are coming or going, in the order in which they sat down.

        While nothing of them changes it is the same tuple, and of one that changes all others are the same petals.
        """
        settled = self._settled
        if settled is None:
            settled = self._moving(now_s)
        answering = self._answers.at(now_s)
        if answering is None:
            return settled
        source, hello = answering
        return tuple(petal._replace(hello=hello) if petal.source == source else petal for petal in settled)

    def _moving(self, now_s: float) -> tuple[Petal, ...]:
        """Return everybody as far as they have come, kept when all of them have."""
        shown, moves = [], False
        for source, seat in self._seats.items():
            share = seat.share(now_s)
            if share > 0.0 or seat.here:
                warmth = seat.warmth_share if seat.shows_warmth else None
                shown.append(Petal(source, seat.name, *_come(share), 0.0, warmth))
            moves = moves or share != float(seat.here)
        petals = tuple(shown)
        self._settled = None if moves else petals
        return petals

    def _take(self, source: str, name: str, t_s: float) -> None:
        seat = self._seats.setdefault(source, _Seat())
        if not seat.here:
            if not seat.share(t_s):
                # Who comes back when their place has closed sits down beside the last.
                self._seats[source] = self._seats.pop(source)
            seat.turn(t_s, here=True)
            seat.beats_due = _FIRST_BEATS
            seat.press = PressWatch()
        seat.name = name
        self._settled = None

    def _of_seat(
        self,
        event: SeatLeft | SeatGreeted | SeatWarmthChosen | BeatJudged | Contact | LinkChanged | Metric,
        seat: _Seat,
    ) -> None:
        match event:
            case Metric(name="warmth_share", value=value) if not math.isnan(value):
                seat.warmth_share = max(HELD_SHARE, value)
                if seat.shows_warmth:
                    self._settled = None
            case SeatWarmthChosen(shown=shown):
                seat.shows_warmth = shown
                self._settled = None
            case SeatLeft(t_s=t_s):
                seat.turn(t_s, here=False)
                seat.shows_warmth = False
                self._answers.forget(event.source, t_s)
                self._settled = None
            case SeatGreeted(t_s=t_s) if seat.here:
                self._answers.greet(event.source, t_s, max(t_s, seat.there_s))
            case BeatJudged(t_s=t_s) if seat.here and seat.beats_due and not math.isnan(event.nn_ms):
                seat.beats_due -= 1
                if not seat.beats_due:
                    self._answers.join(event.source, t_s, max(t_s, seat.there_s))
            case Contact(t_s=t_s, state=state) if seat.here and seat.press.on_contact(t_s, state):
                self._answers.press(event.source, t_s, max(t_s, seat.there_s))
            case LinkChanged(state=state):
                seat.press.on_link(state)
            case _:
                pass

    def _latest(self, name: str, t_s: float) -> float:
        metric = self._shares.get(name)
        return metric.value if metric is not None and t_s - metric.t_s <= _FRESH_S else math.nan


def _come(share: float) -> tuple[float, float]:
    """Return how much of its place has opened and how visible a petal is that has come so far, 0 to 1."""
    return soft(share / _OPENS_BY), soft((share - _SHOWS_FROM) / (1.0 - _SHOWS_FROM))


def soft(share: float) -> float:
    """Return a share of 0 to 1 with a soft beginning and a soft end."""
    within = min(1.0, max(0.0, share))
    return within * within * (3.0 - 2.0 * within)
