"""Straps that say little of themselves, and devices that can never work: each has its own sentence."""

from dataclasses import replace

import pytest

from biofeedback.codes import LinkCode
from biofeedback.events import Beat, LinkChanged, Packet
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.transports.bluetooth.strap import BluetoothPatience, BluetoothStrap
from tests.rigs.files.hostile_text import HOSTILE
from tests.rigs.radio.fake_strap import Characteristic, FakeStrap, strap_table
from tests.rigs.words.sentence_of import sentence_of

QUICK = BluetoothPatience(
    weak_after_s=0.6, lost_after_s=1.2, pauses_s=(0.02, 0.05), search_s=0.6, settle_s=0.2, connect_s=2.0, read_s=0.5
)
PATIENT = replace(QUICK, weak_after_s=20.0, lost_after_s=40.0)
NOTIFY = Characteristic("2a37", ("notify",))

BLAMES = ("moist", "closer", "asleep")
"""What is for the person to mend where a strap is a strap, and nothing to say of what can never work."""


def one_beat(ticks):
    return HeartRateMeasurement(heart_rate_bpm=60, in_contact=True, rr_ticks=(ticks,)).encode()


def without(*services):
    return {number: each for number, each in strap_table().items() if number not in services}


def with_measurements(*measurements):
    return {**strap_table(), "180d": [*measurements, Characteristic("2a38", ("read",), b"\x01")]}


def refused(name, text=""):
    return with_measurements(Characteristic("2a37", ("notify",), (f"org.bluez.Error.{name}", text)))


# Found ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", ["Shy Strap 7", "shy", "C0:FF:EE:00:00:01", "c0:ff:ee:00:00:01"])
def test_a_strap_that_says_nothing_of_itself_is_found_by_name_or_address(radio, listen, wanted):
    worn = radio.add(FakeStrap(name="Shy Strap 7", advertised=()))
    ear = listen(BluetoothStrap(wanted, PATIENT))
    radio.wait_for_subscription(worn)
    radio.send(worn, one_beat(830))
    assert ear.next(Beat).rr_ms == 830 * 1000 / 1024


def test_a_strap_without_name_and_services_is_found_by_its_address(radio, listen):
    worn = radio.add(FakeStrap(name=None, advertised=()))
    listen(BluetoothStrap(worn.address, PATIENT))
    radio.wait_for_subscription(worn)


def test_who_is_not_named_has_to_say_that_it_is_a_strap(radio, listen):
    shy = radio.add(FakeStrap(name="A neighbour's screen", advertised=()))
    ear = listen(BluetoothStrap(None, PATIENT))
    assert ear.next(LinkChanged, state="unavailable").code is LinkCode.STRAP_NOT_IN_SIGHT
    worn = radio.add(FakeStrap(name="Strap", address="C0:FF:EE:00:00:02"))
    radio.wait_for_subscription(worn)
    assert not shy.connected


def test_a_part_of_a_name_means_a_strap_before_any_other_device(radio, listen):
    other = radio.add(FakeStrap(name="Polar Screen", advertised=()))
    worn = radio.add(FakeStrap(name="Polar H10", address="C0:FF:EE:00:00:02"))
    listen(BluetoothStrap("polar", PATIENT))
    radio.wait_for_subscription(worn)
    assert not other.connected


def test_a_whole_name_means_that_device_before_another_strap(radio, listen):
    worn = radio.add(FakeStrap(name="Strap 1", advertised=()))
    other = radio.add(FakeStrap(name="Strap 10", address="C0:FF:EE:00:00:02"))
    listen(BluetoothStrap("strap 1", PATIENT))
    radio.wait_for_subscription(worn)
    assert not other.connected


# Heard ----------------------------------------------------------------------------------------------------------------


def test_of_two_measurements_the_one_that_notifies_is_heard(radio, listen):
    mute, speaking = Characteristic("2a37", ("read",)), replace(NOTIFY)
    worn = radio.add(FakeStrap(table=with_measurements(mute, speaking)))
    ear = listen(BluetoothStrap(None, PATIENT))
    radio.wait_for_subscription(worn, speaking)
    radio.send(worn, one_beat(830), speaking)
    assert ear.next(Beat).index == 0


def test_of_two_that_could_notify_the_first_that_does_is_heard_and_no_beat_comes_twice(radio, listen):
    mute, speaking = (Characteristic("2a37", ("notify",)) for _ in range(2))
    worn = radio.add(FakeStrap(table=with_measurements(mute, speaking)))
    ear = listen(BluetoothStrap(None, PATIENT))
    for each in (mute, speaking):
        radio.wait_for_subscription(worn, each)
    for ticks in (830, 840):
        radio.send(worn, one_beat(ticks), speaking)
        radio.send(worn, one_beat(ticks), mute)
    assert ear.next(Beat, index=1).rr_ms == 840 * 1000 / 1024
    radio.send(worn, one_beat(850), speaking)
    ear.next(Beat, index=2)
    assert len(ear.all(Packet)) == 3


def test_one_of_two_that_refuses_is_left_alone(radio, listen):
    refusing = Characteristic("2a37", ("notify",), ("org.bluez.Error.Failed", "Operation failed"))
    speaking = Characteristic("2a37", ("notify",))
    worn = radio.add(FakeStrap(table=with_measurements(refusing, speaking)))
    ear = listen(BluetoothStrap(None, PATIENT))
    radio.wait_for_subscription(worn, speaking)
    radio.send(worn, one_beat(830), speaking)
    ear.next(Beat)


def test_what_comes_before_the_subscription_is_answered_is_heard(radio, listen):
    worn = radio.add(FakeStrap())
    ear = listen(BluetoothStrap(None, PATIENT))
    with radio.holding_answers("StartNotify"):
        radio.wait_for_subscription(worn)
        radio.send(worn, one_beat(830))
        ear.next(Beat, index=0)
    radio.wait_for_subscription(worn, "2a19")
    radio.send(worn, one_beat(840))
    ear.next(Beat, index=1)


# Never to work --------------------------------------------------------------------------------------------------------

NEVER = {
    LinkCode.STRAP_WITHOUT_HEART_RATE: FakeStrap(table=without("180d")),
    LinkCode.STRAP_SHARES_NOTHING: FakeStrap(table=without("180d"), advertised=()),
    LinkCode.STRAP_WITHOUT_MEASUREMENT: FakeStrap(table=with_measurements()),
    LinkCode.STRAP_CANNOT_NOTIFY: FakeStrap(table=with_measurements(Characteristic("2a37", ("read",), b"\x00\x3c"))),
    LinkCode.STRAP_NOT_LOW_ENERGY: FakeStrap(connect_error=("org.bluez.Error.Failed", "br-connection-unknown")),
    LinkCode.STRAP_PAIRING_REFUSED: FakeStrap(table=refused("AuthenticationRejected", "Authentication Rejected")),
    LinkCode.STRAP_PAIRING_NEEDED: FakeStrap(table=refused("NotPermitted", "Not paired")),
    LinkCode.STRAP_LETS_GO: FakeStrap(leaves_while_asked=99),
    LinkCode.STRAP_SILENT: FakeStrap(),
    LinkCode.STRAP_NOT_ANSWERING: FakeStrap(answers_connect=False, advertised=()),
}


@pytest.mark.parametrize("code", NEVER)
def test_each_cause_has_its_sentence_is_told_once_and_blames_nobody(radio, listen, code):
    met = radio.add(replace(NEVER[code], name="Odd Thing"))
    ear = listen(BluetoothStrap("Odd Thing", QUICK))
    said = ear.next(LinkChanged, state="unavailable")
    assert said.code is code
    sentence = sentence_of(said)
    assert sentence.startswith("Odd Thing ")
    assert not [word for word in BLAMES if word in sentence], sentence
    attempts = 2 if code in (LinkCode.STRAP_SILENT, LinkCode.STRAP_LETS_GO) else 1
    if code is not LinkCode.STRAP_NOT_LOW_ENERGY:
        radio.wait_for_deed(met, "disconnect" if code is not LinkCode.STRAP_LETS_GO else "left", attempts)
    assert [event.state for event in ear.all(LinkChanged)] in (
        ["searching", "connecting", "unavailable"],
        ["searching", "unavailable"],
    ), "the same is told once, however often it is tried"


def test_one_that_lets_go_before_anything_came_is_not_lost(radio, listen):
    met = radio.add(FakeStrap())
    ear = listen(BluetoothStrap(None, PATIENT))
    radio.wait_for_subscription(met, "2a19")  # the last thing that is asked
    radio.vanish(met)
    assert ear.next(LinkChanged, state="unavailable").code is LinkCode.STRAP_LETS_GO
    radio.come_back(met)
    radio.wait_for_subscription(met)
    radio.send(met, one_beat(830))
    ear.next(LinkChanged, state="streaming")
    assert "lost" not in [event.state for event in ear.all(LinkChanged)]


def test_one_that_is_silent_at_first_is_heard_when_it_speaks(radio, listen):
    met = radio.add(FakeStrap())
    ear = listen(BluetoothStrap(None, replace(PATIENT, weak_after_s=0.3)))
    assert ear.next(LinkChanged, state="unavailable").code is LinkCode.STRAP_SILENT
    radio.send(met, one_beat(830))
    assert ear.next(LinkChanged, state="streaming").code is LinkCode.STRAP_STREAMING
    ear.next(Beat, index=0)


def test_a_service_that_is_there_twice_is_heard_once(radio, listen):
    table = strap_table()
    table["180d#2"] = [Characteristic("2a37", ("notify",))]
    worn = radio.add(FakeStrap(table=table))
    ear = listen(BluetoothStrap(None, PATIENT))
    second = table["180d#2"][0]
    radio.wait_for_subscription(worn, second)
    for each in (second, worn.characteristic("2a37")):
        radio.send(worn, one_beat(830), each)
    radio.send(worn, one_beat(840), second)
    ear.next(Beat, index=1)
    assert len(ear.all(Packet)) == 2


def test_a_second_service_that_is_broken_does_not_take_the_heart_away(radio, listen):
    table = {**strap_table(), "fb005c80-02e7-f387-1cad-8acd2d8df0c8": []}
    worn = radio.add(FakeStrap(table=table))
    ear = listen(BluetoothStrap(None, PATIENT, also=("ecg",)))
    radio.wait_for_subscription(worn)
    radio.send(worn, one_beat(830))
    ear.next(Beat)


def test_a_name_full_of_codes_is_found_and_shown_without_them(radio, listen):
    worn = radio.add(FakeStrap(name=HOSTILE, advertised=(), table=without("180d")))
    ear = listen(BluetoothStrap(worn.address, QUICK))
    sentence = sentence_of(ear.next(LinkChanged, state="unavailable"))
    assert sentence.isprintable()


# A link that flaps ----------------------------------------------------------------------------------------------------


def test_a_strap_that_goes_before_its_subscription_is_answered_is_lost(radio, listen):
    worn = radio.add(FakeStrap())
    with radio.holding_answers("StartNotify"):
        ear = listen(BluetoothStrap(None, PATIENT))
        radio.wait_for_subscription(worn)
        radio.send(worn, one_beat(830))
        ear.next(Beat)
        radio.vanish(worn)
        assert ear.next(LinkChanged).state == "lost"


def test_a_link_that_flaps_is_told_once_and_then_quietly(radio, listen):
    worn = radio.add(FakeStrap())
    ear = listen(BluetoothStrap(None, PATIENT))
    for flap in range(8):
        radio.wait_for_subscription(worn)
        radio.send(worn, one_beat(830 + flap))
        ear.next(Beat, index=flap)
        radio.vanish(worn)
        ear.next(LinkChanged, state="lost")
        radio.come_back(worn)
    codes = [event.code for event in ear.all(LinkChanged)]
    assert codes.count(LinkCode.STRAP_LOST) == codes.count(LinkCode.LINK_UNSTEADY) == 1
    assert codes.count(LinkCode.LINK_LOST_AGAIN) == 6
    assert codes.count(LinkCode.STRAP_STREAMING) == 2
    states = [event.state for event in ear.all(LinkChanged)]
    assert (states.count("lost"), states.count("streaming")) == (8, 8), "how it stands is told each time"
