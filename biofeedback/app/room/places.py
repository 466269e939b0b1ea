"""The seats of a room in the order in which they were taken: whose each is, and which sensor is worn already."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from biofeedback.app.room.place import Place
from biofeedback.error_codes import RoomErrorCode
from biofeedback.errors import SoftenError, UsageError
from biofeedback.names import alike
from devices.catalogue import BluetoothSpec, SensorSpec
from devices.serial_spec import SerialSpec
from ui.people import Person
from ui.rooms import MOST_SEATS, Seat

logger = logging.getLogger(__name__)


class Places:
    """All seats of a room, also those that were left."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    def __iter__(self) -> Iterator[Place]:
        """Go through them as they are now."""
        return iter(tuple(self._places))

    def add(self, place: Place) -> None:
        """Add a seat, behind all others."""
        self._places.append(place)

    def of(self, seat: Seat) -> Place:
        """Return what a seat is held as; raises a `UsageError` where it is no seat any more."""
        place = next((each for each in self._places if each.source == seat.source), None)
        if place is None:
            raise UsageError(RoomErrorCode.SEAT_GONE, name=seat.name)
        return place

    def named(self, name: str) -> Place | None:
        """Return the seat that is called so, or so much alike that nobody could tell them apart."""
        return next((each for each in self._places if alike(each.name) == alike(name)), None)

    def sitting(self, source: str) -> Place | None:
        """Return the seat with this heart, where somebody sits there now."""
        return next((each for each in self._places if each.present and each.source == source), None)

    def refuse_more(self) -> None:
        """Raise a `UsageError` where a room holds no more seats."""
        if len(self._places) >= MOST_SEATS:
            raise UsageError(RoomErrorCode.FULL, most=MOST_SEATS)

    def refuse_worn(self, spec: SensorSpec) -> None:
        """Raise a `UsageError` where somebody wears the sensor; one that was left may go from hand to hand."""
        real = isinstance(spec, BluetoothSpec | SerialSpec)
        for place in self._places:
            if real and place.present and place.spec == spec:
                raise UsageError(RoomErrorCode.SEAT_TAKEN, sensor=place.sensor.label, name=place.name)

    def discard(self, place: Place) -> None:
        """Delete the recording of a seat, which is closed; it is no seat any more."""
        place.delete()
        self._places.remove(place)

    def part(self, give: Callable[[Path, Person], Path]) -> SoftenError | None:
        """Do with each recording what was decided, at the end; return the first error there was.

        Parameters
        ----------
        give : callable
            Gives a recording to a person, and returns where it is then.
        """
        first: SoftenError | None = None
        for place in self:
            try:
                if not place.kept:
                    self.discard(place)
                elif place.person is not None:
                    place.path = give(place.path, place.person)
            except SoftenError as error:
                logger.exception("what becomes of a recording could not be done")
                first = first or error
        return first
