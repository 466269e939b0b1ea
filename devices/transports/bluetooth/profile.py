"""What the link does with a connected sensor, by the services that it offers: a profile for each way of speaking."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import ClassVar, Literal, TypeAlias, TypeVar, cast

from bleak import BleakClient
from bleak.backends.characteristic import BleakGATTCharacteristic

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError
from devices import registry
from devices.sensor_kinds import BluetoothKind, loaded
from devices.streams.stream import Announcement
from devices.supervisor import Watch
from devices.transports.bluetooth.errors import DEVICE_ERRORS, name_facts
from devices.transports.packet_publisher import PacketPublisher

_T = TypeVar("_T")

Output: TypeAlias = Literal["beats", "rate", "nothing"]
"""What a device on the air says of itself: that it tells beats, a rate without single beats, or none of this."""

OUTPUTS: tuple[Output, ...] = ("beats", "rate")
"""What sensors of ours say of themselves, the better first."""

_NOTIFYING = frozenset({"notify", "indicate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A sensor that is connected, as profiles use it.

    Attributes
    ----------
    client : BleakClient
        The connection as bleak knows it.
    name : str
        What the sensor calls itself; empty where it tells no name.
    also : collection of str
        What the person asked for beside the heart.
    publisher : PacketPublisher
        Takes facts and what the person should know.
    watch : Watch
        Knows whether this connection still counts.
    clock : Clock
        Session time.
    reply_s : float
        How long a read or a reply may take, in session seconds.
    """

    client: BleakClient
    name: str
    also: Collection[str]
    publisher: PacketPublisher
    watch: Watch
    clock: Clock
    reply_s: float

    def offers(self, services: Collection[str]) -> bool:
        """Tell whether the sensor offers all of these services, each of them once or more often."""
        return {service.uuid for service in self.client.services}.issuperset(services)

    def has(self, characteristic: str) -> bool:
        """Tell whether the sensor has such a characteristic, once or more often."""
        return any(each.uuid == characteristic for each in self.client.services.characteristics.values())

    def in_time(self) -> asyncio.Timeout:
        """Return what raises `TimeoutError` when a read or a reply takes too long."""
        return asyncio.timeout(self.clock.until_s(self.clock.now_s() + self.reply_s))

    async def read(self, characteristic: str, decode: Callable[[bytes], _T]) -> _T:
        """Read and decode one value; raises one of `DEVICE_ERRORS` when the sensor does not have it, or not now."""
        async with self.in_time():
            return decode(bytes(await self.client.read_gatt_char(characteristic)))

    async def subscribe(self, characteristic: str, take: Callable[[bytes, float], None]) -> None:
        """Have ``take`` called with each value that is notified from now on, and the session time of its arrival.

        Of several characteristics of this kind the first that notifies is heard from then on.

        Raises
        ------
        SensorUnavailableError
            There is none, or none that notifies.
        """
        alike = [each for each in self.client.services.characteristics.values() if each.uuid == characteristic]
        if not alike:
            raise SensorUnavailableError(LinkCode.STRAP_WITHOUT_MEASUREMENT, name_facts(self.name))
        notifying = [each for each in alike if _NOTIFYING.intersection(each.properties)]
        if not notifying:
            raise SensorUnavailableError(LinkCode.STRAP_CANNOT_NOTIFY, name_facts(self.name))
        received_from: list[int] = []

        def take_first(handle: int, data: bytes, arrived_s: float) -> None:
            if not received_from:
                received_from.append(handle)
            if received_from[0] == handle:
                take(data, arrived_s)

        refusals: list[Exception] = []
        for each in notifying:
            try:
                await self.client.start_notify(each, self.stamped(partial(take_first, each.handle)))
            except DEVICE_ERRORS as error:
                refusals.append(error)
        if len(refusals) == len(notifying):
            raise refusals[0]

    def stamped(self, take: Callable[[bytes, float], None]) -> Callable[[BleakGATTCharacteristic, bytearray], None]:
        """Return the callback for bleak that stamps a value before all else and hands it on."""

        def on_value(_: BleakGATTCharacteristic, value: bytearray) -> None:
            arrived_s = self.clock.now_s()
            take(bytes(value), arrived_s)

        return on_value

    def packet(self, channel: str, data: bytes, arrived_s: float) -> None:
        """Publish a packet with what it says, unless this connection is over."""
        if self.watch.on_packet(arrived_s):
            self.publisher.packet(channel, data, arrived_s)


class BluetoothProfile:
    """One way of speaking over Bluetooth; lives through all the connections of a session.

    Attributes
    ----------
    services : tuple of str
        A sensor that offers all of them speaks so.
    advertised : tuple of str
        The services by which such sensors are found on the air, where no other profile finds them.
    output : Output
        What a sensor says of itself that advertises these.
    """

    services: ClassVar[tuple[str, ...]]
    advertised: ClassVar[tuple[str, ...]] = ()
    output: ClassVar[Output] = "beats"

    async def begin(self, connection: Connection) -> None:
        """Start what the sensor was connected for; what this raises ends the connection."""

    async def ask(self, connection: Connection) -> None:
        """Ask for what is good to have beside, once everything has begun; never raises because of the device."""

    async def end(self, connection: Connection) -> None:
        """Stop what has to be stopped before goodbye; never raises because of the device."""

    def not_offered(self, connection: Connection) -> Sequence[Announcement]:
        """Return what the person should know when the sensor does not speak so; mostly nothing."""
        del connection
        return ()


def new_profiles() -> tuple[BluetoothProfile, ...]:
    """Return the profiles of the registry, each once, for a new session."""
    return tuple(profile() for profile in _profiles_of(registry.BLUETOOTH_KINDS))


@cache
def _profiles_of(kinds: tuple[BluetoothKind, ...]) -> tuple[type[BluetoothProfile], ...]:
    # Asked for every advertisement: in a room of straps thousands of times a minute.
    names = dict.fromkeys(kind.profile for kind in kinds)
    return tuple(cast("type[BluetoothProfile]", loaded(name)) for name in names)


def advertised_services(output: Output | None = None) -> list[str]:
    """Return the services by which sensors are found on the air; with ``output`` those that say this of themselves."""
    profiles = [profile for profile in _profiles_of(registry.BLUETOOTH_KINDS) if output in (None, profile.output)]
    return list(dict.fromkeys(service for profile in profiles for service in profile.advertised))


def output_of(services: Collection[str]) -> Output:
    """Return what a device says of itself that advertises these services, in any case."""
    advertised = {service.casefold() for service in services}
    return next(
        (output for output in OUTPUTS if advertised.intersection(advertised_services(output))),
        "nothing",
    )
