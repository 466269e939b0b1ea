"""Bare values a line (``values``): a wave without times, good to look at, with beats as coarse as its samples."""

import math
from collections.abc import Mapping

from biofeedback.events import DeviceFact, Event
from biofeedback.facts import FactValue
from devices.channel import Channel
from devices.protocols.line_header import Comment, LineHeader
from devices.protocols.lines import LineFramer
from devices.protocols.wave_lines import ValueLine, decode_value_line
from devices.streams.contact_watch import ContactWatch
from devices.streams.counted_wave import CountedWave, coarse_beats
from devices.streams.stream import Announcement, BeatCount
from devices.streams.watched_lines import WatchedLines


class ValueLineStream:
    """The wave and the heartbeats of one sensor that sends bare values.

    Parameters
    ----------
    channel : Channel
        May say ``kind=ecg``, ``kind=pulse`` or ``kind=falling``, and ``rate_hz``; the rate is learnt otherwise.
    beats : BeatCount
        Numbers the beats of the source.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        self._contact = ContactWatch(beats.source)
        self._lines: WatchedLines[ValueLine | LineHeader | Comment] = WatchedLines(
            beats.source, LineFramer(decode_value_line)
        )
        self._wave = CountedWave(channel.name, beats, kind=channel.kind, rate_hz=channel.number("rate_hz"))

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person of the lines or of the wave; None when there is nothing."""
        return self._lines.announcement or self._wave.announcement or coarse_beats(self._wave.rate_hz)

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What is known of the wave, such as how fine its beats are."""
        return self._wave.facts

    def restart(self) -> None:
        """Begin anew after the link broke."""
        self._lines.clear()
        self._wave.restart()

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return how many lines could not be read, as a fact for the end."""
        return self._lines.final_statistics(t_s)

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take bytes; return what the wave says, and a `Contact` when it changed."""
        events: list[Event] = []
        values: list[float] = []
        for record in self._lines.feed(data, arrived_s):
            if not isinstance(record, ValueLine):
                continue
            if record.value is None:
                events += self._contact.update("no", arrived_s)
            elif not math.isnan(record.value):
                events += self._contact.on_value(arrived_s)
            values.append(math.nan if record.value is None else record.value)
        return events + self._wave.feed(values, arrived_s)
