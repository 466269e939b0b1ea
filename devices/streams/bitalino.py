"""Frames of a BITalino in, the wave of the heart on one of its inputs and its beats out.

The board has a crystal and numbers its frames 0 to 15. A loss of up to 15 frames is counted exactly, and the wave goes
on at its own time. A longer loss looks like a shorter one; where the clock says that more is missing than the numbers
do, everything begins anew and no interval is made across.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from biofeedback.error_codes import SensorSpecErrorCode
from biofeedback.errors import UsageError
from biofeedback.events import DeviceFact, Event
from biofeedback.facts import FactValue
from devices.channel import Channel
from devices.options import read_values
from devices.protocols.bitalino import FRAME_BYTES, INPUTS, BitalinoFrame, BitalinoFramer, frames_lost
from devices.streams.counted_frames import CountedFrames
from devices.streams.stream import Announcement, BeatCount, final_counts
from devices.streams.wave_beats import WaveBeats

_LATE_S = 0.1
"""A packet this much later than ever, right after a loss: more is missing than the numbers say.

A choice, above the 16 ms for which a USB adapter may hold bytes back.
"""

_KINDS: Mapping[str, Literal["ecg", "pulse"]] = {"ecg": "ecg", "pulse": "pulse"}
_RATES_HZ = {"1000": 1000, "100": 100}  # frames a second; the board's slower rates are too coarse for a heart


@dataclass(frozen=True, slots=True, kw_only=True)
class BitalinoSettings:
    """What a BITalino was asked for.

    Attributes
    ----------
    inputs : tuple of str
        The inputs that come in every frame, in the order of the frame (``A1`` first).
    heart : str
        The one of them that the heart is on.
    kind : {"ecg", "pulse"}
        What that one measures.
    rate_hz : int
        Frames a second, 1000 or 100.
    """

    inputs: tuple[str, ...]
    heart: str
    kind: Literal["ecg", "pulse"]
    rate_hz: int

    @classmethod
    def from_options(cls, options: Mapping[str, str]) -> Self:
        """Read the options of a channel; what is not said is an ECG on the first input, 1000 times a second.

        Raises
        ------
        UsageError
            An option says what a BITalino cannot do.
        """
        named = read_values(options.get("channels", options.get("heart", INPUTS[0])))
        inputs = tuple(name for name in INPUTS if name in named)
        heart = options.get("heart", named[0])
        kind = _KINDS.get(options.get("kind", "ecg"))
        rate_hz = _RATES_HZ.get(options.get("rate_hz", "1000"))
        if sorted(named) != list(inputs):
            raise UsageError(SensorSpecErrorCode.BITALINO_CHANNELS)
        if heart not in inputs:
            raise UsageError(SensorSpecErrorCode.BITALINO_HEART, channel=inputs[0])
        if kind is None:
            raise UsageError(SensorSpecErrorCode.BITALINO_KIND)
        if rate_hz is None:
            raise UsageError(SensorSpecErrorCode.BITALINO_RATE)
        return cls(inputs=inputs, heart=heart, kind=kind, rate_hz=rate_hz)


class BitalinoStream:
    """The heart of one BITalino through one session.

    Parameters
    ----------
    channel : Channel
        The channel of its packets: how the board was asked to send.
    beats : BeatCount
        Numbers the beats of the source.

    Raises
    ------
    UsageError
        A BITalino cannot send so.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        settings = BitalinoSettings.from_options(channel.options)
        self.source = beats.source
        self._heart_index = settings.inputs.index(settings.heart)
        self._framer = BitalinoFramer(len(settings.inputs))
        self._frame_bytes = FRAME_BYTES[len(settings.inputs) - 1]
        self._frames = CountedFrames(settings.rate_hz)
        self._wave = WaveBeats(channel.name, beats, kind=settings.kind, unit="1", rate_hz=settings.rate_hz)
        self._last: BitalinoFrame | None = None
        self._least_lag_s = math.inf
        self._lost_frames = 0
        self._gaps = 0

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person of the wave; None while there is nothing to tell."""
        return self._wave.announcement

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What is known of the wave, such as how fine its beats are; nothing before a frame came."""
        return self._wave.facts if self._last is not None else {}

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return how many bytes could not be read and what was lost; nothing when all was well."""
        counts = {"resync-bytes": self._framer.resync_bytes, "lost-frames": self._lost_frames, "gaps": self._gaps}
        return final_counts(self.source, t_s, counts)

    def restart(self) -> None:
        """Begin anew after the link broke."""
        self._framer.clear()
        self._frames.restart()
        self._begin_anew()

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
            A `SampleBlock` for each stretch of the wave without a gap, and a `Beat` for each beat that is now known.
        """
        if not data:
            return []
        if self._frames.has_hole(len(data) / self._frame_bytes, arrived_s):
            self._framer.clear()
            self._gaps += self._last is not None
            self._begin_anew()
        frames = [framed.record for framed in self._framer.feed(data)]
        before = [self._last, *frames[:-1]]
        lost = [
            0 if first is None else frames_lost(first, second) for first, second in zip(before, frames, strict=False)
        ]
        self._lost_frames += sum(lost)
        more_lost = any(lost) and self._is_late(len(frames) + sum(lost), arrived_s)
        events: list[Event] = []
        stretch: list[tuple[float, float]] = []
        for frame, missing in zip(frames, lost, strict=True):
            if missing and more_lost:
                events += self._take(stretch, arrived_s)
                stretch = []
                self._gaps += 1
                self._begin_anew()
            stretch.append((self._frames.next_s(missing), float(frame.analog[self._heart_index])))
        if frames:
            self._last = frames[-1]
        return events + self._take(stretch, arrived_s)

    def _is_late(self, frames: int, arrived_s: float) -> bool:
        return arrived_s - self._frames.after_s(frames) - self._least_lag_s > _LATE_S

    def _take(self, stretch: list[tuple[float, float]], arrived_s: float) -> list[Event]:
        if not stretch:
            return []
        self._least_lag_s = min(self._least_lag_s, arrived_s - stretch[-1][0])
        return self._wave.feed([at for at, _ in stretch], [value for _, value in stretch], arrived_s)

    def _begin_anew(self) -> None:
        self._wave.restart()
        self._last = None
        self._least_lag_s = math.inf
