"""One search for everybody: the real bleak, over the radio that we made."""

import asyncio
import concurrent.futures
import math
import threading

import pytest

from biofeedback.errors import SensorUnavailableError
from devices.transports.bluetooth.scan import find_strap
from devices.transports.bluetooth.strap import watch_straps
from devices.transports.bluetooth.strap_search import StrapSearch
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.serial.sensor_reasons import SensorErrorCode, reason_of

LONG_S = 60.0


@pytest.fixture
def search():
    return StrapSearch(look_again_s=0.05)


def finding(io, clock, search, wanted, search_s=LONG_S, settle_s=0.2):
    return io.submit(find_strap(wanted, clock, search, called=(), search_s=search_s, settle_s=settle_s))


class Watching:
    def __init__(self, io, search):
        self.seen = []
        self._arrived = threading.Condition()
        self.future = io.submit(watch_straps(self._on_seen, search))

    def _on_seen(self, sensor):
        with self._arrived:
            self.seen.append(sensor)
            self._arrived.notify_all()

    def wait_for(self, label):
        with self._arrived:
            assert self._arrived.wait_for(lambda: label in [each.label for each in self.seen], LONG_S)

    def end(self):
        self.future.cancel()
        with pytest.raises(concurrent.futures.CancelledError):
            self.future.result(LONG_S)


def address(number):
    return f"C0:FF:EE:00:00:{number:02X}"


def test_all_who_look_share_one_search(radio, io, search, new_clock):
    watching = [Watching(io, search), Watching(io, search)]
    finds = [finding(io, new_clock(), search, address(number)) for number in range(1, 11)]
    for number in range(1, 11):
        radio.add(FakeStrap(address=address(number), name=f"Strap {number}"))
    assert [future.result(LONG_S).name for future in finds] == [f"Strap {number}" for number in range(1, 11)]
    for watch in watching:
        watch.wait_for("Strap 10")
    assert (radio.discoveries, radio.discoveries_refused) == (1, 0)
    for watch in watching:
        watch.end()
    radio.wait_for_quiet_air()


def test_the_search_lasts_as_long_as_anybody_looks(radio, io, search):
    first, second = Watching(io, search), Watching(io, search)
    radio.add(FakeStrap(name="Early"))
    second.wait_for("Early")
    first.end()
    radio.add(FakeStrap(name="Later", address=address(2)))
    second.wait_for("Later")
    second.end()
    radio.wait_for_quiet_air()
    third = Watching(io, search)
    third.wait_for("Later")
    third.end()
    assert (radio.discoveries, radio.discoveries_refused) == (2, 0)


def test_whoever_comes_while_a_search_is_ending_begins_the_next(radio, io, search):
    radio.add(FakeStrap(name="Here"))
    for _ in range(10):
        ending, coming = Watching(io, search), None
        ending.wait_for("Here")
        ending.future.cancel()
        coming = Watching(io, search)
        coming.wait_for("Here")
        coming.end()
    assert radio.discoveries_refused == 0
    radio.wait_for_quiet_air()


def test_whoever_comes_when_it_is_time_to_look_again_joins_the_search_that_there_is(radio, io):
    """A timeout cancels its task for a moment; taken for the end of the search, a second one waited beside it."""
    search = StrapSearch(look_again_s=0.0)
    watch = Watching(io, search)
    radio.add(FakeStrap(name="Here"))
    watch.wait_for("Here")

    async def most_searches_at_once():
        most = 0
        for _ in range(300):
            async with search.joined(lambda _: None):
                await asyncio.sleep(0)
                most = max(most, sum(task.get_name() == "searching for straps" for task in asyncio.all_tasks()))
        return most

    assert io.submit(most_searches_at_once()).result(LONG_S) == 1
    watch.end()
    radio.wait_for_quiet_air()


def let_pass(held, seconds):
    with held.taking_part():
        held.wait_until(held.now_s() + seconds, threading.Event())


@pytest.mark.parametrize("slow_for_s", [0.5, 3.0])
def test_who_looks_for_less_long_than_a_search_takes_to_begin_leaves_none_behind(
    radio, io, held, search, slow_for_s, new_clock
):
    """The search that was given up while it began went on in the system, and all later ones were refused."""
    with radio.holding_answers("StartDiscovery"):
        impatient = finding(io, new_clock(), search, "here", search_s=0.1)
        radio.wait_for_discovery(1)
        let_pass(held, slow_for_s)
    with pytest.raises(SensorUnavailableError):
        impatient.result(LONG_S)
    radio.add(FakeStrap(name="Here"))
    assert finding(io, new_clock(), search, "here").result(LONG_S).name == "Here"
    assert (radio.discoveries, radio.discoveries_refused) == (2, 0)
    radio.wait_for_quiet_air()


def test_a_search_is_ended_also_when_its_end_is_slow_and_somebody_comes_meanwhile(radio, io, held, search):
    radio.add(FakeStrap(name="Here"))
    first = Watching(io, search)
    first.wait_for("Here")
    with radio.holding_answers("StopDiscovery"):
        first.end()
        coming = [Watching(io, search) for _ in range(3)]
        for each in coming[:2]:
            each.end()
        let_pass(held, 3.0)
        assert radio.discoveries == 1
    coming[2].wait_for("Here")
    coming[2].end()
    assert (radio.discoveries, radio.discoveries_refused) == (2, 0)
    radio.wait_for_quiet_air()


@pytest.fixture
def terse_radio(bus, held):
    from tests.rigs.radio.fake_bluez import FakeBlueZ

    fake = FakeBlueZ(bus, reports_once=True, held=held)
    yield fake
    fake.stop()


def test_a_newcomer_is_told_of_what_is_reported_no_more(terse_radio, io, new_clock):
    # However late this thread comes round to joining it, the search is not begun anew for its age or the silence.
    search = StrapSearch(look_again_s=0.05, fresh_for_s=math.inf, quiet_for_s=math.inf)
    terse_radio.add(FakeStrap(name="Said once"))
    watch = Watching(io, search)
    watch.wait_for("Said once")
    assert finding(io, new_clock(), search, "said once").result(LONG_S).name == "Said once"
    assert terse_radio.discoveries == 1
    with pytest.raises(SensorUnavailableError):  # it was found, and is silent on the air from then on
        finding(io, new_clock(), search, "said once", search_s=0.3).result(LONG_S)
    watch.end()


def test_a_late_newcomer_has_the_search_begun_anew(terse_radio, io, new_clock):
    search = StrapSearch(fresh_for_s=0.0)
    terse_radio.add(FakeStrap(name="Said once"))
    watch = Watching(io, search)
    watch.wait_for("Said once")
    assert finding(io, new_clock(), search, "said once").result(LONG_S).name == "Said once"
    assert (terse_radio.discoveries, terse_radio.discoveries_refused) == (2, 0)
    watch.end()


@pytest.mark.parametrize("error_message", [SensorErrorCode.BLUETOOTH_OFF, SensorErrorCode.NO_BLUETOOTH])
def test_a_radio_that_goes_is_told_to_all_and_the_next_search_recovers(radio, io, search, error_message, new_clock):
    watches = [Watching(io, search) for _ in range(3)]
    finds = [finding(io, new_clock(), search, address(number)) for number in range(10, 13)]
    radio.add(FakeStrap(name="Here"))
    for watch in watches:
        watch.wait_for("Here")
    if error_message is SensorErrorCode.BLUETOOTH_OFF:
        radio.power(False)
    else:
        radio.pull_out()
    for future in [*(watch.future for watch in watches), *finds]:
        with pytest.raises(SensorUnavailableError) as raised:
            future.result(LONG_S)
        assert reason_of(raised.value) is error_message
    with pytest.raises(SensorUnavailableError):
        finding(io, new_clock(), search, None).result(LONG_S)
    if error_message is SensorErrorCode.BLUETOOTH_OFF:
        radio.power(True)
    else:
        radio.put_in()
    while isinstance(finding(io, new_clock(), search, None, search_s=0.5).exception(LONG_S), SensorUnavailableError):
        pass  # bleak hears of it a little later
    again = Watching(io, search)
    again.wait_for("Here")
    again.end()
    assert radio.discoveries_refused == 0


def test_a_radio_that_was_off_for_a_moment_is_heard_again(radio, io):
    search = StrapSearch(look_again_s=0.5, quiet_for_s=0.4)  # too seldom to see that it was off
    watch = Watching(io, search)
    radio.add(FakeStrap(name="Before"))
    watch.wait_for("Before")
    radio.power(False)
    radio.power(True)
    radio.add(FakeStrap(name="After", address=address(2)))
    watch.wait_for("After")
    watch.end()
