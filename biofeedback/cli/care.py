"""`soften care`: what is good to know for whoever leads others, to read."""

import os
import shutil

import typer

from biofeedback.cli.options import command
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class
from ui.words.cells import wrapped
from ui.words.language import Language

_WIDEST = 88  # cells of a line: a choice, as of the eight weeks; longer lines tire the eye


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    app.command(
        "care",
        cls=command_class(language),
        help=language.gettext(
            "Read what is good to know before you lead others, and when it is too much for somebody."
        ),
    )(command(care, language))


def care(language: Language) -> None:
    """Read what is good to know before you lead others, and when it is too much for somebody."""
    from biofeedback.languages import preferred_languages
    from biofeedback.practices import care_page
    from ui.words.rooms.care_words import care_help

    page = care_help(care_page(preferred_languages(os.environ)), language)
    wide = min(_WIDEST, shutil.get_terminal_size().columns)
    say(page.title)
    for heading, text in page.parts:
        lines = [*([heading] if heading else []), *text.splitlines()]
        say("\n" + "\n".join("\n".join(_wrapped(line, wide)) for line in lines))


def _wrapped(line: str, wide: int) -> list[str]:
    return wrapped(line, wide, later="  " if line.startswith("· ") else "")
