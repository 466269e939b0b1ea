"""Which breath is led when in an assessment, however it is asked, paused or ended."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import UsageError
from biofeedback.events import BreathPlanned, Paused, PracticeEnded, Resumed, StepBegan
from biofeedback.practice.after.led_steps import led_steps
from biofeedback.practice.assessment import Assessment, BaselineStep, PacedStep, sliding, stepped
from biofeedback.practice.pacing.breath import ends_s

schedules = st.sampled_from([stepped(), sliding(), stepped((7.0, 6.0), step_s=60.0, baseline_s=0.0)])


def run(assessment: Assessment, events=()):
    events = list(events)
    while not assessment.ended:
        events += assessment.advance(assessment.next_due_s)
    return events


def led(events):
    """Return the breaths that were not withdrawn, as everyone who follows the plan would keep them."""
    breaths = []
    for event in events:
        if isinstance(event, BreathPlanned):
            breaths = [breath for breath in breaths if breath.t_s < event.t_s] + [event]
        elif isinstance(event, Paused):
            breaths = [breath for breath in breaths if breath.t_s <= event.t_s]
    return breaths


def per_min(breath):
    return 60.0 / (breath.in_s + breath.hold_in_s + breath.out_s + breath.hold_out_s)


def test_the_stepped_schedule_leads_five_paces_of_two_minutes_with_baselines():
    events = run(Assessment(stepped()))
    steps = led_steps(events)
    assert [round(per_min(breaths[0]), 6) for breaths in steps] == [6.5, 6.0, 5.5, 5.0, 4.5]
    assert [len(breaths) for breaths in steps] == [13, 12, 11, 10, 9]
    for breaths in steps:
        assert ends_s(breaths[-1]) - breaths[0].t_s == pytest.approx(120.0)
        assert all(after.t_s == ends_s(before) for before, after in pairwise(breaths))
        assert breaths[0].in_s == pytest.approx(0.4 * 60.0 / per_min(breaths[0]))
    assert [after[0].t_s - ends_s(before[-1]) for before, after in pairwise(steps)] == pytest.approx([60.0] * 4)
    assert events[-1].mode == "complete"
    assert events[-1].t_s == pytest.approx(5 * 120.0 + 4 * 60.0)
    began = [(event.index, event.name) for event in events if isinstance(event, StepBegan)]
    assert began == [(index, "rest" if index % 2 else "paced") for index in range(9)]
    assert {event.heart_display for event in events if isinstance(event, StepBegan)} == {"resting"}


def test_the_sliding_schedule_lengthens_each_breath_by_67_milliseconds():
    breaths = led(run(Assessment(sliding())))
    assert len(breaths) == 79
    lengths_s = [breath.in_s + breath.out_s for breath in breaths]
    assert lengths_s == pytest.approx([60.0 / 6.75 + 0.06704 * k for k in range(79)], abs=1e-9)
    assert per_min(breaths[78]) == pytest.approx(4.2499, abs=5e-5)
    assert breaths[78].t_s < 900.0 < ends_s(breaths[78])
    assert all(breath.in_s == pytest.approx(breath.out_s) for breath in breaths)


@given(schedules, st.lists(st.floats(0.5, 200.0), max_size=30))
def test_how_often_it_is_asked_changes_nothing(schedule, steps_s):
    often, once = Assessment(schedule), Assessment(schedule)
    now_s = 0.0
    events = often.advance(now_s)
    for step_s in steps_s:
        now_s += step_s
        events += often.advance(now_s)
    assert once.advance(0.0) + once.advance(now_s) == events
    assert (often.step_index, often.step, often.next_due_s) == (once.step_index, once.step, once.next_due_s)


@given(schedules, st.lists(st.tuples(st.floats(0.1, 150.0), st.floats(0.0, 60.0)), max_size=6))
def test_pauses_never_overlap_breaths_nor_lose_a_pace(schedule, pauses):
    assessment = Assessment(schedule)
    now_s = 5.0
    events = assessment.advance(now_s)
    for led_s, paused_s in pauses:
        now_s += led_s
        events += assessment.pause(now_s)
        if not assessment.ended:
            assert assessment.waiting
            assert assessment.next_due_s is None
            assert assessment.advance(now_s + paused_s / 2.0) == []
        now_s += paused_s
        events += assessment.resume(now_s)
    events = run(assessment, events)
    times_s = [event.t_s for event in events if not isinstance(event, BreathPlanned)]
    assert times_s == sorted(times_s)
    breaths = led(events)
    assert all(after.t_s >= ends_s(before) - 1e-9 for before, after in pairwise(breaths))
    whole = led_steps(events)
    paced = [step for step in schedule if isinstance(step, PacedStep)]
    assert [len(step) for step in whole] == [step.breaths for step in paced]
    for step, breaths in zip(paced, whole, strict=True):
        lengths_s = [ends_s(breath) - breath.t_s for breath in breaths]
        assert lengths_s == pytest.approx([step.first.cycle_s + step.ramp_s * k for k in range(step.breaths)], abs=1e-6)
    assert events[-1] == PracticeEnded(t_s=events[-1].t_s, mode="complete")


def test_a_breath_planned_again_takes_the_place_of_the_one_before():
    def breath(t_s, length_s):
        return BreathPlanned(t_s=t_s, in_s=0.4 * length_s, hold_in_s=0.0, out_s=0.6 * length_s, hold_out_s=0.0)

    step = StepBegan(t_s=0.0, index=0, name="paced", title="", heart_display="resting")
    assert led_steps([step, breath(0.0, 10.0), breath(10.0, 10.0), breath(10.0, 9.0), breath(19.0, 9.0)]) == (
        (breath(0.0, 10.0), breath(10.0, 9.0), breath(19.0, 9.0)),
    )


def test_a_step_that_was_paused_begins_anew():
    assessment = Assessment(stepped())
    events = assessment.advance(0.0) + assessment.pause(50.0)
    assert events[-1] == Paused(t_s=50.0, mode="pause")
    running = led(events)[-1]
    assert running.t_s <= 50.0 < ends_s(running)
    resumed = assessment.resume(53.0)
    assert resumed[0] == Resumed(t_s=53.0)
    assert resumed[1] == StepBegan(t_s=53.0, index=0, name="paced", title=resumed[1].title, heart_display="resting")
    assert resumed[2].t_s == ends_s(running)
    assert len(led_steps(run(assessment, events + resumed))[0]) == 13


def test_a_slide_that_was_paused_goes_on_with_the_breath_that_would_have_come():
    assessment = Assessment(sliding())
    events = assessment.advance(0.0) + assessment.pause(400.0)
    before = len(led(events))
    events = run(assessment, events + assessment.resume(500.0))
    breaths = led(events)
    assert breaths[before].t_s == 500.0
    assert len(breaths) == 79
    assert breaths[before].in_s - breaths[before - 1].in_s == pytest.approx(0.06704 / 2.0)
    assert sum(isinstance(event, StepBegan) for event in events) == 1


def test_a_baseline_that_was_paused_keeps_its_length():
    assessment = Assessment(stepped())
    assessment.advance(0.0)
    assessment.pause(140.0)
    assert isinstance(assessment.step, BaselineStep)
    assessment.resume(1000.0)
    assert assessment.next_due_s == pytest.approx(180.0 + 860.0)


def test_a_last_breath_that_ends_in_a_pause_finishes_its_step():
    assessment = Assessment(stepped())
    events = assessment.advance(0.0) + assessment.pause(118.0) + assessment.resume(300.0)
    assert events[-1] == StepBegan(t_s=300.0, index=1, name="rest", title=events[-1].title, heart_display="resting")


@given(schedules, st.floats(0.0, 2000.0), st.booleans())
def test_ending_is_always_fine(schedule, end_s, paused):
    assessment = Assessment(schedule)
    events = assessment.advance(0.0)
    if paused:
        events += assessment.pause(end_s / 2.0)
    events += assessment.end(end_s)
    assert assessment.ended
    assert isinstance(events[-1], PracticeEnded)
    if events[-1].mode == "early":
        assert all(breath.t_s <= end_s for breath in led(events))
    assert assessment.next_due_s is None
    for call in (assessment.advance, assessment.pause, assessment.resume, assessment.end):
        assert call(end_s + 100.0) == []


def test_breaths_are_known_one_ahead_and_it_begins_when_first_asked():
    assessment = Assessment(stepped())
    assert assessment.next_due_s == 0.0
    assert assessment.step_index == -1
    events = assessment.advance(7.0)
    assert [event.t_s for event in led(events)] == pytest.approx([7.0, 7.0 + 60.0 / 6.5])
    assert assessment.step_index == 0


def test_what_cannot_be_led_is_refused():
    for wrong in (
        lambda: stepped(()),
        lambda: stepped((2.0,)),
        lambda: stepped(step_s=30.0),
        lambda: stepped(baseline_s=-1.0),
        lambda: Assessment(()),
    ):
        with pytest.raises(UsageError):
            wrong()
