"""Straps in sight are listed as they come, and what keeps Bluetooth from looking is said."""

import concurrent.futures
import math
import threading

import pytest

from biofeedback.errors import SensorUnavailableError
from devices.transports.bluetooth.strap import BluetoothPatience, BluetoothStrap, watch_straps
from devices.transports.bluetooth.strap_search import StrapSearch
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.serial.sensor_reasons import SensorErrorCode, reason_of
from tests.rigs.words.sentence_of import sentence_of

LONG_S = 60.0

QUICK = BluetoothPatience(
    weak_after_s=2.0, lost_after_s=4.0, pauses_s=(0.02, 0.05), search_s=0.6, settle_s=0.2, connect_s=2.0, read_s=2.0
)


def watching(io):
    seen, arrived = [], threading.Semaphore(0)

    def on_seen(sensor):
        seen.append(sensor)
        arrived.release()

    return seen, arrived, io.submit(watch_straps(on_seen, StrapSearch(look_again_s=0.05)))


def test_straps_are_listed_as_they_come_into_sight(radio, io):
    near = radio.add(FakeStrap(name=None, rssi_dbm=-55))
    seen, arrived, future = watching(io)
    assert arrived.acquire(timeout=LONG_S)
    assert (seen[0].spec, seen[0].kind, seen[0].label) == (
        "bluetooth:C0:FF:EE:00:00:01",
        "bluetooth",
        "Heart-rate strap",
    )
    assert (seen[0].detail, seen[0].rssi_dbm) == ("strong signal", -55.0)

    radio.rename(near, "Polar H10")
    assert arrived.acquire(timeout=LONG_S)
    assert seen[1].label == "Polar H10"
    near.rssi_dbm = -90
    assert arrived.acquire(timeout=LONG_S)
    assert seen[2].detail == "faint signal"

    radio.add(FakeStrap(name="A lamp", address="C0:FF:EE:00:00:09", advertised=("180f",)))
    radio.add(FakeStrap(name="Wahoo", address="C0:FF:EE:00:00:02", rssi_dbm=-70))
    assert arrived.acquire(timeout=LONG_S)
    assert (seen[3].label, seen[3].detail) == ("Wahoo", "fair signal")
    future.cancel()
    assert len(seen) == 4


def test_a_signal_that_sways_about_a_border_is_not_told_again(radio, io):
    swaying = radio.add(FakeStrap(rssi_dbm=-64))
    seen, arrived, future = watching(io)
    assert arrived.acquire(timeout=LONG_S)
    swaying.rssi_dbm = -67
    radio.add(FakeStrap(address="C0:FF:EE:00:00:02", name="Later"))
    assert arrived.acquire(timeout=LONG_S)
    swaying.rssi_dbm = -70
    assert arrived.acquire(timeout=LONG_S)
    assert [(each.label, each.detail) for each in seen] == [
        ("Test Strap 01", "strong signal"),
        ("Later", "strong signal"),
        ("Test Strap 01", "fair signal"),
    ]
    future.cancel()


def test_a_strap_held_by_this_computer_is_listed(radio, io, listen):
    worn = radio.add(FakeStrap())
    listen(BluetoothStrap(None, QUICK))
    radio.wait_for_subscription(worn)
    seen, arrived, future = watching(io)
    assert arrived.acquire(timeout=LONG_S)
    assert seen[0].detail == "connected to this computer"
    assert math.isnan(seen[0].rssi_dbm)
    future.cancel()


def test_watching_without_bluetooth_says_why(bus, io):
    _, _, future = watching(io)
    with pytest.raises(SensorUnavailableError) as error:
        future.result(LONG_S)
    assert reason_of(error.value) is SensorErrorCode.NO_BLUETOOTH
    assert "no Bluetooth" in sentence_of(error.value)


def test_bluetooth_switched_off_while_watching_is_said(radio, io):
    radio.add(FakeStrap())
    _, arrived, future = watching(io)
    assert arrived.acquire(timeout=LONG_S)
    radio.power(False)
    with pytest.raises(SensorUnavailableError) as error:
        future.result(LONG_S)
    assert reason_of(error.value) is SensorErrorCode.BLUETOOTH_OFF


def test_watching_can_be_ended_and_begun_again(radio, io):
    radio.add(FakeStrap())
    for _ in range(2):
        _, arrived, future = watching(io)
        assert arrived.acquire(timeout=LONG_S)
        future.cancel()
        with pytest.raises(concurrent.futures.CancelledError):
            future.result(LONG_S)
        radio.wait_for_quiet_air()
