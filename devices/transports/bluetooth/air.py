"""Finds what advertises over Bluetooth, and the straps that this computer holds already.

A strap mostly tells by a service that it is one. Some do not, so everything on the air is looked at: who means such a
one knows its name or address. A strap that is connected to this computer already is silent on the air, so the system
is asked for those too.
"""

import asyncio
import contextlib
import math
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bleak import BleakAdapter, BleakScanner
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData

from biofeedback.outside_text import LONGEST_NAME, shown
from biofeedback.sensors import NAMELESS_STRAP
from devices.transports.bluetooth.errors import name_facts, translated
from devices.transports.bluetooth.profile import OUTPUTS, Output, advertised_services, output_of

_UNKNOWN_RSSI_DBM = -127  # what bleak and the systems say for a strength that they do not know

_ADAPTER_IN_PATH = re.compile(r"^/org/bluez/([^/]+)/")
"""How BlueZ begins the path of a device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A device in sight.

    Attributes
    ----------
    device : BLEDevice
        The device as bleak knows it.
    name : str
        Its name, as it can be shown; empty while unknown.
    rssi_dbm : float
        How strong it was heard; ``nan`` when it was not heard on the air.
    output : Output
        What it says of itself, by the services that it advertises.
    adapter : str
        The adapter that heard it, as the system calls it; empty where the system has one and no name for it.
    """

    device: BLEDevice
    name: str
    rssi_dbm: float
    output: Output = "beats"
    adapter: str = ""

    @property
    def address(self) -> str:
        """Its address; on macOS a name for it that holds on that computer alone."""
        return self.device.address

    @property
    def label(self) -> str:
        """Its name for people."""
        return self.name or NAMELESS_STRAP


@asynccontextmanager
async def scanning(on_sighting: Callable[[Sighting], None], adapter: str) -> AsyncIterator[None]:
    """Scan with an adapter while the block runs; a program does so once at a time (`StrapSearch`).

    An empty ``adapter`` is the one that the system chooses.

    It returns only when the scan has ended, however long its beginning or its end takes the system.

    Raises
    ------
    SensorUnavailableError
        The radio cannot be used.
    """

    def on_advertisement(device: BLEDevice, advertisement: AdvertisementData) -> None:
        rssi_dbm = math.nan if advertisement.rssi <= _UNKNOWN_RSSI_DBM else float(advertisement.rssi)
        on_sighting(
            Sighting(
                device=device,
                name=_name(advertisement.local_name or device.name),
                rssi_dbm=rssi_dbm,
                output=output_of(advertisement.service_uuids),
                adapter=adapter or _adapter_of(device),
            )
        )

    scanner = BleakScanner(on_advertisement, bluez={"adapter": adapter} if adapter else {})
    starting = asyncio.ensure_future(scanner.start())
    try:
        try:
            # A start that is given up between the request and its answer leaves the system scanning for us, and every
            # later scan refused.
            await asyncio.shield(starting)
        except Exception as error:
            raise translated(error, name_facts(""), in_sight=False) from error
        yield
    finally:
        await _to_the_end(_stop(scanner, starting))


async def _stop(scanner: BleakScanner, starting: "asyncio.Future[None]") -> None:
    """Stop a scan once it has begun."""
    # The radio may have gone in the meantime; there is nothing left to do about a scan that cannot be stopped.
    with contextlib.suppress(Exception):
        await starting
        await scanner.stop()


async def _to_the_end(work: Coroutine[None, None, None]) -> None:
    """Wait until ``work`` is done, even when cancelled in the meantime; only then be cancelled."""
    task = asyncio.ensure_future(work)
    cancelled = False
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError


async def look_among_connected(on_sighting: Callable[[Sighting], None], adapter: str) -> None:
    """Tell of the straps that an adapter holds connected already, where the system can say.

    Raises
    ------
    SensorUnavailableError
        The radio cannot be used, or not any more.
    """
    try:
        holding = await BleakAdapter.get(bluez={"adapter": adapter} if adapter else {})
        for output, services in ((each, advertised_services(each)) for each in OUTPUTS):
            for device in await holding.get_connected_devices(services) if services else ():
                on_sighting(
                    Sighting(
                        device=device,
                        name=_name(device.name),
                        rssi_dbm=math.nan,
                        output=output,
                        adapter=adapter or _adapter_of(device),
                    )
                )
            await asyncio.sleep(0)  # what has arrived meanwhile comes first: this takes long where much is connected
    except NotImplementedError:
        return
    except Exception as error:
        raise translated(error, name_facts(""), in_sight=False) from error


def _adapter_of(device: BLEDevice) -> str:
    path = device.details.get("path") if isinstance(device.details, dict) else None
    found = _ADAPTER_IN_PATH.match(path) if isinstance(path, str) else None
    return found[1] if found else ""


def _name(advertised: str | None) -> str:
    """Return a name as it can be shown; anybody may call a device anything."""
    return shown(advertised or "", LONGEST_NAME).strip()
