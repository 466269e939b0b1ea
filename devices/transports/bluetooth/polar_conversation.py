"""The talk with a Polar sensor's control point over one connection: one command at a time, each with its reply.

It must not know what to ask for.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace

from bleak import BleakClient
from bleak.backends.characteristic import BleakGATTCharacteristic

from biofeedback.clock import Clock
from biofeedback.errors import MalformedDataError
from devices.protocols.polar_control_point import (
    POLAR_CONTROL_POINT,
    POLAR_DATA,
    Command,
    Reply,
    Stopped,
    decode_message,
    decode_offered,
)


class PolarConversation:
    """The control point of one connected sensor.

    Parameters
    ----------
    on_stopped : callable
        Called with the measurement types that the sensor stopped by itself.
    reply_s : float
        How long a reply may take, in session seconds.
    """

    def __init__(
        self, client: BleakClient, clock: Clock, on_stopped: Callable[[tuple[int, ...]], None], *, reply_s: float
    ) -> None:
        self._client = client
        self._clock = clock
        self._on_stopped = on_stopped
        self._reply_s = reply_s
        self._replies: asyncio.Queue[Reply] = asyncio.Queue()

    async def offered(self) -> frozenset[int]:
        """Return the measurement types that the sensor offers; none when it has no such control point.

        To be asked before `listen`: later, some systems deliver what was read as a message too.
        """
        control_point = self._client.services.get_characteristic(POLAR_CONTROL_POINT)
        data = self._client.services.get_characteristic(POLAR_DATA)
        if control_point is None or data is None or "read" not in control_point.properties:
            return frozenset()  # old firmware, or another sensor
        async with asyncio.timeout(self._reply_timeout_s()):
            return decode_offered(bytes(await self._client.read_gatt_char(control_point)))

    async def listen(self, on_data: Callable[[BleakGATTCharacteristic, bytearray], None]) -> None:
        """Hear replies, and data, from now on."""
        async with asyncio.timeout(self._reply_timeout_s()):
            await self._client.start_notify(POLAR_CONTROL_POINT, self._on_message)
            await self._client.start_notify(POLAR_DATA, on_data)

    async def ask(self, command: Command) -> Reply:
        """Write a command and return its reply, with the parameters of all its parts.

        Raises
        ------
        TimeoutError
            No reply came in time.
        BleakError
            The command could not be written.
        """
        while not self._replies.empty():  # a reply that came too late is nobody's
            self._replies.get_nowait()
        async with asyncio.timeout(self._reply_timeout_s()):
            await self._client.write_gatt_char(POLAR_CONTROL_POINT, command.encode(), response=True)
            reply = await self._reply_to(command)
            while reply.more:
                further = await self._reply_to(command)
                reply = replace(further, parameters=reply.parameters + further.parameters)
        return reply

    async def _reply_to(self, command: Command) -> Reply:
        while True:
            reply = await self._replies.get()
            if (reply.op, reply.measurement) == (command.op, command.measurement):
                return reply

    def _on_message(self, _: BleakGATTCharacteristic, value: bytearray) -> None:
        with contextlib.suppress(MalformedDataError):
            match decode_message(bytes(value)):
                case Reply() as reply:
                    self._replies.put_nowait(reply)
                case Stopped(measurements):
                    self._on_stopped(measurements)

    def _reply_timeout_s(self) -> float:
        return self._clock.until_s(self._clock.now_s() + self._reply_s)
