"""One connection to one Bluetooth sensor, from being found to being let go; used once and never again.

It follows the battery and what the device says of itself; what the device is for is the business of the profiles that
it offers. What goes wrong while these begin is raised, and afterwards is for the supervisor to see.
"""

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from bleak import BleakClient
from bleak.exc import BleakError

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode, NoticeCode
from biofeedback.errors import MalformedDataError, SensorUnavailableError
from biofeedback.facts import Facts, facts
from devices.protocols.device_information import (
    BATTERY_LEVEL,
    BATTERY_SERVICE,
    DEVICE_INFORMATION_SERVICE,
    FACT_CHARACTERISTICS,
    decode_battery_percent,
    decode_text,
)
from devices.streams.stream import Announcement
from devices.supervisor import Patience, Watch
from devices.transports.bluetooth.adapters import AdapterSlot
from devices.transports.bluetooth.errors import DEVICE_ERRORS, name_facts, says_full, translated
from devices.transports.bluetooth.profile import OUTPUTS, BluetoothProfile, Connection, Output
from devices.transports.bluetooth.scan import Sighting
from devices.transports.bluetooth.strap_search import StrapSearch
from devices.transports.packet_publisher import PacketPublisher

_CONNECT_TRIES = 3  # in one attempt at a link, as discovery may fail once (`_connect`); a choice


@dataclass(frozen=True, slots=True, kw_only=True)
class BluetoothPatience(Patience):
    """How long to wait for what, in session seconds.

    ``search_s`` and ``settle_s`` are for `find_strap`. ``connect_s`` is how long a connection may take, and what has to
    be begun with it; ``turn_s`` how long, where others wait to connect by the same adapter; ``read_s`` how long a read
    or a reply may take.
    """

    search_s: float = 15.0
    settle_s: float = 2.0
    connect_s: float = 20.0
    turn_s: float = 4.0
    read_s: float = 5.0


class BluetoothLink:
    """One connection.

    Parameters
    ----------
    find : callable
        Finds the strap to connect to.
    profiles : sequence of BluetoothProfile
        The ways of speaking that we know; those that the sensor offers are used.
    also : collection of str
        What the person asked for beside the heart.
    search : StrapSearch
        The search, with the adapters that are searched with.
    patience : BluetoothPatience
        How long to wait for what.
    """

    def __init__(
        self,
        find: Callable[[], Awaitable[Sighting]],
        publisher: PacketPublisher,
        watch: Watch,
        clock: Clock,
        profiles: Sequence[BluetoothProfile],
        also: Collection[str],
        search: StrapSearch,
        patience: BluetoothPatience,
    ) -> None:
        self._find = find
        self._publisher = publisher
        self._watch = watch
        self._clock = clock
        self._profiles = profiles
        self._also = also
        self._search = search
        self._patience = patience
        self._slot: AdapterSlot | None = None
        self._client: BleakClient | None = None
        self._asking: asyncio.Task[None] | None = None
        self._connection: Connection | None = None
        self._offered: list[BluetoothProfile] = []

    @property
    def output(self) -> Output:
        """What the sensor tells by the profiles that it offers."""
        return next((each for each in OUTPUTS if each in {profile.output for profile in self._offered}), "nothing")

    async def open(self) -> None:
        """Find the strap, connect and begin all that it offers.

        Raises
        ------
        SensorUnavailableError
            Something stands in the way.
        """
        for tried in itertools.count(1):
            try:
                return await self._open()
            except SensorUnavailableError as error:
                if tried >= len(self._search.adapters.names) + 1 or not self._may_go_elsewhere(error):
                    raise

    def _may_go_elsewhere(self, error: SensorUnavailableError) -> bool:
        """Return whether what stood in the way was the adapter, while another has room."""
        adapters = self._search.adapters
        is_gone = self._slot is not None and adapters.is_gone(self._slot.adapter)
        return (is_gone or error.code is LinkCode.ADAPTER_FULL) and adapters.have_room()

    async def _open(self) -> None:
        """Find the strap, and connect by the adapter that has the most room for it."""
        sighting = await self._find()
        if self._slot is None:
            self._watch.found()
        else:
            self._slot.leave()
            self._watch.dropped.clear()
        self._slot = self._search.hold(sighting, self._watch.drop)
        try:
            connection = self._connected(await self._connect(sighting, self._slot), sighting)
            async with asyncio.timeout(self._until_s(self._patience.connect_s)):
                await self._begin(connection, sighting)
        except SensorUnavailableError:
            raise
        except Exception as error:
            raise self._error_of(error, sighting) from error
        self._asking = asyncio.create_task(self._ask_the_device(connection, sighting), name="device facts")

    async def close(self) -> None:
        """Stop asking, stop what was started and disconnect; never raises because of the device."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait([self._asking])
        try:
            if self._connection is not None:
                for profile in self._offered:
                    await profile.end(self._connection)
        finally:
            try:
                await self._let_go()
            finally:
                if self._slot is not None:
                    self._slot.leave()

    def _until_s(self, seconds: float) -> float:
        """Return how many real seconds so many of the session are."""
        return self._clock.until_s(self._clock.now_s() + seconds)

    async def _begin(self, connection: Connection, sighting: Sighting) -> None:
        """Begin all that is offered; what cannot be, and what rests on it, is left where something else could."""
        refusals: dict[BluetoothProfile, Exception] = {}
        for profile in self._profiles:
            rests_on_refused = any({*profile.services}.issuperset(refused.services) for refused in refusals)
            if rests_on_refused or not connection.offers(profile.services):
                continue
            self._offered.append(profile)  # before it has begun, so that what was half begun is ended
            try:
                await profile.begin(connection)
            except DEVICE_ERRORS as error:
                refusals[profile] = error
                self._offered.remove(profile)
        if not self._offered:
            said_so = sighting.output != "nothing"
            code = LinkCode.STRAP_WITHOUT_HEART_RATE if said_so else LinkCode.STRAP_SHARES_NOTHING
            raise next(iter(refusals.values()), SensorUnavailableError(code, name_facts(sighting.name)))

    def _error_of(self, error: Exception, sighting: Sighting) -> SensorUnavailableError:
        """Return our error for what was raised while a device was met, by how far that came."""
        called = name_facts(sighting.name)
        met = translated(error, called, in_sight=True)
        match met.code:
            case LinkCode.ADAPTER_FULL:
                return SensorUnavailableError(LinkCode.ADAPTER_FULL, self._load_facts(sighting.adapter, "held"))
            case LinkCode.STRAP_ASLEEP if self._client is not None:
                return SensorUnavailableError(LinkCode.STRAP_SILENT, called)
            case LinkCode.STRAP_ASLEEP if sighting.output == "nothing":
                return SensorUnavailableError(LinkCode.STRAP_NOT_ANSWERING, called)
            case LinkCode.STRAP_BUSY | LinkCode.STRAP_BROKE_OFF if self._watch.dropped.is_set():
                return SensorUnavailableError(LinkCode.STRAP_LETS_GO, called)
            case _:
                return met

    def _load_facts(self, adapter: str, *names: Literal["held", "about"]) -> Facts:
        """Return what an adapter is called, where it has a name, and what is asked of its load."""
        load = self._search.adapters.load(adapter)
        numbers = {name: getattr(load, name) for name in names}
        return facts(adapter=adapter, **numbers) if adapter else facts(**numbers)

    def _connected(self, client: BleakClient, sighting: Sighting) -> Connection:
        self._connection = Connection(
            client=client,
            name=sighting.name,
            also=self._also,
            publisher=self._publisher,
            watch=self._watch,
            clock=self._clock,
            reply_s=self._patience.read_s,
        )
        return self._connection

    async def _connect(self, sighting: Sighting, slot: AdapterSlot) -> BleakClient:
        """Connect with a fresh client, again if the services cannot be discovered.

        The reply to Connect and the signal that the device is connected travel separately on Linux; when the reply
        comes first, discovery fails with "failed to discover services, device disconnected", and the next try works.
        """
        for _ in range(_CONNECT_TRIES):
            try:
                return await self._connect_once(sighting, slot)
            except Exception as error:
                if type(error) is not BleakError:  # the specific ones mean what they say
                    slot.refused(is_full=says_full(error))
                    raise
        slot.refused(is_full=False)
        raise SensorUnavailableError(LinkCode.STRAP_LETS_GO, name_facts(sighting.name))

    async def _connect_once(self, sighting: Sighting, slot: AdapterSlot) -> BleakClient:
        sought = dict.fromkeys(service for profile in self._profiles for service in profile.services)
        # From the device of a fresh scan: an address would start a hidden scan of its own.
        client = BleakClient(
            sighting.device,
            disconnected_callback=self._on_disconnected,
            services=(*sought, BATTERY_SERVICE, DEVICE_INFORMATION_SERVICE),
            timeout=self._until_s(self._patience.connect_s),
        )
        beside_others_s = self._until_s(self._patience.turn_s)
        async with slot.turn(at_most_s=self._until_s(self._patience.connect_s), beside_others_s=beside_others_s):
            await client.connect()  # when it fails or is cancelled, it cleans up after itself
        slot.connected()
        self._client = client
        return client

    async def _let_go(self) -> None:
        """Disconnect what was connected, even if the link is lost already.

        A client that lost its device keeps its subscription on Linux until it is disconnected: without this, every
        beat of the next connection comes twice.
        """
        if self._client is None:
            return
        client, self._client = self._client, None
        with contextlib.suppress(Exception):
            await client.disconnect()

    def _on_disconnected(self, client: BleakClient) -> None:
        if client is self._client:  # a try that failed says goodbye too
            self._watch.drop()

    async def _ask_the_device(self, connection: Connection, sighting: Sighting) -> None:
        """Ask for what is good to know; each question may fail for itself."""
        if sighting.name:
            self._publisher.fact("name", sighting.name)
        self._publisher.fact("address", sighting.address)
        if sighting.adapter:
            self._publisher.fact("adapter", sighting.adapter)
        if self._search.adapters.load(sighting.adapter).is_nearly_full:
            load = self._load_facts(sighting.adapter, "held", "about")
            self._publisher.notice(Announcement(NoticeCode.ADAPTER_NEARLY_FULL, load))
        with contextlib.suppress(*DEVICE_ERRORS):
            self._publisher.battery(await connection.read(BATTERY_LEVEL, decode_battery_percent))
        for name, characteristic in FACT_CHARACTERISTICS.items():
            with contextlib.suppress(*DEVICE_ERRORS):
                self._publisher.fact(name, await connection.read(characteristic, decode_text))
        await self._follow_battery(connection)
        for profile in self._profiles:
            if profile in self._offered:
                await profile.ask(connection)
            else:
                for announcement in profile.not_offered(connection):
                    self._publisher.notice(announcement)

    async def _follow_battery(self, connection: Connection) -> None:
        """Hear of the battery from now on, where the device offers that."""

        def changed(data: bytes, _: float) -> None:
            with contextlib.suppress(MalformedDataError):
                self._publisher.battery(decode_battery_percent(data))

        with contextlib.suppress(*DEVICE_ERRORS):
            characteristic = connection.client.services.get_characteristic(BATTERY_LEVEL)
            if characteristic is not None and "notify" in characteristic.properties:
                await connection.subscribe(BATTERY_LEVEL, changed)
