"""A room of people for tests of screens: seats in memory whose hearts follow the breath, or get into trouble.

::

    room = PretendRoom(practice, clock)
    fern = room.take_seat("bluetooth:00:01", name="Fern", consent="yes")
    room.live_until(30.0)
    room.lose(fern)
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode
from biofeedback.error_codes import RoomErrorCode
from biofeedback.errors import UsageError
from biofeedback.events import (
    Battery,
    Contact,
    LinkChanged,
    Metric,
    SeatBeatsChosen,
    SeatGreeted,
    SeatLeft,
    SeatTaken,
    SeatWarmthChosen,
)
from biofeedback.facts import facts
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import Practice
from biofeedback.reasons import ReasonCode
from biofeedback.requests import GreetSeat, Request, SendSeatBeats, ShowSeatWarmth
from biofeedback.sensors import ROOM_SOURCE
from tests.rigs.practices.pretend_session import PretendSession
from ui.people import Person
from ui.rooms import Seat

KNOWN_AFTER_S = 105.0
"""Pretended seconds after which the share in step is known, about as it is live."""


class PretendRoom(PretendSession):
    """A room whose hearts all follow the breath; ``in_step_share`` is what the group is said to be."""

    def __init__(self, practice: Practice, clock: Clock, *, choice: BreathChoice | None = None) -> None:
        self.agreed: dict[str, str] = {}
        self.in_step_share = 0.75
        self.chance_share = 0.25
        self._seats: dict[str, Seat] = {}
        self._over = False
        super().__init__(practice, clock, choice=choice, sources=())
        self.path = Path("/home/someone/.local/share/soften/2026-11-30 0931 room/room.soften")

    @property
    def seats(self) -> Sequence[Seat]:
        return tuple(self._seats.values())

    def take_seat(self, sensor_spec: str, *, name: str, kept: bool = False, consent: str) -> Seat:
        if self._over:
            raise UsageError(RoomErrorCode.OVER)
        if not consent.strip():
            raise UsageError(RoomErrorCode.NOT_AGREED)
        source = sensor_spec.removeprefix("bluetooth:")
        there = self._seats.get(source)
        if there is not None and there.present:
            raise UsageError(RoomErrorCode.SEAT_TAKEN, sensor=there.sensor_label, name=there.name)
        if any(each.name == name and each.source != source for each in self._seats.values()):
            raise UsageError(RoomErrorCode.NAME_TAKEN, name=name)
        seat = there or Seat(
            source=source,
            name=name,
            sensor_label=f"Strap {len(self._seats) + 1}",
            kept=kept,
            person=None,
            shows_warmth=False,
            sends_beats=False,
            present=True,
        )
        self.agreed[source] = consent
        self._put(replace(seat, name=name, kept=kept, present=True))
        self._publish(SeatTaken(t_s=self.clock.now_s(), source=source, seat=name))
        self.hear(source)
        return self._seats[source]

    def leave_seat(self, seat: Seat) -> None:
        there = self._there(seat)
        if there.present:
            self.leave(there.source)
            self._put(replace(there, present=False))
            self._publish(SeatLeft(t_s=self.clock.now_s(), source=there.source))

    def return_to_seat(self, seat: Seat) -> None:
        there = self._there(seat)
        if not there.present:
            self._put(replace(there, present=True))
            self._publish(SeatTaken(t_s=self.clock.now_s(), source=there.source, seat=there.name))
            self.hear(there.source)

    def keep_seat(self, seat: Seat, *, kept: bool) -> None:
        there = self._there(seat)
        self._put(replace(there, kept=kept, person=there.person if kept else None))

    def give_seat(self, seat: Seat, person: Person) -> None:
        self._put(replace(self._there(seat), kept=True, person=person))

    def discard_seat(self, seat: Seat) -> None:
        self.leave_seat(seat)
        del self._seats[seat.source]

    def keep_only_room(self) -> None:
        for seat in self.seats:
            self.discard_seat(seat)

    def request(self, request: Request) -> None:
        now_s = self.clock.now_s()
        match request:
            case GreetSeat(source=source):
                self.requests.append(request)
                if self._is_taken(source):
                    self._publish(SeatGreeted(t_s=now_s, source=source))
            case ShowSeatWarmth(source=source, shown=shown):
                self.requests.append(request)
                if self._is_taken(source):
                    self._put(replace(self._seats[source], shows_warmth=shown))
                    self._publish(SeatWarmthChosen(t_s=now_s, source=source, shown=shown))
            case SendSeatBeats(source=source, sent=sent):
                self.requests.append(request)
                if self._is_taken(source):
                    self._put(replace(self._seats[source], sends_beats=sent))
                    self._publish(SeatBeatsChosen(t_s=now_s, source=source, sent=sent))
            case _:
                super().request(request)

    def label_of(self, source: str) -> str:
        return self._seats[source].sensor_label

    def finish(self) -> Path:
        self._over = True
        return super().finish()

    def lose(self, seat: Seat) -> None:
        """Let the link of a seat be lost."""
        self.leave(seat.source)
        self._publish(
            LinkChanged(
                source=seat.source,
                t_s=self.clock.now_s(),
                state="lost",
                code=LinkCode.STRAP_LOST,
                facts=facts(label="Strap"),
            )
        )

    def find_again(self, seat: Seat) -> None:
        """Let a link that was lost be there again."""
        self.hear(seat.source)

    def loosen(self, seat: Seat) -> None:
        """Let the sensor of a seat no longer touch the skin."""
        self._publish(Contact(source=seat.source, t_s=self.clock.now_s(), state="no"))

    def tire(self, seat: Seat, level_percent: int) -> None:
        """Let the battery of a seat say how much there is in it."""
        self._publish(Battery(source=seat.source, t_s=self.clock.now_s(), level_percent=level_percent))

    def _tick(self) -> None:
        now_s = self._tick_s
        super()._tick()
        there = sum(each.present for each in self.seats)
        known = bool(there) and now_s >= KNOWN_AFTER_S
        for name, value in (("in_step_share", self.in_step_share), ("in_step_chance_share", self.chance_share)):
            self._publish(
                Metric(
                    source=ROOM_SOURCE,
                    name=name,
                    t_s=now_s,
                    value=value if known else float("nan"),
                    unit="share",
                    window_s=120.0,
                    quality_share=1.0 if known else 0.0,
                    reason=ReasonCode.KNOWN if known else ReasonCode.TOO_FEW_HEARTS,
                    facts=() if known else (("needed_hearts", 1), ("there_hearts", 0)),
                )
            )

    def _is_taken(self, source: str) -> bool:
        return source in self._seats and self._seats[source].present

    def _there(self, seat: Seat) -> Seat:
        if seat.source not in self._seats:
            raise UsageError(RoomErrorCode.SEAT_GONE, name=seat.name)
        return self._seats[seat.source]

    def _put(self, seat: Seat) -> None:
        self._seats[seat.source] = seat
