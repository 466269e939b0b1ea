"""The supervisor through whatever a sensor, a library and time may do; time passes only when the test says so."""

import asyncio

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError
from biofeedback.facts import facts
from devices.supervisor import Patience, Supervisor
from devices.supervisor_states import TRANSITIONS, SupervisorState, SupervisorTrigger
from tests.rigs.suite.long_forms import examples
from tests.rigs.suite.passing_loop import LoopClock, PassingLoop

PATIENCE = Patience()
ALMOST_S = 1e-6

ERRORS = [(LinkCode.STRAP_NOT_IN_SIGHT, facts(label="H10")), (LinkCode.STRAP_BUSY, facts(label="H10"))]
FOLLOWING = {(before, after) for (before, _), after in TRANSITIONS.items()}


class HeldLink:
    """A link that does what the test makes it do."""

    def __init__(self, watch, loop):
        self.watch = watch
        self.opening = loop.create_future()
        self.found = self.opened = self.closed = False
        self.close_hangs = False

    async def open(self):
        try:
            await self.opening
        except asyncio.CancelledError as error:
            # As some libraries answer when they are called off.
            raise SensorUnavailableError(*ERRORS[0]) from error
        self.opened = True

    async def close(self):
        if self.close_hangs:
            await asyncio.sleep(3600.0)
        self.closed = True


class LinkedAtRandom(RuleBasedStateMachine):
    """A sensor that comes, speaks, falls silent, refuses and goes as it likes."""

    @initialize()
    def begin(self):
        self.loop = PassingLoop()
        self.links, self.announced, self.states = [], [], [SupervisorState.NOT_BEGUN]
        self.supervisor = Supervisor(
            "strap",
            self.new_link,
            lambda state: (LinkCode.RECORDED_SENTENCE, facts(sentence=state)),
            PATIENCE,
            self.publish,
            LoopClock(self.loop),
        )
        self.task = self.loop.create_task(self.supervisor.run())
        self.pass_s(0.0)

    def new_link(self, watch):
        assert not self.links or self.links[-1].closed or self.links[-1].close_hangs, "one link at a time"
        self.links.append(HeldLink(watch, self.loop))
        return self.links[-1]

    def publish(self, *events):
        for event in events:
            assert not self.announced or event.t_s >= self.announced[-1].t_s, "times never go back"
            state = self.supervisor.state
            assert event.state == state.name.lower()
            assert (self.states[-1], state) in FOLLOWING
            assert not self.announced or what_is_said(event) != what_is_said(self.announced[-1]), (
                "nothing is said twice"
            )
            self.announced.append(event)
            self.states.append(state)

    def pass_s(self, seconds):
        async def passing():
            await asyncio.sleep(seconds)
            for _ in range(10):  # whatever became due is seen to
                await asyncio.sleep(0)

        self.loop.run_until_complete(passing())

    @property
    def link(self):
        return self.links[-1]

    # What happens -----------------------------------------------------------------------------------------------------

    @rule(seconds=st.one_of(st.floats(0.01, 3.0), st.floats(0.01, 40.0)))
    def time_passes(self, seconds):
        self.pass_s(seconds)

    @precondition(lambda self: not self.link.opening.done() and not self.link.found)
    @rule()
    def sensor_is_found(self):
        self.link.found = True
        self.link.watch.found()

    @precondition(lambda self: not self.link.opening.done() and self.link.found)
    @rule()
    def sensor_opens(self):
        self.link.opening.set_result(None)
        self.pass_s(0.0)

    @precondition(lambda self: not self.link.opening.done())
    @rule(silent_s=st.floats(0.01, 40.0))
    def sensor_comes_and_is_silent(self, silent_s):
        if not self.link.found:
            self.sensor_is_found()
        self.sensor_opens()
        self.pass_s(silent_s)

    @precondition(lambda self: not self.link.opening.done())
    @rule(error=st.sampled_from(ERRORS))
    def sensor_refuses(self, error):
        self.link.opening.set_exception(SensorUnavailableError(*error))
        self.pass_s(0.0)

    @precondition(lambda self: self.link.found)
    @rule(count=st.integers(1, 3), every_s=st.floats(0.0, 7.0))
    def sensor_speaks(self, count, every_s):
        link = self.link
        for _ in range(count):
            link.watch.on_packet(self.loop.now_s)
            self.pass_s(every_s)

    @rule()
    def other_end_lets_go(self):
        self.link.watch.drop()
        self.pass_s(0.0)

    @rule()
    def closing_will_hang(self):
        self.link.close_hangs = True

    @precondition(lambda self: len(self.links) > 1)
    @rule(index=st.integers(0, 3))
    def an_old_link_calls_back(self, index):
        announced = len(self.announced)
        watch = self.links[min(index, len(self.links) - 2)].watch
        watch.found()
        assert not watch.on_packet(self.loop.now_s)
        watch.drop()
        assert len(self.announced) == announced, "an old link is not listened to"

    # What holds -------------------------------------------------------------------------------------------------------

    @invariant()
    def state_is_one_of_the_table_and_the_task_goes_on(self):
        assert self.supervisor.state in TRANSITIONS.values()
        assert self.supervisor.state is self.states[-1]
        assert not self.task.done()

    @invariant()
    def silence_is_told_in_time(self):
        link = self.link
        if link.opened and not link.watch.dropped.is_set() and not link.closed and not link.close_hangs:
            silent_s = self.loop.now_s - link.watch.last_packet_s
            assert silent_s <= PATIENCE.lost_after_s + ALMOST_S
            if self.supervisor.state is SupervisorState.STREAMING:
                assert silent_s <= PATIENCE.weak_after_s + ALMOST_S

    @invariant()
    def attempts_are_not_hurried(self):
        assert len(self.links) <= self.loop.now_s / PATIENCE.pauses_s[0] + 1.0 + ALMOST_S

    def teardown(self):
        if not hasattr(self, "task"):
            return
        self.task.cancel()
        self.pass_s(PATIENCE.close_within_s + 1.0)
        assert self.task.cancelled()
        assert self.states[-1] is SupervisorState.CLOSED
        assert self.states.count(SupervisorState.CLOSED) == 1
        self.link.watch.found()
        assert not self.link.watch.on_packet(self.loop.now_s)
        assert self.states[-1] is SupervisorState.CLOSED
        self.loop.close()


def what_is_said(event):
    return (event.state, event.code, event.facts)


TestLinkedAtRandom = LinkedAtRandom.TestCase
TestLinkedAtRandom.settings = settings(examples(40), stateful_step_count=40)


def test_every_state_is_reached_and_every_trigger_leads_somewhere():
    assert {*TRANSITIONS.values()} == {*SupervisorState} - {SupervisorState.NOT_BEGUN}
    assert {trigger for _, trigger in TRANSITIONS} == {*SupervisorTrigger}
