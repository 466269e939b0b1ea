"""`soften sensors`: what is in reach, told as it is found; or what is known of each model of sensor."""

import dataclasses
import json
import math
import threading
import time
from typing import Annotated

import typer

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError, UsageError
from biofeedback.sensors import SensorSeen

LONGEST_S = 3600.0  # the most that ``--seconds`` takes: a choice, an hour

EXAMPLES = """
Examples:

`soften sensors`

`soften sensors --seconds 20 --json`

`soften sensors --describe` — what is known of every model

`soften sensors --describe "Polar H10"` — and of one: how it times a beat, what to do when it does not connect
"""


def sensors(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="With --describe: which model; all if not given.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.0, max=LONGEST_S, help="How long to look.")] = 8.0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, as each is found.")] = False,
    describing: Annotated[
        bool, typer.Option("--describe", help="Look at nothing; tell what is known of models of sensors.")
    ] = False,
) -> None:
    """List the sensors in reach, each as it is found.

    What stands first on a line is what `soften begin --sensor` takes.
    """
    if not math.isfinite(seconds):
        raise UsageError(CommandErrorCode.SECONDS_NO_NUMBER, seconds=seconds)
    if describing:
        from biofeedback.cli.describe_sensors import describe

        describe(name, as_data=as_json)
        return
    if name is not None:
        raise UsageError(CommandErrorCode.NAME_WITHOUT_DESCRIBE, name=name)
    from biofeedback.app.application import LiveApplication
    from ui.words.errors import error_sentence
    from ui.words.languages import english

    failing = threading.Event()

    def seen(sensor: SensorSeen) -> None:
        if sensor.kind == "bluetooth":
            failing.clear()
        typer.echo(_as_json(sensor) if as_json else f"{sensor.spec:<40} {sensor.label} · {sensor.detail}")

    def show_error(error: SoftenError) -> None:
        failing.set()
        typer.echo(error_sentence(error, english()), err=True)

    with LiveApplication() as application:
        stop = application.watch_sensors(seen, show_error)
        time.sleep(seconds)
        stop()
    if failing.is_set():
        raise typer.Exit(1)


def _as_json(sensor: SensorSeen) -> str:
    found = dataclasses.asdict(sensor)
    if math.isnan(sensor.rssi_dbm):
        found["rssi_dbm"] = None
    return json.dumps(found, ensure_ascii=False)
