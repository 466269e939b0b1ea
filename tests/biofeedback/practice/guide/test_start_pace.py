"""Leading begins at the pace that the hand showed or the heart has, where that is known."""

import itertools

import pytest

from biofeedback.events import BreathPlanned, HandMoved, LeadingBegan, Notice
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.requests import AcceptOffer, MoveHand
from tests.rigs.practices.led_guide import LONG, led, length_s, of, offered, practice, run_until, step
from tests.rigs.words.sentence_of import sentence_of
from ui.words.languages import english
from ui.words.practice_words import offer_sentence


def leading(events):
    """The pace, in-share and sureness with which leading began; None for what is not known."""
    return [(began.breaths_per_min, began.in_share, began.sure_share) for began in of(LeadingBegan, events)]


def shown_by_hand(guide, from_s, in_s, out_s, count=3):
    events = []
    for number in range(count):
        begin_s = from_s + number * (in_s + out_s)
        events += guide.request(begin_s, MoveHand(inward=True))
        events += guide.request(begin_s + in_s, MoveHand(inward=False))
    return events


def test_leading_begins_at_the_very_pace_that_the_hand_showed():
    guide = Guide(LONG)
    guide.advance(0.0)
    events = shown_by_hand(guide, 10.0, 1.8, 2.7)
    assert [(moved.t_s, moved.inward) for moved in of(HandMoved, events)][:2] == [(10.0, True), (11.8, False)]
    first, second = of(BreathPlanned, events)
    assert first.t_s == pytest.approx(23.5)  # where the fourth in-breath would begin
    assert (first.in_s, first.out_s) == (pytest.approx(1.8 * 5.0 / 4.5), pytest.approx(2.7 * 5.0 / 4.5))
    assert [began.origin for began in of(LeadingBegan, events)] == ["hand"]
    assert leading(events) == [(pytest.approx(60.0 / 4.5), pytest.approx(0.4), None)]
    assert "quicker" in sentence_of(of(Notice, events)[0])
    assert length_s(second) == pytest.approx(length_s(first))  # it leans with the step that leads
    later = led(run_until(guide, 120.0))
    lengths = [length_s(breath) for breath in later if breath.t_s >= 60.0]
    assert [b - a for a, b in itertools.pairwise(lengths)] == pytest.approx([0.1] * (len(lengths) - 1))


def test_within_what_can_be_led_no_factor_and_no_word_comes_between():
    guide = Guide(LONG)
    guide.advance(0.0)
    events = shown_by_hand(guide, 10.0, 3.0, 5.0)
    assert (of(BreathPlanned, events)[0].in_s, of(BreathPlanned, events)[0].out_s) == pytest.approx((3.0, 5.0))
    assert of(Notice, events) == []


def test_an_in_breath_longer_than_the_out_breath_is_led_as_it_was_shown():
    guide = Guide(LONG)
    guide.advance(0.0)
    breath = of(BreathPlanned, shown_by_hand(guide, 10.0, 4.2, 2.8))[0]
    assert (breath.in_s, breath.out_s) == pytest.approx((4.2, 2.8))


def test_while_the_hand_moves_nothing_leads_and_when_it_stops_leading_begins_easily():
    guide = Guide(LONG)
    guide.advance(0.0)
    shown_by_hand(guide, 52.0, 2.0, 3.0, count=2)
    assert of(BreathPlanned, run_until(guide, 70.0)) == []
    events = run_until(guide, 75.0)
    assert of(BreathPlanned, events)[0].t_s == 74.0
    assert of(LeadingBegan, events)[0].origin == "easy"
    assert leading(events) == [(9.0, None, None)]
    assert of(HandMoved, shown_by_hand(guide, 80.0, 2.0, 3.0)) == []


def test_an_attuned_start_can_be_switched_off():
    guide = Guide(LONG, choice=BreathChoice(from_own_pace=False))
    guide.advance(0.0)
    assert shown_by_hand(guide, 10.0, 2.0, 3.0) == []
    assert offered(guide, 50.0, breath_rate_per_min=13.0, breath_confidence=0.99) == []


def test_a_sure_estimate_is_offered_once_and_changes_nothing_until_it_is_taken_up():
    guide = Guide(LONG)
    guide.advance(0.0)
    assert offered(guide, 30.0, breath_rate_per_min=11.2, breath_confidence=0.79) == []
    (offer,) = offered(guide, 35.0, breath_rate_per_min=11.2, breath_confidence=0.85)
    assert (offer.offer, offer.t_s) == ("own_pace", 35.0)
    assert offer.breaths_per_min == 11.2
    assert "about 11 times" in offer_sentence(offer, english())
    assert offered(guide, 40.0, breath_rate_per_min=11.2, breath_confidence=0.9) == []
    events = guide.request(42.0, AcceptOffer())
    assert of(LeadingBegan, events)[0].origin == "heart"
    assert leading(events) == [(11.2, None, 0.85)]
    assert length_s(of(BreathPlanned, events)[0]) == pytest.approx(60.0 / 11.2)
    assert guide.request(43.0, AcceptOffer()) == []


def test_an_offer_does_not_stay_open_for_ever():
    guide = Guide(LONG)
    guide.advance(0.0)
    offered(guide, 5.0, breath_rate_per_min=11.2, breath_confidence=0.9)
    assert guide.request(51.0, AcceptOffer()) == []


def test_the_light_follows_at_the_own_pace_and_ramps_nowhere():
    guide = Guide(practice(step("follow", 300.0, "follow")))
    assert of(BreathPlanned, run_until(guide, 20.0)) == []
    shown_by_hand(guide, 20.0, 3.0, 4.0)
    breaths = led(run_until(guide, 290.0))
    assert len(breaths) > 30
    assert [length_s(breath) for breath in breaths] == pytest.approx([7.0] * len(breaths))
