"""What the commands of a study share: their options, the study that these mean, and small wordings."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.app.paths import from_home
from biofeedback.cli.recordings.analyse import Detrending, SpectrumMethod
from biofeedback.error_codes import StudyErrorCode
from biofeedback.errors import RecordingError
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.app.study.one_file import StudySettings
    from biofeedback.app.study.study import Study

RESULTS = "results"
"""What the folder of the results is called, within that of the study, where nobody names one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOptions:
    """Which study, where its results go, and who analyses."""

    folder: Path
    to: Path | None = None
    workers: int | None = None
    longest: float | None = None
    scheduler: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOptions(WorkOptions):
    """How every file is analysed."""

    detrend: Detrending = Detrending.NONE
    spectrum: SpectrumMethod = SpectrumMethod.WELCH
    notes: bool = False


def work_words(language: Language) -> Mapping[str, object]:
    """Return what the help says of `WorkOptions`."""
    return {
        "folder": typer.Argument(help=language.gettext("A folder of recordings, and of files of other programs.")),
        "to": typer.Option(
            "--to", metavar="FOLDER", help=language.gettext("Where the tables go; else into its folder “results”.")
        ),
        "workers": typer.Option(
            "--workers", min=1, help=language.gettext("How many files at a time; else as many as there are processors.")
        ),
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


def analysis_words(language: Language) -> Mapping[str, object]:
    """Return what the help says of `AnalysisOptions`."""
    return {
        **work_words(language),
        "detrend": typer.Option("--detrend", help=language.gettext("What to take out before the powers by frequency.")),
        "spectrum": typer.Option("--spectrum", help=language.gettext("How to find the powers by frequency.")),
        "notes": typer.Option(
            "--notes", help=language.gettext("With the free words of forms, which are each person's own.")
        ),
    }


def settings_of(options: AnalysisOptions) -> "StudySettings":
    """Return how every file is analysed."""
    from biofeedback.app.study.one_file import StudySettings

    return StudySettings(detrend=options.detrend.value, spectrum=options.spectrum.value, notes=options.notes)


def kept_settings(results: Path) -> "StudySettings":
    """Return how the files of the tables that are there were analysed; the usual settings where there are none."""
    import json

    from biofeedback.app.study.columns import PROVENANCE
    from biofeedback.app.study.one_file import StudySettings

    try:
        return StudySettings(**json.loads((results / PROVENANCE).read_text("utf-8"))["settings"])
    except (OSError, ValueError, TypeError, KeyError):
        return StudySettings()


def results_of(options: WorkOptions) -> Path:
    """Return the folder of the results."""
    return from_home(options.to).absolute() if options.to is not None else _folder(options) / RESULTS


@contextmanager
def study_of(options: WorkOptions, settings: "StudySettings") -> "Iterator[Study]":
    """Open the study that is meant.

    Raises
    ------
    SoftenError
        It cannot be analysed, or what it comes to cannot be written.
    """
    from biofeedback.app.study.study import open_study
    from biofeedback.app.study.workers import LONGEST_FILE_S

    results = results_of(options)
    try:
        yield open_study(
            _folder(options),
            results,
            settings,
            count=options.workers,
            scheduler=options.scheduler,
            longest_s=options.longest or LONGEST_FILE_S,
        )
    except OSError as error:
        problem = str(error.strerror or error).rstrip(".")
        raise RecordingError(StudyErrorCode.NOT_WRITTEN, str(results), problem=problem) from error


def file_count(count: int, language: Language) -> str:
    """Return how many files there are."""
    return language.ngettext("{count} file", "{count} files", count).format(count=language.whole(count))


def _folder(options: WorkOptions) -> Path:
    return from_home(options.folder).absolute()
