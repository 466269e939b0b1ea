"""What the person may ask while they are led: their own pace, staying, quicker, fewer words; and what is offered."""

import itertools
import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from biofeedback.errors import UsageError
from biofeedback.events import (
    BellRang,
    BreathPlanned,
    LeadingBegan,
    Notice,
    OfferMade,
    PaceChanged,
    PracticeEnded,
    PromptShown,
    StepBegan,
    WordsSpared,
)
from biofeedback.practice.guide.closing import CLOSING_WORDS
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.pacing.breath import ends_s, out_begins_s
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import Prompt, StepSound
from biofeedback.practices import practice_named
from biofeedback.requests import AcceptOffer, ChangePace, EndGently, MoveHand, ToggleFewerWords, TogglePause
from tests.rigs.practices.led_guide import LONG, led, length_s, of, offered, practice, run_until, step
from tests.rigs.words.sentence_of import sentence_of


@pytest.mark.parametrize(("asked", "after_s"), [("stay", 0.0), ("quicker", -0.2), ("slower", 0.2), ("too_slow", -1.0)])
def test_a_request_takes_effect_with_the_next_in_breath(asked, after_s):
    guide = Guide(LONG)
    before = led(run_until(guide, 120.0))
    now_s = (before[-2].t_s + before[-1].t_s) / 2.0
    guide.advance(now_s)
    running = before[-2]
    events = guide.request(now_s, ChangePace(asked))
    (replanned,) = of(BreathPlanned, events)
    assert replanned.t_s == before[-1].t_s
    assert abs(length_s(replanned) - length_s(running)) <= 0.2 + 1e-9
    later = led(run_until(guide, 300.0))
    assert length_s(later[-1]) == pytest.approx(length_s(running) + after_s, abs=0.051)
    (changed,) = of(PaceChanged, events)
    assert (changed.request, changed.t_s) == (asked, now_s)
    assert 60.0 / changed.breaths_per_min == pytest.approx(length_s(running) + after_s, abs=0.051)
    going_on = guide.request(300.0, ChangePace("go_on")) + run_until(guide, 640.0)
    assert length_s(led(going_on)[-1]) == pytest.approx(10.0)
    assert guide.request(640.0, ChangePace("go_on")) == []


def test_where_the_heart_does_not_follow_staying_is_offered_and_one_key_takes_it_up():
    guide = Guide(LONG)
    run_until(guide, 200.0)
    assert offered(guide, 200.0, phase_locking_share=0.2) == []
    run_until(guide, 212.0)
    assert offered(guide, 212.0, phase_locking_share=0.2) == []  # not led long enough at the first
    (offer,) = of(OfferMade, offered(guide, 222.0, phase_locking_share=0.2))
    assert (offer.t_s, offer.offer) == (222.0, "stay")
    assert offer.breaths_per_min is None
    assert of(OfferMade, offered(guide, 232.0, phase_locking_share=0.2)) == []
    assert of(OfferMade, offered(guide, 242.0, phase_locking_share=0.2)) == []
    assert of(PaceChanged, guide.request(243.0, AcceptOffer()))[0].request == "stay"


def test_a_pause_is_no_led_breath_and_staying_is_not_offered_because_of_it():
    guide = Guide(LONG)
    run_until(guide, 300.0)
    guide.request(300.0, TogglePause())
    guide.request(400.0, TogglePause())
    for t_s in (420.0, 460.0, 500.0, 540.0):
        assert of(OfferMade, [*run_until(guide, t_s), *offered(guide, t_s, phase_locking_share=0.2)]) == []
    run_until(guide, 560.0)
    assert offered(guide, 560.0, phase_locking_share=0.2) == []
    assert of(OfferMade, offered(guide, 570.0, phase_locking_share=0.2))


def test_much_air_is_hinted_at_seldom():
    guide = Guide(practice(step("lead", 900.0, "lead"), start=6.0))
    hints = []
    for second in range(1, 800):
        tired = second > 200
        hints += offered(guide, float(second), heart_rate_bpm=72.0 if tired else 64.0)
        if second % 10 == 0:
            hints += offered(guide, float(second), swing_bpm=5.0 if tired else 12.0)
    times_s = [hint.t_s for hint in of(Notice, hints)]
    assert len(times_s) == 2
    assert times_s[1] - times_s[0] >= 300.0
    assert "softer and smaller" in sentence_of(of(Notice, hints)[0])


REQUESTS = (
    *("stay", "quicker", "slower", "too_slow", "go_on", "pause", "rest", "resume", "spare"),
    *("in", "out", "accept", "breath", "locking"),
)

requests = st.lists(st.tuples(st.floats(0.05, 30.0), st.sampled_from(REQUESTS)), max_size=40)

COUNTED = practice(
    step("arrive", 30.0, "listen", Prompt("Here.", 3.0), Prompt("There.", 20.0)),
    step("lead", 90.0, "lead", Prompt("One.", 1.0), Prompt("Two.", 40.0), Prompt("Three.", 80.0, keep=True)),
    step("count", 40.0, "lead", Prompt("Four.", 10.0, at_breath=2), breaths=4),
    step("vanish", 60.0, "vanish", Prompt("Five.", 2.0)),
)


def carry_out(guide, now_s, request):
    match request:
        case "pause" | "rest":
            return guide.pause(now_s, request)
        case "resume":
            return guide.resume(now_s)
        case "spare":
            return guide.request(now_s, ToggleFewerWords())
        case "in" | "out":
            return guide.request(now_s, MoveHand(inward=request == "in"))
        case "accept":
            return guide.request(now_s, AcceptOffer())
        case "breath":
            return offered(guide, now_s, breath_rate_per_min=9.5, breath_confidence=0.9)
        case "locking":
            return offered(guide, now_s, phase_locking_share=0.1)
        case _:
            return guide.request(now_s, ChangePace(request))


@settings(deadline=None, max_examples=60)
@example(course=[(10.0, "in")], ends_early=True)
@given(course=requests, ends_early=st.booleans())
def test_whatever_is_asked_breath_changes_gently_and_words_land_on_out_breaths(course, ends_early):
    guide = Guide(COUNTED)
    events = guide.advance(0.0)
    now_s = 0.0
    for elapsed_s, request in course:
        events += run_until(guide, now_s + elapsed_s)
        now_s += elapsed_s
        events += carry_out(guide, now_s, request)
    events += guide.resume(now_s + 1.0)
    if ends_early:
        events += guide.request(now_s + 2.0, EndGently())
    while not guide.ended:
        assert guide.next_due_s is not None
        events += guide.advance(guide.next_due_s)

    breaths = led(events)
    for earlier, later in itertools.pairwise(breaths):
        assert later.t_s >= ends_s(earlier)
        assert abs(length_s(later) - length_s(earlier)) <= 0.2 + 1e-9
        assert 5.0 - 1e-9 <= length_s(later) <= 20.0 + 1e-9
    times_s = [event.t_s for event in events if not isinstance(event, BreathPlanned)]
    assert times_s == sorted(times_s)
    outs_s = {out_begins_s(breath) for breath in of(BreathPlanned, events)}
    for shown in of(PromptShown, events):
        in_breath = any(breath.t_s < shown.t_s < ends_s(breath) for breath in breaths)
        assert shown.text == CLOSING_WORDS or not in_breath or shown.t_s in outs_s


def test_a_recording_says_where_leading_began_also_where_it_began_with_the_end():
    """The hand held leading back, then everything waited, and the first breaths led are the last ones too."""
    guide = Guide(practice(step("arrive", 5.0, "listen"), step("lead", 600.0, "lead")))
    guide.advance(0.0)
    events = guide.request(4.0, MoveHand(inward=True))
    events += guide.request(10.0, TogglePause())
    events += guide.request(30.0, EndGently())
    events += run_until(guide, 100.0)
    assert [began.origin for began in of(LeadingBegan, events)] == ["easy"]
    breaths = of(BreathPlanned, events)
    assert len(breaths) == 3
    assert breaths[0].t_s == 30.0
    assert events[-1] == PracticeEnded(t_s=ends_s(breaths[-1]), mode="early")


def test_with_fewer_words_every_second_stays_and_those_to_keep():
    texts = ["One.", "Two.", "Three.", "Four.", "Five."]
    prompts = [Prompt(text, 30.0 + 30.0 * number, keep=text == "Five.") for number, text in enumerate(texts)]
    guide = Guide(practice(step("listen", 300.0, "listen", *prompts)))
    guide.advance(0.0)
    assert [event.spared for event in of(WordsSpared, guide.request(35.0, ToggleFewerWords()))] == [True]
    assert [shown.text for shown in of(PromptShown, run_until(guide, 300.0))] == ["Three.", "Five."]


def test_a_step_that_counts_breaths_ends_with_the_last():
    events = run_until(
        Guide(practice(step("count", 30.0, "lead", breaths=3), step("b", 20.0, "listen"), start=6.0)), 99.0
    )
    assert [began.t_s for began in of(StepBegan, events)] == [0.0, 30.0]
    assert [breath.t_s for breath in of(BreathPlanned, events)] == [0.0, 10.0, 20.0]
    assert events[-1] == PracticeEnded(t_s=50.0, mode="complete")


def test_a_pause_withdraws_a_counted_breath_and_it_comes_after():
    guide = Guide(practice(step("count", 30.0, "lead", breaths=3), start=6.0))
    run_until(guide, 15.0)
    guide.pause(15.0, "pause")
    guide.resume(100.0)
    assert run_until(guide, 999.0)[-1] == PracticeEnded(t_s=110.0, mode="complete")


def test_pausing_a_counted_step_keeps_the_breath_going_and_counts_none_of_it():
    guide = Guide(practice(step("count", 40.0, "lead", breaths=4), step("b", 20.0, "listen"), start=6.0))
    events = run_until(guide, 35.0)
    events += guide.pause(35.0, "rest")
    events += run_until(guide, 95.0)
    assert [breath.t_s for breath in of(BreathPlanned, events)] == [10.0 * number for number in range(11)]
    events = guide.resume(95.0) + run_until(guide, 999.0)
    assert of(BreathPlanned, events) == []
    assert [began.t_s for began in of(StepBegan, events)] == [100.0]


def test_bells_ring_at_their_times_and_wait_with_the_practice():
    sound = StepSound(bell="both")
    guide = Guide(
        practice(
            step("a", 60.0, "listen", sound=sound, bells_at_s=(20.0,)),
            step("b", math.inf, "listen", sound=sound, bell_every_s=30.0),
        )
    )
    first = run_until(guide, 70.0)
    guide.pause(70.0, "pause")
    guide.resume(80.0)
    events = first + run_until(guide, 165.0)
    assert [bell.t_s for bell in of(BellRang, events)] == [0.0, 20.0, 60.0, 100.0, 130.0, 160.0]
    assert not guide.ended
    guide.request(165.0, EndGently())
    assert run_until(guide, 999.0)[-1].mode == "early"


def test_the_light_lets_go_where_it_vanishes():
    events = run_until(Guide(practice(step("a", 60.0, "lead"), step("b", 60.0, "vanish"), start=6.0)), 999.0)
    assert [breath.t_s for breath in of(BreathPlanned, events)] == [10.0 * number for number in range(10)]


def test_a_choice_goes_before_the_practice():
    own = LONG.breath
    assert BreathChoice().guidance(own) == own
    box = BreathChoice(preset="box", ramp_s=0.05).guidance(own)
    assert (box.start, box.aim, box.ramp_s) == (BreathPattern(9.0, 0.5), BreathPattern(3.75, 0.5, 4.0, 4.0), 0.05)
    assert BreathChoice(breaths_per_min=5.5).guidance(own).start == own.start
    # A breath of 17 s has room for rests of 9 s in all; one of 10 s, the practice's own, has none for its movements.
    slow = BreathChoice(breaths_per_min=3.5, in_share=0.5, hold_in_s=4.6, hold_out_s=4.4).guidance(own)
    assert (slow.aim.hold_in_s, slow.start) == (4.6, BreathPattern(own.start.breaths_per_min, 0.5))
    for choice in (
        BreathChoice(ramp_s=0.3), BreathChoice(breaths_per_min=math.nan), BreathChoice(preset="square"),
        BreathChoice(breaths_per_min=2.9), BreathChoice(breaths_per_min=12.0, hold_in_s=4.0),
    ):  # fmt: skip
        with pytest.raises(UsageError):
            choice.guidance(own)


@pytest.mark.parametrize(
    ("breaths_per_min", "first", "words"),
    [(3.5, False, "Fewer than four"), (6.0, True, "The first times"), (3.9, True, "Fewer than four"), (6.0, False, "")],
)
def test_a_word_of_care_where_one_is_due(breaths_per_min, first, words):
    events = Guide(practice_named("compassionate_pause"), breaths_per_min=breaths_per_min, first=first).advance(0.0)
    notices = of(Notice, events)
    assert len(notices) == bool(words)
    assert all(sentence_of(notice).startswith(words) for notice in notices)
