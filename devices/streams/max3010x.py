"""Lines of a MAX3010x light sensor with one of SparkFun's sketches (``max3010x``): infrared light as a pulse wave.

More blood swallows more of the light, so the wave falls when the heart beats. The rates that these sketches compute
are not used.
"""

import math
from collections.abc import Mapping

from biofeedback.codes import NoticeCode
from biofeedback.events import DeviceFact, Event
from biofeedback.facts import FactValue, facts
from devices.channel import Channel
from devices.protocols.lines import LineFramer
from devices.protocols.max3010x_lines import (
    HeartRateLine,
    Max3010xLine,
    NoSensorLine,
    WordsLine,
    decode_line,
)
from devices.streams.contact_watch import ContactWatch
from devices.streams.counted_wave import CountedWave, coarse_beats
from devices.streams.stream import Announcement, BeatCount
from devices.streams.watched_lines import WatchedLines


class Max3010xStream:
    """The wave and the heartbeats of one MAX3010x.

    Parameters
    ----------
    channel : Channel
        The channel of its packets.
    beats : BeatCount
        Numbers the beats of the source.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        self._contact = ContactWatch(beats.source)
        self._lines: WatchedLines[Max3010xLine] = WatchedLines(beats.source, LineFramer(decode_line))
        self._wave = CountedWave(channel.name, beats, kind="falling", rate_hz=None)
        self._absent_chip = ""

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person of the sensor, the lines or the wave; None when there is nothing."""
        if self._absent_chip:
            return Announcement(NoticeCode.LIGHT_SENSOR_ABSENT, facts(chip=self._absent_chip))
        return self._lines.announcement or self._wave.announcement or coarse_beats(self._wave.rate_hz)

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What is known of the wave, such as how fine its beats are."""
        return self._wave.facts

    def restart(self) -> None:
        """Begin anew after the link broke."""
        self._lines.clear()
        self._wave.restart()
        self._absent_chip = ""

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return how many lines could not be read, as a fact for the end."""
        return self._lines.final_statistics(t_s)

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take bytes; return what the wave says, and a `Contact` when it changed."""
        events: list[Event] = []
        values: list[float] = []
        for record in self._lines.feed(data, arrived_s):
            match record:
                case NoSensorLine():
                    self._absent_chip = record.chip
                case WordsLine():
                    pass
                case HeartRateLine():
                    self._absent_chip = ""
                    events += self._contact.update("yes" if record.finger else "no", arrived_s)
                    values.append(float(record.infrared) if record.finger else math.nan)
                case _:
                    self._absent_chip = ""
                    values.append(float(record.infrared))
        return events + self._wave.feed(values, arrived_s)
