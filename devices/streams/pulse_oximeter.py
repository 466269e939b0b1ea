"""A pulse oximeter with the standard Bluetooth service: its rate is told as a fact, and no beats are made of it.

The service has the oxygen of the blood and the pulse rate, both averaged by the sensor, about once a second. Neither
an interval nor a wave is in it, so there is no heartbeat to tell. The oxygen stays in the packets.
"""

import math
from collections import Counter
from collections.abc import Mapping

from biofeedback.codes import NoticeCode
from biofeedback.errors import MalformedDataError
from biofeedback.events import DeviceFact, Event
from biofeedback.facts import FactValue
from devices.channel import Channel
from devices.protocols.pulse_oximeter_service import PlxMeasurement
from devices.streams.contact_watch import ContactWatch
from devices.streams.stream import Announcement, BeatCount

_CERTAIN_AFTER_S = 10.0
"""A rate without beats for so long: as for a strap, whose single beats may come some seconds later than its rate."""

_RATE_EVERY_S = 15.0
"""From one rate that is told to the next: a choice, as often as the terminal tells its numbers."""


class PulseOximeterStream:
    """The rate of one oximeter through one session.

    Parameters
    ----------
    channel : Channel
        The channel of its packets.
    beats : BeatCount
        Knows whether another channel of the sensor tells beats.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        self._channel = channel.name
        self.source = beats.source
        self._beats = beats
        self._contact = ContactWatch(beats.source)
        self._remarks: Counter[str] = Counter()
        self._rate_bpm = math.nan
        self._announced_s = -math.inf
        self._rate_since_s = math.nan
        self._rate_alone = False

    @property
    def announcement(self) -> Announcement | None:
        """That there is a rate and no single beats; None before that is certain, or where another channel has them."""
        is_announced = self._rate_alone and not self._beats.claimed_by_another(self._channel)
        return Announcement(NoticeCode.OXIMETER_RATE_ALONE) if is_announced else None

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """The pulse rate as the sensor tells it, some times a minute."""
        return {} if math.isnan(self._rate_bpm) else {"pulse_rate_bpm": self._rate_bpm}

    def restart(self) -> None:
        """Begin anew after the link broke; packets are whole, so that nothing was half received."""
        self._rate_since_s = math.nan

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return what was remarked, as facts for the end of the recording; nothing when all was well."""
        return [
            DeviceFact(source=self.source, t_s=t_s, name=f"{remark}-packets", value=count)
            for remark, count in sorted(self._remarks.items())
        ]

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take one packet.

        Parameters
        ----------
        data : bytes
            The value of characteristic 2A5F, whole.
        arrived_s : float
            Session time of its arrival.

        Returns
        -------
        list of Event
            A `Contact` when the sensor leaves the body or comes back, where it tells; never a beat.
        """
        try:
            measurement = PlxMeasurement.decode(data)
        except MalformedDataError:
            self._remarks["malformed"] += 1
            return []
        for remark, holds in (("truncated", measurement.truncated), ("leftover", measurement.leftover_bytes > 0)):
            if holds:
                self._remarks[remark] += 1
        self._take_rate(measurement.rate_bpm, arrived_s)
        if measurement.sensor_status is None:
            return []
        return list(self._contact.update("no" if measurement.off_the_body else "unknown", arrived_s))

    def _take_rate(self, rate_bpm: float, arrived_s: float) -> None:
        if math.isnan(rate_bpm):
            return
        if math.isnan(self._rate_since_s):
            self._rate_since_s = arrived_s
        self._rate_alone = self._rate_alone or arrived_s - self._rate_since_s >= _CERTAIN_AFTER_S
        if arrived_s - self._announced_s >= _RATE_EVERY_S:
            self._announced_s = arrived_s
            self._rate_bpm = rate_bpm
