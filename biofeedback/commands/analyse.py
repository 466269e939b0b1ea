"""`soften analyse`: the numbers of a recording or of a file of intervals."""

import dataclasses
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biofeedback.errors import RecordingError

if TYPE_CHECKING:
    from biofeedback.signals.analysis import Analysis

RECORDING_SUFFIX = ".soften"


EXAMPLES = """
Examples:

`soften analyse 2026-11-22_07-30-00_compassionate_pause`

`soften analyse rr.txt --json`
"""


def analyse(
    file: Annotated[Path, typer.Argument(help="A recording, or a text file with one RR interval a line.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compute the numbers of a recording, or of RR intervals in a text file.

    Intervals may be in milliseconds or seconds, one a line, or in a CSV with the header `time,rr`.
    """
    remark, result = _analyse_recording(file) if _is_recording(file) else _analyse_text(file)
    values = dataclasses.asdict(result)
    if as_json:
        typer.echo(json.dumps({name: _json_number(value) for name, value in values.items()}, indent=2))
        return
    typer.echo(remark)
    from biofeedback.signals.definitions import DEFINITIONS

    for name, value in values.items():
        definition = DEFINITIONS[name]
        number = "not enough data" if math.isnan(value) else f"{value:.6g} {definition.unit}".rstrip()
        typer.echo(f"  {definition.title:<34} {number}")


def _is_recording(file: Path) -> bool:
    return file.suffix == RECORDING_SUFFIX or not file.exists()


def _analyse_recording(file: Path) -> "tuple[str, Analysis]":
    from biofeedback.commands.finding import find_recording
    from biofeedback.events import Beat
    from biofeedback.signals.analysis import analyse as analyse_beats
    from sessions.reader import Recording

    path = find_recording(file)
    with Recording(path) as recording:
        beats = [event for _, event in recording.events(Beat) if isinstance(event, Beat)]
    result = analyse_beats([beat.rr_ms for beat in beats], arrived_s=[beat.arrived_s for beat in beats])
    return f"{path.name}: {len(beats)} beats as they arrived.", result


def _analyse_text(file: Path) -> "tuple[str, Analysis]":
    from biofeedback.signals.analysis import analyse as analyse_beats
    from sessions.rr_text import read_rr_text

    text = read_rr_text(file)
    if not len(text.rr_ms):
        raise RecordingError(f"{file.name} holds no intervals.", str(file))
    return text.remark, analyse_beats(text.rr_ms)


def _json_number(value: float) -> float | None:
    """JSON has no nan; a number that cannot be known is null."""
    return None if math.isnan(value) else value
