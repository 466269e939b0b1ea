"""`soften practices`: what can be practised, and how to write one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from biofeedback.practice.script.model import Practice

EXAMPLES = """
Examples:

`soften practices` — those there are, with your own

`soften practices new morning.toml` — a template that can be practised as it is

`soften practices check morning.toml`

`soften practices preview morning.toml` — its whole course in words
"""

app = typer.Typer(help="The practices there are; write, check and preview your own.", epilog=EXAMPLES)


@app.callback(invoke_without_command=True)
def practices(context: typer.Context) -> None:
    """List the practices, and say what is wrong with files that cannot be read."""
    if context.invoked_subcommand is not None:
        return
    from biofeedback.app.paths import practices_folder
    from biofeedback.app.practice_library import offered, own_practices
    from ui.words.errors import error_sentence
    from ui.words.languages import english

    own = own_practices()
    for practice in (*offered(), *(each.practice for each in own if each.practice is not None)):
        typer.echo(f"{practice.name}  {practice.title}, {_length(practice)}")
    for each in own:
        for fault in each.faults:
            typer.echo(f"  {error_sentence(fault, english())}", err=True)
    typer.echo(f"Your own: {practices_folder()}")


@app.command("new", epilog=EXAMPLES)
def new(
    file: Annotated[Path, typer.Argument(help="The file to write.", dir_okay=False)],
) -> None:
    """Write a new practice to begin with; a file that is there is left alone."""
    from biofeedback.app.practice_library import SUFFIX, name_from, write_new
    from biofeedback.app.practice_template import template

    path = file if file.suffix == SUFFIX else file.with_name(file.name + SUFFIX)
    write_new(path, template(name_from(path), str(path)))
    typer.echo(f"{path} is there. It can be practised as it is: soften begin {path}")


@app.command("check", epilog=EXAMPLES)
def check(
    file: Annotated[Path, typer.Argument(help="A practice file.")],
) -> None:
    """Say whether a practice file can be practised, and all that keeps it from that."""
    from biofeedback.app.practice_library import read_file
    from ui.words.errors import error_sentence
    from ui.words.languages import english

    own = read_file(file)
    for fault in own.faults:
        typer.echo(error_sentence(fault, english()), err=True)
    if own.practice is None:
        raise typer.Exit(1)
    typer.echo(f"{file.name} can be practised: {own.practice.title}, {_length(own.practice)}.")


@app.command("preview", epilog=EXAMPLES)
def preview(
    practice: Annotated[str, typer.Argument(help="A practice by its name, or a file.")],
    minutes: Annotated[int | None, typer.Option(help="Which of its lengths.")] = None,
) -> None:
    """Tell the whole course of a practice: times, steps, words, breath and silences."""
    from biofeedback.app.practice_library import practice_meant
    from biofeedback.app.practice_outline import course

    meant = practice_meant(practice)
    for line in course(meant if minutes is None else meant.lasting(minutes)):
        typer.echo(line)


def _length(practice: "Practice") -> str:
    if practice.endless:
        return "as long as you like"
    if practice.minutes:
        return f"{', '.join(str(each) for each in practice.minutes)} min"
    return f"{practice.length_s:.0f} s" if practice.length_s < 60.0 else f"{practice.length_s / 60.0:.3g} min"
