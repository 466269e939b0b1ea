"""A sensor with a service of its own: one class and one row, and it is found, heard and understood."""

import dataclasses
import sys
from functools import partial
from types import ModuleType

import pytest

from biofeedback.clock import HostClock
from biofeedback.codes import NoticeCode
from biofeedback.events import Beat, DeviceFact, LinkChanged, Notice, Packet
from biofeedback.facts import facts
from devices import registry
from devices.protocols.heart_rate_service import HEART_RATE_SERVICE, HeartRateMeasurement
from devices.protocols.pulse_oximeter_service import PULSE_OXIMETER_SERVICE
from devices.sensor_kinds import BluetoothKind
from devices.streams.stream import Announcement
from devices.transports.bluetooth.profile import BluetoothProfile, advertised_services, new_profiles
from devices.transports.bluetooth.strap import BluetoothPatience, BluetoothStrap
from tests.rigs.radio.fake_strap import Characteristic, FakeStrap, strap_table
from tests.rigs.words.sentence_of import sentence_of

QUICK = BluetoothPatience(
    weak_after_s=2.0, lost_after_s=4.0, pauses_s=(0.02, 0.05), search_s=0.6, settle_s=0.2, connect_s=2.0, read_s=2.0
)
SERVICE = "f00d0001-5e45-4f3e-8a39-1f7d3c0b5e01"
INTERVALS = "f00d0002-5e45-4f3e-8a39-1f7d3c0b5e01"
SWITCH = "f00d0003-5e45-4f3e-8a39-1f7d3c0b5e01"


class FoodProfile(BluetoothProfile):
    """A ring of which nobody has heard, with a service for intervals and a switch for its light."""

    services = (SERVICE,)
    advertised = (SERVICE,)

    async def begin(self, connection):
        await connection.subscribe(INTERVALS, partial(connection.packet, "food"))

    async def ask(self, connection):
        connection.publisher.fact("light", "on")
        if "light" in connection.also:
            await connection.client.write_gatt_char(SWITCH, b"\x01", response=True)

    async def end(self, connection):
        await connection.client.write_gatt_char(SWITCH, b"\x00", response=True)

    def not_offered(self, connection):
        said = facts(sentence=f"{connection.name} has no light.")
        return [Announcement(NoticeCode.RECORDED_SENTENCE, said)] if "light" in connection.also else []


class FoodStream:
    """Two bytes an interval in ms."""

    announcement, facts = None, {}

    def __init__(self, channel, beats):
        self._channel, self._beats = channel.name, beats

    def feed(self, data, arrived_s):
        return self._beats.beats(self._channel, [float(int.from_bytes(data, "big"))], arrived_s)

    def restart(self):
        pass

    def final_statistics(self, t_s):
        return []


@pytest.fixture
def food(monkeypatch):
    module = ModuleType("food")
    module.FoodProfile, module.FoodStream = FoodProfile, FoodStream
    monkeypatch.setitem(sys.modules, "food", module)
    row = BluetoothKind(name="food", stream="food:FoodStream", profile="food:FoodProfile", extras=("light",))
    monkeypatch.setattr(registry, "BLUETOOTH_KINDS", (*registry.BLUETOOTH_KINDS, row))
    return row


def ring(**table):
    service = [
        Characteristic(INTERVALS, ("notify",)),
        Characteristic(SWITCH, ("read", "write"), on_write=lambda _: []),
    ]
    return FakeStrap(name="Ring 1", table={**table, SERVICE: service}, advertised=(SERVICE,))


def test_the_profiles_of_the_registry_are_made_once_each(monkeypatch):
    assert [type(profile).__name__ for profile in new_profiles()] == [
        "HeartRateProfile",
        "PolarProfile",
        "PulseOximeterProfile",
    ]
    assert advertised_services() == [HEART_RATE_SERVICE, PULSE_OXIMETER_SERVICE]
    twice = [dataclasses.replace(kind, name=f"{kind.name}-2") for kind in registry.BLUETOOTH_KINDS]
    monkeypatch.setattr(registry, "BLUETOOTH_KINDS", (*registry.BLUETOOTH_KINDS, *twice))
    assert len(new_profiles()) == 3


@pytest.mark.usefixtures("food")
def test_a_third_profile_is_found_and_heard(radio, listen):
    worn = radio.add(ring())
    ear = listen(BluetoothStrap(None, QUICK, also=("light",)))
    radio.wait_for_subscription(worn, INTERVALS)
    radio.wait_for_deed(worn, "01")
    for interval_ms in (812, 845):
        radio.send(worn, interval_ms.to_bytes(2, "big"), INTERVALS)
        ear.next(Beat, rr_ms=float(interval_ms))
    assert [packet.channel for packet in ear.all(Packet)] == ["food", "food"]
    assert [event.state for event in ear.all(LinkChanged)] == ["searching", "connecting", "streaming"]
    assert ("light", "on") in [(fact.name, fact.value) for fact in ear.all(DeviceFact)]
    assert ear.all(Notice) == []


@pytest.mark.usefixtures("food")
def test_what_was_started_is_stopped_before_goodbye(radio, io):
    worn = radio.add(ring())
    running = io.submit(BluetoothStrap(None, QUICK).run(lambda *events: None, HostClock()))
    radio.wait_for_subscription(worn, INTERVALS)
    running.cancel()
    radio.wait_for_disconnection(worn)
    assert worn.deeds == ["00", "disconnect"]


@pytest.mark.usefixtures("food")
def test_a_sensor_speaks_as_all_the_profiles_that_it_offers(radio, listen):
    worn = radio.add(ring(**strap_table()))
    ear = listen(BluetoothStrap(None, QUICK))
    radio.wait_for_subscription(worn)
    radio.wait_for_subscription(worn, INTERVALS)
    radio.send(worn, (812).to_bytes(2, "big"), INTERVALS)
    radio.send(worn, HeartRateMeasurement(heart_rate_bpm=60, in_contact=True, rr_ticks=(900,)).encode())
    while len(ear.all(Packet)) < 2:
        ear.next(Packet)
    assert {packet.channel for packet in ear.all(Packet)} == {"food", "2a37"}
    assert len(ear.all(Beat)) == 1, "two ways of speaking tell the same heart once"


@pytest.mark.usefixtures("food")
def test_what_is_asked_for_and_not_offered_is_said(radio, listen):
    radio.add(FakeStrap())
    ear = listen(BluetoothStrap(None, QUICK, also=("ecg", "light")))
    said = [sentence_of(ear.next(Notice)) for _ in range(2)]
    assert said == ["Test Strap 01 does not offer its ECG; the heart rate goes on.", "Test Strap 01 has no light."]


def test_without_a_profile_it_is_no_sensor_of_the_heart(radio, listen):
    table = {name: service for name, service in strap_table().items() if name != "180d"}
    radio.add(FakeStrap(table=table))
    ear = listen(BluetoothStrap(None, QUICK))
    assert "heart" in sentence_of(ear.next(LinkChanged, state="unavailable"))
