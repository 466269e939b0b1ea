"""Which straps are in sight, and which of them is meant."""

import asyncio
import math
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError
from biofeedback.facts import Facts
from biofeedback.sensors import SensorSeen
from devices.transports.bluetooth.adapter_list import THE_ONLY
from devices.transports.bluetooth.air import Sighting, look_among_connected
from devices.transports.bluetooth.errors import several_found, wanted_not_among
from devices.transports.bluetooth.profile import OUTPUTS, Output
from devices.transports.bluetooth.sightings import Sightings
from devices.transports.bluetooth.strap_search import StrapSearch

__all__ = ["Sighting", "find_strap", "fitting_sightings", "watch_straps"]

# Borders between the words for a signal, strong, fair and weak: a choice.
_STRONG_FROM_DBM = -65.0
_FAIR_FROM_DBM = -80.0
_OUTPUT_WORDS: Mapping[Output, str] = MappingProxyType(
    {"beats": "", "rate": "tells no single beats", "nothing": "known by its name alone"}
)
_ADDRESS_END = 5  # characters that tell straps of one name apart, as 4A:1C: a choice
_OTHERS_S = 1.0
"""Session seconds in which other adapters with more room may hear a strap too; straps mostly call once a second or more
often: a choice."""
_NOTEWORTHY_DB = 5.0  # a signal that sways about a border between two words is not told again and again


async def watch_straps(
    on_seen: Callable[[SensorSeen], None], search: StrapSearch, known: Callable[[str], bool] = lambda _: False
) -> None:
    """Call ``on_seen`` for every strap in sight, and again when its name or signal changes, until cancelled.

    Parameters
    ----------
    search : StrapSearch
        The search to join.
    known : callable
        Tells by a name or an address whether a device is to be told of that does not say it is a sensor.

    Raises
    ------
    SensorUnavailableError
        The radio cannot be used, or not any more.
    """
    announced: dict[str, SensorSeen] = {}
    sightings: dict[str, Sightings] = {}

    def observe(sighting: Sighting) -> None:
        if sighting.output == "nothing" and not (known(sighting.name) or known(sighting.address)):
            return
        sightings.setdefault(sighting.address, Sightings(sighting)).add(sighting)
        label = _label(sightings[sighting.address].best)
        alike = [each.best for each in sightings.values() if _label(each.best) == label]
        for each in alike:
            seen = _as_seen(each, by_address=len(alike) > 1)
            before = announced.get(seen.spec)
            if before is None or _differs(before, seen):
                announced[seen.spec] = seen
                on_seen(seen)

    async with search.joined(observe) as searching:
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
        What it is called while it is not in sight, as `errors.name_facts` has it.
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
    in_sight: dict[str, Sightings] = {}
    changed = asyncio.Event()

    def remember(sighting: Sighting) -> None:
        sightings = in_sight.get(sighting.address)
        if sightings is None:
            in_sight[sighting.address] = Sightings(sighting)
            changed.set()
        elif sightings.add(sighting):
            changed.set()

    give_up_s = clock.now_s() + search_s
    async with search.joined(remember) as searching:
        for adapter in search.adapters.names or THE_ONLY:
            await look_among_connected(remember, adapter)
        decide_s = give_up_s
        while True:
            changed.clear()
            fitting = fitting_sightings(wanted, [each.best for each in in_sight.values()])
            if len(fitting) == 1 and wanted is not None and _is_address_of(wanted, fitting[0]):
                if not in_sight[fitting[0].address].wait_for_others(search.adapters):
                    break
                decide_s = min(decide_s, clock.now_s() + _OTHERS_S)
            elif fitting:
                decide_s = min(decide_s, clock.now_s() + settle_s)
            if clock.now_s() >= decide_s:
                break
            await _until(changed, searching, clock.until_s(decide_s))
    if len(fitting) == 1:
        search.forget(fitting[0])
        return in_sight[fitting[0].address].chosen(search.adapters)
    if fitting:
        raise several_found(_names_of(fitting))
    sensors = [each.best for each in in_sight.values() if each.best.output != "nothing"]
    if wanted is not None and sensors:
        raise wanted_not_among(called, _names_of(sensors))
    raise SensorUnavailableError(LinkCode.STRAP_NOT_IN_SIGHT, called)


def fitting_sightings(wanted: str | None, in_sight: Iterable[Sighting]) -> list[Sighting]:
    """Return the straps that fit ``wanted``: by address, else by whole name, else by part; all for ``None``.

    Those that say what they are come first. Who does not is meant by name or address alone, never by ``None``.
    """
    candidates = list(in_sight)
    by_output = [[each for each in candidates if each.output == output] for output in OUTPUTS]
    if wanted is None:
        return next(filter(None, by_output), [])
    silent = [each for each in candidates if each.output == "nothing"]
    sensors = [each for each in candidates if each.output != "nothing"]
    sought = wanted.casefold()
    ways: tuple[Callable[[Sighting], bool], ...] = (
        lambda each: _is_address_of(wanted, each),
        lambda each: each.name.casefold() == sought,
        lambda each: sought in each.name.casefold(),
    )
    fitting = ([each for each in group if fits(each)] for fits in ways for group in (sensors, silent))
    return next(filter(None, fitting), [])


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


def _as_seen(sighting: Sighting, *, by_address: bool) -> SensorSeen:
    """Return what is told of a strap; of one that shares its name with another, also how its address ends."""
    end = f"…{sighting.address[-_ADDRESS_END:]}" if by_address else ""
    return SensorSeen(
        spec=f"bluetooth:{sighting.address}",
        kind="bluetooth",
        label=_label(sighting),
        detail=" · ".join(filter(None, (_signal_words(sighting.rssi_dbm), _OUTPUT_WORDS[sighting.output], end))),
        by_name_alone=sighting.output == "nothing",
        rssi_dbm=sighting.rssi_dbm,
    )


def _label(sighting: Sighting) -> str:
    return sighting.name or ("Heart-rate strap" if sighting.output != "nothing" else sighting.address)


def _signal_words(rssi_dbm: float) -> str:
    if math.isnan(rssi_dbm):
        return "connected to this computer"
    if rssi_dbm >= _STRONG_FROM_DBM:
        return "strong signal"
    return "fair signal" if rssi_dbm >= _FAIR_FROM_DBM else "faint signal"


def _differs(before: SensorSeen, now: SensorSeen) -> bool:
    if before.label != now.label or before.by_name_alone != now.by_name_alone:
        return True
    if ("…" in before.detail) != ("…" in now.detail):
        return True
    moved_db = abs(before.rssi_dbm - now.rssi_dbm)
    return before.detail != now.detail and not moved_db < _NOTEWORTHY_DB
