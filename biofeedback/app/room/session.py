"""Runs the practice of a room: seats that are taken and left while it goes on, a recording of each beside the room's.

The recording of the room has the practice itself and how many are in step: no seat, no name and no beat.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.app.observers import Observer
from biofeedback.app.room.room_seat import OpenedSensor, RoomSeat
from biofeedback.app.room.seats import Seats
from biofeedback.app.running_session import RunningSession
from biofeedback.app.session_runner import Sequencer
from biofeedback.clock import awake_or_asleep_ns
from biofeedback.error_codes import RoomErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.events import BreathPlanned, Event, Paused, SeatLeft, SeatTaken, Tick
from biofeedback.hub import Inbox
from biofeedback.names import seat_name
from biofeedback.practice.script.model import Practice
from biofeedback.requests import SeatRequest
from biofeedback.sensors import ROOM_SOURCE
from devices.catalogue import SensorSpec, parse_sensor
from devices.io_thread import IoThread
from devices.sensor import Sensor
from sessions.library.rooms import RoomFolder
from sessions.recorder import Recorder
from sessions.recorders import Recorders
from sessions.sealed.passphrases import Passphrase
from ui.people import Person
from ui.rooms import Seat

if TYPE_CHECKING:
    from biofeedback.pipelines.room import RoomPipelines

PAUSE_S = 0.001
"""Real seconds between two hearts of which a second is computed: whoever paints meanwhile waits for one, not for all.
A choice, after which thirty take some tenths of a second."""


class RoomSession(RunningSession):
    """A practice of a room of people; `ui.rooms.RoomSession` says what is asked of it.

    Parameters
    ----------
    practice : Practice
        What is practised.
    folder : RoomFolder
        Where the recordings lie.
    io : IoThread
        The one thread for radio and timing; it is running and outlives the session.
    open_sensor : callable
        Returns a sensor by how it was asked for, and what was asked for before in this room; raises a `SoftenError`
        where it cannot be used.
    give : callable
        Gives a recording to a person, and returns where it is then.
    name : str
        What the file of the room's recording is called behind the time.
    seat_name : callable
        Returns what the file of a seat is called, by the name of the seat.
    facts : mapping of str to str
        What every recording says about itself.
    speed, counter_ns, sequencer, observers
        As for `RunningSession`.
    seal : Passphrase or None
        What the recordings are sealed with; ``None`` for plain ones.

    Raises
    ------
    SoftenError
        The recording of the room cannot be made; nothing is left behind.
    """

    sensor_label = ""
    simulated = False

    def __init__(
        self,
        practice: Practice,
        folder: RoomFolder,
        io: IoThread,
        *,
        open_sensor: Callable[[SensorSpec, Sequence[SensorSpec]], OpenedSensor],
        give: Callable[[Path, Person], Path],
        name: str,
        seat_name: Callable[[str], str],
        facts: Mapping[str, str],
        speed: float = 1.0,
        counter_ns: Callable[[], int] = awake_or_asleep_ns,
        sequencer: Sequencer,
        observers: Sequence[Observer] = (),
        seal: Passphrase | None = None,
    ) -> None:
        super().__init__(
            practice,
            (),
            folder.new_recording(name),
            io,
            speed=speed,
            counter_ns=counter_ns,
            sequencer=sequencer,
            observers=observers,
        )
        self._folder = folder
        self._open_sensor = open_sensor
        self._give = give
        self._seat_name = seat_name
        self._facts = dict(facts)
        self._seal = seal
        self._seats = Seats()
        self._asked: list[SensorSpec] = []
        self._led: list[Event] = []
        self._pause_s = PAUSE_S if speed <= 1.0 else 0.0
        self._recorders = Recorders()
        recorder = Recorder(self.path, self._facts | {"sensor": "none"}, self._recording_stopped, seal=seal)
        recorder.create()
        self._inbox: Inbox = self._hub.subscribe_to(ROOM_SOURCE)
        self._recorders.begin(recorder, self._inbox)
        self._begin()

    @property
    def seats(self) -> Sequence[Seat]:
        """The seats in the order in which they were taken."""
        return tuple(held.shown for held in self._seats)

    def label_of(self, source: str) -> str:
        """Return the name of the sensor of a seat for people, as it is known by now."""
        return next((held.sensor.label for held in self._seats if held.source == source), "")

    def take_seat(self, sensor_spec: str, *, name: str, kept: bool = False, consent: str) -> Seat:
        """Let somebody sit down, or come back to the seat that they left, and hear their heart from now on.

        Raises
        ------
        SoftenError
            The practice is over, nobody agreed, the name or the sensor is somebody else's, or there is no such sensor.
        """
        self._refuse_after_end()
        if not consent.strip():
            raise UsageError(RoomErrorCode.NOT_AGREED)
        name, spec = seat_name(name), parse_sensor(sensor_spec)
        held = self._seats.named(name)
        if held is None:
            held = self._new_seat(spec, name, consent)
        elif held.present or held.spec != spec:
            raise UsageError(RoomErrorCode.NAME_TAKEN, name=held.name)
        else:
            self._return(held)
        if kept:
            held.keep(kept=True)
        self._begin_sensor_of(held)
        return held.shown

    def leave_seat(self, seat: Seat) -> None:
        """Let somebody leave; one who left already has left."""
        held = self._seats.of(seat)
        if held.present:
            held.present = False
            self._hub.publish(SeatLeft(t_s=self.clock.now_s(), source=held.source))
            self._io.submit(self._sensors.end(held.source))

    def return_to_seat(self, seat: Seat) -> None:
        """Let whoever left be back in their seat; one who sits there already does.

        Raises
        ------
        SoftenError
            The practice is over, somebody else wears the sensor now, or it is no seat any more.
        """
        self._refuse_after_end()
        held = self._seats.of(seat)
        if not held.present:
            self._return(held)
            self._begin_sensor_of(held)

    def keep_seat(self, seat: Seat, *, kept: bool) -> None:
        """Let the recording of a seat stay after the end, or be gone then; after it, at once."""
        held = self._seats.of(seat)
        if self._finished and not kept:
            self.discard_seat(seat)
        else:
            held.keep(kept=kept)

    def give_seat(self, seat: Seat, person: Person) -> None:
        """Let the recording of a seat be somebody's: it moves to them at the end, or now when that was."""
        held = self._seats.of(seat)
        if self._finished:
            held.path = self._give(held.path, person)
        else:
            held.keep(kept=True)
        held.kept, held.person = True, person

    def discard_seat(self, seat: Seat) -> None:
        """Delete the recording of a seat, now; it is no seat any more."""
        held = self._seats.of(seat)
        if not self._finished:
            self.leave_seat(seat)
            self._pipelines.discard(held.source)
            self._close(held)
        self._seats.discard(held)

    def keep_only_room(self) -> None:
        """Delete the recordings of all seats."""
        for seat in self.seats:
            self.discard_seat(seat)

    def _new_seat(self, spec: SensorSpec, name: str, consent: str) -> RoomSeat:
        self._seats.refuse_more()
        self._seats.refuse_worn(spec)
        opened = self._open_sensor(spec, self._asked)
        source = opened.sensor.source
        held = RoomSeat(spec, opened.sensor, name)
        held.record(
            self._folder.new_recording(self._seat_name(name)),
            {**self._facts, **opened.facts, "seat": name, "consent": consent},
            lambda: self._hub.subscribe_to(source, SeatTaken(t_s=self.clock.now_s(), source=source, seat=name)),
            self._recorders,
            lambda error: self._seat_stopped(source, error),
            self._seal,
        )
        self._asked.append(spec)
        self._seats.add(held)
        return held

    def _return(self, held: RoomSeat) -> None:
        self._seats.refuse_worn(held.spec)
        self._hub.publish(SeatTaken(t_s=self.clock.now_s(), source=held.source, seat=held.name))

    def _begin_sensor_of(self, held: RoomSeat) -> None:
        held.present = True
        self._io.submit(self._begin_sensor(held.sensor))

    def _refuse_after_end(self) -> None:
        if self._settled or self.is_over:
            raise UsageError(RoomErrorCode.OVER)

    async def _begin_sensor(self, sensor: Sensor) -> None:
        if not self.is_over:
            self._sensors.begin(sensor, self._led)

    @cached_property
    def _pipelines(self) -> "RoomPipelines":
        from biofeedback.pipelines.room import RoomPipelines

        return RoomPipelines(self._numbers_stopped)

    def _compute(self, event: Event) -> None:
        for results in self._pipelines.steps(event):
            self._publish_computed(results)
            if self._pause_s and isinstance(event, Tick):
                time.sleep(self._pause_s)

    def _publish_led(self, *events: Event) -> None:
        self._led += (event for event in events if isinstance(event, BreathPlanned | Paused))
        super()._publish_led(*events)

    def _begin_sensors(self) -> None:
        """Nobody sits here yet."""

    def _request_of_seat(self, request: SeatRequest) -> None:
        held = self._seats.occupied(request.source)
        if held is not None:
            self._hub.publish(held.take(request, self.clock.now_s()))

    def _seat_stopped(self, source: str, error: RecordingError) -> None:
        self.error = self.error or error
        self._say_error(source, error)

    def _close(self, held: RoomSeat) -> None:
        if held.inbox is not None:
            self._hub.close(held.inbox)
        self._recorders.hurry()
        held.join()

    def _close_recordings(self) -> None:
        for held in self._seats:
            if held.inbox is not None:
                self._hub.close(held.inbox)
        self._hub.close(self._inbox)
        self._recorders.end()
        unparted = self._seats.part(self._give)
        self.error = self.error or unparted
        with suppress(OSError):
            self._folder.close()
