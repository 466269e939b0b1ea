"""`soften export`: recordings as files of other programs."""

from pathlib import Path

import typer

from biofeedback.app.paths import find_recording, from_home
from biofeedback.cli.options import command
from biofeedback.cli.progress import Progress
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples
from biofeedback.outside_text import shown
from sessions.exports.names import ExportFormat
from ui.words.language import Language
from ui.words.recordings.export_words import made_sentence, what_is_in_it


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "session": typer.Argument(help=language.gettext("Recordings, by path, name or the beginning of their names.")),
        "formats": typer.Option(
            "--format", help=language.gettext("What to write; may be given several times. “all” is one zip of all.")
        ),
        "to": typer.Option("--to", help=language.gettext("The folder to write into; else the one you are in.")),
        "notes": typer.Option("--notes", help=language.gettext("Write your notes and answers as well.")),
        "replace": typer.Option("--replace", help=language.gettext("Write over what is there from before.")),
    }
    app.command(
        "export",
        cls=command_class(language),
        help=language.gettext("Write recordings as files of other programs: tables, BIDS, EDF+, XDF and others."),
        epilog=examples(
            language,
            "`soften export 2026-11-22_07-30-00_compassionate_pause --format csv`",
            "`soften export 2026-11-22 --format edf --format kubios --to ~/for_the_lab`",
            "`soften export 2026-11-22 --format all`",
        ),
    )(command(export, language, **parameters))


def export(
    language: Language,
    session: list[Path],
    formats: list[ExportFormat],
    to: Path | None = None,
    notes: bool = False,
    replace: bool = False,
) -> None:
    """Write recordings as files of other programs."""
    from biofeedback.app.recordings.exporting import export_recordings

    paths = [find_recording(each) for each in session]
    with Progress(language) as progress:
        made = export_recordings(
            paths, formats, from_home(to or Path()), notes=notes, replace=replace, on_progress=progress
        )
    say(made_sentence(len(paths), [shown(str(each)) for each in made], language))
    say(what_is_in_it(notes, language))
