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
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from dbus_fast import Variant

from tests.rigs.radio.bluez_objects import ADAPTER_INTERFACE, DEVICE_INTERFACE
from tests.rigs.radio.bluez_service import BluezService
from tests.rigs.radio.fake_adapter import FakeAdapter
from tests.rigs.radio.fake_strap import Characteristic, FakeStrap


class FakeBlueZ(BluezService):
    """The service in the hand of a test: straps and adapters come, go and send, and what clients do is waited for."""

    def add(self, strap: FakeStrap) -> FakeStrap:
        """Put a strap into the air."""
        self.on_loop(lambda: self.links.straps.append(strap))
        return strap

    def send(self, strap: FakeStrap, data: bytes, number: str | Characteristic = "2a37") -> None:
        """Let a strap notify."""
        self.on_loop(lambda: self.table.notify(strap, strap.characteristic(number), data))

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
                    self.table.notify(strap, strap.characteristic("2a37"), data)

        return asyncio.run_coroutine_threadsafe(run(), self._loop)

    def vanish(self, strap: FakeStrap) -> None:
        """Take a strap out of reach; a connection breaks."""

        def go() -> None:
            strap.in_reach = False
            if strap.connected:
                self.links.lose(strap)

        self.on_loop(go)

    def come_back(self, strap: FakeStrap) -> None:
        strap.in_reach = True

    def rename(self, strap: FakeStrap, name: str) -> None:
        """Let the name come with a later advertisement."""

        def go() -> None:
            strap.name = name
            names = {"Name": Variant("s", name), "Alias": Variant("s", name)}
            for adapter in strap.known_by:
                self.objects.change(strap.path_at(adapter), DEVICE_INTERFACE, names)

        self.on_loop(go)

    def power(self, on: bool, name: str = "hci0") -> None:
        """Switch an adapter; switched off it loses every connection and ends discovery."""
        adapter = self.adapter(name)

        def go() -> None:
            adapter.powered = on
            if not on:
                adapter.discoverers.clear()
                for strap in self.links.straps:
                    if strap.held_by in (None, adapter.path):
                        strap.called_off.set()
                        self.links.lose(strap)
            self.objects.change(adapter.path, ADAPTER_INTERFACE, {"Powered": Variant("b", on)})

        self.on_loop(go)

    def pull_out(self, name: str = "hci0") -> None:
        """Pull an adapter out: every object on it vanishes, and no device is said to be disconnected."""
        adapter = self.adapter(name)

        def go() -> None:
            adapter.is_plugged_in = False
            adapter.discoverers.clear()
            for strap in self.links.straps:
                strap.known_by.discard(adapter.path)
                if strap.held_by in (None, adapter.path):
                    strap.called_off.set()
                    strap.held_by = None
                    for characteristic in strap.characteristics():
                        characteristic.subscribers.clear()
            for path in sorted(self.objects.of, reverse=True):
                if path == adapter.path or path.startswith(f"{adapter.path}/"):
                    self.objects.remove(path)

        self.on_loop(go)

    def put_in(self, name: str = "hci0") -> None:
        """Put an adapter in, or back in."""
        adapter = self.adapter(name)

        def go() -> None:
            adapter.is_plugged_in = True
            self.objects.add(adapter.path, ADAPTER_INTERFACE, adapter.properties())

        self.on_loop(go)

    def adapter(self, name: str) -> FakeAdapter:
        return self.adapters[f"/org/bluez/{name}"]

    def held_at(self, name: str) -> list[FakeStrap]:
        """The straps that an adapter holds."""
        return self.links.held_at(name)

    @contextmanager
    def holding_answers(self, member: str) -> Iterator[None]:
        """Do what this call asks for at once, and answer it when the block has ended."""
        gate = asyncio.Event()
        self.on_loop(lambda: self.gates.update({member: gate}))
        try:
            yield
        finally:
            self.on_loop(lambda: self.gates.pop(member).set())

    def wait_for_discovery(self, count: int) -> None:
        """Return once so many discoveries were begun."""
        self.objects.wait_for(lambda: self.discoveries >= count, lambda: self.discoveries)

    def wait_for_quiet_air(self) -> None:
        """Return once nobody discovers."""
        self.objects.wait_for(lambda: not self.is_discovering(), lambda: "still discovering")

    def wait_for_subscription(self, strap: FakeStrap, number: str | Characteristic = "2a37", count: int = 1) -> None:
        """Return once ``count`` clients listen to a connected strap."""
        self.objects.wait_for(
            lambda: strap.connected and len(strap.characteristic(number).subscribers) == count,
            lambda: "nobody subscribed",
        )

    def wait_for_disconnection(self, strap: FakeStrap) -> None:
        """Return once a strap is free and nobody listens to it."""
        self.objects.wait_for(
            lambda: not strap.connected and not any(each.subscribers for each in strap.characteristics()),
            lambda: "still connected",
        )

    def wait_for_deed(self, strap: FakeStrap, deed: str, count: int = 1) -> None:
        """Return once this was done to a strap, so often."""
        self.objects.wait_for(lambda: strap.deeds.count(deed) >= count, lambda: strap.deeds)
