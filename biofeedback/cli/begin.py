"""`soften begin`: a practice, in the window or in the terminal."""

import typer

from biofeedback.cli.begin_words import begin_epilog, begin_options
from biofeedback.cli.options import takes
from biofeedback.cli.practising.begin_practice import BeginOptions, begin
from biofeedback.cli.typer_words import command_class
from ui.words.language import Language


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    app.command(
        "begin",
        cls=command_class(language, begin_epilog),
        help=language.gettext("Begin a practice."),
    )(takes(begin, BeginOptions, language, begin_options(language)))
