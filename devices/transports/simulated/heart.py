"""The simulated heart as a sensor: plays its strap's packets on the session clock.

It speaks the same bytes as a real strap through the same stream.
"""

import asyncio
import math
from collections import deque
from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode
from biofeedback.events import DeviceFact, Event, LinkChanged, LinkState, Packet
from biofeedback.facts import FactValue
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL
from devices.sensor import Publish
from devices.simulated_faults import SimulatedFaults
from devices.streams.decoder import Decoder
from devices.transports.simulated.heart_model import HeartModel
from devices.transports.simulated.strap_model import StrapModel

SOURCE = "simulated"
LABEL = "Simulated heart"

_CODES: Mapping[LinkState, LinkCode] = MappingProxyType(
    {
        "streaming": LinkCode.SIMULATED_STREAMING,
        "lost": LinkCode.SIMULATED_LOST,
        "closed": LinkCode.SIMULATED_CLOSED,
    }
)


class SimulatedHeart:
    """A heart made of numbers that follows the breath it is led by.

    Parameters
    ----------
    seed : int
        The same seed and the same announced breaths give the same packets, byte for byte, at any speed.
    faults : SimulatedFaults
        What goes wrong.
    source : str
        The stable name in its events.

    Notes
    -----
    Its time is the session clock: the heart has been beating since before second 0, and packets that are overdue when
    the clock runs fast come at once and in order. Packets due while the link is lost are lost.
    """

    label = LABEL
    simulated = True
    speed_allowed = True

    def __init__(self, seed: int, faults: SimulatedFaults, source: str = SOURCE) -> None:
        self.source = source
        self._seed = seed
        self._faults = faults
        self._heart = HeartModel(seed, faults)
        self._strap = StrapModel(seed, faults, self._heart)
        self._decoder = Decoder(source)
        self._link: LinkState = "closed"
        self._link_changes: deque[tuple[float, LinkState]] = deque()
        for dropout in faults.dropouts:
            self._link_changes += ((dropout.from_s, "lost"), (dropout.until_s, "streaming"))

    def follow(self, event: Event) -> None:
        """Take in a planned breath or a pause, before the breath begins; every other event changes nothing."""
        self._heart.follow(event)

    def join_late(self, now_s: float) -> None:
        """Begin to be heard now: what was due before ``now_s`` nobody heard."""
        while self._strap.due_s < now_s:
            self._strap.next_packet()
        while self._link_changes and self._link_changes[0][0] < now_s:
            self._link = self._link_changes.popleft()[1]

    async def run(self, publish: Publish, clock: Clock) -> None:
        """Publish packets and what they say, each at its time, until cancelled."""
        publish(*self._facts(clock.now_s()), self._change_link("streaming", clock.now_s()))
        try:
            while True:
                next_change_s = self._link_changes[0][0] if self._link_changes else math.inf
                due_s = min(next_change_s, self._strap.due_s)
                await asyncio.sleep(clock.until_s(due_s))
                if clock.now_s() < due_s:
                    # A sleep may end a clock tick early, and nothing may be delivered before its time.
                    continue
                if next_change_s <= self._strap.due_s:
                    publish(self._change_link(self._link_changes.popleft()[1], clock.now_s()))
                    continue
                data = self._strap.next_packet()
                if self._link == "streaming":
                    publish(*self._receive(data, clock.now_s()))
        finally:
            now_s = clock.now_s()
            publish(*self._decoder.final_statistics(now_s), self._change_link("closed", now_s))

    def _receive(self, data: bytes, arrived_s: float) -> list[Event]:
        packet = Packet(source=self.source, channel=MEASUREMENT_CHANNEL, arrived_s=arrived_s, data=data)
        return [packet, *self._decoder.feed(MEASUREMENT_CHANNEL, data, arrived_s)]

    def _change_link(self, state: LinkState, t_s: float) -> LinkChanged:
        self._link = state
        return LinkChanged(source=self.source, t_s=t_s, state=state, code=_CODES[state], facts=())

    def _facts(self, t_s: float) -> list[DeviceFact]:
        facts: dict[str, FactValue] = {
            "simulated": "yes",
            "model": LABEL,
            "seed": self._seed,
            "faults": str(self._faults),
        }
        return [DeviceFact(source=self.source, t_s=t_s, name=name, value=value) for name, value in facts.items()]
