"""A beat a line (``ibi``), from a sketch of one's own.

An interval that cannot be a heart's is passed on as sent, and counted.
"""

from collections.abc import Mapping

from biofeedback.events import DeviceFact, Event
from biofeedback.facts import FactValue
from devices.channel import Channel
from devices.protocols.interval_lines import (
    ContactLost,
    IntervalLine,
    IntervalRecord,
    decode_line,
)
from devices.protocols.lines import LineFramer
from devices.streams.contact_watch import ContactWatch
from devices.streams.stream import Announcement, BeatCount
from devices.streams.watched_lines import WatchedLines


class IntervalLineStream:
    """The heartbeats of one sensor that sends an interval a line.

    Parameters
    ----------
    channel : Channel
        The channel of its packets.
    beats : BeatCount
        Numbers the beats of the source.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        self._channel = channel.name
        self._beats = beats
        self._contact = ContactWatch(beats.source)
        self._lines: WatchedLines[IntervalRecord] = WatchedLines(beats.source, LineFramer(decode_line))
        self._out_of_range = 0

    @property
    def announcement(self) -> Announcement | None:
        """That much cannot be read; else None."""
        return self._lines.announcement

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """Nothing: how fine the intervals are is the sketch's affair, and it does not say."""
        return {}

    def restart(self) -> None:
        """Begin anew after the link broke."""
        self._lines.clear()

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return how many lines could not be read, or cannot be a heart's, as facts for the end."""
        facts = self._lines.final_statistics(t_s)
        if self._out_of_range:
            count = self._out_of_range
            facts.append(DeviceFact(source=self._beats.source, t_s=t_s, name="out-of-range-lines", value=count))
        return facts

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take bytes; return a `Beat` for each line, and a `Contact` when it changed."""
        events: list[Event] = []
        for record in self._lines.feed(data, arrived_s):
            match record:
                case IntervalLine():
                    self._out_of_range += not record.in_range
                    events += self._contact.on_value(arrived_s)
                    events += self._beats.beats(self._channel, [record.rr_ms], arrived_s)
                case ContactLost():
                    events += self._contact.update("no", arrived_s)
        return events
