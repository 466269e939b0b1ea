"""The real bleak, on a real bus, with a radio that we made."""

import csv
import gzip
import threading
import time

import pytest

from biofeedback.events import Battery, Beat, Contact, DeviceFact, LinkChanged, Notice, Packet
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL, HeartRateMeasurement
from devices.streams.decoder import stream_for
from devices.streams.stream import BeatCount
from devices.transports.bluetooth.strap import BluetoothPatience, BluetoothStrap
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.radio.quick_strap import QUICK, one_beat, states
from tests.rigs.words.sentence_of import sentence_of


def test_a_strap_streams_and_tells_of_itself(radio, listen):
    worn = radio.add(FakeStrap())
    ear = listen(BluetoothStrap("test strap 01", QUICK))
    radio.wait_for_subscription(worn)
    radio.send(worn, bytes.fromhex("16 48 40 03 5A 03"))
    ear.next(Beat, index=1)
    radio.wait_for_subscription(worn, "2a19")
    radio.send(worn, bytes([86]), "2a19")
    while len(ear.all(Battery)) < 2 or "body_location" not in {event.name for event in ear.all(DeviceFact)}:
        time.sleep(0.01)

    assert states(ear) == ["searching", "connecting", "streaming"]
    assert {event.name: event.value for event in ear.all(DeviceFact)} == {
        "name": "Test Strap 01",
        "address": "C0:FF:EE:00:00:01",
        "adapter": "hci0",
        "manufacturer": "Test Straps Oy",
        "model": "TS10",
        "firmware": "1.2.3",
        "body_location": "chest",
    }
    assert [event.level_percent for event in ear.all(Battery)] == [87, 86]
    at = next(place for place, event in enumerate(ear.received) if isinstance(event, Packet))
    packet, contact, first, second = ear.received[at : at + 4]
    assert packet.source == "bluetooth:test strap 01"
    assert packet.data == bytes.fromhex("16 48 40 03 5A 03")
    assert contact == Contact(source=packet.source, t_s=packet.arrived_s, state="yes")
    assert repr(first) == repr(Beat(source=packet.source, index=0, arrived_s=packet.arrived_s, rr_ms=812.5))
    assert repr(second) == repr(Beat(source=packet.source, index=1, arrived_s=packet.arrived_s, rr_ms=837.890625))


def test_every_packet_that_real_straps_sent_arrives_exactly(radio, listen, recordings):
    with (recordings / "hrm-packets-shared" / "packets.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    worn = radio.add(FakeStrap())
    ear = listen(BluetoothStrap(None, QUICK))
    radio.wait_for_subscription(worn)
    for row in rows:
        radio.send(worn, bytes.fromhex(row["hex"]))
    for _ in rows:
        ear.next(Packet)
    ticks = [int(text) for row in rows for text in row["rr_ticks"].split()]
    while len(ear.all(Beat)) < len(ticks):
        ear.next(Beat)
    assert [event.data.hex() for event in ear.all(Packet)] == [row["hex"] for row in rows]
    assert [event.rr_ms * 1024 / 1000 for event in ear.all(Beat)] == ticks
    assert [event.index for event in ear.all(Beat)] == list(range(len(ticks)))


def test_a_real_strap_streams_in_its_own_time(radio, listen, recordings, held, new_clock):
    with gzip.open(recordings / "h10-ble-stream-shared" / "hr_2025-09-11_20-10-38.csv.gz", "rt") as lines:
        rows = list(csv.DictReader(lines))[:60]
    sent = []
    for row in rows:
        ticks = tuple(round(float(text) * 1.024) for text in row["rr_intervals_ms"].split(";") if text)
        after_s = float(row["unix_time"]) - float(rows[0]["unix_time"])
        sent.append((after_s, HeartRateMeasurement(heart_rate_bpm=int(row["hr_bpm"]), rr_ticks=ticks).encode()))

    worn = radio.add(FakeStrap())
    clock = new_clock(25.0)
    patient = BluetoothPatience(
        weak_after_s=500, lost_after_s=500, settle_s=5.0, search_s=500, connect_s=500, read_s=50
    )
    ear = listen(BluetoothStrap(None, patient), clock)
    radio.wait_for_subscription(worn)
    with held.taking_part():
        began_s = clock.now_s()
        for after_s, data in sent:
            held.wait_until(held.now_s() + clock.until_s(began_s + after_s), threading.Event())
            radio.send(worn, data)
    for _ in sent:
        ear.next(Packet)

    packets = ear.all(Packet)
    assert [event.data for event in packets] == [data for _, data in sent]
    assert all(event.arrived_s >= began_s + after_s - 1e-6 for event, (after_s, _) in zip(packets, sent, strict=True))
    again = stream_for(MEASUREMENT_CHANNEL, BeatCount("bluetooth"))
    beats = [event for packet in packets for event in again.feed(packet.data, packet.arrived_s)]
    while len(ear.all(Beat)) < len(beats):
        ear.next(Beat)
    assert repr(ear.all(Beat)) == repr(beats), "the recorded packets give the very same beats"


def test_a_strap_that_vanishes_is_found_again_and_no_beat_comes_twice(radio, listen):
    worn = radio.add(FakeStrap())
    ear = listen(BluetoothStrap(None, QUICK))
    ticks = iter(range(800, 900))
    said = []
    for loss in range(3):
        radio.wait_for_subscription(worn)
        for _ in range(5):
            radio.send(worn, one_beat(next(ticks)))
        ear.next(Beat, index=5 * loss + 4)
        radio.wait_for_subscription(worn, "2a19")  # the last thing that is asked
        radio.vanish(worn)
        said.append(sentence_of(ear.next(LinkChanged, state="lost")))
        radio.come_back(worn)
    radio.wait_for_subscription(worn)
    radio.send(worn, one_beat(next(ticks)))
    ear.next(Beat, index=15)
    assert len(ear.all(Packet)) == 16
    lost, unsteady, quiet = said
    assert lost == "The strap has gone quiet. Your breath light goes on; we are looking for it again."
    assert unsteady.startswith("Test Strap 01 comes and goes just now."), "the same is not said again and again"
    assert quiet == "Test Strap 01 is away; we are looking for it."
    assert [event.rr_ms * 1.024 for event in ear.all(Beat)] == pytest.approx(range(800, 816))
    assert len(worn.characteristic("2a37").subscribers) == 1
    assert len(ear.all(Battery)) == 1, "what has not changed is not said again"


def test_a_strap_that_falls_silent_is_connected_anew(radio, listen, new_clock):
    worn = radio.add(FakeStrap())
    ear = listen(BluetoothStrap(None, QUICK), new_clock(5.0))
    radio.wait_for_subscription(worn)
    radio.send(worn, one_beat(800))
    ear.next(LinkChanged, state="streaming")
    ear.next(LinkChanged, state="weak")
    ear.next(LinkChanged, state="lost")
    ear.next(LinkChanged, state="connecting")
    radio.wait_for_subscription(worn)
    radio.send(worn, one_beat(801))
    ear.next(Beat, index=1)


def test_a_reply_that_overtakes_the_connection_is_tried_again_unseen(radio, listen):
    worn = radio.add(FakeStrap(replies_too_early=2))
    ear = listen(BluetoothStrap(None, QUICK))
    radio.wait_for_subscription(worn)
    radio.send(worn, one_beat(800))
    ear.next(Beat, index=0)
    assert worn.replies_too_early == 0
    assert states(ear) == ["searching", "connecting", "streaming"]


def test_a_sensor_without_intervals_is_told_kindly(radio, listen, new_clock):
    band = radio.add(FakeStrap(name="Band"))
    ear = listen(BluetoothStrap(None, QUICK), new_clock(20.0))
    radio.wait_for_subscription(band)
    pause = threading.Event()
    while not ear.all(Notice):
        radio.send(band, bytes.fromhex("00 40"))
        pause.wait(0.02)
    assert "heart rate" in sentence_of(ear.all(Notice)[0])
    assert "streaming" in states(ear)
    assert ear.all(Beat) == []


@pytest.mark.parametrize("mood", ["busy", "asleep", "mute", "pairing"])
def test_a_strap_in_trouble_is_waited_for(radio, listen, mood, new_clock):
    worn = FakeStrap(name="Polar H10 123")
    measurement = worn.characteristic("2a37")
    error_message = {
        "busy": "does not let us in",
        "asleep": "may have fallen asleep",
        "mute": "offers no heart rate",
        "pairing": "wants to be paired",
    }[mood]
    match mood:
        case "busy":
            worn.connect_error = ("org.bluez.Error.Failed", "le-connection-refused")
        case "asleep":
            worn.answers_connect = False
        case "mute":
            measurement.number = "2a38"
        case "pairing":
            measurement.value = ("org.bluez.Error.Failed", "Operation failed with ATT error: 0x05 (authentication)")
    radio.add(worn)
    ear = listen(BluetoothStrap("polar", QUICK), new_clock(2.0))
    said = ear.next(LinkChanged, state="unavailable")
    assert sentence_of(said).startswith("Polar H10 123 ")
    assert error_message in sentence_of(said)

    worn.connect_error = None
    worn.answers_connect = True
    measurement.number = "2a37"
    measurement.value = b""
    radio.wait_for_subscription(worn)
    radio.send(worn, one_beat(800))
    ear.next(LinkChanged, state="streaming")
    assert ear.next(Beat).index == 0


def test_letting_go_leaves_nothing_behind(radio, io, hub, ear, new_clock):
    worn = radio.add(FakeStrap())
    future = io.submit(BluetoothStrap(None, QUICK).run(hub.publish, new_clock()))
    radio.wait_for_subscription(worn)
    radio.send(worn, one_beat(800))
    ear.next(Beat)
    future.cancel()
    ear.next(LinkChanged, state="closed")
    radio.wait_for_disconnection(worn)
    assert sentence_of(ear.all(LinkChanged)[-1]) == "Test Strap 01 has been let go."


def test_stopping_the_thread_lets_go_too(radio, io, hub, ear, new_clock):
    worn = radio.add(FakeStrap())
    io.submit(BluetoothStrap(None, QUICK).run(hub.publish, new_clock()))
    radio.wait_for_subscription(worn)
    assert io.stop(20)
    radio.wait_for_disconnection(worn)
    assert ear.next(LinkChanged, state="closed")
