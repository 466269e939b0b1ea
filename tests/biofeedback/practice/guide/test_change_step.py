"""Whoever leads a room goes on to the next step, or back, and all that follows is of that step."""

from itertools import pairwise

import pytest

from biofeedback.events import BellRang, BreathPlanned, PracticeEnded, PromptShown, Resumed, StepBegan
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.model import BreathGuidance, Practice, Prompt, Step, StepSound, Track
from biofeedback.requests import ChangeStep, EndGently, TogglePause, TogglePauseSteps

ON, BACK = ChangeStep(forward=True), ChangeStep(forward=False)
LENGTH_S = 60.0


def practice(*, breaths=0, track=None):
    """Return three steps of a minute, each with words at 1 s and at 40 s, and a bell where the second ends."""
    steps = []
    for number in (1, 2, 3):
        words = [Prompt(f"Word {number}.", 1.0), Prompt(f"Later word {number}.", 40.0)]
        if breaths and number == 2:
            words = [Prompt("Word 2.", 0.0, at_breath=1)]
        steps.append(
            Step(
                f"step {number}",
                f"Step {number}",
                "",
                LENGTH_S,
                "lead",
                "shown",
                tuple(words),
                breaths=breaths if number == 2 else 0,
                sound=StepSound("end" if number == 2 else "none"),
            )
        )
    pattern = BreathPattern(6.0)
    return Practice("t", "T", "", "", BreathGuidance(pattern, pattern, 0.2), tuple(steps), track=track)


def begun(**options):
    guide = Guide(practice(**options))
    guide.advance(0.0)
    return guide


def steps_of(events):
    return [(event.t_s, event.index) for event in events if isinstance(event, StepBegan)]


def words_of(events):
    return [event.text for event in events if isinstance(event, PromptShown)]


def to_the_end(guide):
    events = []
    while not guide.ended:
        events += guide.advance(guide.next_due_s)
    return events


def test_the_next_step_begins_now_with_all_of_its_time_and_its_own_words():
    guide = begun()
    guide.advance(10.0)
    assert steps_of(guide.request(20.0, ON)) == [(20.0, 1)]
    events = to_the_end(guide)
    assert steps_of(events) == [(80.0, 2)]
    assert words_of(events) == ["Word 2.", "Later word 2.", "Word 3.", "Later word 3."]
    assert events[-1].t_s == pytest.approx(140.0, abs=11.0)  # after its last breath


def test_back_is_the_beginning_of_the_step_before():
    guide = begun()
    guide.advance(75.0)
    assert steps_of(guide.request(75.0, BACK)) == [(75.0, 0)]
    events = to_the_end(guide)
    assert steps_of(events) == [(135.0, 1), (195.0, 2)]
    assert words_of(events)[:2] == ["Word 1.", "Later word 1."]


def test_back_in_the_first_step_begins_it_again():
    guide = begun()
    assert steps_of(guide.request(30.0, BACK)) == [(30.0, 0)]
    assert steps_of(to_the_end(guide)) == [(90.0, 1), (150.0, 2)]


def test_after_the_last_step_there_is_none():
    guide = begun()
    guide.advance(130.0)
    assert guide.request(130.0, ON) == []
    assert not guide.ended


@pytest.mark.parametrize("wait", [TogglePause(), TogglePauseSteps()])
def test_a_practice_that_waits_goes_on_with_it(wait):
    guide = begun()
    guide.request(10.0, wait)
    guide.advance(50.0)
    events = guide.request(50.0, ON)
    assert [type(event) for event in events[:2]] == [Resumed, StepBegan]
    assert guide.waiting is None
    assert steps_of(to_the_end(guide)) == [(110.0, 2)]


def test_the_bell_of_a_step_that_is_left_rings():
    guide = begun()
    guide.advance(70.0)
    rung = [event for event in guide.request(70.0, ON) if isinstance(event, BellRang)]
    assert [bell.t_s for bell in rung] == [70.0]


def test_breath_runs_on_across_it_without_a_break():
    guide = begun()
    events = guide.advance(23.0) + guide.request(23.0, ON) + to_the_end(guide)
    breaths = [event.t_s for event in events if isinstance(event, BreathPlanned)]
    assert [later - earlier for earlier, later in pairwise(breaths)] == pytest.approx([10.0] * (len(breaths) - 1))


def test_a_step_that_counts_breaths_counts_those_that_were_announced_for_later():
    guide = begun(breaths=3)
    guide.advance(23.0)  # a breath from 20 s on, and one announced for 30 s
    guide.request(23.0, ON)
    assert steps_of(to_the_end(guide)) == [(60.0, 2)]


def test_a_step_that_counts_breaths_is_left_before_its_last_and_counts_them_anew_later():
    guide = begun(breaths=3)
    guide.advance(71.0)
    assert steps_of(guide.request(71.0, ON)) == [(71.0, 2)]
    assert steps_of(guide.request(75.0, BACK)) == [(75.0, 1)]
    assert steps_of(to_the_end(guide)) == [(110.0, 2)]


def test_a_practice_that_is_one_recording_goes_its_own_way():
    guide = begun(track=Track("a.ogg", "0" * 64, 1000))
    guide.advance(5.0)
    assert guide.request(5.0, ON) == []


def test_while_it_closes_nothing_changes():

    guide = begun()
    guide.request(10.0, EndGently())
    assert steps_of(guide.request(11.0, ON)) == []
    assert isinstance(to_the_end(guide)[-1], PracticeEnded)
