"""Bytes of each kind of pulse oximeter in, samples of its pulse wave out, and where some are missing."""

import math
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Generic, NamedTuple, Protocol, TypeVar

from devices.protocols import cms50, cms50_new, nonin
from devices.protocols.cms50 import Cms50Frame, Cms50Framer
from devices.protocols.cms50_new import REALTIME, Cms50NewFramer, Cms50NewPacket, Cms50NewRealtime
from devices.protocols.frames import Framer
from devices.protocols.nonin import FRAMES_PER_PACKET, NoninFormat, NoninFrame, NoninFramer


class Reading(NamedTuple):
    """One sample: the pulse wave in the sensor's own measure, ``nan`` where there is no contact."""

    pleth: float
    in_contact: bool


class Oximeter(Protocol):
    """Reads one kind of oximeter."""

    def feed(self, data: bytes) -> list[Reading | None]:
        """Take bytes, cut anywhere; return the readings in order, ``None`` where some may be missing."""
        ...

    def clear(self) -> None:
        """Let go what is half received."""
        ...

    @property
    def resync_bytes(self) -> int:
        """How many bytes belonged to no frame so far."""
        ...


_R = TypeVar("_R")


class _Framed(Generic[_R]):
    """What the readings of all oximeters do with their framer."""

    def __init__(self, framer: Framer[_R]) -> None:
        self._framer = framer

    @property
    def resync_bytes(self) -> int:
        """How many bytes belonged to no frame so far."""
        return self._framer.resync_bytes

    def clear(self) -> None:
        """Let go what is half received."""
        self._framer.clear()


class Cms50Readings(_Framed[Cms50Frame]):
    """The older CMS50: a byte out of place may be a frame lost, for nothing counts them."""

    def __init__(self) -> None:
        super().__init__(Cms50Framer())

    def feed(self, data: bytes) -> list[Reading | None]:
        """Take bytes, cut anywhere; return the readings, ``None`` where some may be missing."""
        readings: list[Reading | None] = []
        for framed in self._framer.feed(data):
            frame = framed.record
            if framed.skipped_bytes:
                readings.append(None)
            readings.append(_reading(frame.pleth, frame.finger_out or frame.searching or frame.probe_error))
        return readings


class Cms50NewReadings(_Framed[Cms50NewPacket]):
    """The newer CMS50: as the older one, with packets of other types in between."""

    def __init__(self) -> None:
        super().__init__(Cms50NewFramer())

    def feed(self, data: bytes) -> list[Reading | None]:
        """Take bytes, cut anywhere; return the readings, ``None`` where some may be missing."""
        readings: list[Reading | None] = []
        for framed in self._framer.feed(data):
            if framed.skipped_bytes:
                readings.append(None)
            if framed.record.kind == REALTIME:
                said = Cms50NewRealtime.decode(framed.record)
                readings.append(_reading(said.pleth, said.searched_long or said.searching or said.probe_error))
        return readings


class NoninReadings(_Framed[NoninFrame]):
    """A Nonin oximeter: whole packets of 25 frames, for their first frames are the one thing that shows a loss.

    A packet is handed on once the next one begins where it should. A loss of exactly 25 frames cannot be seen.
    """

    def __init__(self, number: NoninFormat) -> None:
        super().__init__(NoninFramer(number))
        self._packet: list[NoninFrame] = []
        self._begun = False

    def clear(self) -> None:
        """Let go what is half received."""
        super().clear()
        self._packet.clear()
        self._begun = False

    def feed(self, data: bytes) -> list[Reading | None]:
        """Take bytes, cut anywhere; return the readings, ``None`` where some may be missing."""
        readings: list[Reading | None] = []
        for framed in self._framer.feed(data):
            if framed.record.first:
                if self._begun:
                    readings += self._packet_readings()
                self._packet.clear()
                self._begun = True
            if len(self._packet) <= FRAMES_PER_PACKET:
                self._packet.append(framed.record)
        return readings

    def _packet_readings(self) -> list[Reading | None]:
        if len(self._packet) != FRAMES_PER_PACKET:
            return [None]
        return [_reading(frame.pleth, frame.no_sensor or frame.alarm or frame.out_of_track) for frame in self._packet]


def _reading(pleth: int, lost_contact: bool) -> Reading:
    return Reading(math.nan if lost_contact else float(pleth), not lost_contact)


class OximeterKind(NamedTuple):
    """A kind of oximeter: how many samples a second it sends, each in how many bytes, and what makes a reader of it."""

    rate_hz: float
    frame_bytes: int
    reads: Callable[[], Oximeter]


OXIMETERS: Mapping[str, OximeterKind] = MappingProxyType(
    {
        cms50.CHANNEL: OximeterKind(cms50.FRAMES_PER_S, cms50.FRAME_BYTES, Cms50Readings),
        cms50_new.CHANNEL: OximeterKind(cms50_new.FRAMES_PER_S, cms50_new.FRAME_BYTES, Cms50NewReadings),
        nonin.CHANNEL_2: OximeterKind(nonin.FRAMES_PER_S, nonin.FRAME_BYTES, partial(NoninReadings, 2)),
        nonin.CHANNEL_7: OximeterKind(nonin.FRAMES_PER_S, nonin.FRAME_BYTES, partial(NoninReadings, 7)),
    }
)
"""Channel to the kind of oximeter that speaks on it."""
