"""A Bluetooth adapter for the fake radio: what it holds, and the moods it can be in."""

import asyncio
from dataclasses import dataclass, field

from dbus_fast import Variant

FULL = ("org.bluez.Error.Failed", "le-connection-concurrent-connection-limit")
"""What BlueZ makes of EMLINK, which the kernel makes of the controller's "connection limit exceeded" (0x09)."""

LIMITED_RESOURCES = ("org.bluez.Error.Failed", "le-connection-refused")
"""What BlueZ makes of the controller's "limited resources" (0x0D), with which others refuse one more."""


@dataclass
class FakeAdapter:
    """One adapter; a test may change its moods at any time.

    It holds ``limit`` connections and refuses others with ``full_error``. While it makes one connection, it refuses a
    second one (`org.bluez.Error.InProgress`).
    """

    name: str = "hci0"
    limit: int = 1000
    full_error: tuple[str, str] = FULL
    connect_takes_s: float = 0.0
    powered: bool = True
    is_plugged_in: bool = True
    discoverers: set[str] = field(default_factory=set)
    reported: set[str] = field(default_factory=set)
    connecting: asyncio.Lock = field(default_factory=asyncio.Lock)
    most_held: int = 0
    """The most connections that it ever held at once."""

    refused_meanwhile: int = 0
    """How many connections it refused because it was making another."""

    @property
    def path(self) -> str:
        return f"/org/bluez/{self.name}"

    def properties(self) -> dict[str, Variant]:
        return {
            "Address": Variant("s", f"F0:F1:F2:F3:F4:{int(self.name.removeprefix('hci')) + 5:02X}"),
            "Alias": Variant("s", "rig"),
            "Powered": Variant("b", self.powered),
            "Discovering": Variant("b", False),
            "Roles": Variant("as", ["central"]),
        }
