"""A PulseSensor whose sketch draws in the Arduino IDE (``plotter``): beats are found in its samples.

The intervals in the lines are not used: a beat with the same interval as the one before cannot be told from none.
"""

from collections.abc import Mapping

from biofeedback.codes import NoticeCode
from biofeedback.events import DeviceFact, Event
from biofeedback.facts import FactValue
from devices.channel import Channel
from devices.protocols.lines import LineFramer
from devices.protocols.pulse_sensor_plotter import SAMPLE_RATE_HZ, PlotterLine
from devices.streams.counted_wave import CountedWave
from devices.streams.stream import Announcement, BeatCount
from devices.streams.watched_lines import WatchedLines


class PlotterStream:
    """The wave and the heartbeats of one PulseSensor in plotter mode.

    Parameters
    ----------
    channel : Channel
        The channel of its packets.
    beats : BeatCount
        Numbers the beats of the source.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        self._lines: WatchedLines[PlotterLine] = WatchedLines(beats.source, LineFramer(PlotterLine.decode))
        self._wave = CountedWave(channel.name, beats, kind="pulse", rate_hz=SAMPLE_RATE_HZ)

    @property
    def announcement(self) -> Announcement:
        """What to tell the person of the lines, the wave or the sketch."""
        return self._lines.announcement or self._wave.announcement or Announcement(NoticeCode.PLOTTER_SKETCH)

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
        """Take bytes; return what the wave says."""
        samples = [float(record.sample) for record in self._lines.feed(data, arrived_s)]
        return self._wave.feed(samples, arrived_s)
