"""Bluetooth that is switched off, stands still, is denied, or is not there at all."""

from biofeedback.events import LinkChanged, Packet
from devices.transports.bluetooth.strap import BluetoothStrap
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.radio.quick_strap import QUICK, one_beat
from tests.rigs.words.sentence_of import sentence_of


def test_bluetooth_that_is_switched_off(bus, listen, held):
    from tests.rigs.radio.fake_bluez import FakeBlueZ

    radio = FakeBlueZ(bus, powered=False, held=held)
    try:
        ear = listen(BluetoothStrap(None, QUICK))
        assert "switched off" in sentence_of(ear.next(LinkChanged, state="unavailable"))
        worn = radio.add(FakeStrap())
        radio.power(True)
        radio.wait_for_subscription(worn)
        radio.send(worn, one_beat(800))
        ear.next(LinkChanged, state="streaming")
        radio.power(False)
        ear.next(LinkChanged, state="lost")
        assert "switched off" in sentence_of(ear.next(LinkChanged, state="unavailable"))
    finally:
        radio.stop()


def test_nothing_is_lost_over_a_bus_that_stands_still_for_a_while(monkeypatch, listen, held):
    from tests.rigs.radio.fake_bluez import FakeBlueZ
    from tests.rigs.radio.private_bus import PrivateBus

    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
        radio = FakeBlueZ(bus.address, held=held)
        try:
            worn = radio.add(FakeStrap())
            ear = listen(BluetoothStrap(None, QUICK))
            radio.wait_for_subscription(worn)
            with bus.standing_still():
                for number in range(4000):
                    radio.send(worn, one_beat(700 + number % 300))
            while len(ear.all(Packet)) < 4000:
                ear.next(Packet)
            assert [packet.data for packet in ear.all(Packet)] == worn.characteristic("2a37").delivered
        finally:
            radio.stop()


def test_a_computer_without_bluetooth(bus, listen):
    ear = listen(BluetoothStrap(None, QUICK))
    assert "shows no Bluetooth" in sentence_of(ear.next(LinkChanged, state="unavailable"))


def test_a_computer_without_a_system_bus(bus, monkeypatch, listen, tmp_path):
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/nothing")
    ear = listen(BluetoothStrap(None, QUICK))
    assert "shows no Bluetooth" in sentence_of(ear.next(LinkChanged, state="unavailable"))


def test_an_account_that_may_not_use_bluetooth(bus, monkeypatch, listen, held):
    from tests.rigs.radio.fake_bluez import FakeBlueZ
    from tests.rigs.radio.private_bus import PrivateBus

    with PrivateBus(denied="org.bluez") as denying:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", denying.address)
        radio = FakeBlueZ(denying.address, held=held)
        try:
            ear = listen(BluetoothStrap(None, QUICK))
            assert "does not let Soften use Bluetooth" in sentence_of(ear.next(LinkChanged, state="unavailable"))
        finally:
            radio.stop()
