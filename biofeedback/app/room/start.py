"""Starts the practice of a room: its folder, its sound, what goes out live, and the sensors of its seats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biofeedback.app.paths import sessions_folder
from biofeedback.app.session_start import SessionStart
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import UsageError

# The first picture waits for this module: what is needed when something is begun is imported there.
if TYPE_CHECKING:
    from collections.abc import Sequence

    from biofeedback.app.room.room_seat import OpenedSensor
    from biofeedback.app.room.session import RoomSession
    from biofeedback.app.session_runner import Sequencer
    from biofeedback.practice.script.model import Practice
    from devices.catalogue import SensorSpec

ROOM = "room"
"""What the file of a room's recording is called, behind the time."""


class RoomStart(SessionStart):
    """What starts sessions, also those of rooms; the parameters are those of `LiveApplication`."""

    def _start_room(self, practice: Practice, sequencer: Sequencer) -> RoomSession:
        """Begin a room that ``sequencer`` leads. Its folder is among the recordings of whose Soften it is."""
        seal = self._ready()
        from biofeedback.app.room.session import RoomSession
        from biofeedback.app.sensors.factory import any_seed
        from biofeedback.app.session_metadata import session_facts
        from biofeedback.wall_clock import local_now
        from sessions.library.people import new_key
        from sessions.library.rooms import RoomFolder
        from sessions.sealed.header import SEALED_NAME

        seed = any_seed() if self._seed is None else self._seed
        started = local_now()
        facts = session_facts(practice, started)
        # The seats and the room have one clock, so that no recording is before another.
        facts |= {"speed": f"{self._speed:g}", "room": new_key(), "room_clock_s": "0"}
        observers, live = self._followed(practice, (), facts)
        folder = RoomFolder(sessions_folder(), started)

        def open_sensor(spec: SensorSpec, asked: Sequence[SensorSpec]) -> OpenedSensor:
            return self._seat_sensor(spec, asked, seed)

        try:
            session = RoomSession(
                practice,
                folder,
                self.discovery.io,
                open_sensor=open_sensor,
                give=self.people.give,
                name=ROOM if seal is None else SEALED_NAME,
                seat_name=lambda name: name if seal is None else SEALED_NAME,
                facts=facts,
                speed=self._speed,
                sequencer=sequencer,
                observers=observers,
                seal=seal,
            )
        except BaseException:
            folder.close()
            for each in live:
                each.close()
            raise
        for each in live:
            each.take_markers(session.request)
        return session

    def _seat_sensor(self, spec: SensorSpec, asked: Sequence[SensorSpec], seed: int) -> OpenedSensor:
        """Return the sensor of a seat; ``asked`` is what the room was asked for before."""
        from biofeedback.app.room.room_seat import OpenedSensor
        from biofeedback.app.sensors.factory import open_sensor
        from biofeedback.app.session_metadata import sensor_kept
        from devices.catalogue import BluetoothSpec
        from devices.serial_spec import SerialSpec

        is_live = isinstance(spec, BluetoothSpec | SerialSpec)
        if is_live and self._speed != 1:
            raise UsageError(CommandErrorCode.SPEED_OF_A_LIVE_HEART)
        alike = [each for each in asked if (each == spec if is_live else type(each) is type(spec))]
        own_seed = seed + len(asked)
        sensor = open_sensor(spec, self._language, seed=own_seed, search=self.discovery.search, ordinal=len(alike) + 1)
        facts = {"sensor": sensor_kept(spec), "source": sensor.source}
        if sensor.simulated:
            facts["seed"] = str(own_seed)
        return OpenedSensor(sensor, facts)
