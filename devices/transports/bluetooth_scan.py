"""Which straps are in sight, and which of them is meant.

A strap is known by the heart-rate service it offers, never by its name. A strap that is connected to this computer
already is silent on the air, so the system is asked for those too. It must not connect to anything.
"""

import asyncio
import contextlib
import math
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bleak import BleakAdapter, BleakScanner
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData

from biofeedback.clock import Clock
from biofeedback.errors import SensorTrouble
from biofeedback.sensors import SensorSeen
from devices.protocols.heart_rate_service import HEART_RATE_SERVICE
from devices.transports.bluetooth_words import NAMELESS, several_found, translated, trouble, wanted_not_among

_STRONG_FROM_DBM = -65.0
_FAIR_FROM_DBM = -80.0
_NOTEWORTHY_DB = 5.0  # a signal that sways about a border between two words is not told again and again
_UNKNOWN_RSSI_DBM = -127


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A strap in sight; ``rssi_dbm`` is ``nan`` when it was not heard on the air, ``name`` empty while unknown."""

    device: BLEDevice
    name: str
    rssi_dbm: float

    @property
    def address(self) -> str:
        """Its address; on macOS a name for it that holds on that computer alone."""
        return self.device.address

    @property
    def label(self) -> str:
        """Its name for people."""
        return self.name or NAMELESS


async def watch_straps(on_seen: Callable[[SensorSeen], None], *, look_again_s: float = 2.0) -> None:
    """Call ``on_seen`` for every strap in sight, and again when its name or signal changes, until cancelled.

    Parameters
    ----------
    look_again_s : float
        How often to ask the system, in real seconds, for the straps it holds and whether the radio is still there.

    Raises
    ------
    SensorUnavailableError
        The radio cannot be used, or not any more; the message says what to try.
    """
    told: dict[str, SensorSeen] = {}

    def tell(sighting: Sighting) -> None:
        seen = _as_seen(sighting)
        before = told.get(seen.spec)
        if before is None or _differs(before, seen):
            told[seen.spec] = seen
            on_seen(seen)

    async with _sightings(tell):
        while True:
            await _look_among_connected(tell)
            await asyncio.sleep(look_again_s)


async def find_strap(wanted: str | None, clock: Clock, *, called: str, search_s: float, settle_s: float) -> Sighting:
    """Search the air for one strap.

    Parameters
    ----------
    wanted : str or None
        Its address, its name or a part of the name, in any case; ``None`` for the only one in sight.
    called : str
        What to call it to the person while it is not in sight.
    search_s : float
        How long to search at most, in session seconds.
    settle_s : float
        How long to look for others after the first that fits, so that the only one in sight is really alone.
        A strap known by its address is taken at once.

    Raises
    ------
    SensorUnavailableError
        None fits in time, several fit, or the radio cannot be used.
    """
    in_sight: dict[str, Sighting] = {}
    changed = asyncio.Event()

    def remember(sighting: Sighting) -> None:
        in_sight[sighting.address] = sighting
        changed.set()

    give_up_s = clock.now_s() + search_s
    async with _sightings(remember):
        await _look_among_connected(remember)
        decide_s = give_up_s
        while True:
            changed.clear()
            fitting = fitting_sightings(wanted, in_sight.values())
            if len(fitting) == 1 and wanted is not None and _is_address_of(wanted, fitting[0]):
                return fitting[0]
            if fitting:
                decide_s = min(decide_s, clock.now_s() + settle_s)
            if clock.now_s() >= decide_s:
                break
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(clock.until_s(decide_s)):
                    await changed.wait()
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise several_found(_names_of(fitting))
    if wanted is not None and in_sight:
        raise wanted_not_among(called, _names_of(list(in_sight.values())))
    raise trouble(SensorTrouble.NOT_FOUND, called)


def fitting_sightings(wanted: str | None, in_sight: Iterable[Sighting]) -> list[Sighting]:
    """Return the straps that fit ``wanted``: by address, else by whole name, else by part; all for ``None``."""
    candidates = list(in_sight)
    if wanted is None:
        return candidates
    sought = wanted.casefold()
    by_address = [each for each in candidates if _is_address_of(wanted, each)]
    by_name = [each for each in candidates if each.name.casefold() == sought]
    by_part = [each for each in candidates if sought in each.name.casefold()]
    return by_address or by_name or by_part


@asynccontextmanager
async def _sightings(on_sighting: Callable[[Sighting], None]) -> AsyncIterator[None]:
    """Scan while the block runs; its errors come out translated."""

    def heard(device: BLEDevice, advertisement: AdvertisementData) -> None:
        rssi_dbm = math.nan if advertisement.rssi <= _UNKNOWN_RSSI_DBM else float(advertisement.rssi)
        on_sighting(
            Sighting(device=device, name=advertisement.local_name or device.name or "", rssi_dbm=rssi_dbm),
        )

    scanner = BleakScanner(heard, service_uuids=[HEART_RATE_SERVICE])
    try:
        try:
            await scanner.start()
        except Exception as error:
            raise translated(error, NAMELESS, in_sight=False) from error
        yield
    finally:
        # The radio may have gone in the meantime; there is nothing left to do about a scan that cannot be stopped.
        with contextlib.suppress(Exception):
            await scanner.stop()


async def _look_among_connected(on_sighting: Callable[[Sighting], None]) -> None:
    """Tell of the straps that this computer holds connected already, where the system can say."""
    try:
        adapter = await BleakAdapter.get()
        connected = await adapter.get_connected_devices([HEART_RATE_SERVICE])
    except NotImplementedError:
        return
    except Exception as error:
        raise translated(error, NAMELESS, in_sight=False) from error
    for device in connected:
        on_sighting(Sighting(device=device, name=device.name or "", rssi_dbm=math.nan))


def _is_address_of(wanted: str, sighting: Sighting) -> bool:
    return sighting.address.casefold() == wanted.casefold()


def _names_of(sightings: Sequence[Sighting]) -> list[str]:
    return sorted(f"{each.label} ({each.address})" for each in sightings)


def _as_seen(sighting: Sighting) -> SensorSeen:
    return SensorSeen(
        spec=f"bluetooth:{sighting.address}",
        kind="bluetooth",
        label=sighting.label if sighting.name else "Heart-rate strap",
        detail=_signal_words(sighting.rssi_dbm),
        rssi_dbm=sighting.rssi_dbm,
    )


def _signal_words(rssi_dbm: float) -> str:
    if math.isnan(rssi_dbm):
        return "connected to this computer"
    if rssi_dbm >= _STRONG_FROM_DBM:
        return "strong signal"
    return "fair signal" if rssi_dbm >= _FAIR_FROM_DBM else "faint signal"


def _differs(before: SensorSeen, now: SensorSeen) -> bool:
    if before.label != now.label:
        return True
    moved_db = abs(before.rssi_dbm - now.rssi_dbm)
    return before.detail != now.detail and not moved_db < _NOTEWORTHY_DB
