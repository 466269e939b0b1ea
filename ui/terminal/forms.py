"""Asks the forms of a protocol in the terminal, a question at a time; a letter stands for a place."""

import string
import sys
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console

from biofeedback.clock import Clock
from biofeedback.event_kinds import FormMoment
from biofeedback.events import FormAnswered
from biofeedback.practice.forms.asking import Asking
from biofeedback.practice.forms.model import LONGEST_WORDS, WIDEST, Form, Question
from ui.terminal.console import SafeConsole
from ui.termination import INTERRUPT, TERMINATION, on_signals
from ui.words.language import Language
from ui.words.studies.form_words import letters_words, words_words

_LETTERS = string.ascii_lowercase
_STEP = 5
"""Hundredths of a line from one letter to the next: a choice, a to u; finer places are shown in the window."""


def ask_forms(
    forms: Sequence[Form],
    moment: FormMoment,
    clock: Clock,
    language: Language,
    console: Console | None = None,
    stdin: TextIO | None = None,
) -> tuple[FormAnswered, ...]:
    """Return what was answered; nothing where there is no keyboard.

    An interrupt, or a signal that asks the program to end, leaves the rest open after a practice.

    Raises
    ------
    KeyboardInterrupt
        It came before a practice, which then does not begin.
    """
    console, stdin = console or SafeConsole(), stdin or sys.stdin
    if not forms or not stdin.isatty():
        return ()
    asking = Asking(forms, clock.now_s())
    form: Form | None = None
    try:
        with on_signals((*INTERRUPT, *TERMINATION), _break_off):
            while not asking.over:
                if asking.form is not form:
                    form = asking.form
                    _say(console, "", form.title, *([form.subtitle] if form.subtitle else []))
                asking.answer(_answer(asking.question, language, console, stdin))
                asking.go_on(clock.now_s())
    except KeyboardInterrupt:
        if moment == "before":
            raise
        asking.leave(clock.now_s())
    return asking.answered(moment)


def _answer(question: Question, language: Language, console: Console, stdin: TextIO) -> str:
    _say(console, "", question.text)
    if question.kind == "words":
        _say(console, words_words(language))
        return stdin.readline().strip()[:LONGEST_WORDS]
    places = _places(question)
    if question.kind == "visual_analogue":
        _say(console, f"{question.low}  {' '.join(places)}  {question.high}")
    else:
        _say(console, *(f"{letter}  {words}" for letter, words in zip(places, question.choices, strict=True)))
    while True:
        _say(console, letters_words(language))
        line = stdin.readline()
        letter = line.strip().lower()
        if not line or not letter:
            return ""
        if letter in places:
            return places[letter]


def _places(question: Question) -> dict[str, str]:
    """Return the value of each letter."""
    is_line = question.kind == "visual_analogue"
    values = range(0, WIDEST + 1, _STEP) if is_line else range(1, len(question.choices) + 1)
    return {letter: str(value) for letter, value in zip(_LETTERS, values, strict=False)}


def _say(console: Console, *lines: str) -> None:
    for line in lines:
        console.print(line, markup=False, highlight=False)


def _break_off() -> None:
    raise KeyboardInterrupt
