"""Gathers what a report and the methods of one recording are made of, and writes the report."""

import importlib.metadata
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.app.recordings.recorded_beats import recorded_beats
from biofeedback.app.recordings.review import started_of
from biofeedback.app.session_metadata import practice_title
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError
from biofeedback.events import EVENT_TYPES, Beat, Packet, SampleBlock
from biofeedback.files.private import make_private_folder
from biofeedback.files.whole import whole_file
from biofeedback.practice.after.step_numbers import WINDOWED
from biofeedback.sensor_timing import SensorTiming
from biofeedback.signals.progress import OnProgress, no_progress
from sessions.beat_layers import edits_by_position
from sessions.later.edits import hand_edits
from sessions.library import name_of
from sessions.reader import Recording
from ui.presenter.recorded import RecordedReader
from ui.presenter.review import METRICS, Reviewer, WrittenNote
from ui.words.language import Language
from ui.words.report.facts import ReportFacts
from ui.words.report.whole import Form, report_document

if TYPE_CHECKING:
    from datetime import datetime

    from biofeedback.signals.analysed import Analysis
    from biofeedback.signals.artefacts.hand_edits import HandEdit


def report_facts(
    path: Path, language: Language, *, by_hand: bool = False, on_progress: OnProgress = no_progress
) -> ReportFacts:
    """Return all that a report and the methods are made of; the title of an assessment is in the language.

    With ``by_hand`` its numbers are of the beats as a person edited them, else of the automatic correction.

    Raises
    ------
    RecordingError
        The recording cannot be read.
    """
    with Recording(path) as recording:
        started = started_of(recording)
        reviewer = Reviewer(practice_title(recording.facts, language, names_file=False), recording.sources)
        reader = RecordedReader(recording.facts, recording.sources)
        for _, event in recording.events(*EVENT_TYPES, metrics=METRICS):
            if isinstance(event, Packet | Beat | SampleBlock):
                reader.sensed(event)
            else:
                reviewer.apply(event)
                reader.apply(event)
        later = [WrittenNote(note.written, note.text) for note in recording.later_notes()]
        edits = _edits(recording)
        analysis, timing = _analysis(recording, edits if by_hand else None, on_progress)
        return ReportFacts(
            name=_name(recording, started),
            recorded=reader.recorded(started),
            review=reviewer.review(started, broke_off=recording.ended_unexpectedly, later_notes=later),
            analysis=analysis,
            edits=len(edits),
            timing=timing,
            analysed_with=importlib.metadata.version("soften"),
            live_versions={name: recording.version_of(name) for name in WINDOWED},
        )


def _name(recording: Recording, started: "datetime | None") -> str:
    """Return the name of its file; of a seat of a room, whose file is called as the person, that of its time."""
    if "seat" in recording.facts:
        return name_of(started, recording.facts.get("practice", ""))
    return recording.path.stem


def _edits(recording: Recording) -> "tuple[HandEdit, ...]":
    """Return what was edited by hand of the primary heart."""
    source = next(iter(recording.sources or ()), "")
    known, _ = edits_by_position(hand_edits(recording.beat_edits(), source), recording.beats(source))
    return tuple(known)


def _analysis(
    recording: Recording, edits: "tuple[HandEdit, ...] | None", on_progress: OnProgress
) -> "tuple[Analysis | None, SensorTiming]":
    from biofeedback.signals.analysis import analyse

    if recording.sources == ():
        return None, SensorTiming()
    beats = recorded_beats(recording)
    if not beats.rr_ms:
        return None, beats.timing
    analysis = analyse(
        beats.rr_ms,
        arrived_s=beats.arrived_s,
        told_s=beats.told_s,
        quality=beats.quality,
        edits=edits,
        breaths_s=beats.breaths_s,
        on_progress=on_progress,
    )
    return analysis, beats.timing


def write_report(
    path: Path,
    folder: Path,
    language: Language,
    form: Form,
    *,
    annex: bool,
    by_hand: bool = False,
    on_progress: OnProgress = no_progress,
) -> Path:
    """Write the report of a recording into a folder, under a name that is not there yet, and return where it is.

    Raises
    ------
    RecordingError
        The recording cannot be read.
    UsageError
        What sets a PDF is not installed.
    SoftenError
        It cannot be set, or cannot be written there.
    """
    from sessions.reports.html import html_of
    from sessions.reports.pdf import pdf_of

    facts = report_facts(path, language, by_hand=by_hand, on_progress=on_progress)
    document = report_document(facts, language, form, annex=annex)
    made = pdf_of(document, typeface_folders()) if form == "pdf" else html_of(document)
    try:
        make_private_folder(folder)
        return _written(folder, f"{facts.name}_report", form, made)
    except OSError as error:
        problem = error.strerror or str(error)
        raise SoftenError(CommandErrorCode.REPORT_NOT_WRITTEN, folder=str(folder), problem=problem) from error


def typeface_folders() -> tuple[Path, ...]:
    """Return the folders with the typefaces of the window."""
    theme = Path(str(files("ui.desktop.theme")))
    return theme / "inter", theme / "hangul"


def _written(folder: Path, name: str, form: Form, made: bytes) -> Path:
    """Write a new file beside those that are there: ``name``, else ``name_2`` and so on."""
    for place in count(1):
        target = folder / f"{name}{f'_{place}' if place > 1 else ''}.{form}"
        try:
            with whole_file(target) as whole:
                whole.file.write(made)
        except FileExistsError:
            continue
        return target
    raise AssertionError("there is always another number")
