"""All that one sensor says: packets of every channel in, events out, the same live and in replay.

This module must not know where packets come from or where events go.
"""

import math

from biofeedback.errors import UsageError
from biofeedback.events import DeviceFact, Event, LinkChanged, Notice
from devices.protocols import (
    bitalino,
    cms50,
    cms50_new,
    heart_rate_service,
    interval_lines,
    max3010x_lines,
    nonin,
    polar_measurement,
    pulse_sensor,
    pulse_sensor_plotter,
    soften_lines,
    wave_lines,
)
from devices.streams.bitalino_settings import BitalinoSettings
from devices.streams.channel import split_channel
from devices.streams.heart_rate import HeartRateStream
from devices.streams.interval_lines import IntervalLineStream
from devices.streams.polar_channel import PolarChannel
from devices.streams.stream import BeatCount, Stream

SAY_AGAIN_S = 180.0
"""A trouble that comes and goes is told once in so long."""

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
        self._sentences: dict[str, str] = {}
        self._told_s: dict[str, float] = {}
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
        sentence = stream.sentence
        if sentence != self._sentences.get(channel, ""):
            self._sentences[channel] = sentence
            if sentence and arrived_s - self._told_s.get(sentence, -math.inf) >= SAY_AGAIN_S:
                self._told_s[sentence] = arrived_s
                events.append(Notice(t_s=arrived_s, sentence=sentence))
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


def stream_for(channel: str, beats: BeatCount) -> Stream | None:
    """Return a new stream for a channel, or None when the channel is none that we understand.

    Parameters
    ----------
    channel : str
        A protocol's name, with options behind semicolons (``wave;kind=ecg``): all that is needed to understand its
        packets is in it, so that a recording can be replayed.

    Notes
    -----
    Streams that compute with numpy are imported when they are needed: the first screen does not wait for it.
    """
    told = split_channel(channel)
    match told.protocol:
        case heart_rate_service.MEASUREMENT_CHANNEL:
            return HeartRateStream(beats)
        case interval_lines.INTERVAL_CHANNEL:
            return IntervalLineStream(beats)
        case pulse_sensor.PULSE_SENSOR_CHANNEL:
            from devices.streams.pulse_sensor import PulseSensorStream

            return PulseSensorStream(beats)
        case pulse_sensor_plotter.PLOTTER_CHANNEL:
            from devices.streams.plotter import PlotterStream

            return PlotterStream(beats)
        case wave_lines.WAVE_CHANNEL:
            from devices.streams.wave_lines import WaveLineStream

            return WaveLineStream(beats, told)
        case wave_lines.VALUES_CHANNEL:
            from devices.streams.value_lines import ValueLineStream

            return ValueLineStream(beats, told)
        case soften_lines.SOFTEN_CHANNEL:
            from devices.streams.soften_pulse import SoftenPulseStream

            return SoftenPulseStream(beats)
        case max3010x_lines.MAX3010X_CHANNEL:
            from devices.streams.max3010x import Max3010xStream

            return Max3010xStream(beats)
        case cms50.CHANNEL | cms50_new.CHANNEL | nonin.CHANNEL_2 | nonin.CHANNEL_7:
            from devices.streams.oximeter import OximeterStream

            return OximeterStream(told.protocol, beats)
        case bitalino.CHANNEL:
            from devices.streams.bitalino import BitalinoStream

            try:
                settings = BitalinoSettings.from_options(told.options)
            except UsageError:
                return None
            return BitalinoStream(channel, settings, beats)
        case polar_measurement.POLAR_CHANNEL:
            from devices.streams.polar import PolarStream

            polar = PolarChannel.read(channel)
            return None if polar is None else PolarStream(polar, beats)
    return None
