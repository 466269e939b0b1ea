"""A PulseSensor whose sketch sends every interval (Processing Visualizer): its beats, and the wave to look at.

The sketch finds the beats itself; of two sensors only the first counts. It finds beats also where no finger is, so
they count only while the wave beside them is a pulse, and wait until that is known.
"""

import math
import struct
from collections import deque
from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.codes import NoticeCode
from biofeedback.events import DeviceFact, Event, SampleBlock
from biofeedback.facts import FactValue
from biofeedback.signals.detection.wave_presence import PulsePresence
from biofeedback.signals.timing.device_clock import COUNTED_SKEW, DeviceClock
from devices.channel import Channel
from devices.protocols.pulse_sensor import (
    SAMPLE_RATE_HZ,
    CouldNotStart,
    PulseSensorLine,
    PulseSensorLines,
)
from devices.streams.stream import Announcement, BeatCount
from devices.streams.watched_lines import WatchedLines

_START_VALUES = 2  # a sketch begins with 750 or 600 ms before it has seen a beat, and its second is no better
_PAUSE_S = 2.5  # after so long without a beat the sketch sets its interval to a start value
_SAMPLES_A_BLOCK = 10  # a fifth of a second of samples; a choice
_BESIDE_S = 0.1  # a beat is told so near to its samples, or one was not told: a choice, half a block of them
_CERTAIN_AFTER = 3  # so many refusals in a row are no damaged line; a choice

_MOST_UNJUDGED = 64  # beats that wait for their wave to be judged, which takes 5 to 9 s; a choice

_FACTS: Mapping[str, FactValue] = MappingProxyType({"resolution_ms": 2, "rmssd_floor_ms": 1.4})
"""The sketch looks every 2 ms; beat times rounded so add 0.707 of a step."""


class PulseSensorStream:
    """The heartbeats and the wave of one PulseSensor.

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
        self._lines: WatchedLines[PulseSensorLine | CouldNotStart] = WatchedLines(beats.source, PulseSensorLines())
        self._intervals = _TrueIntervals()
        self._wave = _CountedSamples(beats.source)
        self._refusals = 0

    @property
    def announcement(self) -> Announcement | None:
        """That the sketch could not start, that much cannot be read, or that the wave is no pulse; else None."""
        if self._refusals >= _CERTAIN_AFTER:
            return Announcement(NoticeCode.SKETCH_COULD_NOT_START)
        return self._lines.announcement or (
            Announcement(NoticeCode.WAVE_UNKNOWN) if self._wave.is_pulse is False else None
        )

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """How fine the intervals are: the sketch looks 500 times a second."""
        return _FACTS

    def restart(self) -> None:
        """Begin anew after the link broke: the board has probably started anew as well."""
        self._lines.clear()
        self._intervals.restart()
        self._wave.restart()
        self._refusals = 0

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return how many lines could not be read, as a fact for the end."""
        return self._lines.final_statistics(t_s)

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take bytes; return a `Beat` for each true interval, and a `SampleBlock` for every ten samples."""
        events: list[Event] = []
        for record in self._lines.feed(data, arrived_s):
            if isinstance(record, CouldNotStart):
                self._refusals += 1
                continue
            self._refusals = 0
            if record.sensor != 0:
                continue
            if record.quantity == "interval":
                self._wave.has_beat(record.value)
                rr_ms = self._intervals.take(record.value, arrived_s, counts=self._wave.is_pulse)
                events += self._beats.beats(self._channel, rr_ms, arrived_s)
            elif record.quantity == "sample":
                events += self._wave.take(record.value, arrived_s)
        return events


class _TrueIntervals:
    """Tells intervals from start values, and makes none across a pause."""

    def __init__(self) -> None:
        self._to_discard = _START_VALUES
        self._last_s = -math.inf
        self._chained = False
        self._broken = False
        self._unjudged: deque[float] = deque(maxlen=_MOST_UNJUDGED)

    def restart(self) -> None:
        self._to_discard = _START_VALUES
        self._unjudged.clear()
        self._broken = self._broken or self._chained
        self._chained = False
        self._last_s = -math.inf

    def take(self, interval_ms: int, arrived_s: float, *, counts: bool | None) -> list[float]:
        if arrived_s - self._last_s > _PAUSE_S:
            self.restart()
        self._last_s = arrived_s
        if self._to_discard:
            self._to_discard -= 1
            return []
        if counts is False:
            self._broken = self._broken or self._chained
            self._unjudged.clear()
            return []
        rr_ms = float(interval_ms) if interval_ms and not self._broken else math.nan
        self._chained, self._broken = True, False
        self._unjudged.append(rr_ms)
        if counts is None:
            return []
        waited = list(self._unjudged)
        self._unjudged.clear()
        return waited


class _CountedSamples:
    """Blocks of ten samples, timed by their count."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._clock = DeviceClock(COUNTED_SKEW)
        self._presence = PulsePresence(SAMPLE_RATE_HZ, frozenset({"pulse"}))
        self._count = 0
        self._held: list[float] = []
        self._beats: list[tuple[float, float]] = []
        self._beat_s = -math.inf

    @property
    def is_pulse(self) -> bool | None:
        """Whether the wave is a pulse; None while that is not known, True where no samples come to know it from."""
        return self._presence.present if self._count >= _SAMPLES_A_BLOCK else True

    def restart(self) -> None:
        self._held.clear()
        self._clock.clear()
        self._presence.clear()
        self._beats.clear()

    def has_beat(self, interval_ms: int) -> None:
        """Keep in mind when the sketch saw a beat, to its 2 ms: a machine is steadier than a heart."""
        now_s, next_s = self._count / SAMPLE_RATE_HZ, self._beat_s + interval_ms / 1000.0
        self._beat_s = next_s if abs(next_s - now_s) <= _BESIDE_S else now_s
        self._beats.append((self._beat_s, math.nan))

    def take(self, value: int, arrived_s: float) -> list[Event]:
        self._held.append(float(value))
        self._count += 1
        if len(self._held) < _SAMPLES_A_BLOCK:
            return []
        numbers = range(self._count - _SAMPLES_A_BLOCK, self._count)
        device_s = [number / SAMPLE_RATE_HZ for number in numbers]
        self._presence.feed(device_s, self._held, self._beats)
        self._beats.clear()
        block = SampleBlock(
            source=self._source,
            kind="pulse",
            unit="1",
            channels=1,
            rate_hz=SAMPLE_RATE_HZ,
            arrived_s=arrived_s,
            t_s=self._clock.at(device_s[-1], arrived_s),
            device_s=struct.pack(f"<{_SAMPLES_A_BLOCK}d", *device_s),
            values=struct.pack(f"<{_SAMPLES_A_BLOCK}d", *self._held),
        )
        self._held.clear()
        return [block]
