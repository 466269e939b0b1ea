"""`soften report`: a page on one recording, and an annex for research, as PDF or HTML."""

from enum import StrEnum
from pathlib import Path

import typer

from biofeedback.cli.options import by_hand_option, command
from biofeedback.cli.progress import Progress
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.outside_text import shown
from ui.words.language import Language


class ReportFormat(StrEnum):
    """What a report is written as."""

    PDF = "pdf"
    HTML = "html"


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "session": typer.Argument(help=language.gettext("A recording, by path, name or the beginning of its name.")),
        "form": typer.Option("--format", help=language.gettext("What to write it as.")),
        "annex": typer.Option(
            "--annex/--no-annex", help=language.gettext("Whether the annex for research follows the page.")
        ),
        "by_hand": by_hand_option(language),
        "to": typer.Option("--to", file_okay=False, help=language.gettext("The folder to write it into.")),
    }
    app.command(
        "report",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Write a page on a recording: the course of heart and breath, the steps, your words."),
            language.gettext(
                "An annex for research follows: how it was made, how every number is defined, what is withheld and "
                "why. A PDF is made as PDF/UA-1; an HTML file asks for nothing outside itself."
            ),
        ),
        epilog=examples(
            language,
            "`soften report 2026-11-22_07-30-00_compassionate_pause`",
            "`soften report 2026-11-22 --format html --no-annex --to reports`",
        ),
    )(command(report, language, **parameters))


def report(
    language: Language,
    session: Path,
    form: ReportFormat = ReportFormat.PDF,
    annex: bool = True,
    by_hand: bool = False,
    to: Path = Path(),
) -> None:
    """Write the report of a recording."""
    from biofeedback.app.paths import find_recording, from_home
    from biofeedback.app.recordings.reporting import write_report

    path = find_recording(session)
    with Progress(language) as progress:
        made = write_report(
            path, from_home(to), language, form.value, annex=annex, by_hand=by_hand, on_progress=progress
        )
    say(language.gettext("The report: {path}").format(path=shown(str(made))))
