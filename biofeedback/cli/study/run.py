"""`soften study run`: analyse every file of a folder, and write long tables."""

from typing import TYPE_CHECKING

import typer

from biofeedback.cli.options import takes
from biofeedback.cli.progress import Progress
from biofeedback.cli.say import say
from biofeedback.cli.study.options import AnalysisOptions, analysis_words, file_count, settings_of, study_of
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.outside_text import shown
from ui.words.errors import error_sentence
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.app.study.study import Study
    from biofeedback.app.study.tables import Ended, Gathered
    from biofeedback.errors import SoftenError


def add(within: typer.Typer, language: Language) -> None:
    """Give the family this command."""
    within.command(
        "run",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Analyse every recording and every file that can be imported in a folder."),
            language.gettext(
                "What was computed is kept: a run that was ended goes on where it was, and files that were added "
                "are taken up. Tables in long form are written as CSV and Parquet, with what was left out and why."
            ),
        ),
        epilog=examples(
            language,
            "`soften study run ~/study`",
            "`soften study run ~/study --to ~/tables --workers 8`",
            "`soften study run /shared/study --scheduler tcp://10.0.0.1:8786`",
        ),
    )(takes(run_study, AnalysisOptions, language, analysis_words(language)))


def run_study(language: Language, options: AnalysisOptions) -> None:
    """Analyse every recording and every file that can be imported in a folder."""
    with study_of(options, settings_of(options)) as study:
        gathered = run_and_gather(study, language)
    for name in gathered.written:
        say(shown(str(study.results / name)))


def run_and_gather(study: "Study", language: Language) -> "Gathered":
    """Analyse what has no result yet, write the tables, and say what came of it."""
    from biofeedback.app.study.running import run
    from biofeedback.app.study.tables import ended, gather

    errors: dict[str, SoftenError] = {}
    files: dict[str, Ended] = {}
    computed = 0
    with Progress(language, shows_rest=True) as progress:
        for count, done in enumerate(run(study.folder, study.names, study.kept, study.workers), start=1):
            computed += not done.was_there
            files[done.name] = ended(done)
            if done.error is not None:
                errors[done.name] = done.error
            progress(count / len(study.names))
    gathered = gather(study.results, study.kept, files)
    for _, error in sorted(errors.items()):
        say(error_sentence(error, language), err=True)
    hearts = language.ngettext("{count} heart", "{count} hearts", gathered.hearts)
    say(
        language.gettext("{files} with {hearts}; computed now: {now}, without numbers: {without}.").format(
            files=file_count(gathered.files, language),
            hearts=hearts.format(count=language.whole(gathered.hearts)),
            now=language.whole(computed),
            without=language.whole(gathered.without_numbers),
        )
    )
    return gathered
