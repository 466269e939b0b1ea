"""`soften study report`: what became of each number, over all people of a study."""

from dataclasses import dataclass
from pathlib import Path

import typer

from biofeedback.app.paths import from_home
from biofeedback.cli.options import takes
from biofeedback.cli.progress import Progress
from biofeedback.cli.say import say
from biofeedback.cli.study.options import WorkOptions, kept_settings, results_of, study_of, work_words
from biofeedback.cli.study.run import run_and_gather
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.outside_text import shown
from ui.words.language import Language

_NAME = "report.html"  # within the folder of the results, where nobody names another file
_SEED = 1
"""What intervals grow from where nobody says: any number does, as long as it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions(WorkOptions):
    """Where the report goes, and what its intervals grow from."""

    out: Path | None = None
    seed: int = _SEED


def add(within: typer.Typer, language: Language) -> None:
    """Give the family this command."""
    parameters = {
        **work_words(language),
        "out": typer.Option(
            "--out",
            metavar="FILE",
            dir_okay=False,
            help=language.gettext("The report to write, .html or .pdf; else report.html beside the tables."),
        ),
        "seed": typer.Option("--seed", min=0, help=language.gettext("What the intervals grow from; it is told there.")),
    }
    within.command(
        "report",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Write a report: each number's change from the baseline, by kind of block, over people."),
            language.gettext(
                "What has no result yet is analysed first, as the tables that are there were. Conditions are told "
                "apart once the key of the study was opened. Medians come with intervals by bootstrap; nothing is "
                "tested, and no file and no person is named."
            ),
        ),
        epilog=examples(language, "`soften study report ~/study`", "`soften study report ~/study --out ~/study.pdf`"),
    )(takes(report_study, ReportOptions, language, parameters))


def report_study(language: Language, options: ReportOptions) -> None:
    """Write the report on a study."""
    from biofeedback.app.study.reporting import form_of, write_study_report

    results = results_of(options)
    to = results / _NAME if options.out is None else from_home(options.out).absolute()
    form_of(to)  # said now, and not after hours
    with study_of(options, kept_settings(results)) as study:
        run_and_gather(study, language)
        with Progress(language):
            write_study_report(study.folder, results, to, language, options.seed)
    say(language.gettext("The report: {path}").format(path=shown(str(to))))
    say(language.gettext("The seed of its intervals: {seed}").format(seed=options.seed))
