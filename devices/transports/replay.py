"""An earlier recording as a sensor: its packets come again, as far apart as they once came."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeAlias

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode
from biofeedback.events import Battery, Beat, Contact, DeviceFact, Event, LinkChanged, LinkState, Notice, Packet
from biofeedback.facts import facts
from biofeedback.outside_text import LONGEST_NAME, shown
from devices.sensor import Publish
from devices.streams.decoder import Decoder
from devices.streams.stream import Announcement

Played: TypeAlias = Packet | Beat | Contact | Battery | DeviceFact | LinkChanged


class ReplayedSensor:
    """A sensor that plays what another one sent.

    Parameters
    ----------
    label : str
        The name for people.
    events : iterable of Event
        An earlier recording in its order; read at once. Packets are decoded afresh; beats and contact are taken as
        they are when the recording has no packets. Judgements, metrics and the practice are left out.
    source : str
        The stable name in the new events.
    remarks : sequence of Announcement
        What there is to tell of what is played, at its beginning.

    Notes
    -----
    The first event played is played now, and everything keeps its distance to it, whatever delays the delivery. When
    several sensors were recorded, the first one that sent a heartbeat is played.
    """

    simulated = False
    speed_allowed = True

    def __init__(
        self, label: str, events: Iterable[Event], source: str = "replay", remarks: Sequence[Announcement] = ()
    ) -> None:
        self.label = shown(label, LONGEST_NAME)
        self.source = source
        self._played = _playable(list(events))
        self._remarks = remarks

    async def run(self, publish: Publish, clock: Clock) -> None:
        """Publish the recording from its first event to its last, then say that it has ended, and return."""
        decoder = Decoder(self.source)
        began_s = clock.now_s()
        publish(
            DeviceFact(source=self.source, t_s=began_s, name="replayed", value=self.label),
            self._link("streaming", began_s, LinkCode.REPLAY_STREAMING),
        )
        for remark in self._remarks:
            publish(Notice(t_s=began_s, source=self.source, code=remark.code, facts=remark.facts))
        end = LinkCode.REPLAY_STOPPED
        try:
            shift_s = began_s - _time_s(self._played[0]) if self._played else 0.0
            beats = 0
            for event in self._played:
                t_s = _time_s(event) + shift_s
                await asyncio.sleep(clock.until_s(t_s))
                match event:
                    case Packet():
                        packet = replace(event, source=self.source, arrived_s=t_s)
                        decoded = decoder.feed(packet.channel, packet.data, t_s)
                        # What is known of the sensor is played as it was recorded.
                        publish(packet, *(event for event in decoded if not isinstance(event, DeviceFact)))
                    case Beat():
                        publish(replace(event, source=self.source, arrived_s=t_s, index=beats))
                        beats += 1
                    case _:
                        decoder.follow(event)
                        publish(replace(event, source=self.source, t_s=t_s))
            end = LinkCode.REPLAY_ENDED
        finally:
            publish(self._link("closed", clock.now_s(), end))

    def _link(self, state: LinkState, t_s: float, code: LinkCode) -> LinkChanged:
        named = () if code is LinkCode.REPLAY_ENDED else facts(label=self.label)
        return LinkChanged(source=self.source, t_s=t_s, state=state, code=code, facts=named)


def _playable(events: list[Event]) -> list[Played]:
    """Return what one sensor sent, in order, without what decoding its packets says again."""
    beats = (event.source for event in events if isinstance(event, Beat))
    bytes_of = (event.source for event in events if isinstance(event, Packet))
    source = next(chain(beats, bytes_of), None)
    if source is None:
        return []
    packets = any(isinstance(event, Packet) and event.source == source for event in events)
    played: list[Played] = []
    interrupted = False
    for event in events:
        match event:
            case Packet() | Battery() | DeviceFact() if event.source == source:
                played.append(event)
            case Beat() | Contact() if event.source == source and not packets:
                played.append(event)
            case LinkChanged(state="lost" | "weak" | "unavailable") if event.source == source:
                interrupted = True
                played.append(event)
            case LinkChanged(state="streaming") if event.source == source and interrupted:
                interrupted = False
                played.append(event)
            case _:
                pass
    return played


def _time_s(event: Played) -> float:
    return event.arrived_s if isinstance(event, Packet | Beat) else event.t_s
