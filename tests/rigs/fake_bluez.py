"""A small org.bluez with straps in the air, for the real bleak to talk to over a private bus.

It behaves as bluetoothd 5.66 was seen to behave:

* straps appear with InterfacesAdded and go on with RSSI changes while somebody discovers;
* Connect waits for a strap that is out of reach, until Disconnect calls it off;
* Connected comes first, then the objects of the GATT table, then ServicesResolved;
* a value is signalled once for *every* subscribed D-Bus client, and a subscription outlives a lost link until its
  client leaves the bus: whoever forgets to disconnect hears every beat twice;
* a client that discovers already is refused a second discovery;
* a device that is neither connected nor paired is forgotten some time after discovery ends;
* an adapter that is pulled out takes all its objects along;
* each adapter has objects of its own for the straps it hears, and refuses what it has no room for (`FakeAdapter`).

It runs on a thread of its own; every public method may be called from any thread. In held time (`held_time`), nothing
goes on before all clients have read what was sent to them.
"""

import asyncio
import itertools
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from tests.rigs.fake_adapter import FakeAdapter
from tests.rigs.fake_strap import Characteristic, FakeStrap, uuid
from tests.rigs.held_time import HeldTime

ADAPTER_INTERFACE = "org.bluez.Adapter1"
DEVICE_INTERFACE = "org.bluez.Device1"
SERVICE_INTERFACE = "org.bluez.GattService1"
CHARACTERISTIC_INTERFACE = "org.bluez.GattCharacteristic1"
PROPERTIES_INTERFACE = "org.freedesktop.DBus.Properties"
OBJECTS_INTERFACE = "org.freedesktop.DBus.ObjectManager"

ADVERTISED_EVERY_S = 0.05
GENERAL_TIMEOUT_S = 60.0
"""How long a test waits for what must come; reached only when it does not come."""


class Refusal(Exception):
    """A D-Bus error to answer with."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name, text)
        self.name = name
        self.text = text


class PatientSocket:
    """A socket that sends nothing, instead of failing, while the other end reads too slowly.

    dbus-fast takes that failure for the end of the connection: on a busy machine the whole radio was gone.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def send(self, data: memoryview) -> int:
        try:
            return self._sock.send(data)
        except BlockingIOError:
            return 0


class FakeBlueZ:
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
        self._reports_once = reports_once
        self.adapters = {each.path: each for each in adapters or (FakeAdapter(powered=powered),)}
        self._forgets_after_s = forgets_after_s
        self._objects: dict[str, dict[str, dict[str, Variant]]] = {}
        self._straps: list[FakeStrap] = []
        self._clients: set[str] = set()
        self._held = held
        self._sent_s = sent_s
        self._gates: dict[str, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._changed = threading.Condition()
        started: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(started,), name="fake-bluez", daemon=True)
        self._thread.start()
        started.result(GENERAL_TIMEOUT_S)
        if held is not None:
            held.ask(self._ask_clients)

    # What a test does and sees

    def stop(self) -> None:
        if self._held is not None:
            self._held.stop_asking(self._ask_clients)
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(GENERAL_TIMEOUT_S)
        assert not self._thread.is_alive()

    def add(self, strap: FakeStrap) -> FakeStrap:
        """Put a strap into the air."""
        self._on_loop(lambda: self._straps.append(strap))
        return strap

    def send(self, strap: FakeStrap, data: bytes, number: str | Characteristic = "2a37") -> None:
        """Let a strap notify."""
        self._on_loop(lambda: self._notify(strap, strap.characteristic(number), data))

    def send_in_time(
        self, strap: FakeStrap, packet: Callable[[int], bytes | None], until_s: Callable[[int], float]
    ) -> Future[None]:
        """Let a strap notify of one packet after the other, each when its time has come; cancel the future to end it.

        ``packet`` makes the next one, or nothing; ``until_s`` says how many seconds to sleep before it.
        """

        async def run() -> None:
            for number in itertools.count():
                await asyncio.sleep(until_s(number))
                data = packet(number)
                if data is not None:
                    self._notify(strap, strap.characteristic("2a37"), data)

        return asyncio.run_coroutine_threadsafe(run(), self._loop)

    def vanish(self, strap: FakeStrap) -> None:
        """Take a strap out of reach; a connection breaks."""

        def go() -> None:
            strap.in_reach = False
            if strap.connected:
                self._lose(strap)

        self._on_loop(go)

    def come_back(self, strap: FakeStrap) -> None:
        strap.in_reach = True

    def rename(self, strap: FakeStrap, name: str) -> None:
        """Let the name come with a later advertisement."""

        def go() -> None:
            strap.name = name
            names = {"Name": Variant("s", name), "Alias": Variant("s", name)}
            for adapter in strap.known_by:
                self._change(strap.path_at(adapter), DEVICE_INTERFACE, names)

        self._on_loop(go)

    def power(self, on: bool, name: str = "hci0") -> None:
        """Switch an adapter; switched off it loses every connection and ends discovery."""
        adapter = self.adapter(name)

        def go() -> None:
            adapter.powered = on
            if not on:
                adapter.discoverers.clear()
                for strap in self._straps:
                    if strap.held_by in (None, adapter.path):
                        strap.called_off.set()
                        self._lose(strap)
            self._change(adapter.path, ADAPTER_INTERFACE, {"Powered": Variant("b", on)})

        self._on_loop(go)

    def pull_out(self, name: str = "hci0") -> None:
        """Pull an adapter out: every object on it vanishes, and no device is said to be disconnected."""
        adapter = self.adapter(name)

        def go() -> None:
            adapter.is_plugged_in = False
            adapter.discoverers.clear()
            for strap in self._straps:
                strap.known_by.discard(adapter.path)
                if strap.held_by in (None, adapter.path):
                    strap.called_off.set()
                    strap.held_by = None
                    for characteristic in strap.characteristics():
                        characteristic.subscribers.clear()
            for path in sorted(self._objects, reverse=True):
                if path == adapter.path or path.startswith(f"{adapter.path}/"):
                    self._remove(path)

        self._on_loop(go)

    def put_in(self, name: str = "hci0") -> None:
        """Put an adapter in, or back in."""
        adapter = self.adapter(name)

        def go() -> None:
            adapter.is_plugged_in = True
            self._add(adapter.path, ADAPTER_INTERFACE, adapter.properties())

        self._on_loop(go)

    def adapter(self, name: str) -> FakeAdapter:
        return self.adapters[f"/org/bluez/{name}"]

    def held_at(self, name: str) -> list[FakeStrap]:
        """The straps that an adapter holds."""
        return [strap for strap in self._straps if strap.held_by == f"/org/bluez/{name}"]

    @contextmanager
    def holding_answers(self, member: str) -> Iterator[None]:
        """Do what this call asks for at once, and answer it when the block has ended."""
        gate = asyncio.Event()
        self._on_loop(lambda: self._gates.update({member: gate}))
        try:
            yield
        finally:
            self._on_loop(lambda: self._gates.pop(member).set())

    def wait_for_discovery(self, count: int) -> None:
        """Return once so many discoveries were begun."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.discoveries >= count, GENERAL_TIMEOUT_S), self.discoveries

    def wait_for_quiet_air(self) -> None:
        """Return once nobody discovers."""
        with self._changed:
            assert self._changed.wait_for(lambda: not self._is_discovering(), GENERAL_TIMEOUT_S), "still discovering"

    def wait_for_subscription(self, strap: FakeStrap, number: str | Characteristic = "2a37", count: int = 1) -> None:
        """Return once ``count`` clients listen to a connected strap."""
        with self._changed:
            assert self._changed.wait_for(
                lambda: strap.connected and len(strap.characteristic(number).subscribers) == count,
                GENERAL_TIMEOUT_S,
            ), "nobody subscribed"

    def wait_for_disconnection(self, strap: FakeStrap) -> None:
        """Return once a strap is free and nobody listens to it."""
        with self._changed:
            assert self._changed.wait_for(
                lambda: not strap.connected and not any(each.subscribers for each in strap.characteristics()),
                GENERAL_TIMEOUT_S,
            ), "still connected"

    def wait_for_deed(self, strap: FakeStrap, deed: str, count: int = 1) -> None:
        """Return once this was done to a strap, so often."""
        with self._changed:
            assert self._changed.wait_for(lambda: strap.deeds.count(deed) >= count, GENERAL_TIMEOUT_S), strap.deeds

    # The loop

    def _on_loop(self, action: Callable[[], object]) -> None:
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
                    self._objects[adapter.path] = {ADAPTER_INTERFACE: adapter.properties()}
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

    def _is_discovering(self) -> bool:
        return any(adapter.discoverers for adapter in self.adapters.values())

    async def _advertise(self) -> None:
        while True:
            await asyncio.sleep(ADVERTISED_EVERY_S)
            for adapter in self.adapters.values():
                if adapter.discoverers:
                    for strap in self._straps:
                        self._advertise_to(adapter, strap)

    def _advertise_to(self, adapter: FakeAdapter, strap: FakeStrap) -> None:
        rssi_dbm = strap.strength_at(adapter.name)
        if not strap.in_reach or strap.connected or strap.address in adapter.reported or rssi_dbm is None:
            return
        if self._reports_once:
            adapter.reported.add(strap.address)
        if adapter.path in strap.known_by:
            self._change(strap.path_at(adapter.path), DEVICE_INTERFACE, {"RSSI": Variant("n", rssi_dbm)})
        else:
            self._introduce(strap, adapter, rssi_dbm)

    # Objects and signals

    def _signal(self, path: str, interface: str, member: str, signature: str, body: list[Any]) -> None:
        self._bus.send(
            Message(
                message_type=MessageType.SIGNAL,
                path=path,
                interface=interface,
                member=member,
                signature=signature,
                body=body,
            )
        )

    def _add(self, path: str, interface: str, properties: dict[str, Variant]) -> None:
        self._objects[path] = {interface: properties}
        self._signal("/", OBJECTS_INTERFACE, "InterfacesAdded", "oa{sa{sv}}", [path, {interface: properties}])

    def _remove(self, path: str) -> None:
        interfaces = list(self._objects.pop(path))
        self._signal("/", OBJECTS_INTERFACE, "InterfacesRemoved", "oas", [path, interfaces])

    def _change(self, path: str, interface: str, properties: dict[str, Variant]) -> None:
        if path in self._objects:
            self._objects[path][interface].update(properties)
            self._signal(path, PROPERTIES_INTERFACE, "PropertiesChanged", "sa{sv}as", [interface, properties, []])
        with self._changed:
            self._changed.notify_all()

    def _introduce(self, strap: FakeStrap, adapter: FakeAdapter, rssi_dbm: int) -> None:
        strap.known_by.add(adapter.path)
        properties = {
            "Address": Variant("s", strap.address),
            "AddressType": Variant("s", "random"),
            "Alias": Variant("s", strap.name or strap.address.replace(":", "-")),
            "Paired": Variant("b", False),
            "Bonded": Variant("b", False),
            "Trusted": Variant("b", False),
            "Blocked": Variant("b", False),
            "RSSI": Variant("n", rssi_dbm),
            "Connected": Variant("b", False),
            "ServicesResolved": Variant("b", False),
            "UUIDs": Variant("as", [uuid(number) for number in strap.advertised]),
            "Adapter": Variant("o", adapter.path),
        }
        if strap.name is not None:
            properties["Name"] = Variant("s", strap.name)
        self._add(strap.path_at(adapter.path), DEVICE_INTERFACE, properties)

    def _forget_later(self, strap: FakeStrap, adapter: FakeAdapter) -> None:
        def forget() -> None:
            if adapter.path in strap.known_by and strap.held_by != adapter.path and not adapter.discoverers:
                device = strap.path_at(adapter.path)
                self._remove_table(device)
                self._remove(device)
                strap.known_by.discard(adapter.path)

        self._loop.call_later(self._forgets_after_s, forget)

    def _characteristic_paths(self, strap: FakeStrap) -> dict[str, Characteristic]:
        paths: dict[str, Characteristic] = {}
        if not strap.connected:
            return paths
        for place, characteristics in enumerate(strap.table.values(), start=1):
            for nth, characteristic in enumerate(characteristics, start=1):
                paths[f"{strap.path}/service{place << 8:04x}/char{(place << 8) + 2 * nth:04x}"] = characteristic
        return paths

    def _resolve(self, strap: FakeStrap) -> None:
        if not strap.connected:
            return
        for place, number in enumerate(strap.table, start=1):
            properties = {
                "UUID": Variant("s", uuid(number)),
                "Device": Variant("o", strap.path),
                "Primary": Variant("b", True),
            }
            self._add(f"{strap.path}/service{place << 8:04x}", SERVICE_INTERFACE, properties)
        for path, characteristic in self._characteristic_paths(strap).items():
            properties = {
                "UUID": Variant("s", uuid(characteristic.number)),
                "Service": Variant("o", path.rpartition("/")[0]),
                "Flags": Variant("as", list(characteristic.flags)),
                "MTU": Variant("q", 23),
            }
            self._add(path, CHARACTERISTIC_INTERFACE, properties)
        uuids = [uuid(number) for number in strap.table]
        resolved = {"ServicesResolved": Variant("b", True), "UUIDs": Variant("as", uuids)}
        self._change(strap.path, DEVICE_INTERFACE, resolved)

    def _remove_table(self, device: str) -> None:
        for path in [path for path in self._objects if path.startswith(f"{device}/")]:
            self._remove(path)

    def _lose(self, strap: FakeStrap) -> None:
        if not strap.connected:
            return
        adapter, device = self.adapters[strap.held_by or ""], strap.path
        strap.held_by = None
        for each in self.adapters.values():
            each.reported.discard(strap.address)
        self._change(device, DEVICE_INTERFACE, {"ServicesResolved": Variant("b", False)})
        self._change(device, DEVICE_INTERFACE, {"Connected": Variant("b", False)})
        self._forget_later(strap, adapter)

    def _notify(self, strap: FakeStrap, characteristic: Characteristic, data: bytes) -> None:
        if not strap.connected:
            return
        path = next(path for path, each in self._characteristic_paths(strap).items() if each is characteristic)
        if characteristic.subscribers:
            characteristic.delivered.append(data)
            characteristic.delivered_s.append((self._sent_s or self._loop.time)())
        for _ in characteristic.subscribers:
            self._change(path, CHARACTERISTIC_INTERFACE, {"Value": Variant("ay", data)})

    def _ask_clients(self) -> Callable[[], bool]:
        """Ask all clients whether they are there; who answers has read all that was sent before."""

        async def ask(client: str) -> None:
            peer = "org.freedesktop.DBus.Peer"
            await self._bus.call(Message(destination=client, path="/", interface=peer, member="Ping"))

        async def ask_all() -> None:
            # The bus itself is asked too: who is just connecting to it is no client yet.
            await asyncio.gather(*map(ask, {"org.freedesktop.DBus", *self._clients}))

        return asyncio.run_coroutine_threadsafe(ask_all(), self._loop).done

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
        gate = self._gates.get(call.member or "")
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
                return "a{oa{sa{sv}}}", [self._objects]
            case "Introspect":
                return "s", [self._nodes()]
            case "GetAll":
                return "a{sv}", [self._object_at(path).get(call.body[0], {})]
            case "SetDiscoveryFilter":
                pass
            case "StartDiscovery":
                self._start_discovery(path, sender)
            case "StopDiscovery":
                self._stop_discovery(path, sender)
            case "Connect":
                await self._connect(self._strap_at(path), self._adapter_at(path))
            case "Disconnect":
                await self._disconnect(self._strap_at(path))
            case "ReadValue":
                return "ay", [self._value(path)]
            case "WriteValue":
                self._write(path, bytes(call.body[0]))
            case "StartNotify":
                self._subscribe(path, sender)
            case "StopNotify":
                self._unsubscribe(path, sender)
            case _:
                raise Refusal("org.freedesktop.DBus.Error.UnknownMethod", f"no method {call.member}")
        return "", []

    def _nodes(self) -> str:
        names = [each.name for each in self.adapters.values() if each.path in self._objects]
        return "<node>" + "".join(f'<node name="{name}"/>' for name in names) + "</node>"

    def _object_at(self, path: str) -> dict[str, dict[str, Variant]]:
        if path not in self._objects:
            raise Refusal("org.freedesktop.DBus.Error.UnknownObject", f"no object {path}")
        return self._objects[path]

    def _adapter_at(self, path: str) -> FakeAdapter:
        adapter = self.adapters["/".join(path.split("/")[:4])]
        self._object_at(adapter.path)
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
        with self._changed:
            self._changed.notify_all()

    def _stop_discovery(self, path: str, client: str) -> None:
        adapter = self._adapter_at(path)
        if client not in adapter.discoverers:
            raise Refusal("org.bluez.Error.Failed", "No discovery started")
        adapter.discoverers.remove(client)
        for strap in self._straps:
            self._forget_later(strap, adapter)
        with self._changed:
            self._changed.notify_all()

    def _client_left(self, client: str) -> None:
        self._clients.discard(client)
        for adapter in self.adapters.values():
            adapter.discoverers.discard(client)
        for strap in self._straps:
            for characteristic in strap.characteristics():
                while client in characteristic.subscribers:
                    characteristic.subscribers.remove(client)
        with self._changed:
            self._changed.notify_all()

    def _strap_at(self, path: str) -> FakeStrap:
        for strap in self._straps:
            for device in map(strap.path_at, strap.known_by):
                if path == device or path.startswith(f"{device}/"):
                    return strap
        raise Refusal("org.freedesktop.DBus.Error.UnknownObject", f"no object {path}")

    async def _connect(self, strap: FakeStrap, adapter: FakeAdapter) -> None:
        if adapter.connecting.locked():
            adapter.refused_meanwhile += 1
            raise Refusal("org.bluez.Error.InProgress", "Operation already in progress")
        strap.called_off = asyncio.Event()
        async with adapter.connecting:
            await asyncio.sleep(adapter.connect_takes_s)
            while not (strap.in_reach and strap.answers_connect):
                await asyncio.sleep(0.01)
                if strap.called_off.is_set():
                    raise Refusal("org.bluez.Error.Failed", "le-connection-abort-by-local")
        if strap.connect_error is not None:
            raise Refusal(*strap.connect_error)
        held = len(self.held_at(adapter.name))
        if held >= adapter.limit:
            raise Refusal(*adapter.full_error)
        adapter.most_held = max(adapter.most_held, held + 1)
        strap.held_by = adapter.path
        if strap.replies_too_early:
            strap.replies_too_early -= 1
            self._loop.call_later(0.03, self._say_connected, strap)
        else:
            self._say_connected(strap)
        if strap.leaves_while_asked:
            strap.leaves_while_asked -= 1
            self._loop.call_later(0.05, self._leave, strap)
        else:
            self._loop.call_later(0.05, self._resolve, strap)

    async def _disconnect(self, strap: FakeStrap) -> None:
        strap.called_off.set()
        strap.deeds.append("disconnect")
        await asyncio.sleep(0.01)
        self._lose(strap)

    def _leave(self, strap: FakeStrap) -> None:
        self._lose(strap)
        strap.deeds.append("left")
        with self._changed:
            self._changed.notify_all()

    def _say_connected(self, strap: FakeStrap) -> None:
        if strap.connected:  # it may have been called off in the meantime
            self._change(strap.path, DEVICE_INTERFACE, {"Connected": Variant("b", True)})

    def _characteristic_at(self, path: str) -> Characteristic:
        strap = self._strap_at(path)
        if not strap.connected:
            raise Refusal("org.bluez.Error.Failed", "Not connected")
        return self._characteristic_paths(strap)[path]

    def _value(self, path: str) -> bytes:
        characteristic = self._characteristic_at(path)
        if isinstance(characteristic.value, tuple):
            raise Refusal(*characteristic.value)
        if "read" not in characteristic.flags:
            raise Refusal("org.bluez.Error.NotPermitted", "Read not permitted")
        return characteristic.value

    def _write(self, path: str, data: bytes) -> None:
        strap, characteristic = self._strap_at(path), self._characteristic_at(path)
        if characteristic.on_write is None:
            raise Refusal("org.bluez.Error.NotPermitted", "Write not permitted")
        strap.deeds.append(data.hex(" "))
        answer = characteristic.on_write(data)
        with self._changed:
            self._changed.notify_all()
        if isinstance(answer, tuple):
            raise Refusal(*answer)
        for after_s, number, reply in answer:
            self._loop.call_later(after_s, self._notify, strap, strap.characteristic(number), reply)

    def _subscribe(self, path: str, client: str) -> None:
        characteristic = self._characteristic_at(path)
        if client in characteristic.subscribers:
            raise Refusal("org.bluez.Error.InProgress", "Already notifying")
        if isinstance(characteristic.value, tuple):
            raise Refusal(*characteristic.value)
        characteristic.subscribers.append(client)
        self._change(path, CHARACTERISTIC_INTERFACE, {"Notifying": Variant("b", True)})

    def _unsubscribe(self, path: str, client: str) -> None:
        characteristic = self._characteristic_at(path)
        if client not in characteristic.subscribers:
            raise Refusal("org.bluez.Error.Failed", "No notify session started")
        characteristic.subscribers.remove(client)
        self._change(path, CHARACTERISTIC_INTERFACE, {"Notifying": Variant("b", bool(characteristic.subscribers))})
