"""A protocol as it is led: blocks begin with their steps, a rate is kept, and nothing changes what was written."""

import itertools
from dataclasses import replace

import pytest

from biofeedback.events import BlockBegan, BreathPlanned, Event, Metric, PaceChanged, Paused, PracticeEnded, StepBegan
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.file import parse_practice
from biofeedback.practice.script.protocol import drawn, with_condition
from biofeedback.requests import AcceptOffer, ChangePace, ChangeStep, EndGently, MoveHand, ToggleFewerWords, TogglePause
from tests.rigs.practices.protocols import PROTOCOL


def led(condition: str, seed: int = 1) -> list[Event]:
    guide = Guide(drawn(with_condition(parse_practice(PROTOCOL, "two.toml"), condition), seed))
    events: list[Event] = []
    while (due_s := guide.next_due_s) is not None:
        events += guide.advance(due_s)
    return events


def test_a_block_begins_with_its_step_at_the_length_that_was_drawn():
    events = led("real")
    steps = [event for event in events if isinstance(event, StepBegan)]
    assert [event for event in events if isinstance(event, BlockBegan)] == [
        BlockBegan(t_s=0.0, block=1, kind="baseline", label="B0"),
        BlockBegan(t_s=45.0, block=2, kind="practice", label="P1"),
    ]
    assert [event.t_s for event in steps] == [0.0, 45.0]
    assert isinstance(events[-1], PracticeEnded)


def test_a_rate_is_kept_from_the_first_breath_of_its_block_to_the_last():
    breaths = [event for event in led("quick") if isinstance(event, BreathPlanned)]
    assert len(breaths) == 13  # 64 s of 5 s each
    assert {round(each.in_s + each.out_s, 9) for each in breaths} == {5.0}
    assert {round(each.in_s, 9) for each in breaths} == {2.0}  # the share of the aim
    others = [event for event in led("real") if isinstance(event, BreathPlanned)]
    assert {round(each.in_s + each.out_s, 9) for each in others} == {10.0}


def test_a_step_after_a_rate_goes_on_from_there():
    protocol = with_condition(parse_practice(PROTOCOL, "two.toml"), "quick")
    after = replace(protocol.steps[1], name="after", block=None, prompts=())
    guide = Guide(replace(protocol, steps=(*protocol.steps, after)))
    breaths = []
    while (due_s := guide.next_due_s) is not None:
        breaths += [event for event in guide.advance(due_s) if isinstance(event, BreathPlanned)]
    lengths = [each.in_s + each.out_s for each in breaths if each.t_s >= 120.0]
    assert lengths[0] == pytest.approx(5.2)
    assert all(later - earlier == pytest.approx(0.2) for earlier, later in itertools.pairwise(lengths))


def test_conditions_of_one_pace_are_led_alike_to_the_bit():
    assert led("real", 3) == led("sham", 3)


@pytest.mark.parametrize(
    "request_",
    [ChangePace("quicker"), ChangeStep(forward=True), MoveHand(inward=True), ToggleFewerWords(), AcceptOffer()],
)
def test_what_would_change_a_protocol_changes_nothing(request_):
    guide = Guide(with_condition(parse_practice(PROTOCOL, "two.toml"), "real"))
    guide.advance(0.0)
    guide.advance(70.0)
    assert guide.request(71.0, request_) == guide.request(71.0, request_) == []
    plain = Guide(replace(guide._practice, protocol=None))
    plain.advance(0.0)
    plain.advance(70.0)
    if isinstance(request_, ChangePace):
        assert any(isinstance(event, PaceChanged) for event in plain.request(71.0, request_))


def test_numbers_of_the_heart_offer_nothing():
    guide = Guide(with_condition(parse_practice(PROTOCOL, "two.toml"), "real"))
    guide.advance(5.0)
    for name, value in (("breath_rate_per_min", 8.0), ("breath_confidence", 0.99)):
        metric = Metric(source="a", name=name, t_s=6.0, value=value, unit="1", window_s=30.0, quality_share=1.0)
        assert guide.on_metric(6.0, metric) == []


def test_the_person_can_always_wait_and_end():
    guide = Guide(with_condition(parse_practice(PROTOCOL, "two.toml"), "quick"))
    guide.advance(0.0)
    guide.advance(70.0)
    assert any(isinstance(event, Paused) for event in guide.request(71.0, TogglePause()))
    guide.request(80.0, TogglePause())
    ended = [*guide.request(90.0, EndGently()), *guide.request(91.0, EndGently())]
    assert ended[-1] == PracticeEnded(t_s=91.0, mode="early")
