"""A practice led: everything in order, at its planned time, whatever clock asks and whatever the person does."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.errors import UsageError
from biofeedback.events import BreathPlanned, Event, GuidanceChosen, Paused, PracticeEnded, PromptShown, StepBegan
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.pacing.breath import ends_s, out_begins_s
from biofeedback.practice.script.model import Prompt
from biofeedback.practices import built_in_practices, practice_named
from tests.rigs.practices.guide_runs import breath_lengths_s, practice, run
from tests.rigs.practices.led_guide import of, step
from tests.rigs.suite.long_forms import short_and_long
from tests.rigs.words.said_errors import raises_saying

PAUSE = practice_named("compassionate_pause")

WHOLE = [practice for practice in built_in_practices() if not practice.endless]


def run_by_due(guide: Guide) -> list[Event]:
    events: list[Event] = []
    while not guide.ended:
        events += guide.advance(guide.next_due_s)
    return events


@pytest.mark.parametrize("whole", WHOLE, ids=lambda whole: whole.name)
@pytest.mark.parametrize("most_often_s", short_and_long(1 / 12, 1 / 60))
def test_it_does_not_matter_how_often_or_how_late_it_is_asked(most_often_s, whole):
    by_due = run_by_due(Guide(whole))
    for every_s in (most_often_s, 0.37, 1.0, 13.0, 10_000.0):
        assert run(Guide(whole), every_s) == by_due


@pytest.mark.parametrize("whole", WHOLE, ids=lambda whole: whole.name)
@pytest.mark.parametrize("breaths_per_min", [None, 4.0, 5.5, 9.0, 12.0])
def test_a_whole_practice_says_everything_once_in_order(whole, breaths_per_min):
    events = run_by_due(Guide(whole, breaths_per_min=breaths_per_min))
    assert [event.index for event in of(StepBegan, events)] == list(range(len(whole.steps)))
    assert [event.text for event in of(PromptShown, events)] == [
        prompt.text for each in whole.steps for prompt in each.prompts
    ]
    assert isinstance(events[-1], PracticeEnded)
    assert events[-1].mode == "complete"
    assert events[-1].t_s >= max((ends_s(breath) for breath in of(BreathPlanned, events)), default=0.0)
    if not any(each.breaths for each in whole.steps):
        assert whole.length_s <= events[-1].t_s < whole.length_s + 60.0 / (breaths_per_min or 6.0)


@pytest.mark.parametrize("whole", WHOLE, ids=lambda whole: whole.name)
@pytest.mark.parametrize("breaths_per_min", [None, 4.0, 4.5, 5.0, 5.5, 6.5, 7.0, 8.0])
def test_words_land_on_out_breaths_and_within_their_step(whole, breaths_per_min):
    events = run_by_due(Guide(whole, breaths_per_min=breaths_per_min))
    out_breaths_s = {out_begins_s(breath) for breath in of(BreathPlanned, events)}
    begins_s = [event.t_s for event in of(StepBegan, events)] + [events[-1].t_s]
    asked = [(index, each) for index, each in enumerate(whole.steps) for _ in each.prompts]
    for (index, each), shown in zip(asked, of(PromptShown, events), strict=True):
        assert begins_s[index] <= shown.t_s
        assert shown.t_s + shown.for_s <= begins_s[index + 1]
        if each.pacing == "lead":
            assert shown.t_s in out_breaths_s


@pytest.mark.parametrize("whole", WHOLE, ids=lambda whole: whole.name)
def test_every_breath_is_announced_one_ahead_and_follows_without_a_hole(whole):
    guide = Guide(whole)
    announced: list[BreathPlanned] = []
    while not guide.ended:
        due_s = guide.next_due_s
        announced += of(BreathPlanned, guide.advance(due_s))
        running = [breath for breath in announced if breath.t_s <= due_s < ends_s(breath)]
        if running and ends_s(running[0]) < whole.length_s and announced[-1] is not running[0]:
            assert announced[-1].t_s == ends_s(running[0])
    for earlier, later in itertools.pairwise(announced):
        assert later.t_s == ends_s(earlier)
        assert abs((ends_s(later) - later.t_s) - (ends_s(earlier) - earlier.t_s)) <= 0.2 + 1e-9


def test_the_first_two_breaths_come_together_and_then_one_at_a_time():
    guide = Guide(practice(step("lead", 60.0, "lead")))
    assert [breath.t_s for breath in of(BreathPlanned, guide.advance(0.0))] == [0.0, 10.0]
    assert of(BreathPlanned, guide.advance(9.9)) == []
    assert [breath.t_s for breath in of(BreathPlanned, guide.advance(10.0))] == [20.0]


def test_breath_is_led_where_the_step_leads_and_completes_where_it_ends():
    events = run_by_due(Guide(practice(step("a", 30.0, "listen"), step("b", 35.0, "lead"), step("c", 30.0, "listen"))))
    assert [breath.t_s for breath in of(BreathPlanned, events)] == [30.0, 40.0, 50.0, 60.0]
    assert events[-1] == PracticeEnded(t_s=95.0, mode="complete")


def test_the_last_breath_completes_before_the_end():
    events = run_by_due(Guide(practice(step("lead", 25.0, "lead"))))
    assert events[-1] == PracticeEnded(t_s=30.0, mode="complete")


def test_leading_taken_up_again_goes_on_at_the_pace_there_was():
    events = run_by_due(
        Guide(practice(step("a", 60.0, "lead"), step("b", 60.0, "listen"), step("c", 60.0, "lead"), start=8.0, aim=6.0))
    )
    lengths_s = breath_lengths_s(events)
    before = sum(breath.t_s < 60.0 for breath in of(BreathPlanned, events))
    assert lengths_s[before] == pytest.approx(lengths_s[before - 1])
    assert of(BreathPlanned, events)[before].t_s == 120.0


def test_a_prompt_without_breath_is_shown_when_asked():
    events = run_by_due(Guide(practice(step("a", 30.0, "listen", Prompt("Here.", 4.5)))))
    assert of(PromptShown, events) == [PromptShown(t_s=4.5, text="Here.", for_s=6.0)]


@pytest.mark.parametrize(
    ("at_s", "shown_s"),
    [(0.0, 4.0), (4.0, 4.0), (4.5, 14.0), (20.0, 24.0), (23.0, 24.0), (24.5, 34.0), (34.5, 34.0)],
)
def test_a_prompt_waits_for_the_next_out_breath_or_comes_with_the_last_that_leaves_it_time(at_s, shown_s):
    events = run_by_due(Guide(practice(step("a", 41.0, "lead", Prompt("Here.", at_s)), step("b", 20.0, "lead"))))
    assert [shown.t_s for shown in of(PromptShown, events)] == [shown_s]


def test_words_never_overlap():
    prompts = (Prompt("One.", 5.0), Prompt("Two.", 12.0), Prompt("Three.", 18.0))
    events = run_by_due(Guide(practice(step("a", 40.0, "lead", *prompts))))
    for earlier, later in itertools.pairwise(of(PromptShown, events)):
        assert earlier.t_s + earlier.for_s <= later.t_s
    assert [shown.t_s for shown in of(PromptShown, events)] == [4.0, 14.0, 24.0]


def test_how_breath_is_led_is_published_at_the_start():
    events = Guide(PAUSE, breaths_per_min=5.5).advance(2.0)
    assert events[0] == GuidanceChosen(
        t_s=2.0, start_per_min=8.0, aim_per_min=5.5, ramp_s=0.2, in_share=0.4, hold_in_s=0.0, hold_out_s=0.0
    )
    assert isinstance(events[1], StepBegan)


def test_a_rate_nobody_can_be_led_at_is_refused():
    with raises_saying(UsageError, "3 to 12"):
        Guide(PAUSE, breaths_per_min=2.0)


def test_a_practice_may_begin_late():
    shifted = run(Guide(PAUSE), 1.0, from_s=100.0)
    whole = run_by_due(Guide(PAUSE))
    assert [event.t_s for event in shifted] == pytest.approx([event.t_s + 100.0 for event in whole])


waits = st.lists(st.tuples(st.floats(0.1, 40.0), st.sampled_from(["pause", "rest", "resume"])), min_size=1, max_size=12)


@settings(deadline=None)
@given(waits, st.floats(0.05, 20.0))
def test_whatever_the_person_does_nothing_is_lost_and_time_goes_forward(course, every_s):
    guide = Guide(PAUSE)
    now_s = 0.0
    events: list[Event] = []
    for elapsed_s, request in course:
        until_s = now_s + elapsed_s
        while now_s + every_s < until_s:
            now_s += every_s
            events += guide.advance(now_s)
        now_s = until_s
        events += guide.resume(now_s) if request == "resume" else guide.pause(now_s, request)
    events += guide.resume(now_s + 1.0)
    events += run(guide, every_s, from_s=now_s + 1.0)

    assert len(of(StepBegan, events)) == len(PAUSE.steps)
    assert [shown.text for shown in of(PromptShown, events)] == [
        prompt.text for each in PAUSE.steps for prompt in each.prompts
    ]
    times_s = [event.t_s for event in events if not isinstance(event, BreathPlanned)]
    assert times_s == sorted(times_s)
    led: list[BreathPlanned] = []
    for event in events:
        if isinstance(event, BreathPlanned):
            led.append(event)
        if isinstance(event, Paused) and event.mode == "pause":
            led = [breath for breath in led if breath.t_s <= event.t_s]
    for earlier, later in itertools.pairwise(led):
        assert later.t_s >= ends_s(earlier)
        assert abs((ends_s(later) - later.t_s) - (ends_s(earlier) - earlier.t_s)) <= 0.2 + 1e-9
    assert events[-1].t_s >= max((ends_s(breath) for breath in led), default=0.0)
