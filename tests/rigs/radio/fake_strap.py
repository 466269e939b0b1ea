"""A strap for the fake radio: its services, and the moods it can be in."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def uuid(number: str) -> str:
    """The long form of a 16-bit number of the Bluetooth SIG; a long one is one already.

    A second service of one number is written with ``#2`` behind it.
    """
    number = number.partition("#")[0]
    return number if len(number) > 4 else f"0000{number}-0000-1000-8000-00805f9b34fb"


@dataclass
class Characteristic:
    """One characteristic; ``value`` is what a read answers, or an error (D-Bus name, text).

    ``on_write`` takes what is written and returns an error, or what is notified then: after how many seconds, by which
    characteristic, which bytes.
    """

    number: str
    flags: tuple[str, ...]
    value: bytes | tuple[str, str] = b""
    on_write: Callable[[bytes], tuple[str, str] | list[tuple[float, str, bytes]]] | None = None
    subscribers: list[str] = field(default_factory=list)
    delivered: list[bytes] = field(default_factory=list)
    """The values that somebody who listened was notified of while the strap was connected."""

    delivered_s: list[float] = field(default_factory=list)
    """When each of them was sent, by the clock of the radio."""


def strap_table() -> dict[str, list[Characteristic]]:
    """The services of an ordinary strap."""
    return {
        "180d": [Characteristic("2a37", ("notify",)), Characteristic("2a38", ("read",), b"\x01")],
        "180f": [Characteristic("2a19", ("read", "notify"), bytes([87]))],
        "180a": [
            Characteristic("2a29", ("read",), b"Test Straps Oy\0"),
            Characteristic("2a24", ("read",), b"TS10"),
            Characteristic("2a26", ("read",), b"1.2.3"),
        ],
    }


@dataclass
class FakeStrap:
    """One strap, and the moods it can be in; a test may change them at any time."""

    address: str = "C0:FF:EE:00:00:01"
    name: str | None = "Test Strap 01"
    rssi_dbm: int = -60
    heard_by: Mapping[str, int] | None = None
    """How strong each adapter hears it; ``None`` for all alike."""

    advertised: tuple[str, ...] = ("180d",)
    table: dict[str, list[Characteristic]] = field(default_factory=strap_table)
    in_reach: bool = True
    answers_connect: bool = True
    connect_error: tuple[str, str] | None = None
    replies_too_early: int = 0
    """How many times the reply to Connect overtakes the signal that it is connected."""

    leaves_while_asked: int = 0
    """How many times it lets go of the connection while its services are read."""

    deeds: list[str] = field(default_factory=list)
    """What was done to it: bytes written to it as hexadecimal digits, and ``disconnect``, or that it ``left``."""

    known_by: set[str] = field(default_factory=set)
    """The paths of the adapters that have an object for it."""

    held_by: str | None = None
    """The path of the adapter that it is connected to."""

    called_off: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def connected(self) -> bool:
        return self.held_by is not None

    @property
    def path(self) -> str:
        """Its object at the adapter that holds it."""
        assert self.held_by is not None
        return self.path_at(self.held_by)

    def path_at(self, adapter_path: str) -> str:
        return f"{adapter_path}/dev_{self.address.replace(':', '_')}"

    def strength_at(self, adapter_name: str) -> int | None:
        """How strong an adapter hears it; ``None`` where it does not."""
        return self.rssi_dbm if self.heard_by is None else self.heard_by.get(adapter_name)

    def characteristics(self) -> list[Characteristic]:
        return [each for service in self.table.values() for each in service]

    def characteristic(self, number: str | Characteristic) -> Characteristic:
        if isinstance(number, Characteristic):
            return number
        return next(each for each in self.characteristics() if each.number == number)
