"""Writes the report on a study, as HTML or as PDF."""

from pathlib import Path

from biofeedback.app.recordings.reporting import typeface_folders
from biofeedback.app.study.summarising import summary_of
from biofeedback.error_codes import StudyErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.files.whole import whole_file
from ui.words.language import Language
from ui.words.report.whole import Form
from ui.words.study_report.whole import study_document

_FORMS: dict[str, Form] = {".html": "html", ".pdf": "pdf"}


def form_of(to: Path) -> Form:
    """Return as what a report of this name is written.

    Raises
    ------
    UsageError
        Nothing ends so.
    """
    try:
        return _FORMS[to.suffix.lower()]
    except KeyError as error:
        raise UsageError(StudyErrorCode.REPORT_ENDING, path=str(to), endings=[*_FORMS]) from error


def write_study_report(folder: Path, results: Path, to: Path, language: Language, seed: int) -> None:
    """Write the report on a study in the place of one that is there.

    Parameters
    ----------
    folder, results : Path
        The folder of the study, and that of its tables.
    to : Path
        The file to write.
    language : Language
        The person's language.
    seed : int
        What the intervals grow from.

    Raises
    ------
    UsageError
        The name ends otherwise, or what sets a PDF is not installed.
    RecordingError
        What says who was in which condition cannot be read, or the report cannot be written.
    SoftenError
        It cannot be set.
    OSError
        A table cannot be read.
    """
    from sessions.reports.html import html_of
    from sessions.reports.pdf import pdf_of

    form = form_of(to)
    document = study_document(summary_of(folder, results, seed), language, form)
    made = pdf_of(document, typeface_folders()) if form == "pdf" else html_of(document)
    try:
        with whole_file(to, over=True) as whole:
            whole.file.write(made)
    except OSError as error:
        problem = str(error.strerror or error).rstrip(".")
        raise RecordingError(StudyErrorCode.NOT_WRITTEN, str(to), problem=problem) from error
