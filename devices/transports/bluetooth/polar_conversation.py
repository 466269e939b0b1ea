"""The talk with a Polar sensor's control point over one connection: one command at a time, each with its reply."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace

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
from devices.transports.bluetooth.profile import Connection


class PolarConversation:
    """The control point of one connected sensor.

    Parameters
    ----------
    connection : Connection
        The connection to it.
    on_stopped : callable
        Called with the measurement types that the sensor stopped by itself.
    """

    def __init__(self, connection: Connection, on_stopped: Callable[[tuple[int, ...]], None]) -> None:
        self._connection = connection
        self._on_stopped = on_stopped
        self._replies: asyncio.Queue[Reply] = asyncio.Queue()

    async def offered(self) -> frozenset[int]:
        """Return the measurement types that the sensor offers; none when it has no such control point.

        To be asked before `listen`: later, some systems deliver what was read as a message too.
        """
        services = self._connection.client.services
        control_point = services.get_characteristic(POLAR_CONTROL_POINT)
        data = services.get_characteristic(POLAR_DATA)
        if control_point is None or data is None or "read" not in control_point.properties:
            return frozenset()  # old firmware, or another sensor
        return await self._connection.read(POLAR_CONTROL_POINT, decode_offered)

    async def listen(self, on_data: Callable[[bytes, float], None]) -> None:
        """Hear replies, and data with the session time of its arrival, from now on."""
        async with self._connection.in_time():
            await self._connection.subscribe(POLAR_CONTROL_POINT, self._on_message)
            await self._connection.subscribe(POLAR_DATA, on_data)

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
        async with self._connection.in_time():
            await self._connection.client.write_gatt_char(POLAR_CONTROL_POINT, command.encode(), response=True)
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

    def _on_message(self, data: bytes, _: float) -> None:
        with contextlib.suppress(MalformedDataError):
            match decode_message(data):
                case Reply() as reply:
                    self._replies.put_nowait(reply)
                case Stopped(measurements):
                    self._on_stopped(measurements)
