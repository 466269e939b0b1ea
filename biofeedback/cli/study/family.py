"""`soften study`: many recordings at once."""

import typer

from biofeedback.cli.study import begin, init, plan, report, run, status
from biofeedback.cli.study import open as open_
from biofeedback.cli.typer_words import family
from ui.words.language import Language


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this family of commands."""
    within = family(language, help_=language.gettext("Many recordings at once, for research."), no_args_is_help=True)
    for each in (run, plan, report, init, begin, status, open_):
        each.add(within, language)
    app.add_typer(within, name="study")
