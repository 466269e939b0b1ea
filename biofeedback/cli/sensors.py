"""`soften sensors`: what is in reach, told as it is found; or what is known of each model of sensor."""

import dataclasses
import math
import threading
import time

import typer

from biofeedback.cli.options import command
from biofeedback.cli.say import say, say_json
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError, UsageError
from biofeedback.sensors import SensorSeen
from ui.words.cells import padded
from ui.words.language import Language

_SPEC_WIDTH = 40  # cells that a specification has before its words: a choice, as long as a Bluetooth one
LONGEST_S = 3600.0  # the most that ``--seconds`` takes: a choice, an hour


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "name": typer.Argument(
            metavar="NAME",
            help=language.gettext("With {option}: which model; all if not given.").format(option="--describe"),
        ),
        "named": typer.Option(
            metavar="TEXT",
            help=language.gettext(
                "List also a device that does not say that it is a sensor: its name, a part of it, or its address."
            ),
        ),
        "seconds": typer.Option(min=0.0, max=LONGEST_S, help=language.gettext("How long to look.")),
        "as_json": typer.Option("--json", help=language.gettext("One JSON object a line, as each is found.")),
        "describing": typer.Option(
            "--describe", help=language.gettext("Look at nothing; tell what is known of models of sensors.")
        ),
    }
    app.command(
        "sensors",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("List the sensors in reach, each as it is found."),
            language.gettext("What stands first on a line is what {command} takes.").format(
                command="`soften begin --sensor`"
            ),
        ),
        epilog=examples(
            language,
            "`soften sensors`",
            "`soften sensors --seconds 20 --json`",
            language.gettext("{command} — also one that does not say that it is a sensor").format(
                command='`soften sensors --named "My strap"`'
            ),
            language.gettext("{command} — what is known of every model").format(command="`soften sensors --describe`"),
            language.gettext("{command} — and of one: how it times a beat, what to do when it does not connect").format(
                command='`soften sensors --describe "Polar H10"`'
            ),
        ),
    )(command(sensors, language, **parameters))


def sensors(
    language: Language,
    name: str | None = None,
    named: str = "",
    seconds: float = 8.0,
    as_json: bool = False,
    describing: bool = False,
) -> None:
    """List the sensors in reach, each as it is found.

    What stands first on a line is what `soften begin --sensor` takes.
    """
    if not math.isfinite(seconds):
        raise UsageError(CommandErrorCode.SECONDS_NO_NUMBER, seconds=seconds)
    if describing:
        from biofeedback.cli.describe_sensors import describe

        describe(name, language, as_data=as_json)
        return
    if name is not None:
        raise UsageError(CommandErrorCode.NAME_WITHOUT_DESCRIBE, name=name)
    from biofeedback.app.application import LiveApplication
    from ui.words.errors import error_sentence

    failing = threading.Event()

    def seen(sensor: SensorSeen) -> None:
        if sensor.kind == "bluetooth":
            failing.clear()
        if as_json:
            say_json(_as_json(sensor), indent=None)
        else:
            say(_in_words(sensor, language))

    def show_error(error: SoftenError) -> None:
        failing.set()
        say(error_sentence(error, language), err=True)

    with LiveApplication() as application:
        stop = application.watch_sensors(seen, show_error, named)
        time.sleep(seconds)
        stop()
    if failing.is_set():
        raise typer.Exit(1)


def _in_words(sensor: SensorSeen, language: Language) -> str:
    # What is known by heart has messages; a name on the air, or what a maker calls its device, is left as it is.
    label, detail = language.gettext(sensor.label), language.gettext(sensor.detail)
    return f"{padded(sensor.spec, _SPEC_WIDTH)} {label} · {detail}"


def _as_json(sensor: SensorSeen) -> dict[str, object]:
    found = dataclasses.asdict(sensor)
    if math.isnan(sensor.rssi_dbm):
        found["rssi_dbm"] = None
    return found
