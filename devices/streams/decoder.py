"""All that one sensor says: packets of every channel in, events out, the same live and in replay.

This module must not know where packets come from or where events go.
"""

from biofeedback.events import DeviceFact, Event, LinkChanged, Notice
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL
from devices.streams.heart_rate import HeartRateStream
from devices.streams.polar_channel import PolarChannel
from devices.streams.stream import BeatCount, Stream

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
        self._told: dict[str, str] = {}
        self._facts: dict[str, str] = {}

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
            something new that the person should know.
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
        sentence = stream.sentence
        if sentence != self._told.get(channel, ""):
            self._told[channel] = sentence
            if sentence:
                events.append(Notice(t_s=arrived_s, sentence=sentence))
        return events

    def follow(self, event: Event) -> None:
        """Take in a change of the link; every other event changes nothing."""
        if isinstance(event, LinkChanged) and event.state in _BROKEN_LINK:
            for stream in self._streams.values():
                if stream is not None:
                    stream.restart()

    def account(self, t_s: float) -> list[DeviceFact]:
        """Return what all streams remarked, as facts for the end of the recording."""
        return [fact for stream in self._streams.values() if stream is not None for fact in stream.account(t_s)]


def stream_for(channel: str, beats: BeatCount) -> Stream | None:
    """Return a new stream for a channel, or None when the channel is none that we understand.

    Parameters
    ----------
    channel : str
        A protocol's name, with options behind semicolons (``wave;kind=ecg``): all that is needed to understand its
        packets is in it, so that a recording can be replayed.
    """
    if channel == MEASUREMENT_CHANNEL:
        return HeartRateStream(beats)
    polar = PolarChannel.read(channel)
    if polar is not None:
        from devices.streams.polar import PolarStream  # numpy is slow to import

        return PolarStream(polar, beats)
    return None
