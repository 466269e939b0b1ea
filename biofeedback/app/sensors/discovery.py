"""Discovers sensors in reach over radio and serial ports, on the io thread that it owns.

Imported when somebody first looks or begins, because the first picture must not wait for asyncio.
"""

import asyncio
import concurrent.futures
from collections.abc import Callable, Coroutine

from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError, SoftenError
from biofeedback.facts import Facts
from biofeedback.sensors import SensorSeen
from devices.io_thread import IoThread
from devices.sensor_models import is_known, with_remark
from devices.transports.bluetooth.strap_search import StrapSearch

IO_STOP_TIMEOUT_S = 10.0
"""Real seconds that everything on the io thread has to end when the program does: a choice."""

LOOK_AGAIN_S = 2.0
"""Seconds from a search that failed to the next: a choice, as long as the back-off of a lost strap at most."""

STOP_WATCHING_TIMEOUT_S = 3.0
"""Real seconds that a screen waits for a search to stop; it is cancelled all the same: a choice."""


class SensorDiscovery:
    """The io thread, running from the beginning until `close`, and the search for sensors on it.

    Attributes
    ----------
    io : IoThread
        The one thread for radio and timing.
    search : StrapSearch
        The one search of the air.
    """

    def __init__(self) -> None:
        self.io = IoThread()
        self.search = StrapSearch()
        self._stop_watching: Callable[[], None] = _nothing
        self.io.start()

    def watch(
        self, on_seen: Callable[[SensorSeen], None], on_error: Callable[[SoftenError], None], named: str = ""
    ) -> Callable[[], None]:
        """Look for straps and serial sensors until the returned function is called, or somebody else looks.

        The callbacks come from the io thread. What the catalogue knows by name, or is ``named`` (a name, a part of it
        or an address), is told of even where it does not say that it is a sensor.
        """
        self._stop_watching()
        sought = named.strip().casefold()

        def known(name: str) -> bool:
            return is_known(name) or bool(sought and sought in name.casefold())

        remarked = _watch(lambda seen: on_seen(with_remark(seen)), on_error, self.search, known)
        watching = self.io.submit(_begin(remarked)).result()

        def stop() -> None:
            # A search that is slow to stop is cancelled all the same and must not hold anybody up.
            concurrent.futures.wait([self.io.submit(_end(watching))], STOP_WATCHING_TIMEOUT_S)

        self._stop_watching = stop
        return stop

    def close(self) -> None:
        """End everything on the io thread, and the thread."""
        self.io.stop(IO_STOP_TIMEOUT_S)


def _nothing() -> None:
    """Stop watching when nobody watches."""


async def _begin(watch: Coroutine[None, None, None]) -> asyncio.Task[None]:
    return asyncio.create_task(watch, name="watching for sensors")


async def _end(watching: asyncio.Task[None]) -> None:
    watching.cancel()
    await asyncio.wait([watching])


async def _watch(
    on_seen: Callable[[SensorSeen], None],
    on_error: Callable[[SoftenError], None],
    search: StrapSearch,
    known: Callable[[str], bool],
) -> None:
    """Look for straps and serial sensors until cancelled."""
    from devices.transports.serial.ports import watch_ports

    async with asyncio.TaskGroup() as watches:
        watches.create_task(watch_ports(on_seen), name="watching serial ports")
        watches.create_task(_watch_radio(on_seen, on_error, search, known), name="watching the radio")


async def _watch_radio(
    on_seen: Callable[[SensorSeen], None],
    on_error: Callable[[SoftenError], None],
    search: StrapSearch,
    known: Callable[[str], bool],
) -> None:
    """Look for straps until cancelled; an error is announced once, and the search goes on."""
    from devices.transports.bluetooth.strap import watch_straps

    announced: tuple[LinkCode, Facts] | None = None
    while True:
        try:
            await watch_straps(on_seen, search, known)
        except SensorUnavailableError as error:
            if (error.code, error.facts) != announced:
                announced = error.code, error.facts
                on_error(error)
        await asyncio.sleep(LOOK_AGAIN_S)
