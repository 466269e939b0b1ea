"""How the places at several adapters are given out."""

import asyncio
import math

import pytest

from biofeedback.sensors import USUAL_ADAPTER_LIMIT, AdapterLoad
from devices.transports.bluetooth.adapters import Adapters
from ui.words.languages import english
from ui.words.sensors.adapter_words import adapter_load_words

WORN = "C0:FF:EE:00:00:01"


def nothing():
    """Hear of nothing."""


def received(**strengths):
    return {name: (rssi_dbm, name) for name, rssi_dbm in strengths.items()}


def with_held(**counts):
    adapters = Adapters()
    adapters.are(counts)
    for name, count in counts.items():
        for number in range(count):
            adapters.take(name, f"{name} {number}", nothing).connected()
    return adapters


def test_the_adapter_with_the_most_room_takes_the_next_however_strong_others_hear_it():
    assert with_held(hci0=3, hci1=2).chosen(WORN, received(hci0=-40.0, hci1=-80.0)) == "hci1"


def test_of_equals_the_one_that_hears_it_best_takes_it():
    assert with_held(hci0=2, hci1=2, hci2=2).chosen(WORN, received(hci0=-70.0, hci1=-50.0, hci2=-60.0)) == "hci1"


def test_who_holds_it_already_is_asked_although_others_have_more_room():
    assert with_held(hci0=5, hci1=0).chosen(WORN, received(hci0=math.nan, hci1=-50.0)) == "hci0"


def test_an_adapter_that_said_it_is_full_is_passed_by_until_it_takes_one_more():
    adapters = with_held(hci0=2, hci1=4)
    adapters.take("hci0", WORN, nothing).refused(is_full=True)
    assert adapters.loads[0] == AdapterLoad(name="hci0", held=2, about=2)
    assert adapters.chosen("another", received(hci0=-40.0, hci1=-80.0)) == "hci1"
    adapters.take("hci0", "another", nothing).connected()
    assert adapters.loads[0] == AdapterLoad(name="hci0", held=3, about=USUAL_ADAPTER_LIMIT)


def test_where_it_did_not_work_once_another_is_tried_and_for_others_all_is_as_before():
    adapters = with_held(hci0=0, hci1=3)
    place = adapters.take("hci0", WORN, nothing)
    place.refused(is_full=False)
    place.leave()
    assert adapters.chosen(WORN, received(hci0=-40.0, hci1=-80.0)) == "hci1"
    assert adapters.chosen("another", received(hci0=-40.0, hci1=-80.0)) == "hci0"


def test_it_is_worth_waiting_for_an_adapter_with_more_room_and_for_no_other():
    adapters = with_held(hci0=2, hci1=1, hci2=2)
    assert adapters.is_worth_waiting(WORN, {"hci0"})
    assert not adapters.is_worth_waiting(WORN, {"hci1"})


def test_who_is_held_by_an_adapter_that_is_gone_is_told_and_nobody_else():
    adapters, dropped = with_held(hci0=0, hci1=0), []
    for name in ("hci0", "hci1"):
        adapters.take(name, name, lambda name=name: dropped.append(name))
    adapters.are(["hci0"])
    assert dropped == ["hci1"]


def test_what_an_adapter_heard_before_it_was_pulled_out_leads_nobody_to_it():
    adapters = with_held(hci0=0, hci1=3)
    adapters.are(["hci1"])
    assert adapters.chosen(WORN, received(hci0=-40.0, hci1=-80.0)) == "hci1"


def test_a_place_is_given_up_once():
    adapters = with_held(hci0=1)
    place = adapters.take("hci0", WORN, nothing)
    place.connected()
    place.leave()
    place.leave()
    assert [load.held for load in adapters.loads] == [1]


@pytest.mark.parametrize(("held", "near"), [(5, False), (6, True), (7, True), (8, True)])
def test_a_limit_is_near_before_it_is_reached(held, near):
    assert AdapterLoad(name="hci0", held=held, about=7).is_nearly_full is near


def test_a_load_is_said_with_and_without_a_name():
    said = [adapter_load_words(AdapterLoad(name=name, held=6, about=7), english()) for name in ("hci0", "")]
    assert said == ["Bluetooth adapter hci0: 6 of about 7", "Bluetooth: 6 of about 7"]


def test_turns_are_taken_in_order_and_one_that_takes_long_ends_when_others_wait():
    adapters, done = Adapters(), []

    async def connect(name, takes_s):
        place = adapters.take("hci0", name, nothing)
        try:
            async with place.turn(at_most_s=60.0, beside_others_s=0.05):
                await asyncio.sleep(takes_s)
        except TimeoutError:
            done.append(f"{name} gave way")
        else:
            done.append(name)

    async def all_of_them():
        began_s = asyncio.get_running_loop().time()
        hanging = asyncio.create_task(connect("hanging", 30.0))
        await asyncio.sleep(0)
        await asyncio.gather(hanging, connect("quick", 0.0), connect("stuck", 30.0), connect("late", 0.06))
        return asyncio.get_running_loop().time() - began_s

    assert asyncio.run(all_of_them()) < 5.0
    assert done == ["hanging gave way", "quick", "stuck gave way", "late"]


def test_whoever_comes_while_a_turn_that_is_over_still_cleans_up_waits_for_it():
    adapters, done = Adapters(), []

    async def slow_to_leave():
        try:
            async with adapters.take("hci0", WORN, nothing).turn(at_most_s=0.01, beside_others_s=0.01):
                try:
                    await asyncio.sleep(30.0)
                finally:
                    await asyncio.sleep(0.05)
                    done.append("cleaned up")
        except TimeoutError:
            done.append("over")

    async def late():
        await asyncio.sleep(0.03)
        async with adapters.take("hci0", "another", nothing).turn(at_most_s=60.0, beside_others_s=0.05):
            done.append("late")

    async def both():
        await asyncio.gather(slow_to_leave(), late())

    asyncio.run(both())
    assert done == ["cleaned up", "over", "late"]


def test_a_turn_at_an_adapter_that_is_gone_is_over():
    adapters = with_held(hci0=0, hci1=0)

    async def connect():
        asyncio.get_running_loop().call_later(0.01, adapters.are, ["hci1"])
        async with adapters.take("hci0", WORN, nothing).turn(at_most_s=60.0, beside_others_s=60.0):
            await asyncio.sleep(60.0)

    with pytest.raises(TimeoutError):
        asyncio.run(connect())
