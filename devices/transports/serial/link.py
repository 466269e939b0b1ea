"""One connection to one serial sensor, from finding its port to letting it go; used once and never again.

Unless the protocol was named, it listens first, at one speed after the other, to learn who speaks; what it hears
meanwhile is kept and handed over with the time at which it came.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError
from devices.protocols.greeting import Greeting
from devices.protocols.start_text import is_sketch_without_beats
from devices.recognition import Recognition, recognise
from devices.sensor_kinds import PortSettings
from devices.serial_spec import SerialSpec
from devices.supervisor import Watch
from devices.transports.packet_publisher import PacketPublisher
from devices.transports.serial.errors import not_understood, of_port
from devices.transports.serial.port import OpenPort
from devices.transports.serial.ports import Port
from devices.transports.serial.protocol import SerialProtocol, listened_at, serial_protocol

UNKNOWN_CHANNEL = "serial"
"""The `Packet.channel` of bytes that nobody understood."""

_BETWEEN_COMMANDS_S = 0.15
"""Sensors that take commands want them one at a time, a tenth of a second apart (BITalino)."""

_THINK_EVERY_S = 0.25  # so often what was heard is judged anew; a choice, soon enough for the person who waits
_QUIET_S = 2.0  # a sensor that was silent for so long is asked from the beginning


class SerialLink:
    """One connection.

    Parameters
    ----------
    find : callable
        Returns the port to open; called on a worker thread, as asking the system for ports may take a while.
    spec : SerialSpec
        What the person said of the sensor.
    met : callable
        Told of the port and the protocol once both are known.
    first_listen_s, listen_s : float
        How long to listen at the first speed (boards are silent while they start) and at each further one.
    """

    def __init__(
        self,
        find: Callable[[], Port],
        spec: SerialSpec,
        met: Callable[[Port, SerialProtocol], None],
        publisher: PacketPublisher,
        watch: Watch,
        clock: Clock,
        *,
        first_listen_s: float,
        listen_s: float,
    ) -> None:
        self._find = find
        self._spec = spec
        self._met = met
        self._publisher = publisher
        self._watch = watch
        self._clock = clock
        self._first_listen_s = first_listen_s
        self._listen_s = listen_s
        self._open: OpenPort | None = None
        self._opening: asyncio.Future[OpenPort] | None = None
        self._protocol: SerialProtocol | None = None
        self._held: list[tuple[bytes, float]] = []
        self._gone = asyncio.Event()
        self._commands: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Find the port, open it, learn who speaks, and begin to listen.

        Raises
        ------
        SensorUnavailableError
            Something stands in the way.
        """
        port = await asyncio.to_thread(self._find)
        self._watch.found()
        named = self._spec.protocol
        if named is not None:
            protocol = serial_protocol(named, self._spec)
            opened = await self._opened(port, protocol.settings)
            await self._say(opened, protocol.greeting.begin)
        else:
            protocol = await self._recognise(port)
        self._met(port, protocol)
        self._protocol = protocol
        self._let_go_of_held(protocol.channel)
        if protocol.greeting.keep_alive:
            self._commands = asyncio.create_task(self._keep_alive(protocol.greeting), name="keep alive")

    async def close(self) -> None:
        """Say farewell where the sensor wants it, and close the port; never raises because of the device."""
        if self._commands is not None:
            self._commands.cancel()
            await asyncio.wait([self._commands])
        try:
            await self._close_port()
        finally:
            # Last, because the port is read until it is closed.
            if self._protocol is None:
                self._let_go_of_held(UNKNOWN_CHANNEL)

    async def _close_port(self) -> None:
        opened, self._open = self._open, None
        if opened is None and self._opening is not None:
            with contextlib.suppress(SensorUnavailableError):
                opened = await self._opening  # it was being opened when this was called off
        if opened is None:
            return
        if self._protocol is not None and not self._gone.is_set():
            with contextlib.suppress(SensorUnavailableError):
                await self._say(opened, self._protocol.greeting.end)
        await asyncio.to_thread(opened.close)

    async def _opened(self, port: Port, settings: PortSettings) -> OpenPort:
        loop = asyncio.get_running_loop()
        self._opening = loop.run_in_executor(
            None, OpenPort, port.device, settings, self._clock, loop, self._take, self._drop
        )
        self._open = await asyncio.shield(self._opening)
        return self._open

    async def _recognise(self, port: Port) -> SerialProtocol:
        """Listen at one speed after the other until somebody is understood."""
        opened: OpenPort | None = None
        on_packet: list[tuple[PortSettings, Recognition]] = []
        for settings in self._speeds():
            if opened is None:
                opened = await self._opened(port, settings)
            else:
                await asyncio.to_thread(opened.set, settings)
            self._let_go_of_held(UNKNOWN_CHANNEL)
            found = await self._listen_at(self._listen_s if on_packet else self._first_listen_s)
            if found.verdict == "known":
                return serial_protocol(found.channel, self._spec, settings)
            on_packet.append((settings, found))
            if is_sketch_without_beats(found.lines):
                break  # understood, and no other speed makes more of it
        raise not_understood(port.device, on_packet)

    async def _listen_at(self, for_s: float) -> Recognition:
        """Listen until somebody is understood, for so long at most."""
        began_s = self._clock.now_s()
        while True:
            await self._sleep(_THINK_EVERY_S)
            listened_s = self._clock.now_s() - began_s
            found = recognise(b"".join(data for data, _ in self._held), listened_s)
            if found.verdict == "known" or listened_s >= for_s:
                return found

    def _speeds(self) -> Sequence[PortSettings]:
        return listened_at() if self._spec.baud is None else (PortSettings(self._spec.baud),)

    def _take(self, data: bytes, arrived_s: float) -> None:
        if self._protocol is None:
            self._held.append((data, arrived_s))
        elif self._watch.on_packet(arrived_s):
            self._publisher.packet(self._protocol.channel, data, arrived_s)

    def _let_go_of_held(self, channel: str) -> None:
        held, self._held = self._held, []
        for data, arrived_s in held:
            if channel == UNKNOWN_CHANNEL or self._watch.on_packet(arrived_s):
                self._publisher.packet(channel, data, arrived_s)

    def _drop(self) -> None:
        self._gone.set()
        self._watch.drop()

    async def _say(self, opened: OpenPort, commands: Sequence[bytes]) -> None:
        for command in commands:
            await asyncio.to_thread(opened.write, command)
            await self._sleep(_BETWEEN_COMMANDS_S)

    async def _sleep(self, for_s: float) -> None:
        """Wait; a port that is pulled out meanwhile is an error."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._clock.until_s(self._clock.now_s() + for_s)):
                await self._gone.wait()
                raise of_port(LinkCode.PORT_BROKE_OFF, self._open.device if self._open is not None else "")

    async def _keep_alive(self, greeting: Greeting) -> None:
        """Let the sensor know that somebody listens, and ask it again when it has fallen silent."""
        opened = self._open
        if opened is None:
            return
        with contextlib.suppress(SensorUnavailableError):
            while True:
                await self._sleep(greeting.keep_alive_s)
                quiet = self._clock.now_s() - self._watch.last_packet_s > _QUIET_S
                await self._say(opened, greeting.begin if quiet else (greeting.keep_alive,))
