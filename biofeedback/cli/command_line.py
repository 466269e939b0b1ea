"""Every command of `soften`, gathered into one Typer application.

A command is imported when it is asked for, so that none pays for another; where no command is named, all of them are.
"""

from importlib import import_module
from typing import Annotated

import typer

_COMMANDS = ("begin", "assess", "sensors", "capture", "analyse", "replay", "path")
_FAMILIES = ("practices", "sessions")


def command_line(word: str = "") -> typer.Typer:
    """Return the application with the command that ``word`` names, or with all of them where it names none."""
    app = typer.Typer(
        name="soften",
        help="Practise self-compassion with your own heart for company.",
        epilog=(
            "Example: `soften begin --sensor simulated` — a compassionate pause with a simulated heart.\n\n"
            "Soften is for practice and curiosity; it is not a medical device. Stopping is always fine."
        ),
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    named = word in (*_COMMANDS, *_FAMILIES)
    for name in _COMMANDS:
        if not named or name == word:
            module = import_module(f"biofeedback.cli.{name}")
            app.command(name, epilog=module.EXAMPLES)(getattr(module, name))
    for name in _FAMILIES:
        if not named or name == word:
            app.add_typer(import_module(f"biofeedback.cli.{name}").app, name=name)
    app.callback(invoke_without_command=True)(_window)
    return app


def _say_version(asked: bool) -> None:
    if asked:
        import importlib.metadata

        typer.echo(f"soften {importlib.metadata.version('soften')}")
        raise typer.Exit


def _window(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version and leave.")
    ] = False,
) -> None:
    """Practise self-compassion with your own heart for company.

    Without a command, the window opens.
    """
    if context.invoked_subcommand is None:
        from biofeedback.app.window import open_window

        raise typer.Exit(open_window())
