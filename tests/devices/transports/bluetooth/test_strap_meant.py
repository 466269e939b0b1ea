"""Which strap is meant, where several are there, or none."""

from biofeedback.events import Beat, LinkChanged
from devices.transports.bluetooth.strap import BluetoothStrap
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.radio.quick_strap import QUICK, one_beat
from tests.rigs.words.sentence_of import sentence_of


def test_a_strap_that_is_not_in_sight_is_waited_for(radio, listen):
    ear = listen(BluetoothStrap(None, QUICK))
    assert "moisten its electrodes" in sentence_of(ear.next(LinkChanged, state="unavailable"))
    worn = radio.add(FakeStrap())
    radio.wait_for_subscription(worn)


def test_of_several_straps_none_is_taken_unasked(radio, listen):
    here = radio.add(FakeStrap(name="Polar H10"))
    there = radio.add(FakeStrap(name="Wahoo TICKR", address="C0:FF:EE:00:00:02"))
    ear = listen(BluetoothStrap(None, QUICK))
    sentence = sentence_of(ear.next(LinkChanged, state="unavailable"))
    assert "Polar H10 (C0:FF:EE:00:00:01), Wahoo TICKR (C0:FF:EE:00:00:02)" in sentence
    radio.vanish(there)
    radio.wait_for_subscription(here)


def test_the_wanted_strap_is_waited_for_while_another_is_there(radio, listen):
    radio.add(FakeStrap(name="Wahoo TICKR"))
    ear = listen(BluetoothStrap("H10", QUICK))
    sentence = sentence_of(ear.next(LinkChanged, state="unavailable"))
    assert sentence.startswith("H10 is not in sight yet; in sight: Wahoo TICKR")
    wanted = radio.add(FakeStrap(name="Polar H10", address="C0:FF:EE:00:00:02"))
    radio.wait_for_subscription(wanted)


def test_a_whole_name_or_an_address_is_meant_before_a_part(radio, listen):
    radio.add(FakeStrap(name="Polar H10"))
    second = radio.add(FakeStrap(name="Polar H1", address="C0:FF:EE:00:00:02"))
    third = radio.add(FakeStrap(name="Polar H1", address="C0:FF:EE:00:00:03"))
    radio.vanish(third)
    listen(BluetoothStrap("polar h1", QUICK))
    radio.wait_for_subscription(second)
    radio.come_back(third)
    listen(BluetoothStrap("c0:ff:ee:00:00:03", QUICK))
    radio.wait_for_subscription(third)


def test_after_a_loss_the_same_strap_is_meant(radio, listen):
    mine = radio.add(FakeStrap(name="Mine"))
    ear = listen(BluetoothStrap(None, QUICK))
    radio.wait_for_subscription(mine)
    radio.send(mine, one_beat(800))
    ear.next(LinkChanged, state="streaming")
    radio.vanish(mine)
    radio.add(FakeStrap(name="Theirs", address="C0:FF:EE:00:00:02"))
    said = ear.next(LinkChanged, state="unavailable")
    assert sentence_of(said).startswith("Mine is not in sight yet; in sight: Theirs")
    radio.come_back(mine)
    radio.wait_for_subscription(mine)


def test_a_strap_that_this_computer_holds_already_is_used(radio, listen):
    worn = radio.add(FakeStrap())
    first = listen(BluetoothStrap(None, QUICK))
    radio.wait_for_subscription(worn)
    radio.send(worn, one_beat(800))
    first.next(Beat)
    second = listen(BluetoothStrap(None, QUICK))  # the strap is silent on the air now
    radio.wait_for_subscription(worn, count=2)
    radio.send(worn, one_beat(801))
    second.next(Beat, rr_ms=801 / 1.024)
