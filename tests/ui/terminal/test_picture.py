"""The living picture in the terminal: what it says, on any screen, and the light in it."""

import io
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from biofeedback.events import Battery, Contact, Event, Paused, PromptShown, StepBegan
from biofeedback.practice.script.model import Practice
from tests.rigs.words.terminal_session import ARRIVE, PRACTICE, breath, link, metric
from ui.presenter.view_model import PracticeViewModel
from ui.terminal.glow import coloured_light, shaded_light
from ui.terminal.moment_words import heart_words, keys_line, minutes_left, pace_keys_line, passing_words, sensor_words
from ui.terminal.picture import Picture
from ui.words.languages import english


def picture_lines(
    events: list[Event],
    now_s: float,
    width: int,
    height: int,
    practice: Practice | None = None,
    **console_options: object,
) -> tuple[list[str], Console]:
    practice = practice or PRACTICE
    view = PracticeViewModel(practice)
    for event in events:
        view.apply(event)
    options = {"color_system": "truecolor", **console_options}
    console = Console(file=io.StringIO(), force_terminal=True, width=width, height=height, **options)
    sensor = sensor_words(view.heart, "A strap", english(), simulated=False)
    alone = SimpleNamespace(sources=("strap",), label_of={"strap": "A strap"}.__getitem__)
    passing = passing_words(view.remarked(now_s), alone, english())
    picture = Picture(view, sensor, now_s, english(), passing=passing)
    rendered = console.render_lines(picture, console.options.update(height=height), pad=False)
    return ["".join(segment.text for segment in line) for line in rendered], console


@settings(deadline=None, max_examples=60)
@given(
    width=st.integers(12, 160),
    height=st.integers(3, 60),
    now_s=st.floats(0.0, 60.0),
    colour=st.sampled_from(["truecolor", "256", "standard", None]),
)
def test_a_picture_fills_any_screen_exactly(width: int, height: int, now_s: float, colour: str | None) -> None:
    events = [ARRIVE, breath(0.0), breath(10.0), PromptShown(t_s=1.0, text="Soft and small, not deep.", for_s=9.0)]
    lines, _ = picture_lines(events, now_s, width, height, color_system=colour)
    assert [len(line) for line in lines] == [width] * height


def test_a_picture_says_what_holds_now() -> None:
    events = [
        ARRIVE,
        breath(0.0),
        breath(10.0),
        metric("heart_rate_bpm", 1.0, 71.6),
        metric("coherence_share", 1.0, 0.618),
        Battery(source="strap", t_s=1.0, level_percent=84),
        Contact(source="strap", t_s=1.0, state="no"),
        link("lost", "The strap is out of reach; it may come back by itself.", 2.0),
        PromptShown(t_s=2.0, text="Let the shoulders be heavy.", for_s=8.0),
    ]
    shown = "\n".join(picture_lines(events, 6.0, 100, 30)[0])
    for words in (
        "A small practice",
        "less than a minute left",
        "Arrive",
        "Soften",
        "Close",
        "breathe out",
        "Let the shoulders be heavy.",
        "heart 72 bpm · rhythm coherence 0.62 of 1",
        "A strap · no contact with the skin yet · battery 84 %",
        "The strap is out of reach; it may come back by itself.",
    ):
        assert words in shown
    later = "\n".join(picture_lines([*events, link("streaming", "It is back.", 9.0)], 25.0, 100, 30)[0])
    assert "out of reach" not in later
    assert "It is back." not in later
    assert "Let the shoulders be heavy." not in later


def test_an_assessment_shows_no_keys_that_would_change_nothing() -> None:
    events = [ARRIVE, breath(0.0), breath(10.0)]
    assert pace_keys_line(english()) in "\n".join(picture_lines(events, 2.0, 120, 30)[0])
    shown = "\n".join(picture_lines(events, 2.0, 120, 30, practice=replace(PRACTICE, assesses=True))[0])
    assert pace_keys_line(english()) not in shown
    assert keys_line(english()) in shown


def test_the_present_step_keeps_its_name_on_a_narrow_screen() -> None:
    soften = StepBegan(t_s=20.0, index=1, name="soften", title="Soften", heart_display="shown")
    assert "Soften" in picture_lines([ARRIVE, soften], 21.0, 14, 24)[0][2]


def test_a_low_screen_keeps_the_heart_and_the_keys() -> None:
    shown = picture_lines([ARRIVE, metric("heart_rate_bpm", 1.0, 64.0)], 2.0, 80, 5)[0]
    assert "heart 64 bpm" in shown[1]
    assert "q end gently" in shown[4]


def test_what_waits_is_said_where_the_breath_was() -> None:
    paused = picture_lines([ARRIVE, breath(0.0), Paused(t_s=3.0, mode="pause")], 12.0, 60, 24)[0]
    assert any(line.strip() == "paused" for line in paused)
    resting = picture_lines([ARRIVE, breath(0.0), Paused(t_s=3.0, mode="rest")], 5.0, 60, 24)[0]
    assert any(line.strip() == "resting here" for line in resting)


@given(first=st.floats(0.0, 1.0), second=st.floats(0.0, 1.0))
@settings(deadline=None, max_examples=40)
def test_the_light_grows_with_the_breath(first: float, second: float) -> None:
    def lit(position: float) -> int:
        lines = shaded_light(60, 20, position, ascii_only=True)
        return sum(character != " " for line in lines for character in line.plain)

    less, more = sorted((first, second))
    assert 0 < lit(less) <= lit(more)
    assert lit(0.0) < lit(1.0) / 4


@pytest.mark.parametrize("fine", [True, False])
def test_a_warmer_light_is_brighter(fine: bool) -> None:
    def brightest(warmth_share: float) -> int:
        lines = coloured_light(40, 20, 1.0, warmth_share, fine=fine)
        return max(sum(span.style.bgcolor.get_truecolor()) for line in lines for span in line.spans)

    assert brightest(0.35) < brightest(1.0)


@pytest.mark.parametrize(
    ("left_s", "words"), [(0.0, "less than a minute left"), (60.0, "1 min left"), (61.0, "2 min left")]
)
def test_minutes_left(left_s: float, words: str) -> None:
    assert minutes_left(left_s, english()) == words


def test_without_a_sensor_the_picture_speaks_of_no_heart() -> None:
    view = PracticeViewModel(PRACTICE, ())
    assert heart_words(view, english()) == ""
    sensor = sensor_words(view.heart, "", english(), simulated=False)
    console = Console(file=io.StringIO(), force_terminal=True, width=80, height=24)
    picture = Picture(view, sensor, 1.0, english(), ())
    lines = ["".join(part.text for part in line) for line in console.render_lines(picture, pad=False)]
    assert len(lines) == 24
    assert "Without a sensor" in [line.strip() for line in lines]
    assert "heart" not in "".join(lines)
