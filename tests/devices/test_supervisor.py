import asyncio
import itertools

import pytest

from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError
from biofeedback.events import LinkChanged
from biofeedback.facts import facts
from devices.supervisor import Patience, Supervisor
from tests.rigs.suite.passing_loop import LoopClock, PassingLoop
from tests.rigs.words.sentence_of import link_saying

NOT_FOUND = SensorUnavailableError(LinkCode.STRAP_NOT_IN_SIGHT, facts(label="H10"))
BUSY = SensorUnavailableError(LinkCode.STRAP_BUSY, facts(label="H10"))

LONG_S = 60.0
"""Seconds after which what has not come will not come."""


def run(play):
    """Play a scene in a time that passes at once."""
    with asyncio.Runner(loop_factory=PassingLoop) as runner:
        runner.run(play())


class FakeLink:
    """A link whose opening does what the test says."""

    def __init__(self, watch, opening, journal, number):
        self.watch = watch
        self._opening = opening
        self._journal = journal
        self._number = number

    async def open(self):
        self._journal.append(f"open {self._number}")
        await self._opening(self.watch)

    async def close(self):
        await asyncio.sleep(0)
        self._journal.append(f"close {self._number}")


def refuse(error):
    async def opening(watch):
        raise error

    return opening


def speak(*, then_drop=False):
    async def opening(watch):
        watch.found()
        assert watch.on_packet(watch.last_packet_s)
        if then_drop:
            watch.drop()

    return opening


async def stay_mute(watch):
    watch.found()


def said_of(state):
    return LinkCode.RECORDED_SENTENCE, facts(sentence=f"It is {state}.")


class Scene:
    """A supervisor over scripted links; the last script is played for ever."""

    def __init__(self, *openings, patience=None, clock=None):
        self.journal, self.links, self.said = [], [], []
        self._openings = itertools.chain(openings, itertools.repeat(openings[-1]))
        self.clock = clock or LoopClock(asyncio.get_running_loop())
        self.supervisor = Supervisor(
            "strap", self._new_link, said_of, patience or Patience(), self._publish, self.clock
        )
        self.arrivals = asyncio.Queue()

    def _new_link(self, watch):
        self.links.append(FakeLink(watch, next(self._openings), self.journal, len(self.links)))
        return self.links[-1]

    def _publish(self, *events):
        for event in events:
            self.said.append(event)
            self.arrivals.put_nowait(event.state)

    async def until(self, *states):
        """Wait for the states, and expect none in between."""
        for state in states:
            assert await asyncio.wait_for(self.arrivals.get(), LONG_S) == state

    async def __aenter__(self):
        self.task = asyncio.create_task(self.supervisor.run())
        return self

    async def __aexit__(self, *_):
        self.task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await self.task


def test_a_link_that_drops_is_made_anew():
    async def play():
        async with Scene(speak(then_drop=True), speak()) as scene:
            await scene.until("searching", "connecting", "streaming", "lost", "connecting", "streaming")
        assert scene.said[-1] == LinkChanged(
            source="strap",
            t_s=scene.said[-1].t_s,
            state="closed",
            **link_saying("It is closed."),
        )
        assert scene.journal == ["open 0", "close 0", "open 1", "close 1"], "the old link is closed before the new"

    run(play)


def test_silence_is_weak_and_then_lost():
    async def play():
        async with Scene(speak()) as scene:
            await scene.until("searching", "connecting", "streaming", "weak", "lost")
            weak, lost = (next(each for each in scene.said if each.state == state) for state in ("weak", "lost"))
            last_packet_s = scene.links[0].watch.last_packet_s
            assert weak.t_s - last_packet_s >= 5.0
            assert lost.t_s - last_packet_s >= 15.0

    run(play)


def test_a_packet_ends_the_weakness():
    async def play():
        async with Scene(speak(), patience=Patience(lost_after_s=1e6)) as scene:
            await scene.until("searching", "connecting", "streaming", "weak")
            assert scene.links[0].watch.on_packet(scene.clock.now_s())
            await scene.until("streaming", "weak")
        assert len(scene.links) == 1

    run(play)


def test_a_link_that_never_speaks_is_given_up():
    async def play():
        async with Scene(stay_mute, speak()) as scene:
            await scene.until("searching", "connecting", "weak", "lost", "connecting", "streaming")

    run(play)


def test_trouble_is_said_once_until_it_is_another_or_over():
    async def play():
        openings = [refuse(NOT_FOUND)] * 3 + [refuse(BUSY)] * 2 + [speak()]
        async with Scene(*openings) as scene:
            await scene.until("searching", "unavailable", "unavailable", "streaming")
        errors = [(event.code, event.facts) for event in scene.said if event.state == "unavailable"]
        assert errors == [(error.code, error.facts) for error in (NOT_FOUND, BUSY)]

    run(play)


class StandingClock:
    """A clock that stands still, lets nobody wait, and notes until when they would have."""

    def __init__(self):
        self.asked_s = []
        self.enough = asyncio.Event()

    def now_s(self):
        return 0.0

    def until_s(self, t_s):
        self.asked_s.append(t_s)
        if len(self.asked_s) == 6:
            self.enough.set()
        return 0.0


def test_it_waits_longer_between_attempts_but_never_long():
    async def play():
        clock = StandingClock()
        async with Scene(refuse(NOT_FOUND), clock=clock):
            await clock.enough.wait()
        assert clock.asked_s[:6] == [0.5, 1.0, 2.0, 2.0, 2.0, 2.0]

    run(play)


def test_a_sensor_that_spoke_is_looked_for_again_at_once():
    async def play():
        clock = StandingClock()
        openings = [refuse(NOT_FOUND)] * 3 + [speak(then_drop=True), refuse(NOT_FOUND)]
        async with Scene(*openings, clock=clock):
            await clock.enough.wait()
        weak_s = Patience().weak_after_s
        assert clock.asked_s[:6] == [0.5, 1.0, 2.0, weak_s, 0.5, 1.0]

    run(play)


def test_a_sensor_that_goes_while_it_is_still_asked_is_lost_if_it_was_heard():
    async def heard_and_gone(watch):
        watch.found()
        assert watch.on_packet(watch.last_packet_s)
        watch.drop()
        raise BUSY

    async def play():
        async with Scene(heard_and_gone, speak()) as scene:
            await scene.until("searching", "connecting", "streaming", "lost", "connecting", "streaming")

    run(play)


def test_an_old_link_is_heard_no_more():
    async def play():
        async with Scene(speak(then_drop=True), speak()) as scene:
            await scene.until("searching", "connecting", "streaming", "lost", "connecting", "streaming")
            old, new = (link.watch for link in scene.links)
            before = len(scene.said)
            assert not old.on_packet(scene.clock.now_s())
            old.found()
            assert len(scene.said) == before
            assert new.on_packet(scene.clock.now_s())

    run(play)


def test_a_close_that_hangs_is_left_behind():
    async def hang(self):
        await asyncio.Event().wait()

    async def play():
        async with Scene(speak(then_drop=True), speak(), patience=Patience(close_within_s=0.01)) as scene:
            await scene.until("searching")
            scene.links[0].close = hang.__get__(scene.links[0])
            await scene.until("connecting", "streaming", "lost", "connecting", "streaming")

    run(play)


def test_a_library_that_answers_cancellation_with_its_own_error_is_still_cancelled():
    opening = asyncio.Event()

    async def stubborn(watch):
        opening.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as cancelled:
            raise BUSY from cancelled

    async def play():
        async with Scene(stubborn) as scene:
            await opening.wait()
        assert [event.state for event in scene.said] == ["searching", "closed"]
        assert scene.journal == ["open 0", "close 0"]

    run(play)
