"""Who sits down in a room: those who have agreed and wait for it to begin, and whoever comes while it goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from biofeedback.error_codes import RoomErrorCode
from biofeedback.errors import SoftenError, UsageError
from biofeedback.names import alike, seat_name
from biofeedback.requests import SendSeatBeats, ShowSeatWarmth
from ui.rooms import MOST_SEATS
from ui.words.rooms.seat_names import free_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ui.rooms import RoomSession, Seat
    from ui.words.language import Language

_MADE = ("simulated", "replay")
"""The kinds of sensors of which several may be in one room, each another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Somebody who has agreed that their heart is heard.

    Attributes
    ----------
    spec : str
        Their sensor, as ``--sensor`` takes it.
    sensor_label : str
        What it is called.
    name : str
        What their seat is called.
    consent : str
        The words that they agreed to.
    kept : bool
        Whether their recording stays after the end.
    shows_warmth : bool
        Whether their own warmth is shown on the wall.
    sends_beats : bool
        Whether their heartbeat goes to other programs.
    """

    spec: str
    sensor_label: str
    name: str
    consent: str
    kept: bool = False
    shows_warmth: bool = False
    sends_beats: bool = False


class Gathering:
    """Those who sit down before a room begins, in the order in which they did.

    Parameters
    ----------
    language : Language
        The language in which names are offered.
    chance : Random or None
        What shuffles them; ``None`` for another order each time.
    """

    def __init__(self, language: Language, chance: Random | None = None) -> None:
        self.language = language
        self._chance = Random() if chance is None else chance
        self.agreed: list[Agreed] = []

    def offered_name(self, taken: Iterable[str] = (), *, but: str = "") -> str:
        """Return a name that nobody here has, nor is among those ``taken``; another one than ``but``."""
        known = (*(each.name for each in self.agreed), *taken, but)
        return free_names(self.language, known, self._chance)[0]

    def sit(self, somebody: Agreed) -> Agreed:
        """Let somebody sit down, once the room begins, and return them with the name as it is kept.

        Raises
        ------
        UsageError
            Their sensor or their name is somebody else's, it is no name, or there is no room for more.
        """
        somebody = self._welcome(somebody, self.agreed)
        self.agreed.append(somebody)
        return somebody

    def change(self, before: Agreed, after: Agreed) -> None:
        """Let somebody wish for something else; raises as `sit` does."""
        at = self.agreed.index(before)
        self.agreed[at] = self._welcome(after, [*self.agreed[:at], *self.agreed[at + 1 :]])

    def rise(self, somebody: Agreed) -> None:
        """Let somebody leave before it begins; their name is free again."""
        self.agreed.remove(somebody)

    def begin(self, room: RoomSession) -> Sequence[tuple[Agreed, SoftenError]]:
        """Let all of them sit down in a room that has begun; return who could not, and why."""
        refused: list[tuple[Agreed, SoftenError]] = []
        for each in self.agreed:
            try:
                sit_down(room, each)
            except SoftenError as error:
                refused.append((each, error))
        return refused

    def _welcome(self, somebody: Agreed, others: Sequence[Agreed]) -> Agreed:
        somebody = replace(somebody, name=seat_name(somebody.name))
        if len(others) >= MOST_SEATS:
            raise UsageError(RoomErrorCode.FULL, most=MOST_SEATS)
        for other in others:
            if other.spec == somebody.spec and not somebody.spec.startswith(_MADE):
                raise UsageError(RoomErrorCode.SEAT_TAKEN, sensor=other.sensor_label, name=other.name)
            if alike(other.name) == alike(somebody.name):
                raise UsageError(RoomErrorCode.NAME_TAKEN, name=somebody.name)
        return somebody


def sit_down(room: RoomSession, somebody: Agreed) -> Seat:
    """Let somebody sit down in a room that goes on; raises as `RoomSession.take_seat` does."""
    seat = room.take_seat(somebody.spec, name=somebody.name, kept=somebody.kept, consent=somebody.consent)
    if somebody.shows_warmth:
        room.request(ShowSeatWarmth(seat.source, shown=True))
    if somebody.sends_beats:
        room.request(SendSeatBeats(seat.source, sent=True))
    return seat
