"""The objects of a small org.bluez: what is there, and the signals that say so."""

import threading
from collections.abc import Callable
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

ADAPTER_INTERFACE = "org.bluez.Adapter1"
DEVICE_INTERFACE = "org.bluez.Device1"
SERVICE_INTERFACE = "org.bluez.GattService1"
CHARACTERISTIC_INTERFACE = "org.bluez.GattCharacteristic1"
PROPERTIES_INTERFACE = "org.freedesktop.DBus.Properties"
OBJECTS_INTERFACE = "org.freedesktop.DBus.ObjectManager"

GENERAL_TIMEOUT_S = 60.0
"""How long a test waits for what must come; reached only when it does not come."""


class Refusal(Exception):
    """A D-Bus error to answer with."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name, text)
        self.name = name
        self.text = text


class BluezObjects:
    """Objects by their paths; ``bus`` is there once the service is."""

    def __init__(self) -> None:
        self.of: dict[str, dict[str, dict[str, Variant]]] = {}
        self.bus: MessageBus
        self._changed = threading.Condition()

    def tell(self) -> None:
        """Have whoever waits look again."""
        with self._changed:
            self._changed.notify_all()

    def wait_for(self, condition: Callable[[], bool], otherwise: Callable[[], object]) -> None:
        """Return once a condition holds; it is looked at after every change."""
        with self._changed:
            assert self._changed.wait_for(condition, GENERAL_TIMEOUT_S), otherwise()

    def add(self, path: str, interface: str, properties: dict[str, Variant]) -> None:
        """Have an object, and say so."""
        self.of[path] = {interface: properties}
        self._signal("/", OBJECTS_INTERFACE, "InterfacesAdded", "oa{sa{sv}}", [path, {interface: properties}])

    def remove(self, path: str) -> None:
        """Have an object no more, and say so."""
        interfaces = list(self.of.pop(path))
        self._signal("/", OBJECTS_INTERFACE, "InterfacesRemoved", "oas", [path, interfaces])

    def change(self, path: str, interface: str, properties: dict[str, Variant]) -> None:
        """Change properties of an object, where it is there, and say so."""
        if path in self.of:
            self.of[path][interface].update(properties)
            self._signal(path, PROPERTIES_INTERFACE, "PropertiesChanged", "sa{sv}as", [interface, properties, []])
        self.tell()

    def at(self, path: str) -> dict[str, dict[str, Variant]]:
        """Return the object at a path, or refuse."""
        if path not in self.of:
            raise Refusal("org.freedesktop.DBus.Error.UnknownObject", f"no object {path}")
        return self.of[path]

    def _signal(self, path: str, interface: str, member: str, signature: str, body: list[Any]) -> None:
        self.bus.send(
            Message(
                message_type=MessageType.SIGNAL,
                path=path,
                interface=interface,
                member=member,
                signature=signature,
                body=body,
            )
        )
