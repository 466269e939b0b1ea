"""Asks the system which Bluetooth adapters there are, and which of them are switched on."""

import asyncio
import contextlib
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

THE_ONLY = frozenset({""})
"""Where the system has one adapter for all programs and no name for it: Windows and macOS."""

ListAdapters: TypeAlias = Callable[[], Awaitable[frozenset[str] | None]]
"""Returns the names of the adapters that are switched on, as ``hci0``; ``None`` when the system does not tell."""

_ANSWER_S = 2.0
"""Real seconds that the system has to tell its adapters, or a search goes on without: a choice, it takes a few ms."""

_NODE = re.compile(r'<node name="([^"/]+)"')
"""How an object beneath is named in what a D-Bus service says of itself."""


@asynccontextmanager
async def adapter_list() -> AsyncIterator[ListAdapters]:
    """Yield what lists the adapters, for as long as the block runs: over one connection, for it is asked often."""
    if sys.platform != "linux":
        yield _the_only
        return
    asking = _Asking()
    try:
        yield asking.listed
    finally:
        await asking.end()


async def _the_only() -> frozenset[str] | None:
    return THE_ONLY


class _Asking:
    """Asks BlueZ, over a connection to the system's bus that is made when it is needed."""

    def __init__(self) -> None:
        self._bus: MessageBus | None = None

    async def listed(self) -> frozenset[str] | None:
        # Without a bus, the service or permission bleak meets the same, and what it says is told.
        with contextlib.suppress(Exception):
            async with asyncio.timeout(_ANSWER_S):
                said = str(await self._asked("/org/bluez", "Introspectable", "Introspect"))
                return frozenset([name for name in _NODE.findall(said) if await self._is_on(name)])
        return None

    async def end(self) -> None:
        bus, self._bus = self._bus, None
        if bus is not None:
            with contextlib.suppress(Exception):
                bus.disconnect()
                await cast("Callable[[], Awaitable[None]]", bus.wait_for_disconnect)()

    async def _is_on(self, name: str) -> bool:
        try:
            properties = await self._asked(f"/org/bluez/{name}", "Properties", "GetAll", "org.bluez.Adapter1")
        except LookupError:  # it went meanwhile
            return False
        powered = properties.get("Powered") if isinstance(properties, dict) else None
        return bool(powered and powered.value)

    async def _asked(self, path: str, interface: str, member: str, *body: str) -> object:
        from dbus_fast import Message, MessageType

        question = Message(
            destination="org.bluez",
            path=path,
            interface=f"org.freedesktop.DBus.{interface}",
            member=member,
            signature="s" * len(body),
            body=list(body),
        )
        reply = await (await self._connected()).call(question)
        if reply is None or reply.message_type is MessageType.ERROR:
            raise LookupError(member)
        return reply.body[0]

    async def _connected(self) -> "MessageBus":
        from dbus_fast import BusType
        from dbus_fast.aio import MessageBus

        if self._bus is None or not self._bus.connected:
            await self.end()
            bus = MessageBus(bus_type=BusType.SYSTEM)
            try:
                await bus.connect()
            except BaseException:
                bus.disconnect()
                raise
            self._bus = bus
        return self._bus
