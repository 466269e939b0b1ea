"""One search of the air that everybody shares who looks for a strap, with all adapters that the computer has.

A system does one search at a time for a program and an adapter, and refuses or confuses a second one. So the search
begins with the first who looks and ends with the last, whoever they are.
"""

import asyncio
import contextlib
import math
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from biofeedback.errors import SensorUnavailableError
from devices.transports.bluetooth.adapter_list import THE_ONLY, ListAdapters, adapter_list
from devices.transports.bluetooth.adapters import Adapters, AdapterSlot

if TYPE_CHECKING:
    from devices.transports.bluetooth.air import Sighting

_END_PATIENCE_S = 2.0
"""Real seconds that the last one waits for the search to end; a system that hangs ends it, or does not, behind us."""


_MOST_KEPT = 1000
"""Sightings that newcomers are told of, the latest, one for each adapter that hears a device: a choice, more than a
hall is full of, as addresses come and go."""


class StrapSearch:
    """The one search of a program, to be handed to everybody who looks for straps on the same asyncio loop.

    Parameters
    ----------
    look_again_s : float
        How often to ask the system for the straps it holds and whether the radio is still there.
    fresh_for_s : float
        Whoever joins a search that is older has it begun anew; until then newcomers are told of what was sighted.
        Systems report a strap once in a while, not each time they hear it, but a new search reports all in reach.
    quiet_for_s : float
        After so long without any sighting by an adapter the search is begun anew: one that was switched off and on
        again goes on in silence.

    Attributes
    ----------
    adapters : Adapters
        The adapters that are searched with, and what they hold.

    Notes
    -----
    All three are real seconds, for it is the system that they are patient with.
    """

    def __init__(self, look_again_s: float = 2.0, fresh_for_s: float = 3.0, quiet_for_s: float = 12.0) -> None:
        self.adapters = Adapters()
        self._look_again_s = look_again_s
        self._fresh_for_s = fresh_for_s
        self._quiet_for_s = quiet_for_s
        self._lookouts: list[Callable[[Sighting], None]] = []
        self._searching: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._begin_anew = asyncio.Event()
        self._lately: dict[tuple[str, str], Sighting] = {}
        self._began_s = -math.inf
        self._sighted_s: dict[str, float] = {}
        self._guarding: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def joined(self, on_sighting: "Callable[[Sighting], None]") -> "AsyncIterator[asyncio.Task[None]]":
        """Look as long as the block runs; ``on_sighting`` is called for every sighting, of the same strap too.

        Yields
        ------
        asyncio.Task
            The search; it is done only when it had to end, with `SensorUnavailableError` when the radio cannot be
            used, or not any more. It is everybody's: wait for it, but do not cancel it.
        """
        self._lookouts.append(on_sighting)
        searching = self._search_for_one_more()
        for sighting in list(self._lately.values()):
            on_sighting(sighting)
        try:
            yield searching
        finally:
            self._lookouts.remove(on_sighting)
            if not self._lookouts:
                await self._end()

    def forget(self, sighting: "Sighting") -> None:
        """Tell no newcomer of this strap, for it is about to be connected and falls silent."""
        for key in [key for key in self._lately if key[0] == sighting.address]:
            del self._lately[key]

    def hold(self, sighting: "Sighting", drop: Callable[[], None]) -> AdapterSlot:
        """Take a slot for a strap at the adapter that heard it; ``drop`` is called if that adapter goes."""
        slot = self.adapters.take(sighting.adapter, sighting.address, drop)
        if sighting.adapter and (self._guarding is None or self._guarding.done()):
            self._guarding = asyncio.create_task(self._guard(), name="watching the adapters")
        return slot

    async def _guard(self) -> None:
        """Look after the adapters as long as they hold something: the system does not say who was held by one."""
        async with adapter_list() as listed:
            while self.adapters.in_use:
                await asyncio.sleep(self._look_again_s)
                names = await listed()
                if names is not None:
                    self.adapters.are(names)

    def _search_for_one_more(self) -> asyncio.Task[None]:
        searching = self._searching
        if searching is None or searching.done():
            searching = asyncio.create_task(self._search(), name="searching for straps")
            searching.add_done_callback(_take_note)
            self._searching = searching
            self._lately.clear()
        elif asyncio.get_running_loop().time() - self._began_s > self._fresh_for_s:
            self._begin_anew.set()
        return searching

    async def _end(self) -> None:
        # Not the search that the last one joined: that one may have been in trouble, and another begun since. Whoever
        # comes while it is ending begins the next; that it is cancelled does not tell this, for its timeouts do so too.
        searching, self._searching = self._searching, None
        if searching is not None:
            searching.cancel()
            await asyncio.wait([searching], timeout=_END_PATIENCE_S)

    async def _search(self) -> None:
        """Search until cancelled or in trouble, once the search before has ended."""
        now_s = asyncio.get_running_loop().time
        async with self._one_at_a_time, adapter_list() as listed:
            while True:
                self._lately.clear()
                self._begin_anew.clear()
                self._began_s = now_s()
                there = await listed()
                if there is not None:
                    self.adapters.are(there)
                async with AsyncExitStack() as scans:
                    self._sighted_s = dict.fromkeys(await self._begin_scans(there or THE_ONLY, scans), now_s())
                    await self._until_over(there, listed)

    async def _begin_scans(self, names: Collection[str], scans: AsyncExitStack) -> list[str]:
        """Scan with all of these adapters that can; return which they are.

        Raises
        ------
        SensorUnavailableError
            None of them can.
        """
        # bleak is slow to import; whoever makes a search may not want to wait for it.
        from devices.transports.bluetooth.air import scanning

        scanned: list[str] = []
        errors: list[SensorUnavailableError] = []
        for name in sorted(names):
            try:
                await scans.enter_async_context(scanning(self._sighted, name))
                scanned.append(name)
            except SensorUnavailableError as error:
                errors.append(error)
        if not scanned:
            raise errors[0]
        return scanned

    async def _until_over(self, there: frozenset[str] | None, listed: ListAdapters) -> None:
        """Return when the search should be begun anew: for a newcomer, for a change of adapters, or for a silence."""
        from devices.transports.bluetooth.air import look_among_connected

        now_s = asyncio.get_running_loop().time
        while not self._begin_anew.is_set() and now_s() - min(self._sighted_s.values()) < self._quiet_for_s:
            for name in tuple(self._sighted_s):
                await look_among_connected(self._tell, name)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._look_again_s):
                    await self._begin_anew.wait()
            now_there = await listed()
            if now_there not in (None, there):
                return

    def _sighted(self, sighting: "Sighting") -> None:
        self._sighted_s[sighting.adapter] = asyncio.get_running_loop().time()
        key = sighting.address, sighting.adapter
        self._lately.pop(key, None)
        self._lately[key] = sighting
        if len(self._lately) > _MOST_KEPT:
            del self._lately[next(iter(self._lately))]
        self._tell(sighting)

    def _tell(self, sighting: "Sighting") -> None:
        for on_sighting in list(self._lookouts):
            on_sighting(sighting)


def _take_note(searching: asyncio.Task[None]) -> None:
    """Hear how a search ended, for those who look may all have left by then."""
    if not searching.cancelled():
        searching.exception()
