"""All that one sensor says: packets of every channel in, events out, the same live and in replay."""

import math
from collections.abc import Callable
from typing import cast

from biofeedback.errors import UsageError
from biofeedback.events import DeviceFact, Event, LinkChanged, Notice
from biofeedback.facts import FactValue
from devices.channel import Channel
from devices.registry import kind_of
from devices.sensor_kinds import loaded
from devices.streams.stream import Announcement, BeatCount, Stream

SAY_AGAIN_S = 180.0
"""What comes and goes is said once in so many seconds: a choice, seldom enough not to disturb a practice."""

_BROKEN_LINK = frozenset({"lost", "unavailable", "closed"})


class Decoder:
    """The streams of one source through one session.

    Parameters
    ----------
    source : str
        The name the events carry.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._beats = BeatCount(source)
        self._streams: dict[str, Stream | None] = {}
        self._announced: dict[str, Announcement | None] = {}
        self._announced_s: dict[Announcement, float] = {}
        self._facts: dict[str, FactValue] = {}

    def feed(self, channel: str, data: bytes, arrived_s: float) -> list[Event]:
        """Take one packet.

        Parameters
        ----------
        channel : str
            The `Packet.channel`; of a channel that nobody understands nothing is said.
        data : bytes
            The packet, whole.
        arrived_s : float
            Session time of its arrival.

        Returns
        -------
        list of Event
            What the packet says, then a `DeviceFact` for what came to be known with it, and a `Notice` when there is
            something new that the person should know; the same again after `SAY_AGAIN_S` at the earliest.
        """
        if channel not in self._streams:
            self._streams[channel] = stream_for(channel, self._beats)
        stream = self._streams[channel]
        if stream is None:
            return []
        events = stream.feed(data, arrived_s)
        for name, value in stream.facts.items():
            if self._facts.get(name) != value:
                self._facts[name] = value
                events.append(DeviceFact(source=self.source, t_s=arrived_s, name=name, value=value))
        announcement = stream.announcement
        if announcement != self._announced.get(channel):
            self._announced[channel] = announcement
            if announcement is not None and arrived_s - self._announced_s.get(announcement, -math.inf) >= SAY_AGAIN_S:
                self._announced_s[announcement] = arrived_s
                events.append(
                    Notice(t_s=arrived_s, source=self.source, code=announcement.code, facts=announcement.facts)
                )
        return events

    def follow(self, event: Event) -> None:
        """Take in a change of the link; every other event changes nothing."""
        if isinstance(event, LinkChanged) and event.state in _BROKEN_LINK:
            for stream in self._streams.values():
                if stream is not None:
                    stream.restart()

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return what all streams remarked, as facts for the end of the recording."""
        return [
            fact for stream in self._streams.values() if stream is not None for fact in stream.final_statistics(t_s)
        ]


def stream_for(name: str, beats: BeatCount) -> Stream | None:
    """Return a new stream for a channel, or None when the channel is none that we understand.

    Parameters
    ----------
    name : str
        The `Packet.channel`: the name of a row of the registry, with options behind semicolons (``wave;kind=ecg``).

    Notes
    -----
    The module of a stream is imported when it is needed: the first screen does not wait for numpy.
    """
    channel = Channel.read(name)
    kind = kind_of(channel.name)
    if kind is None:
        return None
    make = cast("Callable[[Channel, BeatCount], Stream]", loaded(kind.stream))
    try:
        return make(channel, beats)
    except UsageError:
        return None
