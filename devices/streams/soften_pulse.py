"""Lines of our own pulse sensor in; its beats, its wave and its contact out.

The board finds the beats itself and stamps them with its own clock, so that neither the cable nor a busy computer
moves them; its intervals are taken as they are. The stamps make a chain of them: an interval counts when it is exactly
the difference to the beat before, which is so unless a beat was lost on the way. Nothing is taken before the first
header, because it says what the lines mean.
"""

import math
import struct
from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.codes import NoticeCode
from biofeedback.events import Contact, ContactState, DeviceFact, Event, SampleBlock
from biofeedback.facts import FactValue, facts
from biofeedback.signals.timing.device_clock import DeviceClock
from devices.channel import Channel
from devices.protocols.soften_lines import (
    SEQUENCE_TURN,
    US_TURN,
    VERSION,
    BeatLine,
    ContactLine,
    OtherVersion,
    PulseHeader,
    SoftenFramer,
    WaveContact,
    WaveLine,
)
from devices.streams.stream import Announcement, BeatCount, final_counts

LARGEST_SKEW = 0.005
"""Many of these boards keep time by a ceramic resonator, which may be half a per cent off."""

RESOLUTION_MS = 0.004
"""Stamps are whole microseconds; the clock of a 16 MHz board goes in steps of four."""

RMSSD_FLOOR_MS = 0.003
"""What rounding beat times to `RESOLUTION_MS` adds to the RMSSD of an even heart: 0.707 of it."""

_LARGEST_STEP_US = 10_000_000
"""A longer step from line to line is a new run: ten seconds, twice the header's interval, a choice."""

_FURTHEST_BACK_US = 1_000_000
"""So far a stamp may lie behind the line before: a beat's line comes a quarter of a second after its stamp."""

_CODES: Mapping[WaveContact, NoticeCode | None] = MappingProxyType(
    {"clear": None, "flat": NoticeCode.PULSE_FLAT, "clipped": NoticeCode.PULSE_CLIPPED}
)


class SoftenPulseStream:
    """The heartbeats and the wave of one board through one session.

    Parameters
    ----------
    channel : Channel
        The channel of its packets.
    beats : BeatCount
        Numbers the beats of the source.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        self._channel = channel.name
        self.source = beats.source
        self._beats = beats
        self._framer = SoftenFramer()
        self._run = _Run()
        self._clock = DeviceClock(LARGEST_SKEW)
        self._wave = _Wave()
        self._contact: ContactState = "unknown"
        self._facts: dict[str, FactValue] = {}
        self._begin()

    def _begin(self) -> None:
        self._header: PulseHeader | None = None
        self._announcement: Announcement | None = None
        self._last_beat_us: int | None = None

    @property
    def lost_lines(self) -> int:
        """How many lines the sequence numbers say are missing so far."""
        return self._run.lost_lines

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person about the finger or the sketch; None while there is nothing to tell."""
        return self._announcement

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What the board says of itself, and how finely it tells time."""
        return self._facts

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return how many lines came damaged or not at all; nothing when all was well."""
        counts = {
            "bad-checksum-lines": self._framer.bad_checksums,
            "malformed-lines": self._framer.malformed,
            "lost-lines": self.lost_lines,
        }
        return final_counts(self.source, t_s, counts)

    def restart(self) -> None:
        """Begin anew after the link broke: the board has mostly begun anew as well."""
        self._framer.clear()
        self._run.clear()
        self._clock.clear()
        self._begin()

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take what was read from the port.

        Parameters
        ----------
        data : bytes
            Any part of the stream of lines.
        arrived_s : float
            Session time after the read.

        Returns
        -------
        list of Event
            In the order of the lines: a `Beat` for each beat line, with ``rr_ms`` ``nan`` where the chain of beats is
            broken; a `Contact` when it changed; behind them a `SampleBlock` of the wave that the lines held.
        """
        events: list[Event] = []
        for line in self._framer.feed(data):
            match line:
                case PulseHeader():
                    self._on_header(line)
                case OtherVersion():
                    self._header = None
                    self._announcement = _other_version(line.version)
                case WaveLine() | BeatLine() | ContactLine() if self._header is not None:
                    events += self._take(line, arrived_s)
        return events + self._block(arrived_s)

    def _on_header(self, header: PulseHeader) -> None:
        if self._header is None:
            self._announcement = None
        self._header = header
        self._facts = {
            "model": header.board,
            "firmware": f"soften pulse {VERSION}",
            "rate_hz": header.rate_hz,
            "adc_bits": header.adc_bits,
            "resolution_ms": RESOLUTION_MS,
            "rmssd_floor_ms": RMSSD_FLOOR_MS,
        }

    def _take(self, line: WaveLine | BeatLine | ContactLine, arrived_s: float) -> list[Event]:
        device_us = self._run.follow(line.sequence, line.us)
        before = []
        if self._run.is_new:
            before = self._block(arrived_s)
            self._clock.clear()
            self._last_beat_us = None
        match line:
            case WaveLine():
                self._wave.add(device_us, line.value)
                return before
            case BeatLine():
                return before + self._beat(line, arrived_s)
            case ContactLine():
                return before + self._on_contact(line, arrived_s)

    def _beat(self, line: BeatLine, arrived_s: float) -> list[Event]:
        since_us = None if self._last_beat_us is None else (line.us - self._last_beat_us) % US_TURN
        self._last_beat_us = line.us
        is_chained = line.interval_us > 0 and line.interval_us == since_us
        return self._beats.beats(self._channel, [line.interval_us / 1000 if is_chained else math.nan], arrived_s)

    def _on_contact(self, line: ContactLine, arrived_s: float) -> list[Event]:
        code = _CODES[line.contact]
        self._announcement = None if code is None else Announcement(code)
        state: ContactState = "yes" if line.contact == "clear" else "no"
        if state == "no":
            self._last_beat_us = None
        if state == self._contact:
            return []
        self._contact = state
        return [Contact(source=self.source, t_s=arrived_s, state=state)]

    def _block(self, arrived_s: float) -> list[Event]:
        if self._header is None or not self._wave.device_s:
            return []
        device_s, values = self._wave.take()
        return [
            SampleBlock(
                source=self.source,
                kind="pulse",
                unit="1",
                channels=1,
                rate_hz=float(self._header.rate_hz),
                arrived_s=arrived_s,
                t_s=self._clock.at(device_s[-1], arrived_s),
                device_s=struct.pack(f"<{len(device_s)}d", *device_s),
                values=struct.pack(f"<{len(values)}d", *values),
            )
        ]


class _Wave:
    """The samples since the last block."""

    def __init__(self) -> None:
        self.device_s: list[float] = []
        self._values: list[float] = []

    def add(self, device_us: int, value: int) -> None:
        self.device_s.append(device_us / 1e6)
        self._values.append(float(value))

    def take(self) -> tuple[list[float], list[float]]:
        taken = self.device_s, self._values
        self.device_s, self._values = [], []
        return taken


class _Run:
    """Follows the numbers and stamps of the lines from one start of the board to the next.

    In one run the numbers go on, and the stamps go on by less than ten seconds from line to line, or a little back for
    a beat. A board that was reset shows by one or the other. After a longer silence nobody can say how much is missing,
    and what follows counts as a new run too.
    """

    def __init__(self) -> None:
        self.lost_lines = 0
        self.is_new = False
        self.clear()

    def clear(self) -> None:
        self._sequence: int | None = None
        self._us = 0

    def follow(self, sequence: int, us: int) -> int:
        """Return a line's stamp, counted on where the board begins again from 0."""
        skipped = 0 if self._sequence is None else (sequence - self._sequence - 1) % SEQUENCE_TURN
        step_us = (us - self._us + US_TURN // 2) % US_TURN - US_TURN // 2
        goes_on = skipped < SEQUENCE_TURN // 2 and -_FURTHEST_BACK_US <= step_us <= _LARGEST_STEP_US
        self.is_new = self._sequence is None or not goes_on
        self._sequence = sequence
        if self.is_new:
            self._us = us
        else:
            self.lost_lines += skipped
            self._us += step_us
        return self._us


def _other_version(version: int) -> Announcement:
    code = NoticeCode.SKETCH_NEWER if version > VERSION else NoticeCode.SKETCH_OLDER
    return Announcement(code, facts(version=version, understood=VERSION))
