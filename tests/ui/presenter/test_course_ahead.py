"""The course as whoever leads is told it, held against the very guide: nothing is promised that does not come so."""

import math
from collections.abc import Iterator

import pytest

from biofeedback.events import Event, PromptShown, StepBegan
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.model import Practice
from biofeedback.practices import built_in_practices, practice_named
from biofeedback.requests import ChangeStep, EndGently, ToggleFewerWords, TogglePause, TogglePauseSteps
from ui.presenter.course_ahead import CourseAhead, CourseMoment

_LONGEST_BREATH_S = 20.0  # at the slowest pace that a practice leads, with room; words wait for one at the most


class Led:
    """A practice that its guide leads, and its course beside it."""

    def __init__(self, practice: Practice) -> None:
        self.guide = Guide(practice)
        self.course = CourseAhead(practice)
        self.now_s = 0.0
        self.events: list[Event] = []
        self.go(0.0)

    def go(self, until_s: float) -> CourseMoment:
        self.now_s = until_s
        self._take(self.guide.advance(until_s))
        return self.course.at(until_s)

    def ask(self, request) -> CourseMoment:
        self._take(self.guide.request(self.now_s, request))
        return self.course.at(self.now_s)

    def through(self, step_s: float = 1.0) -> Iterator[CourseMoment]:
        while not self.guide.ended and self.now_s < 1800.0:
            yield self.go(self.now_s + step_s)

    def _take(self, events) -> None:
        for event in events:
            self.events.append(event)
            self.course.apply(event)


@pytest.mark.parametrize("practice", built_in_practices(), ids=lambda practice: practice.name)
def test_what_is_said_next_comes_when_it_was_told(practice: Practice) -> None:
    led = Led(practice)
    promised: tuple[int, float, bool] | None = None
    heard = 0
    for moment in led.through():
        said = [event for event in led.events[heard:] if isinstance(event, PromptShown)]
        heard = len(led.events)
        for event in said:
            if promised is None or event.t_s < led.now_s - 1.0:
                continue
            row, at_s, on_out_breath = promised
            prompt = led.course.rows[row].prompt
            assert prompt is not None
            if prompt.text != event.text:
                continue  # words that are of no step, as those before the first
            assert -_LONGEST_BREATH_S <= event.t_s - at_s <= (_LONGEST_BREATH_S if on_out_breath else 1.0)
        known = moment.next_row is not None and not math.isnan(moment.in_s)
        promised = (moment.next_row, led.now_s + moment.in_s, moment.on_out_breath) if known else None
    if not practice.endless:
        assert {row.state for row in led.course.at(led.now_s).rows} <= {"said", "now", "left_out"}
        said = [each for each in led.course.at(led.now_s).rows if each.state != "left_out"]
        assert len(said) == len(led.course.rows), "whoever changes nothing hears everything"


def test_what_is_past_has_the_moment_at_which_it_was() -> None:
    led = Led(practice_named("compassionate_pause"))
    moment = led.go(100.0)
    texts = {each.prompt.text for each in led.course.rows if each.prompt is not None}
    shown = [event for event in led.events if isinstance(event, PromptShown) and event.text in texts]
    told = [row.t_s for row in moment.rows if row.state in ("said", "now")]
    assert told == [event.t_s for event in shown]
    assert told
    assert [row.state for row in moment.rows].count("now") == 1
    assert moment.elapsed_s == 100.0
    assert moment.whole_s == pytest.approx(led.guide._practice.length_s)


def test_staying_moves_all_that_is_to_come() -> None:
    led = Led(practice_named("compassionate_pause"))
    before = led.go(40.0)
    led.ask(TogglePauseSteps())
    stayed = led.go(70.0)
    assert stayed.waits
    assert stayed.whole_s == pytest.approx(before.whole_s + 30.0)
    assert stayed.in_s == pytest.approx(before.in_s, abs=_LONGEST_BREATH_S)
    led.ask(TogglePauseSteps())
    assert led.go(71.0).whole_s == pytest.approx(before.whole_s + 30.0)
    assert led.go(72.0).waits is False


def test_the_next_step_and_the_one_before_tell_the_times_anew() -> None:
    led = Led(practice_named("compassionate_pause"))
    before = led.go(20.0)
    on = led.ask(ChangeStep(forward=True))
    assert on.step_index == before.step_index + 1
    assert on.whole_s < before.whole_s
    passed = {row.state for row, each in zip(on.rows, led.course.rows, strict=True) if each.step_index == 0}
    assert passed <= {"said", "left_out"}
    began = [event.t_s for event in led.events if isinstance(event, StepBegan)]
    back = led.ask(ChangeStep(forward=False))
    assert back.step_index == 0
    assert all(row.state in ("next", "ahead") for row in back.rows)
    assert began[-1] == 20.0
    assert back.whole_s == pytest.approx(20.0 + led.guide._practice.length_s)


def test_fewer_words_leave_out_those_that_are_not_said() -> None:
    led = Led(practice_named("soften_soothe_allow"))
    led.go(60.0)
    told = led.ask(ToggleFewerWords())
    left_out = {each for each, row in enumerate(told.rows) if row.state == "left_out"}
    assert left_out
    said = {event.text for moment in led.through(2.0) for event in led.events if isinstance(event, PromptShown)}
    for row in left_out:
        prompt = led.course.rows[row].prompt
        assert prompt is not None
        assert prompt.text not in said or _said_twice(led, prompt.text)


@pytest.mark.parametrize("ask", [TogglePause(), TogglePauseSteps()])
def test_the_end_is_told_once_it_is_asked_for(ask) -> None:
    led = Led(practice_named("compassionate_pause"))
    led.go(50.0)
    led.ask(ask)
    led.go(55.0)
    closing = led.ask(EndGently())
    assert closing.closes
    assert closing.next_row is None
    assert 0.0 < closing.in_s < 60.0
    ends_s = led.now_s + closing.in_s
    for _moment in led.through(0.5):
        pass
    assert led.events[-1].t_s == pytest.approx(ends_s)
    assert led.course.at(led.now_s).in_s == 0.0


def test_what_nobody_knows_is_said_to_be_unknown() -> None:
    endless = Led(practice_named("free_sitting"))
    moment = endless.go(30.0)
    assert math.isnan(moment.whole_s)
    assert math.isnan(moment.in_s) or moment.next_row is not None
    counted = next(each for each in built_in_practices() if any(step.breaths for step in each.steps))
    assert Led(counted).go(0.1).about


def _said_twice(led: Led, text: str) -> bool:
    return sum(each.prompt is not None and each.prompt.text == text for each in led.course.rows) > 1
