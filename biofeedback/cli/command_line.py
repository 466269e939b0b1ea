"""Every command of `soften`, gathered into one Typer application that speaks the person's language.

A command is imported when it is asked for, so that none pays for another; where no command is named, all of them are.
"""

from importlib import import_module
from typing import Annotated

import typer

from biofeedback.cli.say import say
from biofeedback.cli.typer_words import family, paragraphs
from ui.words.language import Language

_COMMANDS = ("begin", "assess", "sensors", "capture", "analyse", "replay", "path", "practices", "sessions", "people")


def command_line(language: Language, word: str = "") -> typer.Typer:
    """Return the application with the command that ``word`` names, or with all of them where it names none."""
    example = language.gettext("Example: {command} — a compassionate pause with a simulated heart.")
    app = family(
        language,
        name="soften",
        help_=language.gettext("Practise self-compassion with your own heart for company."),
        epilog=paragraphs(
            example.format(command="`soften begin --sensor simulated`"),
            language.gettext(
                "Soften is for practice and curiosity; it is not a medical device. Stopping is always fine."
            ),
        ),
    )
    for name in _COMMANDS:
        if word not in _COMMANDS or name == word:
            import_module(f"biofeedback.cli.{name}").add(app, language)
    version = typer.Option(
        "--version", callback=_say_version, is_eager=True, help=language.gettext("Say the version and leave.")
    )

    def window(context: typer.Context, _version: Annotated[bool, version] = False) -> None:
        if context.invoked_subcommand is None:
            from biofeedback.app.window import open_window

            raise typer.Exit(open_window())

    app.callback(invoke_without_command=True)(window)
    return app


def _say_version(asked: bool) -> None:
    if asked:
        import importlib.metadata

        name = "soften"
        say(f"{name} {importlib.metadata.version(name)}")
        raise typer.Exit
