"""Which straps are in sight, and which of them is meant."""

import asyncio
import math
from collections.abc import Callable, Iterable

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError
from biofeedback.facts import Facts
from biofeedback.sensors import SensorSeen
from devices.transports.bluetooth.air import Sighting, look_among_connected
from devices.transports.bluetooth.strap_search import StrapSearch
from devices.transports.bluetooth.troubles import several_found, wanted_not_among

__all__ = ["Sighting", "find_strap", "fitting_sightings", "watch_straps"]

# Borders between the words for a signal, strong, fair and weak: a choice.
_STRONG_FROM_DBM = -65.0
_FAIR_FROM_DBM = -80.0
_NOTEWORTHY_DB = 5.0  # a signal that sways about a border between two words is not told again and again


async def watch_straps(on_seen: Callable[[SensorSeen], None], search: StrapSearch) -> None:
    """Call ``on_seen`` for every strap in sight, and again when its name or signal changes, until cancelled.

    Parameters
    ----------
    search : StrapSearch
        The search to join.

    Raises
    ------
    SensorUnavailableError
        The radio cannot be used, or not any more.
    """
    told: dict[str, SensorSeen] = {}

    def tell(sighting: Sighting) -> None:
        seen = _as_seen(sighting)
        before = told.get(seen.spec)
        if before is None or _differs(before, seen):
            told[seen.spec] = seen
            on_seen(seen)

    async with search.joined(tell) as searching:
        await asyncio.wait([searching])
        searching.result()


async def find_strap(
    wanted: str | None, clock: Clock, search: StrapSearch, *, called: Facts, search_s: float, settle_s: float
) -> Sighting:
    """Search the air for one strap.

    Parameters
    ----------
    wanted : str or None
        Its address, its name or a part of the name, in any case; ``None`` for the only one in sight.
    search : StrapSearch
        The search to join.
    called : Facts
        What it is called while it is not in sight, as `troubles.name_facts` has it.
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
    async with search.joined(remember) as searching:
        await look_among_connected(remember)
        decide_s = give_up_s
        while True:
            changed.clear()
            fitting = fitting_sightings(wanted, in_sight.values())
            if len(fitting) == 1 and wanted is not None and _is_address_of(wanted, fitting[0]):
                break
            if fitting:
                decide_s = min(decide_s, clock.now_s() + settle_s)
            if clock.now_s() >= decide_s:
                break
            await _until(changed, searching, clock.until_s(decide_s))
    if len(fitting) == 1:
        search.forget(fitting[0])
        return fitting[0]
    if fitting:
        raise several_found(_names_of(fitting))
    if wanted is not None and in_sight:
        raise wanted_not_among(called, _names_of(in_sight.values()))
    raise SensorUnavailableError(LinkCode.STRAP_NOT_IN_SIGHT, called)


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


async def _until(changed: asyncio.Event, searching: asyncio.Task[None], timeout_s: float) -> None:
    """Wait for a change, but no longer than the time or the search lasts; raise what ended the search."""
    waiting = asyncio.create_task(changed.wait())
    try:
        await asyncio.wait({waiting, searching}, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
    if searching.done():
        searching.result()


def _is_address_of(wanted: str, sighting: Sighting) -> bool:
    return sighting.address.casefold() == wanted.casefold()


def _names_of(sightings: Iterable[Sighting]) -> list[tuple[str, str]]:
    return [(each.name, each.address) for each in sightings]


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
