"""What a Polar tells beside the heart rate, by the real bleak, on a real bus, with a radio that we made."""

from collections import deque

import numpy as np
import pytest

from biofeedback.codes import NoticeCode
from biofeedback.events import Beat, DeviceFact, LinkChanged, Notice, Packet, SampleBlock
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.protocols.polar_control_point import (
    ACCELERATION,
    ECG,
    POLAR_CONTROL_POINT,
    POLAR_DATA,
    START,
    PolarError,
    Settings,
    Stopped,
)
from devices.transports.bluetooth.strap import BluetoothPatience, BluetoothStrap
from tests.rigs.radio.fake_polar import NOT_PAIRED, UNLIKELY, VERITY_FACTOR, fake_h10, fake_verity
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.radio.polar_frames import (
    acceleration_frames,
    breathing_mg,
    ecg_frames,
    ecg_uv,
    even_beats,
    pulse_batches,
)
from tests.rigs.words.sentence_of import sentence_of

QUICK = BluetoothPatience(
    weak_after_s=8.0, lost_after_s=9.0, pauses_s=(0.02, 0.05), search_s=0.6, settle_s=0.2, connect_s=2.0, read_s=2.0
)

START_ECG = "02 00 00 01 82 00 01 01 0e 00"
START_ACC = "02 02 00 01 32 00 01 01 10 00 02 01 08 00"
START_PPI = "02 03"
STOP_ECG, STOP_ACC, STOP_PPI = "03 00", "03 02", "03 03"


def one_beat(ticks):
    return HeartRateMeasurement(heart_rate_bpm=60, in_contact=True, rr_ticks=(ticks,)).encode()


def sentences(ear):
    return [sentence_of(event) for event in ear.all(Notice)]


def values(blocks):
    return np.concatenate([np.frombuffer(block.values, "<f8") for block in blocks]).tolist()


def test_ecg_and_acceleration_come_as_they_were_sent(radio, listen):
    polar = fake_h10()
    worn = radio.add(polar.strap)
    ear = listen(BluetoothStrap("polar h10", QUICK, also=("ecg", "acc")))
    radio.wait_for_deed(worn, START_ACC)
    samples_uv, samples_mg = ecg_uv(even_beats(6.0), 6.0), breathing_mg(6.0)
    ecg, acceleration = ecg_frames(samples_uv), acceleration_frames(samples_mg)
    for number, frame in enumerate(ecg):
        radio.send(worn, one_beat(900 + number))
        radio.send(worn, frame.encode(), POLAR_DATA)
        if number < len(acceleration):
            radio.send(worn, acceleration[number].encode(), POLAR_DATA)
    while len(ear.all(SampleBlock)) < len(ecg) + len(acceleration):
        ear.next(SampleBlock)

    blocks = ear.all(SampleBlock)
    sent = [each.tolist() for each in (samples_uv[: 73 * len(ecg)], samples_mg[: 36 * len(acceleration)].ravel())]
    assert [values([each for each in blocks if each.kind == kind]) for kind in ("ecg", "acceleration")] == sent
    assert [beat.rr_ms * 1.024 for beat in ear.all(Beat)] == pytest.approx(range(900, 900 + len(ecg)))
    packets = [each for each in ear.all(Packet) if each.channel == "pmd"]
    assert sorted(each.data for each in packets) == sorted(each.encode() for each in (*ecg, *acceleration))
    assert worn.deeds == ["01 00", START_ECG, "01 02", START_ACC]
    assert sentences(ear) == []


def test_nothing_is_started_unasked_on_a_strap_that_tells_its_beats(radio, listen):
    polar = fake_h10()
    worn = radio.add(polar.strap)
    ear = listen(BluetoothStrap(None, QUICK))
    radio.wait_for_subscription(worn)
    radio.wait_for_subscription(worn, "2a19")
    radio.send(worn, one_beat(800))
    ear.next(Beat)
    radio.vanish(worn)
    ear.next(LinkChanged, state="lost")
    assert worn.deeds == []
    assert sentences(ear) == []


def test_streams_are_stopped_before_goodbye(radio, io, hub, ear, new_clock):
    polar = fake_h10()
    worn = radio.add(polar.strap)
    future = io.submit(BluetoothStrap(None, QUICK, also=("ecg", "acc")).run(hub.publish, new_clock()))
    radio.wait_for_deed(worn, START_ACC)
    assert polar.running == {ECG, ACCELERATION}
    future.cancel()
    radio.wait_for_disconnection(worn)
    assert sorted(worn.deeds[-3:-1]) == [STOP_ECG, STOP_ACC]
    assert worn.deeds[-1] == "disconnect"
    assert polar.running == set()
    ear.next(LinkChanged, state="closed")


def test_a_start_that_is_called_off_midway_is_stopped_too(radio, io, hub, ear, new_clock):
    polar = fake_h10(replies_after_s=0.5)
    worn = radio.add(polar.strap)
    future = io.submit(BluetoothStrap(None, QUICK, also=("ecg",)).run(hub.publish, new_clock()))
    radio.wait_for_deed(worn, START_ECG)
    assert future.cancel()
    radio.wait_for_disconnection(worn)
    assert worn.deeds == ["01 00", START_ECG, STOP_ECG, "disconnect"]


def test_a_sensor_that_no_longer_replies_is_let_go_in_time(radio, io, hub, ear, new_clock, held):
    polar = fake_h10()
    worn = radio.add(polar.strap)
    future = io.submit(BluetoothStrap(None, QUICK, also=("ecg", "acc")).run(hub.publish, new_clock()))
    radio.wait_for_deed(worn, START_ACC)
    polar.mute = True
    began_s = held.now_s()
    future.cancel()
    radio.wait_for_disconnection(worn)
    assert held.now_s() - began_s < 4.0
    assert {STOP_ECG, STOP_ACC} <= set(worn.deeds)


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        ({"errors": {START: deque([PolarError.INVALID_MTU])}}, "too small for the ECG"),
        ({"errors": {START: deque([PolarError.INVALID_PARAMETER])}}, "does not send its ECG just now"),
        ({"errors": {START: deque([PolarError.IN_CHARGER])}}, "out of its charger"),
        ({"refusal": NOT_PAIRED}, "wants to be paired"),
        ({"refusal": UNLIKELY}, "does not send its ECG just now"),
        ({"mute": True}, "does not send its ECG just now"),
    ],
)
def test_when_the_ecg_does_not_come_the_heart_goes_on(radio, listen, mood, words):
    polar = fake_h10(**mood)
    worn = radio.add(polar.strap)
    ear = listen(BluetoothStrap(None, QUICK, also=("ecg",)))
    radio.wait_for_subscription(worn)
    radio.send(worn, one_beat(800))
    ear.next(Beat, index=0)
    notice = ear.next(Notice)
    assert words in sentence_of(notice)
    assert "the heart rate goes on" in sentence_of(notice)
    assert sentence_of(notice).startswith(
        ("Polar H10 12345678 ", "The packets that this computer and Polar H10 12345678 ")
    )
    radio.send(worn, one_beat(801))
    ear.next(Beat, index=1)
    assert [event.state for event in ear.all(LinkChanged)] == ["searching", "connecting", "streaming"]


def test_what_one_measurement_lacks_the_other_has(radio, listen):
    polar = fake_h10(errors={START: deque([PolarError.INVALID_MTU])})
    worn = radio.add(polar.strap)
    ear = listen(BluetoothStrap(None, QUICK, also=("ecg", "acc")))
    radio.wait_for_deed(worn, START_ACC)
    (frame, *_) = acceleration_frames(breathing_mg(1.0))
    radio.send(worn, frame.encode(), POLAR_DATA)
    assert ear.next(SampleBlock).kind == "acceleration"
    assert len(sentences(ear)) == 1


def test_what_was_left_running_is_stopped_and_started_once(radio, listen):
    polar = fake_h10()
    polar.running.add(ECG)
    worn = radio.add(polar.strap)
    ear = listen(BluetoothStrap(None, QUICK, also=("ecg", "acc")))
    radio.wait_for_deed(worn, START_ACC)
    assert worn.deeds == ["01 00", START_ECG, STOP_ECG, START_ECG, "01 02", START_ACC]
    assert sentences(ear) == []


def test_running_in_spite_of_all_is_running(radio, listen):
    polar = fake_h10(errors={START: deque([PolarError.ALREADY_IN_STATE] * 2)})
    worn = radio.add(polar.strap)
    ear = listen(BluetoothStrap(None, QUICK, also=("ecg", "acc")))
    radio.wait_for_deed(worn, START_ACC)
    assert worn.deeds[:4] == ["01 00", START_ECG, STOP_ECG, START_ECG]
    assert sentences(ear) == []


def test_a_reply_in_parts_and_words_that_are_none(radio, listen):
    polar = fake_h10(parts=3, replies_after_s=0.1)
    worn = radio.add(polar.strap)
    listen(BluetoothStrap(None, QUICK, also=("acc",)))
    radio.wait_for_deed(worn, "01 02")
    radio.send(worn, bytes.fromhex("0F 05 00"), POLAR_CONTROL_POINT)  # what was read, told once more
    radio.send(worn, bytes.fromhex("F0 02 02 0A 00"), POLAR_CONTROL_POINT)  # the reply to something else
    radio.send(worn, bytes.fromhex("F0"), POLAR_CONTROL_POINT)
    radio.wait_for_deed(worn, START_ACC)
    assert worn.deeds == ["01 02", START_ACC]


def test_a_sensor_that_stops_by_itself_is_said_so(radio, listen):
    polar = fake_h10()
    worn = radio.add(polar.strap)
    ear = listen(BluetoothStrap(None, QUICK, also=("ecg", "acc")))
    radio.wait_for_deed(worn, START_ACC)
    radio.send(worn, Stopped((ECG,)).encode(), POLAR_CONTROL_POINT)
    assert sentence_of(ear.next(Notice)) == "Polar H10 12345678 has stopped sending its ECG; the heart rate goes on."


def test_a_lost_strap_is_asked_again_when_it_is_back(radio, listen):
    polar = fake_h10()
    worn = radio.add(polar.strap)
    ear = listen(BluetoothStrap(None, QUICK, also=("ecg",)))
    frames = ecg_frames(ecg_uv(even_beats(4.0), 4.0))
    for loss in range(2):
        radio.wait_for_deed(worn, START_ECG, count=loss + 1)
        radio.send(worn, one_beat(800 + loss))
        radio.send(worn, frames[3 * loss].encode(), POLAR_DATA)
        radio.send(worn, frames[3 * loss + 1].encode(), POLAR_DATA)
        ear.next(SampleBlock)
        ear.next(SampleBlock)
        polar.running.clear()
        radio.vanish(worn)
        ear.next(LinkChanged, state="lost")
        radio.come_back(worn)
    radio.wait_for_deed(worn, START_ECG, count=3)
    assert len(ear.all(SampleBlock)) == 4
    assert not [each for each in ear.all(DeviceFact) if "gaps" in each.name]
    assert sentences(ear) == []


def test_a_strap_that_breaks_off_whenever_it_is_asked_is_left_alone(radio, listen):
    polar = fake_h10()
    worn = radio.add(polar.strap)
    ear = listen(BluetoothStrap(None, QUICK, also=("ecg",)))
    for loss in range(3):
        radio.wait_for_deed(worn, START_ECG, count=loss + 1)
        radio.send(worn, one_beat(800 + loss))
        ear.next(Beat)
        polar.running.clear()
        radio.vanish(worn)
        ear.next(LinkChanged, state="lost")
        radio.come_back(worn)
    assert "we leave that" in sentence_of(ear.next(Notice))
    radio.send(worn, one_beat(810))
    ear.next(Beat, index=3)
    assert worn.deeds.count(START_ECG) == 3


@pytest.mark.parametrize("mute", [POLAR_CONTROL_POINT, POLAR_DATA])
def test_a_measurement_service_that_cannot_notify_takes_nothing_from_the_heart(radio, listen, mute):
    polar = fake_h10()
    polar.strap.characteristic(mute).flags = ("read", "write")
    radio.add(polar.strap)
    ear = listen(BluetoothStrap(None, QUICK, also=("ecg",)))
    assert ear.next(Notice).code is NoticeCode.POLAR_NOT_NOW
    radio.wait_for_subscription(polar.strap)
    radio.send(polar.strap, one_beat(800))
    ear.next(Beat)


def test_a_strap_without_the_service_says_so(radio, listen):
    worn = radio.add(FakeStrap(name="Polar H9 1234"))
    ear = listen(BluetoothStrap(None, QUICK, also=("ecg", "acc")))
    radio.wait_for_subscription(worn)
    assert sentence_of(ear.next(Notice)) == "Polar H9 1234 does not offer its ECG; the heart rate goes on."
    assert "acceleration" in sentence_of(ear.next(Notice))
    radio.send(worn, one_beat(800))
    ear.next(Beat, index=0)


def test_an_optical_sensor_tells_its_beats_by_pulse_intervals(radio, listen):
    polar = fake_verity()
    band = radio.add(polar.strap)
    ear = listen(BluetoothStrap(None, QUICK))
    radio.wait_for_deed(band, START_PPI)
    assert "half a minute" in sentence_of(ear.next(Notice))
    true_s = even_beats(60.0)
    batches = pulse_batches(true_s)
    for _, frame in batches:
        radio.send(band, bytes.fromhex("06 3C"))
        radio.send(band, frame.encode(), POLAR_DATA)
    told_ms = [each.interval_ms for _, frame in batches for each in frame.intervals]
    while len(ear.all(Beat)) < len(told_ms):
        ear.next(Beat)
    assert [beat.rr_ms for beat in ear.all(Beat)] == told_ms
    assert any("five seconds" in sentence for sentence in sentences(ear))
    facts = {event.name: event.value for event in ear.all(DeviceFact)}
    assert (facts["resolution_ms"], facts["feedback_delay_s"]) == (1, 5)
    assert band.deeds == [START_PPI]


def test_acceleration_of_an_optical_sensor_brings_its_rate_and_factor_along(radio, listen):
    polar = fake_verity(replies_after_s=0.0)
    band = radio.add(polar.strap)
    ear = listen(BluetoothStrap(None, QUICK, also=("acc",)))
    radio.wait_for_deed(band, "02 02 00 01 34 00 01 01 10 00 02 01 08 00 04 01 03")
    assert band.deeds[:2] == [START_PPI, "01 02"]
    samples = breathing_mg(3.0, 52.0)
    first, *frames = acceleration_frames(samples, rate_hz=52.0, frame_type=0x80)
    radio.send(band, first.encode(), POLAR_DATA)
    ear.next(Packet)  # by now the reply to the start was taken in as well
    for frame in frames:
        radio.send(band, frame.encode(), POLAR_DATA)
    for _ in frames:
        packet, block = ear.next(Packet), ear.next(SampleBlock)
        assert packet.channel == f"pmd;acc_rate_hz=52;acc_factor={VERITY_FACTOR}"
        assert block.rate_hz == pytest.approx(52.0)
    assert values(ear.all(SampleBlock)[-len(frames) :]) == pytest.approx(
        (samples[36 : 36 * (len(frames) + 1)] * VERITY_FACTOR * 1000.0).ravel().tolist()
    )


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (Settings(rates_hz=(25, 50, 100, 200), ranges=(2, 4, 8)), Settings(rates_hz=(50,), ranges=(8,))),
        (Settings(rates_hz=(52,), channels=(3,)), Settings(rates_hz=(52,), channels=(3,))),
        (Settings(rates_hz=(100, 200), ranges=(2, 4)), Settings(rates_hz=(100,), ranges=(4,))),
        (Settings(), Settings(rates_hz=(50,), resolutions_bits=(16,), ranges=(8,))),
        (Settings(factors=(1.0,)), Settings(rates_hz=(50,), resolutions_bits=(16,), ranges=(8,))),
    ],
)
def test_the_usual_is_asked_for_or_what_is_nearest(offered, chosen):
    assert offered.nearest_to(Settings(rates_hz=(50,), resolutions_bits=(16,), ranges=(8,))) == chosen
