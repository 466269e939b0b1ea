"""A practice that is ended gently: three breaths and one line, from wherever it stands."""

import pytest

from biofeedback.events import BreathPlanned, ClosingBegan, PracticeEnded, PromptShown, Resumed
from biofeedback.practice.guide.closing import CLOSING_WORDS
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.reading_time import reading_s
from biofeedback.practices import practice_named
from biofeedback.requests import EndGently, MoveHand
from tests.rigs.practices.guide_runs import begun, practice, run
from tests.rigs.practices.led_guide import LONG, of, step

PAUSE = practice_named("compassionate_pause")


def test_ending_gently_leaves_three_breaths_and_one_line():
    guide = begun(practice(step("a", 600.0, "lead")))
    guide.advance(42.0)
    closing = guide.request(42.0, EndGently())
    assert of(PromptShown, closing) == [
        PromptShown(t_s=42.0, text=CLOSING_WORDS, for_s=reading_s(CLOSING_WORDS)),
    ]
    assert of(ClosingBegan, closing) == [ClosingBegan(t_s=42.0, ends_s=80.0)]
    later = run(guide, 0.5, from_s=42.0)
    assert [breath.t_s for breath in of(BreathPlanned, later)] == [60.0, 70.0]
    assert later[-1] == PracticeEnded(t_s=80.0, mode="early")


def test_ending_gently_where_nothing_is_led_leaves_a_moment():
    guide = begun(PAUSE)
    guide.advance(5.0)
    closing = guide.request(5.0, EndGently())
    assert of(BreathPlanned, closing) == []
    assert run(guide, 0.5, from_s=5.0) == [PracticeEnded(t_s=23.0, mode="early")]


def test_asked_again_it_ends_at_once():
    guide = begun(PAUSE)
    guide.advance(60.0)
    guide.request(60.0, EndGently())
    assert not guide.ended
    assert guide.request(61.0, EndGently()) == [PracticeEnded(t_s=61.0, mode="early")]
    assert guide.ended
    assert guide.next_due_s is None
    assert guide.request(62.0, EndGently()) == guide.pause(62.0, "rest") == guide.advance(99.0) == []


@pytest.mark.parametrize("mode", ["pause", "rest"])
def test_ending_gently_out_of_a_pause(mode):
    guide = begun(practice(step("a", 600.0, "lead")))
    guide.advance(42.0)
    guide.pause(42.0, mode)
    guide.advance(95.0)
    closing = guide.request(95.0, EndGently())
    assert closing[0] == Resumed(t_s=95.0)
    later = run(guide, 0.5, from_s=95.0)
    assert later[-1].t_s == (125.0 if mode == "pause" else 130.0)


def test_nothing_waits_while_the_practice_closes():
    guide = begun(PAUSE)
    guide.advance(60.0)
    guide.request(60.0, EndGently())
    assert guide.pause(61.0, "pause") == []
    assert guide.resume(61.0) == []


def test_the_closing_words_are_in_the_language_that_was_handed_in():
    guide = Guide(PAUSE, closing_words="Füße auf den Boden.")
    guide.advance(42.0)
    (shown,) = of(PromptShown, [each for each in guide.request(42.0, EndGently()) if each.t_s == 42.0])
    assert shown == PromptShown(t_s=42.0, text="Füße auf den Boden.", for_s=reading_s("Füße auf den Boden."))


def test_a_hand_that_began_to_show_its_breath_is_not_waited_for() -> None:
    guide = Guide(LONG)
    guide.request(1.0, MoveHand(inward=True))
    guide.request(2.0, EndGently())
    assert guide.next_due_s == 20.0
    guide.advance(20.0)
    assert guide.ended
