"""Going through forms: on and back, passing over, leaving the rest open, and the time that each question took."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.practice.forms.asking import Asking
from biofeedback.practices import BUILT_IN_FORMS, form_named

FORMS = [form_named(name) for name in BUILT_IN_FORMS]
COUNT = sum(len(form.questions) for form in FORMS)


def test_each_answer_has_its_time_and_what_it_means() -> None:
    asking = Asking(FORMS[:1], now_s=100.0)
    assert (asking.form.name, asking.question.name, asking.number, asking.count) == ("how_it_is", "calm", 1, 2)
    asking.answer("10")
    asking.answer("70")
    asking.go_on(104.5)
    assert asking.question.name == "warmth"
    asking.go_on(106.0)
    assert asking.over
    calm, warmth = asking.answered("before")
    assert (calm.value, calm.took_s, calm.meaning) == ("70", 4.5, "not calm at all … as calm as can be")
    assert (warmth.value, warmth.took_s, warmth.meaning) == ("", 1.5, "")
    assert calm.asked == "How calm is it in you just now?"
    assert {calm.moment, warmth.moment} == {"before"}


def test_going_back_adds_to_the_time_and_the_answer_can_be_taken_back() -> None:
    asking = Asking(FORMS[:1], now_s=0.0)
    asking.answer("70")
    asking.go_on(2.0)
    asking.go_back(5.0)
    assert asking.value == "70"
    asking.answer("")
    asking.go_on(6.0)
    assert [(each.value, each.took_s) for each in asking.answered("after")] == [("", 3.0), ("", 3.0)]


def test_what_was_left_open_was_asked_only_where_it_was_there() -> None:
    asking = Asking(FORMS, now_s=0.0)
    asking.answer("1")
    asking.go_on(1.0)
    asking.leave(3.0)
    asking.leave(9.0)
    assert asking.over
    assert [(each.question, each.value, each.took_s) for each in asking.answered("after")] == [
        ("calm", "1", 1.0),
        ("warmth", "", 2.0),
    ]


def test_what_is_there_now_is_not_answered_yet() -> None:
    asking = Asking(FORMS, now_s=0.0)
    asking.answer("50")
    assert asking.answered("before") == ()


@given(st.lists(st.tuples(st.sampled_from(["on", "back", "answer", "leave"]), st.floats(0.0, 3600.0)), max_size=30))
def test_no_time_is_lost_however_somebody_goes(steps: list[tuple[str, float]]) -> None:
    asking, now_s, left_s = Asking(FORMS, now_s=0.0), 0.0, 0.0
    for step, wait_s in steps:
        if asking.over:
            break
        now_s += wait_s
        if step == "answer":
            asking.answer("1")
            continue
        {"on": asking.go_on, "back": asking.go_back, "leave": asking.leave}[step](now_s)
        left_s = now_s
    answered = asking.answered("after")
    assert sum(each.took_s for each in answered) == pytest.approx(left_s, abs=1e-6)
    assert len({(each.form, each.question) for each in answered}) == len(answered) <= COUNT
    assert 1 <= asking.number <= COUNT
