"""Polar data frames in; samples of the ECG and the acceleration, and beats from pulse intervals out.

The ECG and the acceleration give no beats: a strap that sends them tells its beats by the heart rate service. Pulse
intervals are the beats of optical sensors, which have no other.
"""

import math
import struct
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from itertools import chain
from statistics import median
from types import MappingProxyType
from typing import Literal, TypeAlias

from biofeedback.codes import NoticeCode
from biofeedback.errors import MalformedDataError
from biofeedback.events import Contact, ContactState, DeviceFact, Event, SampleBlock
from biofeedback.facts import FactValue
from biofeedback.sensor_timing import LARGEST_PULSE_ERROR_MS
from biofeedback.signals.timing.device_clock import DeviceClock
from devices.channel import Channel
from devices.protocols.polar_measurement import (
    NS_PER_S,
    AccelerationFrame,
    EcgFrame,
    PolarFrame,
    PulseFrame,
    PulseInterval,
    decode_frame,
)
from devices.streams.polar_channel import PolarChannel
from devices.streams.stream import Announcement, BeatCount, final_counts

Remark: TypeAlias = Literal[
    "malformed-frames",
    "duplicate-frames",
    "unscaled-frames",
    "ecg-gaps",
    "acceleration-gaps",
    "blocked-intervals",
    "uncertain-intervals",
    "zero-intervals",
]
"""What there was to remark on a frame, on what is missing before it, or on an interval in it."""

ECG_RATE_HZ = 130.0
"""Nominal samples a second of a Polar H10 (Polar BLE SDK); the true rate comes from the stamps."""

GAP_SAMPLES = 2.5
"""Stamps that many sample periods from where they should be mean that samples were lost: a choice."""

LARGEST_RATE_ERROR_SHARE = 0.06
"""So far a sensor's rate may be from the nominal one; 2 % is usual, 5 % the extreme (Polar BLE SDK)."""

_RATES_KEPT = 9
"""Over so many frames the median of the rate is taken, about 5 s of ECG: a choice, against a stamp that is off."""

_DOUBLED_WITHIN_S = 1.0
"""Equal frames without a stamp closer than this are one: pulse intervals come about every 5 s."""

_MG_PER_G = 1000.0

_FACTS: Mapping[str, FactValue] = MappingProxyType({"resolution_ms": 1, "rmssd_floor_ms": 0.4, "feedback_delay_s": 5})
"""Intervals are whole milliseconds, each rounded by itself, which adds 0.41 of a step, and come every 5 s or so."""

_NO_FACTS: Mapping[str, FactValue] = MappingProxyType({})


class PolarStream:
    """What one Polar sensor measures beside its heart rate, through one session.

    Parameters
    ----------
    channel : Channel
        The channel of its packets: what its frames leave unsaid.
    beats : BeatCount
        Numbers the beats of the source.

    Raises
    ------
    UsageError
        The options of the channel are none of a Polar sensor.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        unsaid = PolarChannel.from_options(channel.options)
        self._channel = channel.name
        self.source = beats.source
        self._beats = beats
        self._acc_factor = unsaid.acc_factor
        self._ecg = _SampleTimes(ECG_RATE_HZ)
        self._acceleration = _SampleTimes(unsaid.acc_rate_hz)
        self._contact: ContactState = "unknown"
        self._sends_intervals = False
        self._remarks: Counter[Remark] = Counter()
        self._last: dict[int, tuple[bytes, float]] = {}

    @property
    def remarks(self) -> Mapping[Remark, int]:
        """How often each thing was remarked so far; 0 for what never was."""
        return self._remarks

    @property
    def announcement(self) -> Announcement | None:
        """That beats come late, once they come from pulse intervals; None otherwise."""
        return Announcement(NoticeCode.BEATS_IN_BATCHES) if self._sends_intervals else None

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """How fine pulse intervals are, and how late, once there are some."""
        return _FACTS if self._sends_intervals else _NO_FACTS

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return what was remarked, as facts for the end of the recording; nothing when all was well."""
        counts = ((f"polar-{remark}", count) for remark, count in sorted(self._remarks.items()))
        return final_counts(self.source, t_s, counts)

    def restart(self) -> None:
        """Begin anew after the link broke: the next frame has no frame before it."""
        self._ecg.clear()
        self._acceleration.clear()
        self._last.clear()

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take one data frame.

        Parameters
        ----------
        data : bytes
            One notification of the data characteristic, whole.
        arrived_s : float
            Session time of its arrival.

        Returns
        -------
        list of Event
            A `SampleBlock` for ECG (uV) or acceleration (mg, three channels). For pulse intervals a `Contact` when it
            changed, then a `Beat` for each, the oldest first, with ``rr_ms`` ``nan`` where the sensor was moved or
            trusts itself too little, so that no interval is made across.
        """
        try:
            frame = decode_frame(data)
        except MalformedDataError:
            self._remarks["malformed-frames"] += 1
            return []
        if self._is_double(frame, data, arrived_s):
            self._remarks["duplicate-frames"] += 1
            return []
        match frame:
            case EcgFrame():
                return self._take_ecg(frame, arrived_s)
            case AccelerationFrame():
                return self._take_acceleration(frame, arrived_s)
            case PulseFrame():
                return self._take_intervals(frame, arrived_s)

    def _is_double(self, frame: PolarFrame, data: bytes, arrived_s: float) -> bool:
        """Tell a frame that was delivered twice, by a doubled subscription, from two frames.

        Stamps make frames differ, and those without one come seconds apart.
        """
        last, last_s = self._last.get(frame.measurement, (b"", -math.inf))
        self._last[frame.measurement] = (data, arrived_s)
        return data == last and (frame.stamp_ns > 0 or arrived_s - last_s < _DOUBLED_WITHIN_S)

    def _take_ecg(self, frame: EcgFrame, arrived_s: float) -> list[Event]:
        device_s, after_gap = self._ecg.lay(frame.stamp_ns, len(frame.samples_uv))
        self._remarks["ecg-gaps"] += after_gap
        return [
            SampleBlock(
                source=self.source,
                kind="ecg",
                unit="uV",
                channels=1,
                rate_hz=self._ecg.rate_hz,
                arrived_s=arrived_s,
                t_s=self._ecg.clock.at(device_s[-1], arrived_s),
                device_s=_doubles(device_s),
                values=_doubles(frame.samples_uv),
            )
        ]

    def _take_acceleration(self, frame: AccelerationFrame, arrived_s: float) -> list[Event]:
        scale = self._acc_factor * _MG_PER_G if frame.needs_factor else 1.0
        if math.isnan(scale):
            self._remarks["unscaled-frames"] += 1
            return []
        device_s, after_gap = self._acceleration.lay(frame.stamp_ns, len(frame.samples))
        self._remarks["acceleration-gaps"] += after_gap
        return [
            SampleBlock(
                source=self.source,
                kind="acceleration",
                unit="mg",
                channels=3,
                rate_hz=self._acceleration.rate_hz,
                arrived_s=arrived_s,
                t_s=self._acceleration.clock.at(device_s[-1], arrived_s),
                device_s=_doubles(device_s),
                values=_doubles([value * scale for value in chain.from_iterable(frame.samples)]),
            )
        ]

    def _take_intervals(self, frame: PulseFrame, arrived_s: float) -> list[Event]:
        self._sends_intervals = True
        rr_ms = [self._interval_ms(each) for each in frame.intervals]
        in_contact = frame.intervals[-1].in_contact
        contact: ContactState = "unknown" if in_contact is None else "yes" if in_contact else "no"
        changed = [] if contact == self._contact else [Contact(source=self.source, t_s=arrived_s, state=contact)]
        self._contact = contact
        return [*changed, *self._beats.beats(self._channel, rr_ms, arrived_s)]

    def _interval_ms(self, interval: PulseInterval) -> float:
        if interval.blocked:
            self._remarks["blocked-intervals"] += 1
        elif interval.error_ms > LARGEST_PULSE_ERROR_MS:
            self._remarks["uncertain-intervals"] += 1
        elif interval.interval_ms == 0:
            self._remarks["zero-intervals"] += 1
        else:
            return float(interval.interval_ms)
        return math.nan


class _SampleTimes:
    """Gives every sample of one measurement its time on the sensor's clock.

    A frame tells the time of its last sample. The others lie evenly between the frame before and this one; where there
    is no frame before, or samples between them were lost, they are laid backwards at the rate that is known.
    """

    def __init__(self, nominal_hz: float) -> None:
        self._nominal_hz = nominal_hz
        self._last_ns: int | None = None
        self._rates_hz: deque[float] = deque(maxlen=_RATES_KEPT)
        self.clock = DeviceClock()

    def clear(self) -> None:
        """Forget the frame before; the rate is the sensor's own and stays."""
        self._last_ns = None
        self.clock.clear()

    @property
    def rate_hz(self) -> float:
        """Samples a second by the newest stamps; the nominal rate before there are two frames."""
        return median(self._rates_hz) if self._rates_hz else self._nominal_hz

    def lay(self, stamp_ns: int, count: int) -> tuple[list[float], bool]:
        """Return the times of ``count`` samples in seconds, and whether samples before them were lost."""
        last_ns, self._last_ns = self._last_ns, stamp_ns
        span_s, after_gap = count / self.rate_hz, False
        if last_ns is not None:
            step_s = (stamp_ns - last_ns) / NS_PER_S
            if abs(step_s * self._nominal_hz / count - 1.0) <= LARGEST_RATE_ERROR_SHARE:
                self._rates_hz.append(count / step_s)
            span_s = count / self.rate_hz
            after_gap = abs(step_s - span_s) * self.rate_hz > GAP_SAMPLES
            if not after_gap:
                span_s = step_s
        end_s = stamp_ns / NS_PER_S
        return [end_s - span_s * (count - nth) / count for nth in range(1, count + 1)], after_gap


def _doubles(values: Sequence[float]) -> bytes:
    return struct.pack(f"<{len(values)}d", *values)
