"""Asks in the terminal for a word or two of the person's own."""

import sys
from typing import TextIO

from rich.console import Console

from ui.terminal.console import SafeConsole
from ui.termination import INTERRUPT, TERMINATION, on_signals
from ui.words.language import Language


def own_words(question: str, language: Language, console: Console | None = None, stdin: TextIO | None = None) -> str:
    """Return the line that somebody wrote, without space around it; nothing where there is no keyboard.

    An interrupt, or a signal that asks the program to end, is an answer too and leaves no words.

    Parameters
    ----------
    question : str
        What to ask.
    language : Language
        The person's language.
    console : Console or None
        Where to ask it; ``None`` takes standard output.
    stdin : TextIO or None
        The keyboard; ``None`` takes standard input.
    """
    console, stdin = console or SafeConsole(), stdin or sys.stdin
    if not stdin.isatty():
        return ""
    asked = language.gettext("{question} (Enter for none)").format(question=question)
    console.print(asked, markup=False, highlight=False)
    try:
        with on_signals((*INTERRUPT, *TERMINATION), _break_off):
            return stdin.readline().strip()
    except KeyboardInterrupt:
        return ""


def _break_off() -> None:
    raise KeyboardInterrupt
