"""A computer with several adapters: all are used, each connection says on which, and none takes more than it can."""

import concurrent.futures
import threading
import time

import pytest

from biofeedback.codes import LinkCode, NoticeCode
from biofeedback.events import Beat, DeviceFact, LinkChanged, Notice
from biofeedback.facts import fact_values
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.transports.bluetooth.scan import watch_straps
from devices.transports.bluetooth.strap import BluetoothPatience, BluetoothStrap
from devices.transports.bluetooth.strap_search import StrapSearch
from tests.rigs.radio.fake_adapter import LIMITED_RESOURCES, FakeAdapter
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.words.sentence_of import sentence_of

LONG_S = 60.0
QUICK = BluetoothPatience(pauses_s=(0.02, 0.05), search_s=2.0, settle_s=0.2, connect_s=3.0, turn_s=1.0)


def one_beat(ticks):
    return HeartRateMeasurement(heart_rate_bpm=60, in_contact=True, rr_ticks=(ticks,)).encode()


def address(number):
    return f"C0:FF:EE:00:00:{number:02X}"


@pytest.fixture
def search():
    return StrapSearch(look_again_s=0.2)


@pytest.fixture
def radio_of(bus, held):
    """Make a radio of these adapters."""
    from tests.rigs.radio.fake_bluez import FakeBlueZ

    made = []

    def make(*adapters):
        made.append(FakeBlueZ(bus, adapters=adapters, held=held))
        return made[-1]

    yield make
    for radio in made:
        radio.stop()


class Watching:
    """What is told of the straps in sight."""

    def __init__(self, io, search):
        self._seen, self._told = [], threading.Condition()
        self._future = io.submit(watch_straps(self._on_seen, search))

    def _on_seen(self, seen):
        with self._told:
            self._seen.append(seen)
            self._told.notify_all()

    def wait_until(self, enough):
        with self._told:
            assert self._told.wait_for(lambda: enough(self._seen), LONG_S), self._seen

    def end(self):
        self._future.cancel()
        with pytest.raises(concurrent.futures.CancelledError):
            self._future.result(LONG_S)
        return self._seen


def worn(radio, listen, search, number, patience=QUICK, **moods):
    strap = radio.add(FakeStrap(address=address(number), name=f"Strap {number:02d}", **moods))
    return strap, listen(BluetoothStrap(strap.address, patience, search=search))


def adapters_of(ear):
    return [event.value for event in ear.all(DeviceFact) if event.name == "adapter"]


def received_from(radio, strap, ear, ticks=830):
    radio.wait_for_subscription(strap)
    radio.send(strap, one_beat(ticks))
    ear.next(Beat, rr_ms=ticks * 1000 / 1024)


def test_straps_are_spread_evenly_and_each_says_which_adapter_it_is_on(radio_of, listen, search):
    radio = radio_of(*(FakeAdapter(name=f"hci{number}") for number in range(3)))
    both = [worn(radio, listen, search, number) for number in range(9)]
    for strap, ear in both:
        received_from(radio, strap, ear)
        radio.wait_for_subscription(strap, "2a19")  # the last thing that is asked
        assert adapters_of(ear) == [strap.held_by.removeprefix("/org/bluez/")]
    assert [len(radio.held_at(f"hci{number}")) for number in range(3)] == [3, 3, 3]
    assert [(load.name, load.held) for load in search.adapters.loads] == [("hci0", 3), ("hci1", 3), ("hci2", 3)]
    assert sum(adapter.refused_meanwhile for adapter in radio.adapters.values()) == 0


def test_one_adapter_alone_hears_a_strap_and_takes_it_although_it_has_less_room(radio_of, listen, search):
    radio = radio_of(FakeAdapter(name="hci0"), FakeAdapter(name="hci1"))
    for number in range(3):
        strap, ear = worn(radio, listen, search, number, heard_by={"hci1": -60})
        received_from(radio, strap, ear)
    assert len(radio.held_at("hci1")) == 3


def test_of_two_with_as_much_room_the_one_that_hears_it_best_takes_it(radio_of, listen, search):
    radio = radio_of(FakeAdapter(name="hci0"), FakeAdapter(name="hci1"))
    patience = BluetoothPatience(settle_s=0.5)
    strap = radio.add(FakeStrap(heard_by={"hci0": -80, "hci1": -55}))
    ear = listen(BluetoothStrap("Test Strap", patience, search=search))
    received_from(radio, strap, ear)
    assert radio.held_at("hci1") == [strap]


def test_an_adapter_that_is_pulled_out_gives_its_straps_to_the_other(radio_of, listen, search):
    radio = radio_of(FakeAdapter(name="hci0"), FakeAdapter(name="hci1"))
    both = [worn(radio, listen, search, number) for number in range(4)]
    for strap, ear in both:
        received_from(radio, strap, ear)
    moved = [(strap, ear) for strap, ear in both if strap.held_by == "/org/bluez/hci0"]
    assert len(moved) == 2
    radio.pull_out("hci0")
    for strap, ear in moved:
        ear.next(LinkChanged, state="lost")
        received_from(radio, strap, ear, 840)
        radio.wait_for_subscription(strap, "2a19")
        assert adapters_of(ear) == ["hci0", "hci1"]
    assert [(load.name, load.held) for load in search.adapters.loads] == [("hci1", 4)]
    for strap, ear in both:
        if (strap, ear) not in moved:
            assert [event.state for event in ear.all(LinkChanged)] == ["searching", "connecting", "streaming"]
    radio.put_in("hci0")
    strap, ear = worn(radio, listen, search, 9)
    received_from(radio, strap, ear)
    assert radio.held_at("hci0") == [strap]


def test_an_adapter_that_is_pulled_out_while_it_connects_leaves_the_strap_to_the_other(
    radio_of, listen, search, new_clock
):
    clock = new_clock()
    radio = radio_of(FakeAdapter(name="hci0"), FakeAdapter(name="hci1"))
    strap = radio.add(FakeStrap(answers_connect=False, heard_by={"hci0": -50}))
    ear = listen(BluetoothStrap(strap.address, search=search), clock)
    ear.next(LinkChanged, state="connecting")
    while not radio.adapter("hci0").connecting.locked():
        time.sleep(0.001)
    radio.pull_out("hci0")
    strap.answers_connect, strap.heard_by = True, {"hci1": -50}
    received_from(radio, strap, ear)
    assert clock.now_s() < 6.0
    assert "unavailable" not in [event.state for event in ear.all(LinkChanged)]


def test_one_that_is_switched_off_gives_them_too_and_the_search_goes_on_by_the_other(radio_of, listen, search):
    radio = radio_of(FakeAdapter(name="hci0"), FakeAdapter(name="hci1", powered=False))
    strap, ear = worn(radio, listen, search, 1)
    received_from(radio, strap, ear)
    assert radio.held_at("hci0") == [strap]
    radio.power(True, "hci1")
    radio.power(False, "hci0")
    received_from(radio, strap, ear, 840)
    assert radio.held_at("hci1") == [strap]


@pytest.mark.parametrize("error", [FakeAdapter().full_error, LIMITED_RESOURCES])
def test_what_one_adapter_refuses_another_takes(radio_of, listen, search, error):
    radio = radio_of(FakeAdapter(name="hci0", limit=2, full_error=error), FakeAdapter(name="hci1", limit=5))
    both = [worn(radio, listen, search, number) for number in range(7)]
    for strap, ear in both:
        received_from(radio, strap, ear)
    assert [len(radio.held_at(name)) for name in ("hci0", "hci1")] == [2, 5]
    if error == FakeAdapter().full_error:
        for _, ear in both:
            assert "unavailable" not in [event.state for event in ear.all(LinkChanged)]
        assert search.adapters.loads[0].about == 2


def test_that_all_are_full_is_said_and_a_place_that_becomes_free_is_taken(radio_of, listen, search):
    radio = radio_of(FakeAdapter(name="hci0", limit=1), FakeAdapter(name="hci1", limit=1))
    first = [worn(radio, listen, search, number) for number in range(2)]
    for strap, ear in first:
        received_from(radio, strap, ear)
    strap, ear = worn(radio, listen, search, 7)
    said = ear.next(LinkChanged, state="unavailable")
    assert said.code is LinkCode.ADAPTER_FULL
    assert "holds as many sensors as it can, 1 of them ours" in sentence_of(said)
    radio.vanish(first[0][0])
    received_from(radio, strap, ear)


def test_that_an_adapter_is_nearly_full_is_said_before_it_is(radio, listen, search):
    ears = []
    for number in range(7):
        strap, ear = worn(radio, listen, search, number)
        received_from(radio, strap, ear)
        radio.wait_for_subscription(strap, "2a19")
        ears.append(ear)
    notices = [event for ear in ears for event in ear.all(Notice) if event.code is NoticeCode.ADAPTER_NEARLY_FULL]
    assert [fact_values(notice.facts, "held") for notice in notices] == [(6,), (7,)]
    assert {fact_values(notice.facts, "about") for notice in notices} == {(7,)}


def test_a_strap_that_does_not_answer_keeps_others_waiting_for_its_turn_alone(radio, listen, search, new_clock):
    clock = new_clock()
    bad = [worn(radio, listen, search, number, answers_connect=False) for number in range(3)]
    for strap, _ in bad:
        radio.wait_for_deed(strap, "disconnect")  # each of them had a turn
    began_s = clock.now_s()
    good = [worn(radio, listen, search, number) for number in range(10, 15)]
    for strap, ear in good:
        received_from(radio, strap, ear)
    assert clock.now_s() - began_s < 3 * QUICK.turn_s + QUICK.search_s
    for _, ear in bad:
        assert ear.next(LinkChanged, state="unavailable").code is LinkCode.STRAP_ASLEEP
    assert radio.adapter("hci0").refused_meanwhile == 0


def test_a_strap_is_listed_once_as_strong_as_the_best_adapter_hears_it(radio_of, io, search):
    radio = radio_of(FakeAdapter(name="hci0"), FakeAdapter(name="hci1"))
    watch = Watching(io, search)
    radio.add(FakeStrap(name="Strap", heard_by={"hci0": -85, "hci1": -50}))
    watch.wait_until(lambda seen: any(each.rssi_dbm == -50.0 for each in seen))
    radio.add(FakeStrap(name="Other", address=address(2), heard_by={"hci0": -50}))
    watch.wait_until(lambda seen: any(each.label == "Other" for each in seen))
    told = [each.detail for each in watch.end() if each.label == "Strap"]
    assert told[-1] == "strong signal"
    assert len(told) <= 2


def test_straps_of_one_name_are_told_apart_by_how_their_addresses_end(radio, io, search):
    watch = Watching(io, search)
    radio.add(FakeStrap(name="HRM", address="C0:FF:EE:00:4A:1C"))
    watch.wait_until(lambda seen: any(each.detail == "strong signal" for each in seen))
    radio.add(FakeStrap(name="HRM", address="C0:FF:EE:00:4A:2D"))
    radio.add(FakeStrap(name="Another", address="C0:FF:EE:00:4A:3E"))
    watch.wait_until(lambda seen: len({each.spec for each in seen}) == 3 and len(seen) >= 4)
    latest = {each.spec[-5:]: each.detail for each in watch.end()}
    assert latest == {
        "4A:1C": "strong signal · …4A:1C",
        "4A:2D": "strong signal · …4A:2D",
        "4A:3E": "strong signal",
    }
