"""Prints the opening page in the terminal and waits for Enter."""

import sys
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from biofeedback.practice.script.safety import OpeningPage
from ui.terminal.console import SafeConsole
from ui.words.language import Language


def show_opening_page(
    page: OpeningPage, language: Language, console: Console | None = None, stdin: TextIO | None = None
) -> None:
    """Print the page and, where there is somebody at a keyboard, wait for Enter.

    Parameters
    ----------
    page : OpeningPage
        What to say.
    language : Language
        The person's language.
    console : Console or None
        Where to say it; ``None`` takes standard output.
    stdin : TextIO or None
        The keyboard; ``None`` takes standard input.
    """
    console, stdin = console or SafeConsole(), stdin or sys.stdin
    for paragraph in (page.title, *page.opening):
        console.print(paragraph, end="\n\n", markup=False, highlight=False)
    console.print(page.not_now_title, markup=False, highlight=False)
    for each in page.not_now:
        console.print(Padding(Text(f"· {each}"), (0, 0, 0, 2)))
    console.print(f"\n{page.not_a_device}", end="\n\n", markup=False, highlight=False)
    if stdin.isatty():
        # Translators: a key of the keyboard.
        console.print(page.agree, language.pgettext("key", "Enter"), sep=": ", markup=False, highlight=False)
        stdin.readline()
