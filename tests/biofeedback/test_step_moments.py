"""The moment of the next step, known beforehand, is the one at which the guide then begins it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.events import PracticeEnded, StepBegan
from biofeedback.practice.guide import Guide
from biofeedback.practice.step_moments import StepMoment, StepMoments
from biofeedback.practices import built_in_practices, practice_named
from tests.rigs.small_practice import PRACTICE, began

WISHES = ("pause", "rest", "resume", "end_gently")


@pytest.mark.parametrize("practice", built_in_practices(), ids=lambda practice: practice.name)
@given(st.lists(st.tuples(st.floats(0.1, 90.0), st.sampled_from(WISHES)), max_size=6), st.floats(0.0, 50.0))
def test_every_step_begins_when_it_was_foretold(practice, wishes, begins_s):
    guide, moments = Guide(practice), StepMoments(practice)
    foretold = None

    def hear(events):
        nonlocal foretold
        for event in events:
            if isinstance(event, StepBegan | PracticeEnded) and foretold is not None and event.t_s > asked_s:
                index = event.index if isinstance(event, StepBegan) else len(practice.steps)
                assert foretold.index == index
                assert foretold.t_s == pytest.approx(event.t_s, abs=1e-9)
            moments.apply(event)
            foretold = moments.next

    asked_s = begins_s
    hear(guide.advance(begins_s))
    now_s = begins_s
    for after_s, wish in wishes:
        until_s = now_s + after_s
        while guide.next_due_s <= until_s:
            now_s = asked_s = guide.next_due_s - 1e-6
            hear(guide.advance(guide.next_due_s))
        now_s = asked_s = until_s
        hear(
            guide.pause(now_s, wish)
            if wish in ("pause", "rest")
            else guide.resume(now_s)
            if wish == "resume"
            else guide.end_gently(now_s)
        )
    hear(guide.resume(now_s))
    while not guide.ended:
        asked_s = guide.next_due_s - 1e-6
        hear(guide.advance(guide.next_due_s))
    assert moments.next is None


def test_nothing_is_foretold_before_the_beginning():
    assert StepMoments(PRACTICE).next is None


def test_who_comes_late_learns_it_from_any_step():
    moments = StepMoments(practice_named("compassionate_pause"))
    moments.apply(began(1, 127.0))
    assert moments.next == StepMoment(2, 187.0)
