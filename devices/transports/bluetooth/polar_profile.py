"""Starts what a Polar sensor measures beside its heart rate once heartbeats come, and stops it before the end.

Optical sensors are asked for their pulse intervals unasked, because without these they tell no beats at all; ECG and
acceleration are asked for when the person wishes. Whatever goes wrong here is told and ends nothing.
"""

import asyncio
import contextlib
import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from biofeedback.codes import NoticeCode
from devices.protocols.heart_rate_service import HEART_RATE_SERVICE
from devices.protocols.polar_control_point import (
    ACCELERATION,
    ECG,
    GET_SETTINGS,
    NO_SETTINGS,
    POLAR_SERVICE,
    PULSE_INTERVALS,
    START,
    STOP,
    STREAM_TYPES,
    Command,
    PolarError,
    Reply,
    Settings,
)
from devices.protocols.polar_measurement import POLAR_CHANNEL
from devices.streams.polar_channel import PolarChannel
from devices.streams.stream import Announcement
from devices.transports.bluetooth.errors import DEVICE_ERRORS
from devices.transports.bluetooth.polar_announcements import first_beats_late, of_measurement, out_of_reach, refused
from devices.transports.bluetooth.polar_conversation import PolarConversation
from devices.transports.bluetooth.profile import BluetoothProfile, Connection

USUAL_SETTINGS: Mapping[int, Settings] = MappingProxyType(
    {
        ECG: Settings(rates_hz=(130,), resolutions_bits=(14,)),
        ACCELERATION: Settings(rates_hz=(50,), resolutions_bits=(16,), ranges=(8,)),
    }
)
"""What is asked for, where a sensor offers it."""

_STOP_WITHIN_S = 1.0  # of real time, as a library that hangs does so in the real world
_MOST_BROKEN_LINKS = 3  # broken by the asking, one after the other; then the heart rate alone is taken. A choice
_LOSS_SHOWS_AFTER_S = 1.0
"""A question to a sensor that goes away is often answered with an error before the link is known to be lost."""


class PolarProfile(BluetoothProfile):
    """A Polar sensor, through all the connections of a session."""

    services = (HEART_RATE_SERVICE, POLAR_SERVICE)

    def __init__(self) -> None:
        self.broken_links = 0
        """How many connections in a row broke after something was started and before it came."""
        self._measurements: _Measurements | None = None

    async def ask(self, connection: Connection) -> None:
        """Start what is asked for and offered."""
        self._measurements = _Measurements(self, connection)
        await self._measurements.begin()

    async def end(self, connection: Connection) -> None:
        """Stop what may be running, so that the sensor can sleep."""
        del connection
        measurements, self._measurements = self._measurements, None
        if measurements is not None:
            await measurements.end()

    def not_offered(self, connection: Connection) -> Sequence[Announcement]:
        """Return what is told of all that was asked for."""
        return [
            of_measurement(NoticeCode.POLAR_NOT_OFFERED, connection.name, measurement)
            for measurement in _asked(connection)
        ]


class _Measurements:
    """What one sensor measures over one connection."""

    def __init__(self, profile: PolarProfile, connection: Connection) -> None:
        self._profile = profile
        self._connection = connection
        self._name = connection.name
        self._publisher = connection.publisher
        self._conversation = PolarConversation(connection, self._on_stopped)
        self._running: set[int] = set()
        self._acceleration_channel = POLAR_CHANNEL

    async def begin(self) -> None:
        """Start what is asked for and offered; never raises because of the device."""
        asked = _asked(self._connection)
        try:
            offered = await self._conversation.offered()
            wanted = [each for each in asked if each in offered]
            if PULSE_INTERVALS in offered and ECG not in offered:
                wanted.insert(0, PULSE_INTERVALS)
            for measurement in asked:
                if measurement not in offered:
                    self._announce(NoticeCode.POLAR_NOT_OFFERED, measurement)
            if not wanted:
                return
            asked = tuple(wanted)
            if self._profile.broken_links >= _MOST_BROKEN_LINKS:
                for measurement in asked:
                    self._announce(NoticeCode.POLAR_LEFT_ALONE, measurement)
                return
            self._profile.broken_links += 1
            await self._conversation.listen(self._on_data)
        except DEVICE_ERRORS as error:
            for measurement in asked:
                await self._say_out_of_reach(measurement, error)
            return
        for measurement in asked:
            await self._start(measurement)
        if not self._running:
            self._profile.broken_links = 0

    async def end(self) -> None:
        """Stop what may be running, so that the sensor can sleep; never raises because of the device."""
        while self._running and self._connection.client.is_connected:
            with contextlib.suppress(*DEVICE_ERRORS):
                async with asyncio.timeout(_STOP_WITHIN_S):
                    await self._conversation.ask(Command(STOP, self._running.pop()))

    async def _start(self, measurement: int) -> None:
        try:
            settings = await self._choose_settings(measurement)
            self._running.add(measurement)  # from when it is written, whatever becomes of the reply
            reply = await self._conversation.ask(Command(START, measurement, settings))
            if reply.error == PolarError.ALREADY_IN_STATE:  # left running by somebody who did not say goodbye
                await self._conversation.ask(Command(STOP, measurement))
                reply = await self._conversation.ask(Command(START, measurement, settings))
        except DEVICE_ERRORS as error:
            await self._say_out_of_reach(measurement, error)
            return
        if reply.error not in (PolarError.NONE, PolarError.ALREADY_IN_STATE):
            self._running.discard(measurement)
            self._publisher.notice(refused(self._name, measurement, reply.error))
        elif measurement == ACCELERATION:
            self._acceleration_channel = str(_channel(settings, reply))
        elif measurement == PULSE_INTERVALS:
            self._publisher.notice(first_beats_late(self._name))

    async def _choose_settings(self, measurement: int) -> Settings:
        usual = USUAL_SETTINGS.get(measurement)
        if usual is None:
            return NO_SETTINGS
        reply = await self._conversation.ask(Command(GET_SETTINGS, measurement))
        return reply.settings.nearest_to(usual)

    def _on_data(self, data: bytes, arrived_s: float) -> None:
        self._profile.broken_links = 0
        channel = self._acceleration_channel if data[:1] == bytes([ACCELERATION]) else POLAR_CHANNEL
        self._connection.packet(channel, data, arrived_s)

    def _on_stopped(self, measurements: tuple[int, ...]) -> None:
        for measurement in measurements:
            if measurement in self._running:
                self._running.discard(measurement)
                self._announce(NoticeCode.POLAR_STOPPED, measurement)

    def _announce(self, code: NoticeCode, measurement: int) -> None:
        self._publisher.notice(of_measurement(code, self._name, measurement))

    async def _say_out_of_reach(self, measurement: int, error: Exception) -> None:
        """Say what went wrong, unless it was the link: that is said already, and the next one tries again."""
        clock = self._connection.clock
        await asyncio.sleep(clock.until_s(clock.now_s() + _LOSS_SHOWS_AFTER_S))
        if self._connection.client.is_connected:
            self._publisher.notice(out_of_reach(self._name, measurement, error))


def _asked(connection: Connection) -> tuple[int, ...]:
    """Return the measurements that the person asked for."""
    return tuple(number for name, number in STREAM_TYPES.items() if name in connection.also)


def _channel(settings: Settings, reply: Reply) -> PolarChannel:
    """Return what frames of the acceleration will leave unsaid."""
    factor = next(iter(reply.settings.factors), math.nan)
    believable = math.isfinite(factor) and factor > 0.0
    return PolarChannel(acc_rate_hz=float(settings.rates_hz[0]), acc_factor=factor if believable else math.nan)
