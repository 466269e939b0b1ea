"""Pulse oximeters on a serial port: their pulse wave in, its beats and their contact out.

They have no clock and tell a beat by a bit in a frame, on a grid of 13 to 17 ms. The shape of the wave says more: at
its steepest rise a beat can be placed between the samples, so the bit is left alone. Over 300 s of a simulated pulse
of 64 steps with 1 % of noise, at 60 samples a second, an even heart gets an RMSSD of 2.5 ms that way and one of 10 ms
by the bit.

Frames are counted for a clock. Where some are missing the count is worth nothing, so everything begins anew there and
no interval is made across.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby

from biofeedback.codes import NoticeCode
from biofeedback.events import DeviceFact, Event
from biofeedback.facts import FactValue, facts
from biofeedback.signals.timing.device_clock import COUNTED_SKEW
from devices.channel import Channel
from devices.streams.contact_watch import ContactWatch
from devices.streams.counted_frames import CountedFrames
from devices.streams.oximeter_readings import OXIMETERS, Reading
from devices.streams.stream import Announcement, BeatCount, final_counts
from devices.streams.wave_beats import WaveBeats

RESOLUTION_MS, RMSSD_FLOOR_MS = 3.5, 2.5
"""Of an even heart at 60 samples a second, pulses of 64 steps and 1 % of noise: measured on a simulated wave. Beat
times rounded to `RESOLUTION_MS` would make as much."""

_UNREADABLE_BYTES = 1000  # so many in no frame at all: 2 to 3 s of any of them


class OximeterStream:
    """The pulse of one oximeter through one session.

    Parameters
    ----------
    channel : Channel
        The channel of its packets, whose name is one of `OXIMETERS`.
    beats : BeatCount
        Numbers the beats of the source.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        self.source = beats.source
        kind = OXIMETERS[channel.name]
        self._rate_hz = kind.rate_hz
        self._frame_bytes = kind.frame_bytes
        self._oximeter = kind.reads()
        self._frames = CountedFrames(kind.rate_hz)
        self._contact = ContactWatch(beats.source)
        self._wave = WaveBeats(
            channel.name, beats, kind="pulse", unit="1", rate_hz=kind.rate_hz, largest_skew=COUNTED_SKEW
        )
        self._readings = 0
        self._gaps = 0

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person of the wave, or of how fine it is; None until the sensor was understood."""
        if not self._readings:
            unreadable = self._oximeter.resync_bytes >= _UNREADABLE_BYTES
            return Announcement(NoticeCode.OXIMETER_UNREADABLE) if unreadable else None
        return self._wave.announcement or Announcement(NoticeCode.OXIMETER_COARSE, facts(rate_hz=round(self._rate_hz)))

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What is known of the wave and how fine its beats are; nothing before a frame came."""
        if not self._readings:
            return {}
        return {**self._wave.facts, "resolution_ms": RESOLUTION_MS, "rmssd_floor_ms": RMSSD_FLOOR_MS}

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return how many bytes could not be read and how often frames were missing; nothing when all was well."""
        counts = {"resync-bytes": self._oximeter.resync_bytes, "gaps": self._gaps}
        return final_counts(self.source, t_s, counts)

    def restart(self) -> None:
        """Begin anew after the link broke."""
        self._oximeter.clear()
        self._frames.restart()
        self._wave.restart()

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take what was read from the port.

        Parameters
        ----------
        data : bytes
            Any part of the stream of frames.
        arrived_s : float
            Session time after the read.

        Returns
        -------
        list of Event
            A `Contact` for each change of it, a `SampleBlock` for each stretch of the wave, and a `Beat` for each beat
            that is now known. A sample without contact is ``nan``.
        """
        if not data:
            return []
        if self._frames.has_hole(len(data) / self._frame_bytes, arrived_s):
            self._oximeter.clear()
            self._begin_anew()
        events: list[Event] = []
        for missing, stretch in groupby(self._oximeter.feed(data), key=lambda reading: reading is None):
            if missing:
                self._begin_anew()
            else:
                events += self._take([reading for reading in stretch if reading is not None], arrived_s)
        return events

    def _begin_anew(self) -> None:
        self._gaps += self._readings > 0
        self._wave.restart()

    def _take(self, readings: list[Reading], arrived_s: float) -> Iterable[Event]:
        self._readings += len(readings)
        for reading in readings:
            yield from self._contact.update("yes" if reading.in_contact else "no", arrived_s)
        device_s = [self._frames.next_s() for _ in readings]
        yield from self._wave.feed(device_s, [reading.pleth for reading in readings], arrived_s)
