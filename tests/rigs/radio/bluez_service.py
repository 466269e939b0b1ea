"""A small org.bluez on a bus, on a thread of its own: it answers calls, and tells its clients what happens."""

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from typing import Any

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from tests.rigs.radio.bluez_links import BluezLinks
from tests.rigs.radio.bluez_objects import ADAPTER_INTERFACE, GENERAL_TIMEOUT_S, BluezObjects, Refusal
from tests.rigs.radio.bluez_table import BluezTable
from tests.rigs.radio.fake_adapter import FakeAdapter
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.suite.held_time import HeldTime

ADVERTISED_EVERY_S = 0.05


class PatientSocket:
    """A socket that sends nothing, instead of failing, while the other end reads too slowly or has ended.

    dbus-fast takes that failure for the end of the connection: on a busy machine the whole radio was gone.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def send(self, data: memoryview) -> int:
        try:
            return self._sock.send(data)
        except BlockingIOError:
            return 0
        except BrokenPipeError:  # the bus has ended; nobody is left to be told, and whoever waits is told of that
            return len(data)


class BluezService:
    """The service on the bus at ``bus_address``.

    With ``reports_once`` a strap is reported once a discovery, as controllers that filter duplicates do. ``sent_s`` is
    the clock by which it notes when straps send; ``None`` takes that of its loop.
    """

    def __init__(
        self,
        bus_address: str,
        *,
        adapters: Sequence[FakeAdapter] = (),
        powered: bool = True,
        forgets_after_s: float = 30.0,
        reports_once: bool = False,
        held: HeldTime | None = None,
        sent_s: Callable[[], float] | None = None,
    ) -> None:
        self.discoveries = 0
        """How many discoveries were begun."""

        self.discoveries_refused = 0
        self._bus_address = bus_address
        self.adapters = {each.path: each for each in adapters or (FakeAdapter(powered=powered),)}
        self.objects = BluezObjects()
        self.table = BluezTable(self.objects, sent_s)
        self.links = BluezLinks(
            self.objects, self.table, self.adapters, forgets_after_s=forgets_after_s, reports_once=reports_once
        )
        self._clients: set[str] = set()
        self._held = held
        self.gates: dict[str, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        started: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(started,), name="fake-bluez", daemon=True)
        self._thread.start()
        started.result(GENERAL_TIMEOUT_S)
        if held is not None:
            held.ask(self._ask_clients)

    def stop(self) -> None:
        """End the service and its thread."""
        if self._held is not None:
            self._held.stop_asking(self._ask_clients)
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(GENERAL_TIMEOUT_S)
        assert not self._thread.is_alive()

    def on_loop(self, action: Callable[[], object]) -> None:
        """Do something on the loop of the service, and return once it is done."""

        async def run() -> None:
            action()

        asyncio.run_coroutine_threadsafe(run(), self._loop).result(GENERAL_TIMEOUT_S)

    def _run(self, started: Future[None]) -> None:
        with asyncio.Runner(loop_factory=None if self._held is None else self._held.new_loop) as runner:
            runner.run(self._main(started))

    async def _main(self, started: Future[None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        try:
            self._bus = await MessageBus(bus_address=self._bus_address).connect()
            self._bus._writer.sock = PatientSocket(self._bus._writer.sock)
            self.objects.bus = self._bus
            self._bus.add_message_handler(self._on_message)
            await self._bus.call(
                Message(
                    destination="org.freedesktop.DBus",
                    path="/org/freedesktop/DBus",
                    interface="org.freedesktop.DBus",
                    member="AddMatch",
                    signature="s",
                    body=["type='signal',member='NameOwnerChanged'"],
                )
            )
            for adapter in self.adapters.values():
                if adapter.is_plugged_in:
                    self.objects.of[adapter.path] = {ADAPTER_INTERFACE: adapter.properties()}
            await self._bus.request_name("org.bluez")
        except BaseException as error:
            started.set_exception(error)
            raise
        self._start(self._advertise())
        started.set_result(None)
        await self._stopping.wait()
        for task in list(self._tasks):
            task.cancel()
        # The loop must not end before it has seen that the bus is closed, or the socket stays open.
        self._bus.disconnect()
        await self._bus.wait_for_disconnect()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def is_discovering(self) -> bool:
        """Return whether anybody discovers."""
        return any(adapter.discoverers for adapter in self.adapters.values())

    async def _advertise(self) -> None:
        while True:
            await asyncio.sleep(ADVERTISED_EVERY_S)
            for adapter in self.adapters.values():
                if adapter.discoverers:
                    for strap in self.links.straps:
                        self.links.advertise_to(adapter, strap)

    # Calls

    def _on_message(self, message: Message) -> bool:
        if message.message_type is MessageType.SIGNAL and message.member == "NameOwnerChanged":
            name, _, new_owner = message.body
            if not new_owner:
                self._client_left(name)
            return False
        if message.message_type is not MessageType.METHOD_CALL:
            return False
        self._start(self._answer(message))
        return True

    async def _answer(self, call: Message) -> None:
        gate = self.gates.get(call.member or "")
        try:
            signature, body = await self._serve(call)
            if gate is not None:
                await gate.wait()
        except Refusal as refusal:
            self._bus.send(Message.new_error(call, refusal.name, refusal.text))
        else:
            self._bus.send(Message.new_method_return(call, signature, body))

    async def _serve(self, call: Message) -> tuple[str, list[Any]]:
        path, sender = call.path or "", call.sender or ""
        self._clients.add(sender)
        match call.member:
            case "GetManagedObjects":
                return "a{oa{sa{sv}}}", [self.objects.of]
            case "Introspect":
                return "s", [self._nodes()]
            case "GetAll":
                return "a{sv}", [self.objects.at(path).get(call.body[0], {})]
            case "SetDiscoveryFilter":
                pass
            case "StartDiscovery":
                self._start_discovery(path, sender)
            case "StopDiscovery":
                self._stop_discovery(path, sender)
            case "Connect":
                await self.links.connect(self._strap_at(path), self._adapter_at(path))
            case "Disconnect":
                await self.links.disconnect(self._strap_at(path))
            case "ReadValue":
                return "ay", [self.table.value(self._strap_at(path), path)]
            case "WriteValue":
                self.table.write(self._strap_at(path), path, bytes(call.body[0]))
            case "StartNotify":
                self.table.subscribe(self._strap_at(path), path, sender)
            case "StopNotify":
                self.table.unsubscribe(self._strap_at(path), path, sender)
            case _:
                raise Refusal("org.freedesktop.DBus.Error.UnknownMethod", f"no method {call.member}")
        return "", []

    def _nodes(self) -> str:
        names = [each.name for each in self.adapters.values() if each.path in self.objects.of]
        return "<node>" + "".join(f'<node name="{name}"/>' for name in names) + "</node>"

    def _adapter_at(self, path: str) -> FakeAdapter:
        adapter = self.adapters["/".join(path.split("/")[:4])]
        self.objects.at(adapter.path)
        return adapter

    def _start_discovery(self, path: str, client: str) -> None:
        adapter = self._adapter_at(path)
        if not adapter.powered:
            raise Refusal("org.bluez.Error.NotReady", "Resource Not Ready")
        if client in adapter.discoverers:
            self.discoveries_refused += 1
            raise Refusal("org.bluez.Error.InProgress", "Operation already in progress")
        self.discoveries += 1
        adapter.reported.clear()
        adapter.discoverers.add(client)
        self.objects.tell()

    def _stop_discovery(self, path: str, client: str) -> None:
        adapter = self._adapter_at(path)
        if client not in adapter.discoverers:
            raise Refusal("org.bluez.Error.Failed", "No discovery started")
        adapter.discoverers.remove(client)
        for strap in self.links.straps:
            self.links.forget_later(strap, adapter)
        self.objects.tell()

    def _client_left(self, client: str) -> None:
        self._clients.discard(client)
        for adapter in self.adapters.values():
            adapter.discoverers.discard(client)
        for strap in self.links.straps:
            for characteristic in strap.characteristics():
                while client in characteristic.subscribers:
                    characteristic.subscribers.remove(client)
        self.objects.tell()

    def _strap_at(self, path: str) -> FakeStrap:
        for strap in self.links.straps:
            for device in map(strap.path_at, strap.known_by):
                if path == device or path.startswith(f"{device}/"):
                    return strap
        raise Refusal("org.freedesktop.DBus.Error.UnknownObject", f"no object {path}")

    def _ask_clients(self) -> Callable[[], bool]:
        """Ask all clients whether they are there; who answers has read all that was sent before."""

        async def ask(client: str) -> None:
            peer = "org.freedesktop.DBus.Peer"
            await self._bus.call(Message(destination=client, path="/", interface=peer, member="Ping"))

        async def ask_all() -> None:
            # The bus itself is asked too: who is just connecting to it is no client yet.
            await asyncio.gather(*map(ask, {"org.freedesktop.DBus", *self._clients}))

        return asyncio.run_coroutine_threadsafe(ask_all(), self._loop).done
