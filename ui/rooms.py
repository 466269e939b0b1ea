"""A practice of a room of people, as the screens know it: who sits where, and what becomes of each recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.people import Person

MOST_SEATS = 30
"""In one room; as many hearts as were tried together (30 straps, two windows at 60 frames a second)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One seat of a room, as it is at one moment; whoever wants to know of later asks the session anew.

    Attributes
    ----------
    source : str
        What it is known by: the name of its sensor in every event.
    name : str
        What it is called.
    sensor_label : str
        The name of its sensor for people, as far as it is known by now.
    kept : bool
        Whether its recording stays after the end.
    person : Person or None
        Whose recording it is; ``None`` for a guest, or for whoever leads, where it is kept.
    shows_warmth : bool
        Whether the warmth of this heart is shown on the wall.
    sends_beats : bool
        Whether the beats of this heart may go to other programs by OSC.
    present : bool
        Whether somebody sits there; a link that is lost is no leaving.
    """

    source: str
    name: str
    sensor_label: str
    kept: bool
    person: Person | None
    shows_warmth: bool
    sends_beats: bool
    present: bool


@runtime_checkable
class RoomSession(Session, Protocol):
    """A practice of a room of people: a session in which seats are taken and left while it goes on.

    No seat leads it: its ``sources`` are empty, and so is its ``sensor_label``. What is done with a seat raises a
    `SoftenError` where it cannot be done, and changes nothing then; it may take a moment. A seat is found by its
    source.
    """

    @property
    def seats(self) -> Sequence[Seat]:
        """The seats in the order in which they were taken; those that were left stay until they are discarded."""
        ...

    def take_seat(self, sensor_spec: str, *, name: str, kept: bool = False, consent: str) -> Seat:
        """Let somebody sit down, and hear their heart from now on; with the sensor of a seat that was left, in that.

        Parameters
        ----------
        sensor_spec : str
            Their sensor, as ``--sensor`` takes it.
        name : str
            What the seat is called; no two are called the same.
        kept : bool
            Whether the recording is to stay after the end.
        consent : str
            The words that they agreed to, which their recording keeps.
        """
        ...

    def leave_seat(self, seat: Seat) -> None:
        """Let somebody leave: their heart is heard no more, and their recording stays what it is until the end."""
        ...

    def return_to_seat(self, seat: Seat) -> None:
        """Let whoever left be back in the same seat with the same sensor, by what they agreed to and chose before."""
        ...

    def keep_seat(self, seat: Seat, *, kept: bool) -> None:
        """Let the recording of a seat stay after the end, or be gone then as that of a guest is."""
        ...

    def give_seat(self, seat: Seat, person: Person) -> None:
        """Let the recording of a seat be somebody's, and stay: now, or after the practice."""
        ...

    def discard_seat(self, seat: Seat) -> None:
        """Delete the recording of a seat, now; nothing more of it is kept, and it is no seat any more."""
        ...

    def keep_only_room(self) -> None:
        """Delete the recordings of all seats as `discard_seat` does; the course of the room's centre stays."""
        ...
