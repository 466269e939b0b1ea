"""What a Polar sensor measures beside its heart rate: started after the heart is heard, stopped before goodbye.

Optical sensors are asked for their pulse intervals unasked, because without these they tell no beats at all; ECG and
acceleration are asked for when the person wishes. Whatever goes wrong here is said in one sentence and ends nothing.
This module must not touch the heart rate or connect.
"""

import asyncio
import contextlib
import math
from collections.abc import Collection, Mapping
from types import MappingProxyType

from bleak import BleakClient
from bleak.backends.characteristic import BleakGATTCharacteristic

from biofeedback.clock import Clock
from devices.protocols.polar_control_point import (
    ACCELERATION,
    ECG,
    GET_SETTINGS,
    NO_SETTINGS,
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
from devices.supervisor import Watch
from devices.transports.bluetooth import polar_words
from devices.transports.bluetooth.polar_conversation import PolarConversation
from devices.transports.bluetooth.words import DEVICE_ERRORS
from devices.transports.packet_publisher import PacketPublisher

USUAL_SETTINGS: Mapping[int, Settings] = MappingProxyType(
    {
        ECG: Settings(rates_hz=(130,), resolutions_bits=(14,)),
        ACCELERATION: Settings(rates_hz=(50,), resolutions_bits=(16,), ranges=(8,)),
    }
)
"""What is asked for, where a sensor offers it."""

_STOP_WITHIN_S = 1.0  # of real time, as a library that hangs does so in the real world
_MOST_BROKEN_LINKS = 3
_LOSS_SHOWS_AFTER_S = 1.0
"""A question to a sensor that goes away is often answered with an error before the link is known to be lost."""


class PolarCommands:
    """What is asked for beside the heart, and how that went, through all the links of a session.

    Parameters
    ----------
    also : collection of str
        Keys of `STREAM_TYPES`.
    """

    def __init__(self, also: Collection[str] = ()) -> None:
        self.measurements = tuple(number for name, number in STREAM_TYPES.items() if name in also)
        self.broken_links = 0
        """How many links in a row broke after something was started and before it came."""


class PolarStreams:
    """The measurements of one sensor over one connection.

    Parameters
    ----------
    label : str
        What the sensor is called.
    reply_s : float
        How long a reply may take, in session seconds.
    """

    def __init__(
        self,
        client: BleakClient,
        commands: PolarCommands,
        label: str,
        listening: PacketPublisher,
        watch: Watch,
        clock: Clock,
        *,
        reply_s: float,
    ) -> None:
        self._client = client
        self._commands = commands
        self._label = label
        self._listening = listening
        self._watch = watch
        self._clock = clock
        self._conversation = PolarConversation(client, clock, self._on_stopped, reply_s=reply_s)
        self._running: set[int] = set()
        self._acceleration_channel = POLAR_CHANNEL

    async def begin(self) -> None:
        """Start what is asked for and offered; never raises because of the device."""
        asked = self._commands.measurements
        try:
            offered = await self._conversation.offered()
            wanted = [each for each in asked if each in offered]
            if PULSE_INTERVALS in offered and ECG not in offered:
                wanted.insert(0, PULSE_INTERVALS)
            for measurement in asked:
                if measurement not in offered:
                    self._listening.notice(polar_words.not_offered(self._label, measurement))
            if not wanted:
                return
            asked = tuple(wanted)
            if self._commands.broken_links >= _MOST_BROKEN_LINKS:
                for measurement in asked:
                    self._listening.notice(polar_words.left_alone(self._label, measurement))
                return
            self._commands.broken_links += 1
            await self._conversation.listen(self._on_data)
        except DEVICE_ERRORS as error:
            for measurement in asked:
                await self._say_out_of_reach(measurement, error)
            return
        for measurement in asked:
            await self._start(measurement)
        if not self._running:
            self._commands.broken_links = 0

    async def end(self) -> None:
        """Stop what may be running, so that the sensor can sleep; never raises because of the device."""
        while self._running and self._client.is_connected:
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
            self._listening.notice(polar_words.refused(self._label, measurement, reply.error))
        elif measurement == ACCELERATION:
            self._acceleration_channel = str(_channel(settings, reply))
        elif measurement == PULSE_INTERVALS:
            self._listening.notice(polar_words.first_beats_take_time(self._label))

    async def _choose_settings(self, measurement: int) -> Settings:
        usual = USUAL_SETTINGS.get(measurement)
        if usual is None:
            return NO_SETTINGS
        reply = await self._conversation.ask(Command(GET_SETTINGS, measurement))
        return reply.settings.nearest_to(usual)

    def _on_data(self, _: BleakGATTCharacteristic, value: bytearray) -> None:
        arrived_s = self._clock.now_s()
        data = bytes(value)
        self._commands.broken_links = 0
        if self._watch.heard(arrived_s):
            channel = self._acceleration_channel if data[:1] == bytes([ACCELERATION]) else POLAR_CHANNEL
            self._listening.packet(channel, data, arrived_s)

    def _on_stopped(self, measurements: tuple[int, ...]) -> None:
        for measurement in measurements:
            if measurement in self._running:
                self._running.discard(measurement)
                self._listening.notice(polar_words.stopped(self._label, measurement))

    async def _say_out_of_reach(self, measurement: int, error: Exception) -> None:
        """Say what went wrong, unless it was the link: that is said already, and the next one tries again."""
        await asyncio.sleep(self._clock.until_s(self._clock.now_s() + _LOSS_SHOWS_AFTER_S))
        if self._client.is_connected:
            self._listening.notice(polar_words.out_of_reach(self._label, measurement, error))


def _channel(settings: Settings, reply: Reply) -> PolarChannel:
    """Return what frames of the acceleration will leave unsaid."""
    factor = next(iter(reply.settings.factors), math.nan)
    believable = math.isfinite(factor) and factor > 0.0
    return PolarChannel(acc_rate_hz=float(settings.rates_hz[0]), acc_factor=factor if believable else math.nan)
