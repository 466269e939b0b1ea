"""`soften study plan`: say how long a study takes."""

from dataclasses import dataclass

import typer

from biofeedback.cli.options import takes
from biofeedback.cli.progress import Progress
from biofeedback.cli.say import say
from biofeedback.cli.study.options import AnalysisOptions, analysis_words, file_count, settings_of, study_of
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from ui.words.language import Language

_MINUTES_FROM_S, _HOURS_FROM_S = 120.0, 7200.0
"""From how many seconds on a length is told in minutes, and in hours: a choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions(AnalysisOptions):
    """How much is planned."""

    files: int | None = None
    machines: int = 1


def add(within: typer.Typer, language: Language) -> None:
    """Give the family this command."""
    parameters = {
        **analysis_words(language),
        "files": typer.Option(
            "--files", min=1, help=language.gettext("How many files there will be; else those there are.")
        ),
        "machines": typer.Option("--machines", min=1, help=language.gettext("On how many machines like this one.")),
    }
    within.command(
        "plan",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Say how long a study takes, measured on some of its files."),
            language.gettext("What was computed for that is kept, and a run goes on from there."),
        ),
        epilog=examples(
            language, "`soften study plan ~/study`", "`soften study plan ~/study --files 10000 --machines 4`"
        ),
    )(takes(plan_study, PlanOptions, language, parameters))


def plan_study(language: Language, options: PlanOptions) -> None:
    """Say how long a study takes, measured on some of its files."""
    from biofeedback.app.study.planning import measured, without_result

    with study_of(options, settings_of(options)) as study, Progress(language):
        pace = measured(study.folder, study.names, study.kept, study.workers)
        left = len(without_result(study.folder, study.names, study.kept))
    if not pace.files:
        say(language.gettext("Everything in there was computed before, and a run gathers it."))
        return
    wanted = left if options.files is None else options.files
    say(
        language.gettext("{tried} were analysed for this: about {rate} files a minute.").format(
            tried=file_count(pace.files, language), rate=language.number(pace.per_min)
        )
    )
    where = language.ngettext("{count} machine like this one", "{count} machines like this one", options.machines)
    say(
        language.gettext("{files} like these take about {length} on {machines}.").format(
            files=file_count(wanted, language),
            length=_length(pace.takes_s(wanted, options.machines), language),
            machines=where.format(count=language.whole(options.machines)),
        )
    )


def _length(seconds: float, language: Language) -> str:
    if seconds < _MINUTES_FROM_S:
        return language.gettext("{seconds} s").format(seconds=language.number(seconds))
    if seconds < _HOURS_FROM_S:
        return language.gettext("{minutes} min").format(minutes=language.number(seconds / 60.0))
    return language.gettext("{hours} h").format(hours=language.number(seconds / 3600.0))
