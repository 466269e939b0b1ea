"""Which Bluetooth adapter holds how many of our sensors, which one takes the next, and whose turn it is to connect."""

import asyncio
import math
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeVar

from biofeedback.sensors import USUAL_ADAPTER_LIMIT, AdapterLoad

_Chosen = TypeVar("_Chosen")


class AdapterSlot:
    """The slot of one link at an adapter, from when it was chosen until the link is over."""

    def __init__(self, adapter: str, address: str, drop: Callable[[], None], adapters: "Adapters") -> None:
        self.adapter = adapter
        self.address = address
        self.drop = drop
        self.is_connected = False
        self._adapters = adapters

    def turn(self, *, at_most_s: float, beside_others_s: float) -> AbstractAsyncContextManager[None]:
        """Wait for the turn to connect, and have it while the block runs.

        A controller makes one connection at a time, and BlueZ refuses a second one meanwhile. A turn ends with
        `TimeoutError` after so many real seconds, and earlier where others wait for theirs.
        """
        return self._adapters.turns_at(self.adapter).mine(at_most_s, beside_others_s)

    def connected(self) -> None:
        """Say that the connection is there."""
        self.is_connected = True
        self._adapters.succeeded(self)

    def refused(self, *, is_full: bool) -> None:
        """Say that it could not be made; ``is_full`` where the adapter said that it holds no more."""
        self._adapters.failed(self, is_full=is_full)

    def leave(self) -> None:
        """Give the slot up; leaving twice changes nothing."""
        self._adapters.left(self)


class Adapters:
    """The adapters of this computer, and what they hold of ours; part of the one search that everybody shares.

    An adapter is known by the name that the system has for it, as ``hci0``; where a system has one and no name for it
    (Windows, macOS), by an empty one. What other programs hold is not counted: nobody tells what that costs.
    """

    def __init__(self) -> None:
        self._present: tuple[str, ...] = ()
        self._slots: list[AdapterSlot] = []
        self._limits: dict[str, int] = {}
        self._failures: Counter[tuple[str, str]] = Counter()
        self._turns: dict[str, _Turns] = {}
        self.loads: tuple[AdapterLoad, ...] = ()
        """How much each of them holds, in the order of their names; may be read from any thread."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those that are there and switched on, as far as is known."""
        return self._present

    @property
    def in_use(self) -> bool:
        """Whether any of them holds something of ours."""
        return bool(self._slots)

    def are(self, names: Iterable[str]) -> None:
        """Take in which adapters there are now; whoever is connected through one that is gone is told."""
        self._present = tuple(sorted(names))
        for name in set(self._limits).difference(self._present):
            del self._limits[name]
        for slot in self._slots:
            if slot.adapter not in self._present:
                slot.drop()
                self.turns_at(slot.adapter).end()
        self._count()

    def take(self, adapter: str, address: str, drop: Callable[[], None]) -> AdapterSlot:
        """Take a slot at an adapter for a sensor; ``drop`` is called when the adapter is gone."""
        slot = AdapterSlot(adapter, address, drop, self)
        self._slots.append(slot)
        self._count()
        return slot

    def have_room(self) -> bool:
        """Return whether there is one that did not say that it is full."""
        return any(not self._want_of_room(name, "")[1] for name in self._present)

    def chosen(self, address: str, by_adapter: Mapping[str, tuple[float, _Chosen]]) -> _Chosen:
        """Return by which adapter to connect to a sensor: by that with the most room, the strongest among equals.

        Parameters
        ----------
        address : str
            The address of the sensor.
        by_adapter : mapping
            For each adapter that heard it how strong, in dBm, and what stands for it; at least one. A sensor that an
            adapter holds already is silent on the air (``nan``), and reached by this one alone.
        """
        holding = [name for name, (rssi_dbm, _) in by_adapter.items() if math.isnan(rssi_dbm)]
        names = holding or by_adapter
        best = min(names, key=lambda name: (*self._want_of_room(name, address), -by_adapter[name][0]))
        return by_adapter[best][1]

    def is_worth_waiting(self, address: str, by_adapter: Collection[str]) -> bool:
        """Return whether an adapter that has not heard the sensor yet has more room than those that have."""
        here = min(self._want_of_room(name, address) for name in by_adapter)
        return any(self._want_of_room(name, address) < here for name in self._present if name not in by_adapter)

    def turns_at(self, adapter: str) -> "_Turns":
        """Return who waits to connect by an adapter."""
        return self._turns.setdefault(adapter, _Turns())

    def succeeded(self, slot: AdapterSlot) -> None:
        """Take in that a sensor was connected to."""
        for key in [key for key in self._failures if key[0] == slot.address]:
            del self._failures[key]
        if self._connected(slot.adapter) > self._limits.get(slot.adapter, math.inf):
            del self._limits[slot.adapter]  # another program has made room
        self._count()

    def failed(self, slot: AdapterSlot, *, is_full: bool) -> None:
        """Take in that a sensor could not be connected to."""
        self._failures[slot.address, slot.adapter] += 1
        if is_full:
            self._limits[slot.adapter] = self._connected(slot.adapter)
            self._count()

    def is_gone(self, adapter: str) -> bool:
        """Return whether an adapter is there no more, or switched off, while others are."""
        return bool(self._present) and adapter not in self._present

    def left(self, slot: AdapterSlot) -> None:
        """Take in that a slot is free again."""
        if slot in self._slots:
            self._slots.remove(slot)
            self._count()

    def load(self, adapter: str) -> AdapterLoad:
        """Return how much one of them holds."""
        about = self._limits.get(adapter, USUAL_ADAPTER_LIMIT)
        return AdapterLoad(name=adapter, held=self._connected(adapter), about=about)

    def _want_of_room(self, name: str, address: str) -> tuple[bool, bool, int, int]:
        """Return what speaks against an adapter: it is gone, is full, failed with this sensor, has so many already."""
        taken = sum(slot.adapter == name for slot in self._slots)
        is_gone, is_full = name not in self._present, taken >= self._limits.get(name, math.inf)
        return is_gone, is_full, self._failures[address, name], taken

    def _connected(self, name: str) -> int:
        return sum(slot.adapter == name and slot.is_connected for slot in self._slots)

    def _count(self) -> None:
        names = {*self._present, *(slot.adapter for slot in self._slots)}
        self.loads = tuple(self.load(name) for name in sorted(names))


class _Turns:
    """Lets one after the other have their turn; a long one ends early as soon as others wait."""

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0
        self._limit: asyncio.Timeout | None = None
        self._early_s = math.inf

    @asynccontextmanager
    async def mine(self, at_most_s: float, beside_others_s: float) -> AsyncIterator[None]:
        """Wait for the turn, in the order of coming, and have it; raises `TimeoutError` when it is over."""
        now_s = asyncio.get_running_loop().time
        self._waiting += 1
        try:
            self._end_at(self._early_s)
            await self._one_at_a_time.acquire()
        finally:
            self._waiting -= 1
        try:
            self._early_s = now_s() + beside_others_s
            async with asyncio.timeout(min(at_most_s, beside_others_s) if self._waiting else at_most_s) as self._limit:
                yield
        finally:
            self._limit = None
            self._one_at_a_time.release()

    def end(self) -> None:
        """End the turn that somebody has now."""
        self._end_at(-math.inf)

    def _end_at(self, moment_s: float) -> None:
        # A turn that is over and still cleans up after itself ends by itself.
        if self._limit is not None and not self._limit.expired():
            now_s = asyncio.get_running_loop().time()
            self._limit.reschedule(min(self._limit.when() or math.inf, max(now_s, moment_s)))
