"""A practice that waits: the breath completes or goes on, words and steps wait, and nothing is lost."""

import pytest

from biofeedback.events import BreathPlanned, Paused, PracticeEnded, PromptShown, Resumed, StepBegan
from biofeedback.practice.script.model import Prompt
from biofeedback.practices import practice_named
from tests.rigs.practices.guide_runs import begun, breath_lengths_s, practice, run
from tests.rigs.practices.led_guide import of, step

PAUSE = practice_named("compassionate_pause")


def test_a_pause_lets_the_running_breath_complete_and_stops_the_time():
    guide = begun(practice(step("a", 60.0, "lead", Prompt("Here.", 30.0)), step("b", 60.0, "lead")))
    events = guide.advance(13.0)
    events += guide.pause(13.0, "pause")
    assert events[-1] == Paused(t_s=13.0, mode="pause")
    assert guide.next_due_s is None
    assert guide.advance(500.0) == []
    resumed = guide.resume(513.0)
    assert resumed[0] == Resumed(t_s=513.0)
    assert [breath.t_s for breath in of(BreathPlanned, resumed)] == [513.0, 523.0]
    later = run(guide, 1.0, from_s=514.0)
    assert of(PromptShown, later)[0].t_s == 537.0  # asked 30 s into the practice: at 530, in an out-breath's beginning
    assert of(StepBegan, later)[0].t_s == 560.0
    assert later[-1].t_s == 623.0


def test_a_short_pause_within_a_breath_goes_on_after_it():
    guide = begun(practice(step("a", 60.0, "lead")))
    guide.advance(12.0)
    guide.pause(12.0, "pause")
    assert [breath.t_s for breath in of(BreathPlanned, guide.resume(14.0))] == [20.0]


def test_a_pause_into_a_withdrawn_breath_goes_on_at_once():
    guide = begun(practice(step("a", 60.0, "lead")))
    guide.advance(12.0)
    guide.pause(12.0, "pause")
    assert [breath.t_s for breath in of(BreathPlanned, guide.resume(25.0))] == [25.0, 35.0]


def test_words_that_waited_for_an_out_breath_look_for_another_after_a_pause():
    guide = begun(practice(step("a", 60.0, "lead", Prompt("Here.", 4.5))))
    guide.advance(10.0)
    guide.pause(10.0, "pause")
    resumed = guide.resume(100.0) + run(guide, 1.0, from_s=101.0)
    assert [shown.t_s for shown in of(PromptShown, resumed)] == [104.0]


def test_breath_goes_on_at_its_pace_while_words_and_steps_pause():
    guide = begun(practice(step("a", 60.0, "lead", Prompt("Here.", 40.0)), step("b", 60.0, "lead"), start=8.0))
    before = guide.advance(20.0)
    events = guide.pause(20.0, "rest")
    events += guide.advance(300.0)
    assert of(StepBegan, events) == []
    assert of(PromptShown, events) == []
    assert {round(length_s, 6) for length_s in breath_lengths_s(events)} == {round(breath_lengths_s(before)[-1], 6)}
    after = guide.resume(300.0)
    after += run(guide, 1.0, from_s=301.0)
    assert of(StepBegan, after)[0].t_s == 340.0
    assert breath_lengths_s(after)[1] > breath_lengths_s(before)[-1]


def test_pausing_steps_near_the_end_of_leading_keeps_the_breath_going():
    guide = begun(practice(step("a", 35.0, "lead"), step("b", 60.0, "listen")))
    guide.advance(34.0)
    assert [breath.t_s for breath in of(BreathPlanned, guide.pause(34.0, "rest"))] == [40.0]
    assert len(of(BreathPlanned, guide.advance(90.0))) == 6


def test_a_pause_may_turn_into_a_pause_of_steps_and_back():
    guide = begun(practice(step("a", 60.0, "lead")))
    guide.advance(12.0)
    guide.pause(12.0, "pause")
    paused = guide.pause(50.0, "rest")
    assert paused[0] == Paused(t_s=50.0, mode="rest")
    assert of(BreathPlanned, paused)[0].t_s == 50.0
    assert guide.pause(51.0, "rest") == []
    assert guide.pause(55.0, "pause") == [Paused(t_s=55.0, mode="pause")]
    assert guide.resume(112.0)[0] == Resumed(t_s=112.0)
    assert run(guide, 1.0, from_s=113.0)[-1].t_s == pytest.approx(162.0)  # 100 s later: 160, then the last breath


def test_resuming_what_does_not_wait_changes_nothing():
    guide = begun(PAUSE)
    guide.advance(5.0)
    assert guide.resume(5.0) == []


def test_a_practice_that_waits_does_not_end():
    guide = begun(practice(step("a", 25.0, "lead")))
    guide.advance(26.0)
    guide.pause(26.0, "pause")
    assert guide.advance(1000.0) == []
    assert guide.resume(1000.0) == [Resumed(t_s=1000.0)]
    assert guide.advance(1001.0) == [PracticeEnded(t_s=1000.0, mode="complete")]
