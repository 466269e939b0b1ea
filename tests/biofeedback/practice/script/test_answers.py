"""Answers that are given take the place of those that were kept, for what was asked alone."""

import pytest

from biofeedback.practice.script.answers import QUESTIONS, Answers

KEPT = Answers(colour="rose", phrases=("may I rest",), parts=("the critic",), bells_at_s=(60.0,))
GIVEN = Answers(colour="sky", phrases=("all is well",), parts=("the child",), bells_at_s=(120.0,))


def test_what_was_asked_is_as_it_was_given_and_the_rest_as_it_was_kept():
    assert KEPT.with_given(GIVEN, ("colour", "parts")) == Answers(
        colour="sky", phrases=("may I rest",), parts=("the child",), bells_at_s=(60.0,)
    )
    assert KEPT.with_given(GIVEN, ("phrases", "bells")) == Answers(
        colour="rose", phrases=("all is well",), parts=("the critic",), bells_at_s=(120.0,)
    )


@pytest.mark.parametrize(("asks", "left"), [((), KEPT), (QUESTIONS, Answers())])
def test_what_is_left_open_takes_away_what_was_kept(asks, left):
    assert KEPT.with_given(Answers(), asks) == left
