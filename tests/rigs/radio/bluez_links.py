"""The links of a small org.bluez: straps that its adapters hear, hold, lose and forget."""

import asyncio
from collections.abc import Mapping

from dbus_fast import Variant

from tests.rigs.radio.bluez_objects import DEVICE_INTERFACE, BluezObjects, Refusal
from tests.rigs.radio.bluez_table import BluezTable
from tests.rigs.radio.fake_adapter import FakeAdapter
from tests.rigs.radio.fake_strap import FakeStrap, uuid


class BluezLinks:
    """Which strap each adapter knows and holds."""

    def __init__(
        self,
        objects: BluezObjects,
        table: BluezTable,
        adapters: Mapping[str, FakeAdapter],
        *,
        forgets_after_s: float,
        reports_once: bool,
    ) -> None:
        self.straps: list[FakeStrap] = []
        self._objects = objects
        self._table = table
        self._adapters = adapters
        self._forgets_after_s = forgets_after_s
        self._reports_once = reports_once

    def advertise_to(self, adapter: FakeAdapter, strap: FakeStrap) -> None:
        """Let an adapter hear a strap, where it can."""
        rssi_dbm = strap.strength_at(adapter.name)
        if not strap.in_reach or strap.connected or strap.address in adapter.reported or rssi_dbm is None:
            return
        if self._reports_once:
            adapter.reported.add(strap.address)
        if adapter.path in strap.known_by:
            self._objects.change(strap.path_at(adapter.path), DEVICE_INTERFACE, {"RSSI": Variant("n", rssi_dbm)})
        else:
            self._introduce(strap, adapter, rssi_dbm)

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
        self._objects.add(strap.path_at(adapter.path), DEVICE_INTERFACE, properties)

    def forget_later(self, strap: FakeStrap, adapter: FakeAdapter) -> None:
        """Forget a strap after a while, unless it is held or looked for by then."""

        def forget() -> None:
            if adapter.path in strap.known_by and strap.held_by != adapter.path and not adapter.discoverers:
                device = strap.path_at(adapter.path)
                self._table.remove(device)
                self._objects.remove(device)
                strap.known_by.discard(adapter.path)

        asyncio.get_running_loop().call_later(self._forgets_after_s, forget)

    def held_at(self, name: str) -> list[FakeStrap]:
        """The straps that an adapter holds."""
        return [strap for strap in self.straps if strap.held_by == f"/org/bluez/{name}"]

    async def connect(self, strap: FakeStrap, adapter: FakeAdapter) -> None:
        """Connect a strap, once it is in reach, unless it is called off."""
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
            asyncio.get_running_loop().call_later(0.03, self._say_connected, strap)
        else:
            self._say_connected(strap)
        if strap.leaves_while_asked:
            strap.leaves_while_asked -= 1
            asyncio.get_running_loop().call_later(0.05, self._leave, strap)
        else:
            asyncio.get_running_loop().call_later(0.05, self._table.resolve, strap)

    async def disconnect(self, strap: FakeStrap) -> None:
        """Let go of a strap, or call off that it is waited for."""
        strap.called_off.set()
        strap.deeds.append("disconnect")
        await asyncio.sleep(0.01)
        self.lose(strap)

    def lose(self, strap: FakeStrap) -> None:
        """Break the connection of a strap."""
        if not strap.connected:
            return
        adapter, device = self._adapters[strap.held_by or ""], strap.path
        strap.held_by = None
        for each in self._adapters.values():
            each.reported.discard(strap.address)
        self._objects.change(device, DEVICE_INTERFACE, {"ServicesResolved": Variant("b", False)})
        self._objects.change(device, DEVICE_INTERFACE, {"Connected": Variant("b", False)})
        self.forget_later(strap, adapter)

    def _leave(self, strap: FakeStrap) -> None:
        self.lose(strap)
        strap.deeds.append("left")
        self._objects.tell()

    def _say_connected(self, strap: FakeStrap) -> None:
        if strap.connected:  # it may have been called off in the meantime
            self._objects.change(strap.path, DEVICE_INTERFACE, {"Connected": Variant("b", True)})
