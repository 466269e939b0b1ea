from biofeedback.clock import HostClock
from biofeedback.events import Battery, Notice
from devices.transports.packet_publisher import PacketPublisher
from tests.rigs.words.sentence_of import sentence_of


def published_of(*levels_percent):
    received = []
    publisher = PacketPublisher("strap", lambda *events: received.extend(events), HostClock())
    for level_percent in levels_percent:
        publisher.battery(level_percent)
    assert all(isinstance(event, Battery | Notice) for event in received)
    return received


def test_a_battery_level_is_said_when_it_changes():
    assert [event.level_percent for event in published_of(80, 80, 79, 79)] == [80, 79]


def test_a_low_battery_is_told_once_and_kindly():
    assert not any(isinstance(event, Notice) for event in published_of(40, 16))
    received = published_of(16, 15, 14, 16, 12, 0)
    (notice,) = [event for event in received if isinstance(event, Notice)]
    assert "15 %" in sentence_of(notice)
    assert received.index(notice) == 2, "right after the level that it is about"
    assert len(received) == 7
