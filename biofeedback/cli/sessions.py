"""`soften sessions`: the recordings in the library."""

import json
import math
from typing import Annotated

import typer

from biofeedback.app.paths import sessions_folder
from biofeedback.cli.summary import say_summary, summary_of
from ui.words.errors import error_sentence
from ui.words.languages import english

app = typer.Typer(help="Look at the recordings kept on this machine, or delete them.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A recording, by path, name or the beginning of its name.")]


@app.command("list")
def list_sessions(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """List the recordings, newest first.

    Example: `soften sessions list`
    """
    from sessions.library import Library

    folder = sessions_folder()
    entries = Library(folder).entries()
    if as_json:
        found = [
            {
                "name": entry.name,
                "path": str(entry.path),
                "started": entry.started.isoformat() if entry.started else None,
                "practice": entry.practice,
                "length_s": None if math.isnan(entry.length_s) else entry.length_s,
                "beats": entry.beats,
                "ended_unexpectedly": entry.ended_unexpectedly,
                "trouble": "" if entry.error is None else error_sentence(entry.error, english()),
            }
            for entry in entries
        ]
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for entry in entries:
        if entry.error is not None:
            typer.echo(f"{entry.name}  {error_sentence(entry.error, english())}")
            continue
        remark = "  without a sensor" if entry.without_sensor else ""
        remark += "  ended unexpectedly" if entry.ended_unexpectedly else ""
        typer.echo(f"{entry.name}  {entry.practice}, {entry.length_s / 60:.1f} min, {entry.beats} beats{remark}")
    if not entries:
        typer.echo(f"No recordings yet; they will be kept in {folder}.")


@app.command("show")
def show(name: Name) -> None:
    """Show the summary of a recording and what it says of itself.

    Example: `soften sessions show 2026-11-22`
    """
    from sessions.library import Library
    from sessions.reader import Recording

    path = Library(sessions_folder()).find(name)
    say_summary(summary_of(path))
    with Recording(path) as recording:
        typer.echo()
        if recording.ended_unexpectedly:
            typer.echo("This recording ended unexpectedly; everything up to its last second is here.")
        for fact, value in sorted(recording.facts.items()):
            typer.echo(f"  {fact}: {value}")
    typer.echo(f"The recording: {path}")


@app.command("delete")
def delete(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
) -> None:
    """Delete a recording; nothing of it remains.

    Example: `soften sessions delete 2026-11-22_07-30-00_compassionate_pause`
    """
    from sessions.library import Library

    library = Library(sessions_folder())
    path = library.find(name)
    if not yes:
        typer.confirm(f"Delete {path.name}? It cannot be brought back.", abort=True)
    library.delete(path)
    typer.echo(f"{path.name} is deleted.")
