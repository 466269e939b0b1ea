"""Heart Rate Measurement packets in, beats out: the same for a live strap, the simulated heart and a replay.

It keeps what must outlive a packet: the last contact, the packet before (against doubled callbacks) and what the
sensor has shown of itself.
"""

import math
from collections import Counter
from collections.abc import Mapping
from typing import Literal, TypeAlias

from biofeedback.errors import MalformedDataError
from biofeedback.events import Contact, ContactState, DeviceFact, Event
from biofeedback.facts import FactValue
from devices.channel import Channel
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.streams.stream import Announcement, BeatCount, final_counts
from devices.streams.watches.doubled_packets import DoubledPackets
from devices.streams.watches.interval_watches import (
    FillWatch,
    FirstIntervalWatch,
    OverCountWatch,
    SignalWatch,
)
from devices.streams.watches.unit_watch import MS_PER_TICK, UnitWatch

Remark: TypeAlias = Literal[
    "malformed", "duplicate", "truncated", "leftover", "zero-interval", "fill-interval", "over-count"
]
"""What there was to remark on a packet, or on an interval in it."""


class HeartRateStream:
    """The heartbeats of one sensor through one session.

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
        self._contact: ContactState = "unknown"
        self._remarks: Counter[Remark] = Counter()
        self._doubles = DoubledPackets()
        self._first_interval = FirstIntervalWatch()
        self._signal = SignalWatch()
        self._fills = FillWatch()
        self._count = OverCountWatch()
        self._unit = UnitWatch()

    @property
    def remarks(self) -> Mapping[Remark, int]:
        """How often each thing was remarked so far; 0 for what never was."""
        return self._remarks

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return what was remarked, as facts for the end of the recording; nothing when all was well."""
        counts = ((f"{remark}-packets", count) for remark, count in sorted(self._remarks.items()))
        return final_counts(self.source, t_s, counts)

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person about the intervals, the most pressing first; None while there is nothing.

        There is nothing when the sensor tells its beats in another way.
        """
        if self._beats.claimed_by_another(self._channel):
            return None
        watches = (self._first_interval, self._signal, self._count, self._fills, self._unit)
        return next((announcement for watch in watches if (announcement := watch.announcement) is not None), None)

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What is known of the sensor: the unit of its intervals, where it turned out not to be 1/1024 s."""
        if not self._unit.shown or self._beats.claimed_by_another(self._channel):
            return {}
        return {"interval_unit_ms": MS_PER_TICK}

    def restart(self) -> None:
        """Begin anew after the link broke; packets are whole, so that nothing was half received."""
        self._signal.restart()
        self._count.restart()
        self._unit.restart()

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
            with ``rr_ms`` ``nan``, and so is a fill-in of a sensor that fills in (`FillWatch`). Intervals sent without
            contact are beats too; they are judged later. While the signal of the heart is lost there is
            no contact, whatever the sensor says of it.
        """
        try:
            measurement = HeartRateMeasurement.decode(data)
        except MalformedDataError:
            self._remarks["malformed"] += 1
            return []
        if self._doubles.is_double(data, arrived_s, measurement.rr_ticks):
            self._remarks["duplicate"] += 1
            return []
        self._first_interval.see(measurement, arrived_s)
        self._signal.see(measurement, arrived_s)
        self._count.see(measurement, arrived_s)
        self._unit.see(measurement, arrived_s)
        fills = self._fills.see(measurement)
        self._remark_on(measurement)
        self._remarks["fill-interval"] += sum(fills)
        given_ms = [
            math.nan if fill and self._fills.shown else rr_ms
            for fill, rr_ms in zip(fills, measurement.rr_ms, strict=True)
        ]
        beats = self._beats.beats(self._channel, given_ms, arrived_s)
        return [*self._contact_change(measurement, arrived_s), *beats]

    def _remark_on(self, measurement: HeartRateMeasurement) -> None:
        self._remarks["truncated"] += measurement.truncated
        self._remarks["leftover"] += measurement.leftover_bytes > 0
        self._remarks["zero-interval"] += measurement.rr_ticks.count(0)
        self._remarks["over-count"] += self._count.counts_over

    def _contact_change(self, measurement: HeartRateMeasurement, arrived_s: float) -> list[Event]:
        contact: ContactState = (
            "unknown" if measurement.in_contact is None else "yes" if measurement.in_contact else "no"
        )
        if self._signal.lost:
            contact = "no"
        if contact == self._contact:
            return []
        self._contact = contact
        return [Contact(source=self.source, t_s=arrived_s, state=contact)]
