"""`soften assess`: at which pace the heart answers most today."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from biofeedback.errors import RecordingError

EXAMPLES = """
Examples:

`soften assess --sensor "bluetooth:Polar H10"` — five paces from 6.5 to 4.5, two minutes each

`soften assess --sliding` — one slow slide from 6.75 to 4.25 in fifteen minutes

`soften assess --sensor simulated --speed 30` — try it without a sensor
"""


def assess(
    sensor: Annotated[str, typer.Option(metavar="SPEC", help="Whose heart answers.")] = "bluetooth",
    sliding: Annotated[bool, typer.Option("--sliding", help="One slow slide instead of steps.")] = False,
    speed: Annotated[float, typer.Option(help="Run this many times faster; for a heart that is not live.")] = 1.0,
    seed: Annotated[int | None, typer.Option(help="What the simulated heart grows from.")] = None,
    output: Annotated[Path | None, typer.Option(help="Where to keep the recording.", dir_okay=False)] = None,
) -> None:
    """Find the pace at which the heart answers most today; it may be another one tomorrow."""
    from biofeedback.commands.assessing import AssessmentLeader, answer_of, as_practice, in_words
    from biofeedback.commands.begin import checked_speed, recording_path
    from biofeedback.commands.house import LivedHouse
    from biofeedback.commands.pace_of_today import keep_today
    from biofeedback.practice.assessment import sliding as sliding_schedule
    from biofeedback.practice.assessment import stepped
    from sessions.reader import Recording
    from ui.terminal.practice import run_terminal

    schedule = sliding_schedule() if sliding else stepped()
    practice = as_practice(schedule, "sliding_assessment" if sliding else "stepped_assessment")
    with LivedHouse(speed=checked_speed(speed), seed=seed, output=recording_path(output)) as house:
        sitting = house.lead(practice, AssessmentLeader(schedule), sensor)
        try:
            run_terminal(sitting)
        finally:
            path = sitting.finish()
    if sitting.trouble:
        raise RecordingError(sitting.trouble, str(path))
    with Recording(path) as recording:
        answer = answer_of([event for _, event in recording.events()], sliding=sliding)
    typer.echo()
    if sitting.simulated:
        typer.echo("The heart was a simulated one.")
    for line in in_words(answer):
        typer.echo(line)
    if not sitting.simulated:
        keep_today(answer.estimate.per_min, datetime.datetime.now().astimezone().date())
    typer.echo(f"The recording: {path}")
