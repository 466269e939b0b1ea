"""Words of the person's own and the opening page in the terminal."""

import io
import os
import signal

import pytest
from rich.console import Console

from biofeedback.practices import opening_page
from ui.terminal.opening import show_opening_page
from ui.terminal.own_words import AFTER, own_words


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


def told(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("typed", "words"), [("  tired [but] here \n", "tired [but] here"), ("\n", ""), ("", ""), ("two\nlines\n", "two")]
)
def test_one_line_is_taken_and_none_is_an_answer_too(console, typed, words):
    assert own_words(AFTER, console, Keyboard(typed)) == words
    assert told(console) == f"{AFTER}\n"


def test_nothing_is_asked_where_there_is_no_keyboard(console):
    assert own_words(AFTER, console, io.StringIO("not from a person")) == ""
    assert told(console) == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_no_words_and_breaks_nothing(console, number):
    before = signal.getsignal(number)
    assert own_words(AFTER, console, NobodyAnswers(number)) == ""
    assert signal.getsignal(number) == before


def test_the_opening_page_is_said_whole_and_waits_for_somebody_at_a_keyboard(console):
    keyboard = Keyboard("\nleft for later")
    show_opening_page(opening_page(), console, keyboard)
    flowing = " ".join(told(console).split())
    page = opening_page()
    for text in (page.title, *page.opening, page.not_now_title, *page.not_now, page.not_a_device, page.agree):
        assert text in flowing
    assert keyboard.read() == "left for later"


def test_the_opening_page_waits_for_nobody_where_there_is_no_keyboard(console):
    piped = io.StringIO("data")
    show_opening_page(opening_page(), console, piped)
    assert opening_page().agree not in told(console)
    assert piped.read() == "data"
