"""Every command of `soften`, gathered into one Typer application.

Each command imports its parts when it runs, so that none pays for another.
"""

import importlib.metadata
from typing import Annotated

import typer

from biofeedback.cli import analyse, assess, begin, capture, path, practices, replay, sensors, sessions

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
app.command("begin", epilog=begin.EPILOG)(begin.begin)
app.command("assess", epilog=assess.EXAMPLES)(assess.assess)
app.command("sensors", epilog=sensors.EXAMPLES)(sensors.sensors)
app.command("capture", epilog=capture.EXAMPLES)(capture.capture)
app.command("analyse", epilog=analyse.EXAMPLES)(analyse.analyse)
app.command("replay", epilog=replay.EXAMPLES)(replay.replay)
app.command("path", epilog=path.EXAMPLES)(path.path)
app.add_typer(practices.app, name="practices")
app.add_typer(sessions.app, name="sessions")


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"soften {importlib.metadata.version('soften')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def window(
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
