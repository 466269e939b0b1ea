"""The GATT table of a strap that a small org.bluez holds: read, written, subscribed to, notified of."""

import asyncio
from collections.abc import Callable

from dbus_fast import Variant

from tests.rigs.radio.bluez_objects import (
    CHARACTERISTIC_INTERFACE,
    DEVICE_INTERFACE,
    SERVICE_INTERFACE,
    BluezObjects,
    Refusal,
)
from tests.rigs.radio.fake_strap import Characteristic, FakeStrap, uuid


class BluezTable:
    """The services and characteristics of connected straps; ``sent_s`` is the clock by which they send."""

    def __init__(self, objects: BluezObjects, sent_s: Callable[[], float] | None) -> None:
        self._objects = objects
        self._sent_s = sent_s

    def resolve(self, strap: FakeStrap) -> None:
        """Have the objects of the table of a strap, and say that they are there."""
        if not strap.connected:
            return
        for place, number in enumerate(strap.table, start=1):
            properties = {
                "UUID": Variant("s", uuid(number)),
                "Device": Variant("o", strap.path),
                "Primary": Variant("b", True),
            }
            self._objects.add(f"{strap.path}/service{place << 8:04x}", SERVICE_INTERFACE, properties)
        for path, characteristic in self._characteristic_paths(strap).items():
            properties = {
                "UUID": Variant("s", uuid(characteristic.number)),
                "Service": Variant("o", path.rpartition("/")[0]),
                "Flags": Variant("as", list(characteristic.flags)),
                "MTU": Variant("q", 23),
            }
            self._objects.add(path, CHARACTERISTIC_INTERFACE, properties)
        uuids = [uuid(number) for number in strap.table]
        resolved = {"ServicesResolved": Variant("b", True), "UUIDs": Variant("as", uuids)}
        self._objects.change(strap.path, DEVICE_INTERFACE, resolved)

    def remove(self, device: str) -> None:
        """Have the objects of a table no more."""
        for path in [path for path in self._objects.of if path.startswith(f"{device}/")]:
            self._objects.remove(path)

    def notify(self, strap: FakeStrap, characteristic: Characteristic, data: bytes) -> None:
        """Signal a value, once for every client that subscribed."""
        if not strap.connected:
            return
        path = next(path for path, each in self._characteristic_paths(strap).items() if each is characteristic)
        if characteristic.subscribers:
            characteristic.delivered.append(data)
            characteristic.delivered_s.append((self._sent_s or asyncio.get_running_loop().time)())
        for _ in characteristic.subscribers:
            self._objects.change(path, CHARACTERISTIC_INTERFACE, {"Value": Variant("ay", data)})

    def value(self, strap: FakeStrap, path: str) -> bytes:
        """Return what a read answers."""
        characteristic = self._characteristic_at(strap, path)
        if isinstance(characteristic.value, tuple):
            raise Refusal(*characteristic.value)
        if "read" not in characteristic.flags:
            raise Refusal("org.bluez.Error.NotPermitted", "Read not permitted")
        return characteristic.value

    def write(self, strap: FakeStrap, path: str, data: bytes) -> None:
        """Write to a characteristic, which may notify of something then."""
        characteristic = self._characteristic_at(strap, path)
        if characteristic.on_write is None:
            raise Refusal("org.bluez.Error.NotPermitted", "Write not permitted")
        strap.deeds.append(data.hex(" "))
        answer = characteristic.on_write(data)
        self._objects.tell()
        if isinstance(answer, tuple):
            raise Refusal(*answer)
        for after_s, number, reply in answer:
            asyncio.get_running_loop().call_later(after_s, self.notify, strap, strap.characteristic(number), reply)

    def subscribe(self, strap: FakeStrap, path: str, client: str) -> None:
        """Have a client notified from now on."""
        characteristic = self._characteristic_at(strap, path)
        if client in characteristic.subscribers:
            raise Refusal("org.bluez.Error.InProgress", "Already notifying")
        if isinstance(characteristic.value, tuple):
            raise Refusal(*characteristic.value)
        characteristic.subscribers.append(client)
        self._objects.change(path, CHARACTERISTIC_INTERFACE, {"Notifying": Variant("b", True)})

    def unsubscribe(self, strap: FakeStrap, path: str, client: str) -> None:
        """Have a client notified no more."""
        characteristic = self._characteristic_at(strap, path)
        if client not in characteristic.subscribers:
            raise Refusal("org.bluez.Error.Failed", "No notify session started")
        characteristic.subscribers.remove(client)
        self._objects.change(
            path, CHARACTERISTIC_INTERFACE, {"Notifying": Variant("b", bool(characteristic.subscribers))}
        )

    def _characteristic_at(self, strap: FakeStrap, path: str) -> Characteristic:
        if not strap.connected:
            raise Refusal("org.bluez.Error.Failed", "Not connected")
        return self._characteristic_paths(strap)[path]

    def _characteristic_paths(self, strap: FakeStrap) -> dict[str, Characteristic]:
        paths: dict[str, Characteristic] = {}
        if not strap.connected:
            return paths
        for place, characteristics in enumerate(strap.table.values(), start=1):
            for nth, characteristic in enumerate(characteristics, start=1):
                paths[f"{strap.path}/service{place << 8:04x}/char{(place << 8) + 2 * nth:04x}"] = characteristic
        return paths
