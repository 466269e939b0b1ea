"""One search of the air that everybody shares who looks for a strap.

A system does one search at a time for a program, and refuses or confuses a second one. So the search begins with the
first who looks and ends with the last, whoever they are.
"""

import asyncio
import contextlib
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devices.transports.bluetooth.air import Sighting

_END_PATIENCE_S = 2.0
"""Real seconds that the last one waits for the search to end; a system that hangs ends it, or does not, behind us."""


_MOST_KEPT = 1000
"""Devices that newcomers are told of, the latest: a choice, more than a hall is full of, as addresses come and go."""


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
        After so long without any sighting the search is begun anew: an adapter that was switched off and on again
        goes on in silence.

    Notes
    -----
    All three are real seconds, for it is the system that they are patient with.
    """

    def __init__(self, look_again_s: float = 2.0, fresh_for_s: float = 3.0, quiet_for_s: float = 12.0) -> None:
        self._look_again_s = look_again_s
        self._fresh_for_s = fresh_for_s
        self._quiet_for_s = quiet_for_s
        self._lookouts: list[Callable[[Sighting], None]] = []
        self._searching: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._begin_anew = asyncio.Event()
        self._lately: dict[str, Sighting] = {}
        self._began_s = self._sighted_s = -math.inf

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
        self._lately.pop(sighting.address, None)

    def _search_for_one_more(self) -> asyncio.Task[None]:
        searching = self._searching
        if searching is None or searching.done() or searching.cancelling():
            searching = asyncio.create_task(self._search(), name="searching for straps")
            searching.add_done_callback(_take_note)
            self._searching = searching
            self._lately.clear()
        elif asyncio.get_running_loop().time() - self._began_s > self._fresh_for_s:
            self._begin_anew.set()
        return searching

    async def _end(self) -> None:
        # Not the search that the last one joined: that one may have been in trouble, and another begun since.
        if self._searching is not None:
            self._searching.cancel()
            await asyncio.wait([self._searching], timeout=_END_PATIENCE_S)

    async def _search(self) -> None:
        """Search until cancelled or in trouble, once the search before has ended."""
        # bleak is slow to import; whoever makes a search may not want to wait for it.
        from devices.transports.bluetooth.air import look_among_connected, scanning

        now_s = asyncio.get_running_loop().time
        async with self._one_at_a_time:
            while True:
                self._lately.clear()
                self._begin_anew.clear()
                self._began_s = self._sighted_s = now_s()
                async with scanning(self._sighted):
                    while not self._begin_anew.is_set() and now_s() - self._sighted_s < self._quiet_for_s:
                        await look_among_connected(self._tell)
                        with contextlib.suppress(TimeoutError):
                            async with asyncio.timeout(self._look_again_s):
                                await self._begin_anew.wait()

    def _sighted(self, sighting: "Sighting") -> None:
        self._sighted_s = asyncio.get_running_loop().time()
        self._lately.pop(sighting.address, None)
        self._lately[sighting.address] = sighting
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
