"""The forms of a protocol in the terminal: letters for places, Enter to pass over, and no number on a line."""

import io
import re
import signal

import pytest
from rich.console import Console

from biofeedback.event_kinds import FormMoment
from biofeedback.practice.forms.model import Form
from biofeedback.practices import form_named
from tests.rigs.suite.manual_clock import ManualClock
from tests.ui.terminal.test_own_words import Keyboard, NobodyAnswers
from ui.terminal.forms import ask_forms
from ui.words.languages import english

FORMS = tuple(form_named(name) for name in ("how_it_is", "with_yourself", "in_a_word"))


def asked(keyboard: io.StringIO, *forms: Form, moment: FormMoment = "before") -> tuple[list[str], str]:
    """Return the values that were answered, and what was told."""
    console = Console(file=io.StringIO(), force_terminal=False, width=100)
    answers = ask_forms(forms or FORMS, moment, ManualClock(), english(), console, keyboard)
    return [each.value for each in answers], console.file.getvalue()


def test_letters_are_places_and_enter_passes_over() -> None:
    values, told = asked(Keyboard("a\n\nC\n?\n9\ne\n\nlighter [now]\n"))
    assert values == ["0", "", "3", "5", "", "lighter [now]"]
    assert told.count("Please type a letter") == 7  # twice more where a letter was none
    assert "not calm at all  a b c d e f g h i j k l m n o p q r s t u  as calm as can be" in told
    assert "b  seldom\n" in told


def test_the_last_letter_is_the_end_of_the_line_and_the_middle_one_its_middle() -> None:
    assert asked(Keyboard("u\nk\n"), FORMS[0])[0] == ["100", "50"]


def test_a_line_shows_no_number() -> None:
    assert not re.search(r"\d", asked(Keyboard("\n\n"), FORMS[0])[1])


def test_a_terminal_that_is_closed_passes_over() -> None:
    assert asked(Keyboard("b\n"))[0] == ["5", "", "", "", "", ""]


def test_nothing_is_asked_where_there_is_no_keyboard() -> None:
    assert asked(io.StringIO("a\n")) == ([], "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_after_a_practice_leaves_the_rest_open(number: int) -> None:
    assert asked(NobodyAnswers(number), moment="after")[0] == [""]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_before_a_practice_lets_none_begin(number: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        asked(NobodyAnswers(number))


def test_no_forms_are_no_questions() -> None:
    assert ask_forms((), "after", ManualClock(), english(), None, Keyboard("")) == ()
