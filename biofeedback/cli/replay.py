"""`soften replay`: whether the recorded numbers come out again."""

import dataclasses
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError

if TYPE_CHECKING:
    from biofeedback.app.replay import ReplayReport


EXAMPLES = """
Examples:

`soften replay 2026-11-22_07-30-00_compassionate_pause`

`soften replay morning.soften --json`
"""


def replay(
    file: Annotated[Path, typer.Argument(help="A recording, by path or by name.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Recompute every number of a recording from its raw packets or beats, and say whether they are equal."""
    from biofeedback.app import replay as replaying
    from biofeedback.app.paths import find_recording
    from sessions.reader import Recording

    path = find_recording(file)
    with Recording(path) as recording:
        report = replaying.replay(recording)
    if as_json:
        found = dataclasses.asdict(report) | {"equal": report.equal}
        if math.isinf(report.largest_relative_difference):
            found["largest_relative_difference"] = None
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        for line in _in_words(report):
            typer.echo(line)
    if not report.equal:
        raise SoftenError(CommandErrorCode.REPLAY_DIFFERS, file=path.name)


def _in_words(report: "ReplayReport") -> list[str]:
    lines = []
    if report.ended_unexpectedly:
        lines.append("This recording ended unexpectedly; everything up to its last second is here.")
    if report.identical and not report.sources:
        return [*lines, "This practice was without a sensor; there is no number to compute anew."]
    blocks = f", {report.sample_blocks} blocks of samples" if report.sample_blocks else ""
    lines.append(
        f"{report.packets} packets, {report.beats} beats{blocks} and {report.numbers} computed events were replayed."
    )
    if report.identical:
        lines.append("Every one equals what was recorded, bit for bit.")
    elif report.equal:
        lines.append(
            "Every number equals what was recorded within "
            f"{report.largest_relative_difference:.1e} (relative), as expected from another machine or version."
        )
    else:
        lines.append(f"The first that differs: {report.first_difference}")
    return lines
