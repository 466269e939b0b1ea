"""Words of the person's own and the opening page in the terminal."""

import io
import math
import os
import signal

import pytest
from rich.console import Console

from biofeedback.practices import opening_page, practice_named
from ui.terminal.moment_words import minutes_left
from ui.terminal.opening import show_opening_page
from ui.terminal.own_words import own_words
from ui.words.languages import english
from ui.words.lengths import drawn_lengths_s, length_words
from ui.words.own_words import words_after
from ui.words.practice_words import left_words

AFTER = words_after(english())


class Keyboard(io.StringIO):
    """A terminal at which somebody has typed already."""

    def isatty(self) -> bool:
        return True


class NobodyAnswers(Keyboard):
    """A terminal at which somebody presses Ctrl-C, or that is closed."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def readline(self, size: int | None = -1) -> str:
        os.kill(os.getpid(), self._number)
        return "never"


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), force_terminal=False, width=60)


def text_of(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("typed", "words"), [("  tired [but] here \n", "tired [but] here"), ("\n", ""), ("", ""), ("two\nlines\n", "two")]
)
def test_one_line_is_taken_and_none_is_an_answer_too(console, typed, words):
    assert own_words(AFTER, english(), console, Keyboard(typed)) == words
    assert text_of(console) == f"{AFTER} (Enter for none)\n"


def test_nothing_is_asked_where_there_is_no_keyboard(console):
    assert own_words(AFTER, english(), console, io.StringIO("not from a person")) == ""
    assert text_of(console) == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_no_words_and_breaks_nothing(console, number):
    before = signal.getsignal(number)
    assert own_words(AFTER, english(), console, NobodyAnswers(number)) == ""
    assert signal.getsignal(number) == before


def test_the_opening_page_is_said_whole_and_waits_for_somebody_at_a_keyboard(console):
    keyboard = Keyboard("\nleft for later")
    show_opening_page(opening_page(), english(), console, keyboard)
    flowing = " ".join(text_of(console).split())
    page = opening_page()
    for text in (page.title, *page.opening, page.not_now_title, *page.not_now, page.not_a_device, page.agree):
        assert text in flowing
    assert keyboard.read() == "left for later"


def test_the_opening_page_waits_for_nobody_where_there_is_no_keyboard(console):
    piped = io.StringIO("data")
    show_opening_page(opening_page(), english(), console, piped)
    assert opening_page().agree not in text_of(console)
    assert piped.read() == "data"


@pytest.mark.parametrize(
    ("name", "words"),
    [("three_breaths", "30 s"), ("compassionate_pause", "3 min"), ("free_sitting", "as long as you like")],
)
def test_a_length_is_said_in_words_that_fit(name, words):
    assert length_words(practice_named(name), english()) == words


def test_a_step_without_end_takes_most_of_the_room():
    arrive, sit = drawn_lengths_s(practice_named("free_sitting").steps)
    assert (arrive, sit) == (60.0, pytest.approx(240.0))
    alone = practice_named("free_sitting").steps[1:]
    assert drawn_lengths_s(alone) == [1.0]
    pause = practice_named("compassionate_pause").steps
    assert drawn_lengths_s(pause) == [step.length_s for step in pause]


def test_what_is_left_of_something_without_end_is_no_number():
    assert minutes_left(math.inf, english()) == "as long as you like"
    assert left_words(math.inf, None, english()) == "as long as you like"
    assert left_words(math.inf, "rest", english()) == "resting"
