"""One connection to one strap, from being found to being let go; used once and never again.

It listens to the heart, the battery and what the device says of itself, and lets a Polar sensor tell more
(`polar_streams`). Whatever goes wrong with any of these but the heart stays here; what goes wrong with the heart is
raised while connecting, and afterwards is for the supervisor to see. It must not connect again by itself.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bleak import BleakClient
from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.exc import BleakError

from biofeedback.clock import Clock
from biofeedback.errors import MalformedDataError
from devices.protocols.device_information import (
    BATTERY_LEVEL,
    BATTERY_SERVICE,
    DEVICE_INFORMATION_SERVICE,
    FACT_CHARACTERISTICS,
    decode_battery_percent,
    decode_text,
)
from devices.protocols.heart_rate_service import (
    BODY_SENSOR_LOCATION,
    HEART_RATE_MEASUREMENT,
    HEART_RATE_SERVICE,
    MEASUREMENT_CHANNEL,
    decode_body_location,
)
from devices.protocols.polar_control_point import POLAR_SERVICE
from devices.supervisor import Watch
from devices.transports.bluetooth.polar_streams import PolarCommands, PolarStreams
from devices.transports.bluetooth.scan import Sighting
from devices.transports.bluetooth.words import DEVICE_ERRORS, translated
from devices.transports.packet_publisher import PacketPublisher

_SERVICES = (HEART_RATE_SERVICE, BATTERY_SERVICE, DEVICE_INFORMATION_SERVICE, POLAR_SERVICE)
_CONNECT_TRIES = 3

_T = TypeVar("_T")


class BluetoothLink:
    """One connection.

    Parameters
    ----------
    find : callable
        Finds the strap to connect to.
    commands : PolarCommands
        What is asked for beside the heart.
    connect_s, read_s : float
        How long a connection, and a single read or reply, may take in session seconds.
    """

    def __init__(
        self,
        find: Callable[[], Awaitable[Sighting]],
        listening: PacketPublisher,
        watch: Watch,
        clock: Clock,
        commands: PolarCommands,
        *,
        connect_s: float,
        read_s: float,
    ) -> None:
        self._find = find
        self._listening = listening
        self._watch = watch
        self._clock = clock
        self._commands = commands
        self._connect_s = connect_s
        self._read_s = read_s
        self._client: BleakClient | None = None
        self._asking: asyncio.Task[None] | None = None
        self._polar: PolarStreams | None = None

    async def open(self) -> None:
        """Find the strap, connect and subscribe to its heart.

        Raises
        ------
        SensorUnavailableError
            With the sentence for what stands in the way.
        """
        sighting = await self._find()
        self._watch.found()
        try:
            async with asyncio.timeout(self._clock.until_s(self._clock.now_s() + self._connect_s)):
                client = await self._connect(sighting)
                await client.start_notify(HEART_RATE_MEASUREMENT, self._on_measurement)
        except Exception as error:
            raise translated(error, sighting.label, in_sight=True) from error
        self._asking = asyncio.create_task(self._ask_the_device(client, sighting), name="device facts")

    async def close(self) -> None:
        """Stop asking, stop what was started and disconnect; never raises because of the device."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait([self._asking])
        try:
            if self._polar is not None:
                await self._polar.end()
        finally:
            await self._let_go()

    async def _connect(self, sighting: Sighting) -> BleakClient:
        """Connect with a fresh client, again if the services cannot be discovered.

        The reply to Connect and the signal that the device is connected travel separately on Linux; when the reply
        comes first, discovery fails with "failed to discover services, device disconnected", and the next try works.
        """
        for _ in range(_CONNECT_TRIES - 1):
            try:
                return await self._connect_once(sighting)
            except BleakError as error:
                if type(error) is not BleakError:  # the specific ones mean what they say
                    raise
        return await self._connect_once(sighting)

    async def _connect_once(self, sighting: Sighting) -> BleakClient:
        # From the device of a fresh scan: an address would start a hidden scan of its own.
        client = BleakClient(
            sighting.device,
            disconnected_callback=self._on_disconnected,
            services=_SERVICES,
            timeout=self._clock.until_s(self._clock.now_s() + self._connect_s),
        )
        await client.connect()  # when it fails or is cancelled, it cleans up after itself
        self._client = client
        return client

    async def _let_go(self) -> None:
        """Disconnect what was connected, even if the link is lost already.

        A client that lost its device keeps its subscription on Linux until it is disconnected: without this, every
        beat of the next connection comes twice.
        """
        if self._client is None:
            return
        client, self._client = self._client, None
        with contextlib.suppress(Exception):
            await client.disconnect()

    def _on_disconnected(self, client: BleakClient) -> None:
        if client is self._client:  # a try that failed says goodbye too
            self._watch.drop()

    def _on_measurement(self, _: BleakGATTCharacteristic, value: bytearray) -> None:
        arrived_s = self._clock.now_s()
        data = bytes(value)
        if self._watch.heard(arrived_s):
            self._listening.packet(MEASUREMENT_CHANNEL, data, arrived_s)

    async def _ask_the_device(self, client: BleakClient, sighting: Sighting) -> None:
        """Ask for what is good to know; each question may fail for itself."""
        self._listening.fact("name", sighting.label)
        self._listening.fact("address", sighting.address)
        level_percent = await self._read(client, BATTERY_LEVEL, decode_battery_percent)
        if level_percent is not None:
            self._listening.battery(level_percent)
        for name, characteristic in FACT_CHARACTERISTICS.items():
            self._tell_fact(name, await self._read(client, characteristic, decode_text))
        self._tell_fact("body_location", await self._read(client, BODY_SENSOR_LOCATION, decode_body_location))
        await self._follow_battery(client)
        self._polar = PolarStreams(
            client, self._commands, sighting.label, self._listening, self._watch, self._clock, reply_s=self._read_s
        )
        await self._polar.begin()

    def _tell_fact(self, name: str, value: str | None) -> None:
        if value is not None:
            self._listening.fact(name, value)

    async def _read(self, client: BleakClient, characteristic: str, decode: Callable[[bytes], _T]) -> _T | None:
        """Read and decode one value; ``None`` when the device does not have it, or not now."""
        with contextlib.suppress(*DEVICE_ERRORS):
            async with asyncio.timeout(self._clock.until_s(self._clock.now_s() + self._read_s)):
                return decode(bytes(await client.read_gatt_char(characteristic)))
        return None

    async def _follow_battery(self, client: BleakClient) -> None:
        """Hear of the battery from now on, where the device offers that."""

        def changed(_: BleakGATTCharacteristic, value: bytearray) -> None:
            with contextlib.suppress(MalformedDataError):
                self._listening.battery(decode_battery_percent(bytes(value)))

        with contextlib.suppress(*DEVICE_ERRORS):
            characteristic = client.services.get_characteristic(BATTERY_LEVEL)
            if characteristic is not None and "notify" in characteristic.properties:
                await client.start_notify(characteristic, changed)
