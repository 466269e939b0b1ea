"""The opening page in the terminal, before anything begins.

This module must not know whether it was shown before.
"""

import sys
from typing import TextIO

from rich.console import Console

from biofeedback.practice.safety import OpeningPage


def show_opening_page(page: OpeningPage, console: Console | None = None, stdin: TextIO | None = None) -> None:
    """Print the page and, where there is somebody at a keyboard, wait for Enter.

    Parameters
    ----------
    page : OpeningPage
        What to say.
    console : Console or None
        Where to say it; ``None`` takes standard output.
    stdin : TextIO or None
        The keyboard; ``None`` takes standard input.
    """
    console, stdin = console or Console(), stdin or sys.stdin
    not_now = "\n".join(f"  · {each}" for each in page.not_now)
    for paragraph in (page.title, *page.opening, f"{page.not_now_title}\n{not_now}", page.not_a_device):
        console.print(paragraph, end="\n\n", markup=False, highlight=False)
    if stdin.isatty():
        console.print(f"{page.agree}: Enter", markup=False, highlight=False)
        stdin.readline()
