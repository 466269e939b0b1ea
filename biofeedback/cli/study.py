"""`soften study`: many recordings at once."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from biofeedback.app.paths import from_home
from biofeedback.cli.options import command
from biofeedback.cli.progress import Progress
from biofeedback.cli.recordings.analyse import Detrending, SpectrumMethod
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples, family, paragraphs
from biofeedback.error_codes import StudyErrorCode
from biofeedback.errors import RecordingError
from biofeedback.outside_text import shown
from ui.words.errors import error_sentence
from ui.words.language import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biofeedback.app.study.kept import KeptResults
    from biofeedback.app.study.one_file import StudySettings
    from biofeedback.app.study.result import FileResult
    from biofeedback.app.study.workers import Workers
    from biofeedback.errors import SoftenError

RESULTS = "results"
"""What the folder of the results is called, within that of the study, where nobody names one."""

_MINUTES_FROM_S, _HOURS_FROM_S = 120.0, 7200.0
"""From how many seconds on a length is told in minutes, and in hours: a choice."""

_KEPT = ".computed"  # within the folder of the results: a file for each result, which nobody needs to look at


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this family of commands."""
    within = family(language, help_=language.gettext("Many recordings at once, for research."), no_args_is_help=True)
    told = {
        "folder": typer.Argument(help=language.gettext("A folder of recordings, and of files of other programs.")),
        "to": typer.Option(
            "--to", metavar="FOLDER", help=language.gettext("Where the tables go; else into its folder “results”.")
        ),
        "workers": typer.Option(
            "--workers", min=1, help=language.gettext("How many files at a time; else as many as there are processors.")
        ),
        "detrend": typer.Option("--detrend", help=language.gettext("What to take out before the powers by frequency.")),
        "spectrum": typer.Option("--spectrum", help=language.gettext("How to find the powers by frequency.")),
        "longest": typer.Option(
            "--longest", min=1.0, metavar="SECONDS", help=language.gettext("How long one file may take; else 600 s.")
        ),
        "scheduler": typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help=language.gettext(
                "Of a cluster of Dask, whose machines see the same folder; else this machine does it."
            ),
        ),
    }
    planned = {
        "files": typer.Option(
            "--files", min=1, help=language.gettext("How many files there will be; else those there are.")
        ),
        "machines": typer.Option("--machines", min=1, help=language.gettext("On how many machines like this one.")),
    }
    for name, act, help_, shown_examples in (
        (
            "run",
            command(run_study, language, **told),
            paragraphs(
                language.gettext("Analyse every recording and every file that can be imported in a folder."),
                language.gettext(
                    "What was computed is kept: a run that was ended goes on where it was, and files that were added "
                    "are taken up. Tables in long form are written as CSV and Parquet, with what was left out and why."
                ),
            ),
            (
                "`soften study run ~/study`",
                "`soften study run ~/study --to ~/tables --workers 8`",
                "`soften study run /shared/study --scheduler tcp://10.0.0.1:8786`",
            ),
        ),
        (
            "plan",
            command(plan_study, language, **told, **planned),
            paragraphs(
                language.gettext("Say how long a study takes, measured on some of its files."),
                language.gettext("What was computed for that is kept, and a run goes on from there."),
            ),
            ("`soften study plan ~/study`", "`soften study plan ~/study --files 10000 --machines 4`"),
        ),
    ):
        within.command(name, cls=command_class(language), help=help_, epilog=examples(language, *shown_examples))(act)
    app.add_typer(within, name="study")


class _Study(NamedTuple):
    """The files of a study, where its results go, what is kept of them, and who analyses."""

    folder: Path
    names: "Sequence[str]"
    results: Path
    kept: "KeptResults"
    workers: "Workers"


def run_study(
    language: Language,
    folder: Path,
    to: Path | None = None,
    workers: int | None = None,
    detrend: Detrending = Detrending.NONE,
    spectrum: SpectrumMethod = SpectrumMethod.WELCH,
    longest: float | None = None,
    scheduler: str | None = None,
) -> None:
    """Analyse every recording and every file that can be imported in a folder."""
    from biofeedback.app.study.running import run
    from biofeedback.app.study.tables import gather

    study = _study(folder, to, workers, detrend, spectrum, longest, scheduler)
    troubles: dict[str, FileResult] = {}
    errors: dict[str, SoftenError] = {}
    computed = 0
    try:
        with Progress(language, tells_rest=True) as progress:
            for count, done in enumerate(run(study.folder, study.names, study.kept, study.workers), start=1):
                computed += not done.was_there
                if done.error is not None:
                    troubles[done.name] = done.result
                    errors[done.name] = done.error
                progress(count / len(study.names))
        gathered = gather(study.folder, study.results, study.kept, troubles)
    except OSError as error:
        raise _not_written(error, study.results) from error
    for _, ended in sorted(errors.items()):
        say(error_sentence(ended, language), err=True)
    hearts = language.ngettext("{count} heart", "{count} hearts", gathered.hearts)
    say(
        language.gettext("{files} with {hearts}; computed now: {now}, without numbers: {without}.").format(
            files=_files(gathered.files, language),
            hearts=hearts.format(count=language.whole(gathered.hearts)),
            now=language.whole(computed),
            without=language.whole(gathered.without_numbers),
        )
    )
    for name in gathered.written:
        say(shown(str(study.results / name)))


def plan_study(
    language: Language,
    folder: Path,
    to: Path | None = None,
    workers: int | None = None,
    detrend: Detrending = Detrending.NONE,
    spectrum: SpectrumMethod = SpectrumMethod.WELCH,
    longest: float | None = None,
    scheduler: str | None = None,
    files: int | None = None,
    machines: int = 1,
) -> None:
    """Say how long a study takes, measured on some of its files."""
    from biofeedback.app.study.planning import measured, without_result

    study = _study(folder, to, workers, detrend, spectrum, longest, scheduler)
    try:
        with Progress(language):
            pace = measured(study.folder, study.names, study.kept, study.workers)
        left = len(without_result(study.folder, study.names, study.kept))
    except OSError as error:
        raise _not_written(error, study.results) from error
    if not pace.files:
        say(language.gettext("Everything in there was computed before, and a run gathers it."))
        return
    wanted = left if files is None else files
    say(
        language.gettext("{tried} were analysed for this: about {rate} files a minute.").format(
            tried=_files(pace.files, language), rate=language.number(pace.per_min)
        )
    )
    where = language.ngettext("{count} machine like this one", "{count} machines like this one", machines)
    say(
        language.gettext("{files} like these take about {length} on {machines}.").format(
            files=_files(wanted, language),
            length=_length(pace.takes_s(wanted, machines), language),
            machines=where.format(count=language.whole(machines)),
        )
    )


def _files(count: int, language: Language) -> str:
    return language.ngettext("{count} file", "{count} files", count).format(count=language.whole(count))


def _length(seconds: float, language: Language) -> str:
    if seconds < _MINUTES_FROM_S:
        return language.gettext("{seconds} s").format(seconds=language.number(seconds))
    if seconds < _HOURS_FROM_S:
        return language.gettext("{minutes} min").format(minutes=language.number(seconds / 60.0))
    return language.gettext("{hours} h").format(hours=language.number(seconds / 3600.0))


def _study(
    folder: Path,
    to: Path | None,
    workers: int | None,
    detrend: Detrending,
    spectrum: SpectrumMethod,
    longest: float | None,
    scheduler: str | None,
) -> _Study:
    """Return a study that can be run.

    Raises
    ------
    SoftenError
        It cannot be.
    """
    from biofeedback.app.study.files import files_of
    from biofeedback.app.study.kept import KeptResults
    from biofeedback.app.study.one_file import StudySettings
    from biofeedback.files.private import make_private_folder
    from sessions.extras import needed

    folder = from_home(folder).absolute()
    if not folder.is_dir():
        raise RecordingError(StudyErrorCode.NO_FOLDER, str(folder))
    results = from_home(to).absolute() if to is not None else folder / RESULTS
    needed("files", "duckdb")  # said now, and not after hours
    names = files_of(folder, results)
    if not names:
        raise RecordingError(StudyErrorCode.NO_FILES, str(folder))
    try:
        make_private_folder(results)
    except OSError as error:
        raise _not_written(error, results) from error
    settings = StudySettings(detrend=detrend.value, spectrum=spectrum.value)
    hands = _workers(settings, workers, scheduler, longest)
    return _Study(folder, names, results, KeptResults(results / _KEPT, settings), hands)


def _not_written(error: OSError, results: Path) -> RecordingError:
    problem = str(error.strerror or error).rstrip(".")
    return RecordingError(StudyErrorCode.NOT_WRITTEN, str(results), problem=problem)


def _workers(settings: "StudySettings", count: int | None, scheduler: str | None, longest_s: float | None) -> "Workers":
    from biofeedback.app.study.workers import LONGEST_FILE_S, LocalWorkers

    longest_s = longest_s or LONGEST_FILE_S
    if scheduler is None:
        return LocalWorkers(count or os.cpu_count() or 1, settings, longest_s=longest_s)
    from biofeedback.app.study.cluster import ClusterWorkers

    return ClusterWorkers(scheduler, settings, longest_s=longest_s)
