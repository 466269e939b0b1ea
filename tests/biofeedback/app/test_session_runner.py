"""The session runner with a clock in the hand: what becomes of a practice while the computer sleeps."""

import asyncio
import math
from dataclasses import replace
from itertools import pairwise

import pytest

from biofeedback.app.session_runner import LONGEST_STALL_S, TICK_S, SessionRunner
from biofeedback.codes import NoticeCode
from biofeedback.events import (
    Beat,
    BeatJudged,
    BreathPlanned,
    FormAnswered,
    Gap,
    Notice,
    Paused,
    PracticeEnded,
    PromptShown,
    Resumed,
    StepBegan,
    Tick,
)
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.practice.forms.asking import Asking
from biofeedback.practice.guide.guide import Guide
from biofeedback.practices import form_named, practice_named
from biofeedback.requests import EndGently, KeepAnswers, TogglePause, TogglePauseSteps

NIGHT_S = 8 * 3600.0


class SteppingClock:
    """A clock that goes on exactly as far as somebody waits, and by a sleep of the machine where one is planned."""

    def __init__(self, sleeps=()):
        self._now_s = 0.0
        self._sleeps = list(sleeps)

    def now_s(self):
        return self._now_s

    def until_s(self, t_s):
        """Pass the time at once: nothing is really waited for."""
        self._now_s = max(self._now_s, t_s)
        if self._sleeps and self._now_s >= self._sleeps[0][0]:
            self._now_s += self._sleeps.pop(0)[1]
        return 0.0


class Practised:
    """A practice that is run, with requests that come up when a moment of it has been published."""

    def __init__(self, sleeps=(), requests=()):
        self.events = []
        self.clock = SteppingClock(sleeps)
        self.guide = Guide(practice_named("compassionate_pause"))
        self.runner = SessionRunner(self.guide, self.clock, self._take)
        self._requests = list(requests)
        self._tasks = []

    def _take(self, *events):
        self.events += events
        for event in events:
            if self._requests and self._requests[0][0](event):
                self._tasks.append(asyncio.ensure_future(self._requests.pop(0)[1](self.runner)))

    def live(self):
        async def all_of_it():
            await asyncio.wait_for(self.runner.run(), 60)
            await asyncio.gather(*self._tasks)

        asyncio.run(all_of_it())
        return self

    def of(self, *kinds):
        return [event for event in self.events if isinstance(event, kinds)]


def when_sleep_is_announced(event):
    return isinstance(event, Notice) and event.code is NoticeCode.COMPUTER_SLEPT


def at_second(second):
    return lambda event: isinstance(event, Tick) and event.t_s == second


def go_on(runner):
    return runner.request(TogglePause())


def test_without_a_sleep_every_second_is_ticked_and_nothing_is_noticed():
    practised = Practised().live()
    assert [tick.t_s for tick in practised.of(Tick)] == [n + 1.0 for n in range(len(practised.of(Tick)))]
    assert practised.of(Paused, Notice) == []


def test_a_stall_of_a_busy_machine_is_caught_up_with():
    practised = Practised(sleeps=[(30.0, LONGEST_STALL_S)]).live()
    assert practised.of(Paused, Notice) == []
    assert [tick.t_s for tick in practised.of(Tick)] == [n + 1.0 for n in range(len(practised.of(Tick)))]


@pytest.mark.parametrize("slept_s", [LONGEST_STALL_S + 2 * TICK_S, 300.0, NIGHT_S])
def test_a_practice_waits_from_the_moment_the_machine_slept(slept_s):
    whole = Practised().live()
    practised = Practised(sleeps=[(30.0, slept_s)], requests=[(when_sleep_is_announced, go_on)]).live()
    (paused,) = practised.of(Paused)
    (resumed,) = practised.of(Resumed)
    assert paused.mode == "pause"
    assert 29.0 <= paused.t_s <= 30.0
    assert resumed.t_s >= 30.0 + slept_s
    (notices,) = (event for event in practised.of(Notice) if event.code is NoticeCode.COMPUTER_SLEPT)
    assert dict(notices.facts) == {"slept_s": pytest.approx(notices.t_s - paused.t_s)}
    # Nothing was passed over, and nothing happened in between.
    assert [prompt.text for prompt in practised.of(PromptShown)] == [prompt.text for prompt in whole.of(PromptShown)]
    assert len(practised.of(StepBegan)) == len(whole.of(StepBegan))
    between = [
        event
        for event in practised.of(PromptShown, StepBegan, BreathPlanned, PracticeEnded, Tick)
        if paused.t_s + 12.0 < event.t_s < resumed.t_s
    ]
    assert between == []
    waited_s = resumed.t_s - paused.t_s
    assert practised.of(PracticeEnded)[0].t_s == pytest.approx(whole.of(PracticeEnded)[0].t_s + waited_s, abs=15.0)


def test_seconds_asleep_are_not_ticked():
    practised = Practised(sleeps=[(30.0, NIGHT_S)], requests=[(when_sleep_is_announced, go_on)]).live()
    ticks = [tick.t_s for tick in practised.of(Tick)]
    assert len(ticks) < len(Practised().live().of(Tick)) + 30
    assert ticks == sorted(set(ticks))
    assert all(tick.is_integer() for tick in ticks)
    assert sum(after - before > 1.0 for before, after in pairwise(ticks)) == 1


def test_a_request_that_comes_before_the_sleep_is_seen_does_not_undo_it():
    async def sleep_and_request(runner):
        practised.clock.until_s(practised.clock.now_s() + 100.0)
        await runner.request(TogglePause())
        assert practised.guide.waiting == "pause"
        await runner.request(TogglePause())
        assert practised.guide.waiting is None

    practised = Practised(requests=[(at_second(30.0), sleep_and_request)])
    practised.live()
    assert len(practised.of(Paused)) == len(practised.of(Resumed)) == 1
    assert len(practised.of(Notice)) == 1


def test_a_practice_that_waited_before_the_sleep_goes_on_waiting():
    practised = Practised(
        sleeps=[(40.0, NIGHT_S)],
        requests=[(at_second(30.0), go_on), (when_sleep_is_announced, go_on)],
    ).live()
    assert len(practised.of(Paused)) == 1
    assert practised.of(Resumed)[0].t_s > NIGHT_S


def test_a_practice_that_rested_waits_altogether():
    practised = Practised(
        sleeps=[(60.0, NIGHT_S)],
        requests=[
            (at_second(30.0), lambda runner: runner.request(TogglePauseSteps())),
            (when_sleep_is_announced, go_on),
        ],
    ).live()
    assert [paused.mode for paused in practised.of(Paused)] == ["rest", "pause"]
    breaths = [breath for breath in practised.of(BreathPlanned) if 80.0 < breath.t_s < NIGHT_S]
    assert breaths == []


def test_a_practice_that_was_closing_ends():
    practised = Practised(
        sleeps=[(35.0, NIGHT_S)],
        requests=[(at_second(30.0), lambda runner: runner.request(EndGently()))],
    ).live()
    assert practised.of(Paused, Notice) == []
    assert practised.of(PracticeEnded)[0].mode == "early"
    assert practised.of(PracticeEnded)[0].t_s < 100.0


@pytest.mark.parametrize("slept_s", [20.0, NIGHT_S])
@pytest.mark.parametrize("held_back", [0, 1])
def test_beats_stay_in_order_and_a_gap_covers_the_sleep(slept_s, held_back):
    """A strap whose link outlives the sleep; perhaps a packet was on its way when the machine fell asleep."""
    pipeline, out = Pipeline("strap"), []

    def beats(first, count, begin_s):
        return [
            Beat(source="strap", index=first + n, arrived_s=begin_s + 0.9 * n, rr_ms=900.0 + 20.0 * math.sin(n))
            for n in range(count)
        ]

    before, after = beats(0, 60, 1.0), beats(60 + held_back, 60, 60.0 + slept_s)
    late = [Beat(source="strap", index=60, arrived_s=59.5 + slept_s, rr_ms=905.0)] * held_back
    ticks = [Tick(t_s=float(n)) for n in range(1, 55)] + [Tick(t_s=56.0 + slept_s + n) for n in range(60)]
    arrivals = [*before, *late, *after]
    for event in sorted([*ticks, *arrivals, Paused(t_s=54.0, mode="pause")], key=when):
        out += pipeline.step(event)
    judged = [event for event in out if isinstance(event, BeatJudged)]
    (gap,) = [event for event in out if isinstance(event, Gap)]
    assert [event.t_s for event in judged] == sorted(event.t_s for event in judged)
    assert gap.from_s < 56.0
    assert gap.until_s > 54.0 + slept_s
    assert not any(gap.from_s < event.t_s < gap.until_s for event in judged)


def when(event):
    return event.arrived_s if isinstance(event, Beat) else event.t_s


def test_answers_to_forms_are_kept_in_order_at_the_moment_at_which_they_are_handed_over():
    given = Asking([form_named("how_it_is")], 0.0)
    given.answer("30")
    given.go_on(2.5)
    given.go_on(4.0)
    answers = given.answered("before")
    practised = Practised(
        requests=[
            (
                lambda event: isinstance(event, Tick) and event.t_s == 5.0,
                lambda runner: runner.request(KeepAnswers(answers)),
            )
        ]
    )
    practised.live()
    kept = [event for event in practised.events if isinstance(event, FormAnswered)]
    assert [(each.question, each.value, each.took_s) for each in kept] == [("calm", "30", 2.5), ("warmth", "", 1.5)]
    assert all(each.t_s >= 5.0 for each in kept)
    assert [replace(each, t_s=0.0) for each in kept] == list(answers)
