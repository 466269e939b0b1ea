"""One device on the air, as each adapter of the computer hears it."""

import asyncio
import math
from dataclasses import replace

from devices.transports.bluetooth.adapters import Adapters
from devices.transports.bluetooth.air import Sighting

_FRESH_S = 10.0
"""Real seconds after which what one adapter heard counts no more beside what another hears: a choice, several calls of
any strap. An adapter that was pulled out says no goodbye."""


class Sightings:
    """The latest sighting of a device by each adapter."""

    def __init__(self, sighting: Sighting) -> None:
        self._by_adapter = {sighting.adapter: sighting}
        self._seen_s = {sighting.adapter: _now_s()}
        self.best = sighting
        """The strongest, with what any of them told; one that this computer holds already is stronger than any."""

    def add(self, sighting: Sighting) -> bool:
        """Take in a sighting; return whether it tells more than another strength."""
        before = self._by_adapter.get(sighting.adapter)
        now_s = _now_s()
        self._by_adapter[sighting.adapter], self._seen_s[sighting.adapter] = sighting, now_s
        for adapter in [name for name, seen_s in self._seen_s.items() if now_s - seen_s > _FRESH_S]:
            del self._by_adapter[adapter], self._seen_s[adapter]
        if before is None or (before.name, before.output) != (sighting.name, sighting.output):
            self.best = self._merged()
            return True
        strongest = max(self._by_adapter.values(), key=_strength)
        self.best = replace(strongest, name=self.best.name, output=self.best.output)
        return math.isnan(before.rssi_dbm) != math.isnan(sighting.rssi_dbm)

    def _merged(self) -> Sighting:
        sightings = self._by_adapter.values()
        strongest = max(sightings, key=_strength)
        outputs = [each.output for each in sightings if each.output != "nothing"]
        name = strongest.name or next((each.name for each in sightings if each.name), "")
        output = strongest.output if strongest.output in outputs else next(iter(outputs), strongest.output)
        return replace(strongest, name=name, output=output)

    def wait_for_others(self, adapters: Adapters) -> bool:
        """Return whether an adapter with more room may hear it yet."""
        is_held = any(math.isnan(each.rssi_dbm) for each in self._by_adapter.values())
        return not is_held and adapters.is_worth_waiting(self.best.address, self._by_adapter)

    def chosen(self, adapters: Adapters) -> Sighting:
        """Return the sighting of the adapter to connect by, with what any of them told."""
        best = self.best
        sightings = {name: (each.rssi_dbm, each) for name, each in self._by_adapter.items()}
        return replace(adapters.chosen(best.address, sightings), name=best.name, output=best.output)


def _strength(sighting: Sighting) -> float:
    return math.inf if math.isnan(sighting.rssi_dbm) else sighting.rssi_dbm


def _now_s() -> float:
    return asyncio.get_running_loop().time()
