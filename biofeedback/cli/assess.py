"""`soften assess`: at which pace the heart answers most today."""

from typing import Annotated

import typer

from biofeedback.cli.options import Output, Seed, Speed, checked_speed, recording_path

EXAMPLES = """
Examples:

`soften assess --sensor "bluetooth:Polar H10"` — five paces from 6.5 to 4.5, two minutes each

`soften assess --sliding` — one slow slide from 6.75 to 4.25 in fifteen minutes

`soften assess --sensor simulated --speed 30` — try it without a sensor
"""


def assess(
    sensor: Annotated[str, typer.Option(metavar="SPEC", help="Whose heart answers.")] = "bluetooth",
    sliding: Annotated[bool, typer.Option("--sliding", help="One slow slide instead of steps.")] = False,
    speed: Speed = 1.0,
    seed: Seed = None,
    output: Output = None,
) -> None:
    """Find the pace at which the heart answers most today; it may be another one tomorrow."""
    from biofeedback.app.application import LiveApplication
    from biofeedback.cli.summary import say_findings
    from ui.terminal.practice import run_terminal

    with LiveApplication(speed=checked_speed(speed), seed=seed, output=recording_path(output)) as application:
        session = application.assess(sensor, sliding=sliding)
        try:
            run_terminal(session)
        finally:
            path = session.finish()
    if session.error is not None:
        raise session.error
    typer.echo()
    if (found := session.findings()) is not None:
        say_findings(found)
    typer.echo(f"The recording: {path}")
