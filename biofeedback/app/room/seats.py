"""The seats of a room in the order in which they were taken: whose each is, and which sensor is worn already."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from biofeedback.app.room.room_seat import RoomSeat
from biofeedback.error_codes import RoomErrorCode
from biofeedback.errors import SoftenError, UsageError
from biofeedback.names import alike
from devices.catalogue import BluetoothSpec, SensorSpec
from devices.serial_spec import SerialSpec
from ui.people import Person
from ui.rooms import MOST_SEATS, Seat

logger = logging.getLogger(__name__)


class Seats:
    """All seats of a room, also those that were left."""

    def __init__(self) -> None:
        self._seats: list[RoomSeat] = []

    def __iter__(self) -> Iterator[RoomSeat]:
        """Go through them as they are now."""
        return iter(tuple(self._seats))

    def add(self, held: RoomSeat) -> None:
        """Add a seat, behind all others."""
        self._seats.append(held)

    def of(self, seat: Seat) -> RoomSeat:
        """Return what a seat is held as; raises a `UsageError` where it is no seat any more."""
        held = next((each for each in self._seats if each.source == seat.source), None)
        if held is None:
            raise UsageError(RoomErrorCode.SEAT_GONE, name=seat.name)
        return held

    def named(self, name: str) -> RoomSeat | None:
        """Return the seat that is called so, or so much alike that nobody could tell them apart."""
        return next((each for each in self._seats if alike(each.name) == alike(name)), None)

    def occupied(self, source: str) -> RoomSeat | None:
        """Return the seat with this heart, where somebody sits there now."""
        return next((each for each in self._seats if each.present and each.source == source), None)

    def refuse_more(self) -> None:
        """Raise a `UsageError` where a room holds no more seats."""
        if len(self._seats) >= MOST_SEATS:
            raise UsageError(RoomErrorCode.FULL, most=MOST_SEATS)

    def refuse_worn(self, spec: SensorSpec) -> None:
        """Raise a `UsageError` where somebody wears the sensor; one that was left may go from hand to hand."""
        real = isinstance(spec, BluetoothSpec | SerialSpec)
        for held in self._seats:
            if real and held.present and held.spec == spec:
                raise UsageError(RoomErrorCode.SEAT_TAKEN, sensor=held.sensor.label, name=held.name)

    def discard(self, held: RoomSeat) -> None:
        """Delete the recording of a seat, which is closed; it is no seat any more."""
        held.delete()
        self._seats.remove(held)

    def part(self, give: Callable[[Path, Person], Path]) -> SoftenError | None:
        """Do with each recording what was decided, at the end; return the first error there was.

        Parameters
        ----------
        give : callable
            Gives a recording to a person, and returns where it is then.
        """
        first: SoftenError | None = None
        for held in self:
            try:
                if not held.kept:
                    self.discard(held)
                elif held.person is not None:
                    held.path = give(held.path, held.person)
            except SoftenError as error:
                logger.exception("what becomes of a recording could not be done")
                first = first or error
        return first
