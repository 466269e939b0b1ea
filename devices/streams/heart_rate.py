"""Heart Rate Measurement packets in, beats out: the same for a live strap, the simulated heart and a replay.

It keeps what must outlive a packet: the beat index, the last contact, the packet before (against doubled callbacks)
and what the sensor has shown of its abilities. It has no clock: time comes in with the packets, so the same packets
give the same events. It never raises on bytes; it counts.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Literal, TypeAlias

from biofeedback.errors import MalformedDataError
from biofeedback.events import Contact, ContactState, DeviceFact, Event
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL, HeartRateMeasurement
from devices.streams.stream import BeatCount

IntervalVerdict: TypeAlias = Literal["waiting", "yes", "no"]
"""Whether a sensor sends intervals. ``no`` is taken back as soon as one comes."""

Remark: TypeAlias = Literal["malformed", "duplicate", "truncated", "leftover", "zero-interval"]
"""What there was to remark on a packet, or on an interval in it."""

_NO_INTERVALS_SO_FAR = (
    "Your sensor tells the heart rate, but has not sent the single beats yet. "
    "If it is a chest strap, moisten its electrodes and let it sit snugly; we keep listening."
)
_NO_INTERVALS = (
    "This sensor tells a heart rate but not the time from beat to beat, which the heart wave is made of. "
    "The breath light goes on all the same; a chest strap usually sends the beats as well."
)

_DOUBT_AFTER_S = 10.0
_SURE_AFTER_S = 30.0
_LONGEST_STEP_S = 3.0  # longer than this between two packets is a gap, not patience with the sensor

_DOUBLED_WITHIN_S = 0.2
_DOUBLED_IN_BURST_WITHIN_S = 0.05
_STALL_S = 2.0


class HeartRateStream:
    """The heartbeats of one sensor through one session.

    Parameters
    ----------
    beats : BeatCount
        Numbers the beats of the source.
    """

    def __init__(self, beats: BeatCount) -> None:
        self.source = beats.source
        self._beats = beats
        self._contact: ContactState = "unknown"
        self._remarks: Counter[Remark] = Counter()
        self._doubles = _Doubles()
        self._intervals = _IntervalWatch()

    @property
    def remarks(self) -> Mapping[Remark, int]:
        """How often each thing was remarked so far; 0 for what never was."""
        return self._remarks

    def account(self, t_s: float) -> list[DeviceFact]:
        """Return what was remarked, as facts for the end of the recording; nothing when all was well."""
        return [
            DeviceFact(source=self.source, t_s=t_s, name=f"{remark}-packets", value=str(count))
            for remark, count in sorted(self._remarks.items())
            if count
        ]

    @property
    def rr_capable(self) -> IntervalVerdict:
        """Whether the sensor sends intervals, as far as it has shown."""
        return self._intervals.verdict

    @property
    def sentence(self) -> str:
        """What to tell the person about missing intervals; empty while there is nothing to tell.

        Nothing is missing when the sensor tells its beats in another way.
        """
        return "" if self._beats.told_by_another(MEASUREMENT_CHANNEL) else self._intervals.sentence

    @property
    def facts(self) -> Mapping[str, str]:
        """What is known of the sensor: nothing that it does not say itself."""
        return {}

    def restart(self) -> None:
        """Begin anew after the link broke; packets are whole, so that nothing was half received."""

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take one packet.

        Parameters
        ----------
        data : bytes
            The value of characteristic 2A37, whole.
        arrived_s : float
            Session time of its arrival.

        Returns
        -------
        list of Event
            A `Contact` when it changed, then a `Beat` for each interval, the oldest first. A zero interval is a beat
            with ``rr_ms`` ``nan``. Intervals sent without contact are beats too: judging them is not our business.
        """
        try:
            measurement = HeartRateMeasurement.decode(data)
        except MalformedDataError:
            self._remarks["malformed"] += 1
            return []
        if self._doubles.is_double(data, arrived_s, has_intervals=bool(measurement.rr_ticks)):
            self._remarks["duplicate"] += 1
            return []
        self._remark_on(measurement)
        self._intervals.see(measurement, arrived_s)
        beats = self._beats.beats(MEASUREMENT_CHANNEL, measurement.rr_ms, arrived_s)
        return [*self._contact_change(measurement, arrived_s), *beats]

    def _remark_on(self, measurement: HeartRateMeasurement) -> None:
        self._remarks["truncated"] += measurement.truncated
        self._remarks["leftover"] += measurement.leftover_bytes > 0
        self._remarks["zero-interval"] += measurement.rr_ticks.count(0)

    def _contact_change(self, measurement: HeartRateMeasurement, arrived_s: float) -> list[Event]:
        contact: ContactState = (
            "unknown" if measurement.in_contact is None else "yes" if measurement.in_contact else "no"
        )
        if contact == self._contact:
            return []
        self._contact = contact
        return [Contact(source=self.source, t_s=arrived_s, state=contact)]


class _Doubles:
    """Tells a packet that was delivered twice from two packets.

    Two packets of one strap come about a second apart, so the same bytes within 0.2 s are one packet, delivered twice
    (a doubled subscription). Not so in the burst after a stall, when packets come close together: there equal bytes
    may be two packets of a very even heart, unless they are closer than 50 ms. Packets without intervals may be equal
    as often as they like; nothing would be counted twice.
    """

    def __init__(self) -> None:
        self._last = b""
        self._last_has_intervals = False
        self._last_s = 0.0
        self._in_burst = False

    def is_double(self, data: bytes, arrived_s: float, *, has_intervals: bool) -> bool:
        apart_s = arrived_s - self._last_s
        if apart_s > _STALL_S:
            self._in_burst = True
        elif apart_s >= _DOUBLED_WITHIN_S:
            self._in_burst = False
        within_s = _DOUBLED_IN_BURST_WITHIN_S if self._in_burst else _DOUBLED_WITHIN_S
        double = has_intervals and self._last_has_intervals and data == self._last and apart_s < within_s
        self._last, self._last_has_intervals, self._last_s = data, has_intervals, arrived_s
        return double


class _IntervalWatch:
    """Waits with patience for the first interval.

    Straps that search for contact send the heart rate first and the intervals some seconds later; optical bands and
    watches mostly never do.
    """

    def __init__(self) -> None:
        self._seen = False
        self._without_s = 0.0
        self._last_s: float | None = None

    def see(self, measurement: HeartRateMeasurement, arrived_s: float) -> None:
        if any(measurement.rr_ticks):
            self._seen = True
        if measurement.heart_rate_bpm == 0:
            self._last_s = None
            return
        if self._last_s is not None:
            self._without_s += min(arrived_s - self._last_s, _LONGEST_STEP_S)
        self._last_s = arrived_s

    @property
    def verdict(self) -> IntervalVerdict:
        if self._seen:
            return "yes"
        return "no" if self._without_s >= _DOUBT_AFTER_S else "waiting"

    @property
    def sentence(self) -> str:
        if self.verdict != "no":
            return ""
        return _NO_INTERVALS if self._without_s >= _SURE_AFTER_S else _NO_INTERVALS_SO_FAR
