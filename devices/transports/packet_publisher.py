"""Publishes what a transport receives: raw packets with what they say, facts, battery and notices.

It lives through all the links of a session, and says each thing once.
"""

from biofeedback.clock import Clock
from biofeedback.codes import NoticeCode
from biofeedback.events import Battery, DeviceFact, Event, Notice, Packet
from biofeedback.facts import FactValue, facts
from biofeedback.outside_text import shown
from devices.sensor import Publish
from devices.streams.decoder import Decoder
from devices.streams.stream import Announcement

_LOW_BATTERY_PERCENT = 15  # a choice: a low coin cell breaks connections, and many say their level coarsely


class PacketPublisher:
    """Makes events of what the links of one sensor hear, and publishes them.

    Parameters
    ----------
    source : str
        The name the events carry.
    """

    def __init__(self, source: str, publish: Publish, clock: Clock) -> None:
        self._source = source
        self._publish = publish
        self._clock = clock
        self._decoder = Decoder(source)
        self._facts: dict[str, FactValue] = {}
        self._announced: set[Announcement] = set()
        self._battery_percent: int | None = None
        self._low_battery_announced = False
        self.has_packets = False

    def say(self, *events: Event) -> None:
        """Publish what the supervisor says of the link; the streams follow it, as they will in a replay."""
        for event in events:
            self._decoder.follow(event)
        self._publish(*events)

    def packet(self, channel: str, data: bytes, arrived_s: float) -> None:
        """Take one packet, whole, and publish it together with what it says."""
        self.has_packets = True
        packet = Packet(source=self._source, channel=channel, arrived_s=arrived_s, data=data)
        self._publish(packet, *self._decoder.feed(channel, data, arrived_s))

    def fact(self, name: str, value: FactValue) -> None:
        """Take what the device says of itself; text becomes such as can be shown."""
        if isinstance(value, str):
            value = shown(value)
        if self._facts.get(name) != value:
            self._facts[name] = value
            self._publish(DeviceFact(source=self._source, t_s=self._clock.now_s(), name=name, value=value))

    def battery(self, level_percent: int) -> None:
        """Take the battery level, 0 to 100; that it is low is said once."""
        if level_percent == self._battery_percent:
            return
        self._battery_percent = level_percent
        self._publish(Battery(source=self._source, t_s=self._clock.now_s(), level_percent=level_percent))
        if level_percent <= _LOW_BATTERY_PERCENT and not self._low_battery_announced:
            self._low_battery_announced = True
            self.notice(Announcement(NoticeCode.BATTERY_LOW, facts(level_percent=level_percent)))

    def notice(self, announcement: Announcement) -> None:
        """Take what the person should know, once."""
        if announcement not in self._announced:
            self._announced.add(announcement)
            code, facts = announcement
            self._publish(Notice(t_s=self._clock.now_s(), source=self._source, code=code, facts=facts))

    def final_statistics(self) -> None:
        """Publish what was remarked on the packets; at the end."""
        self._publish(*self._decoder.final_statistics(self._clock.now_s()))
