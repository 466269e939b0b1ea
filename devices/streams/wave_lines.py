"""A wave with the board's own times (``wave``), from a sketch of one's own: beats found in it, timed by the board.

When a beat was is told by the times in the lines, never by their arrival.
"""

import math
from collections.abc import Mapping

from biofeedback.events import DeviceFact, Event
from biofeedback.facts import FactValue
from devices.channel import AskedKind, Channel
from devices.protocols.line_header import Comment
from devices.protocols.lines import LineFramer
from devices.protocols.wave_lines import (
    TIME_UNITS,
    WAVE_KINDS,
    BoardClock,
    WaveHeader,
    WaveLine,
    decode_wave_line,
)
from devices.streams.contact_watch import ContactWatch
from devices.streams.stream import Announcement, BeatCount
from devices.streams.watched_lines import WatchedLines
from devices.streams.wave_beats import WaveBeats


class WaveLineStream:
    """The wave and the heartbeats of one sensor that sends a time and a value a line.

    Parameters
    ----------
    channel : Channel
        May say what the header else says: ``kind=ecg``, ``kind=pulse`` or ``kind=falling``, ``unit=us`` for the times,
        ``rate_hz``. What it says of the kind holds whatever the header says.
    beats : BeatCount
        Numbers the beats of the source.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        self._channel = channel.name
        self._beats = beats
        self._asked_kind: AskedKind = channel.kind
        self._contact = ContactWatch(beats.source)
        self._lines: WatchedLines[WaveLine | WaveHeader | Comment] = WatchedLines(
            beats.source, LineFramer(decode_wave_line)
        )
        self._strays = 0
        unit = TIME_UNITS.get(channel.options.get("unit", ""), "ms")
        kind = WAVE_KINDS.get(channel.options.get("kind", ""))
        self._header = WaveHeader(unit=unit, kind=kind, rate_hz=channel.number("rate_hz"))
        self._begin()

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person of the lines or of the wave; None when there is nothing."""
        return self._lines.announcement or self._waves.announcement

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What is known of the wave, such as how fine its beats are."""
        return self._waves.facts

    def restart(self) -> None:
        """Begin anew after the link broke; what the header said still holds."""
        self._lines.clear()
        self._clock.clear()
        self._waves.restart()

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return how many lines could not be read, and how many had a time that cannot be, as facts for the end."""
        facts = self._lines.final_statistics(t_s)
        if strays := self._strays + self._clock.strays:
            facts.append(DeviceFact(source=self._beats.source, t_s=t_s, name="stray-lines", value=strays))
        return facts

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take bytes; return what the wave says, and a `Contact` when it changed."""
        events: list[Event] = []
        device_s: list[float] = []
        values: list[float] = []

        def flush() -> None:
            if values:
                events.extend(self._waves.feed(device_s.copy(), values.copy(), arrived_s))
            device_s.clear()
            values.clear()

        for record in self._lines.feed(data, arrived_s):
            match record:
                case WaveHeader() if record != self._header:
                    flush()
                    self._strays += self._clock.strays
                    self._header = record
                    self._begin()
                case WaveLine():
                    for placed in self._clock.place(record):
                        if placed.anew:
                            flush()
                            self._waves.restart()
                        value = placed.line.values[0]
                        events += self._contact_changes(value, arrived_s)
                        device_s.append(placed.device_s)
                        values.append(math.nan if value is None else value)
        flush()
        return events

    def _contact_changes(self, value: float | None, arrived_s: float) -> list[Event]:
        if value is None:
            return self._contact.update("no", arrived_s)
        return [] if math.isnan(value) else self._contact.on_value(arrived_s)

    def _begin(self) -> None:
        self._clock = BoardClock(self._header.unit)
        self._waves = WaveBeats(
            self._channel,
            self._beats,
            kind=self._asked_kind if self._asked_kind != "auto" else self._header.kind or "auto",
            unit="1",
            rate_hz=self._header.rate_hz,
        )
