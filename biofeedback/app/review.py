"""Reads a recorded practice for looking back at it."""

from datetime import datetime
from pathlib import Path

from biofeedback.app.session_metadata import practice_title
from biofeedback.events import EVENT_TYPES, Beat, Packet, SampleBlock
from biofeedback.wall_clock import local_now
from sessions.later_notes import LaterNote, add_note
from sessions.reader import Recording
from ui.presenter.review import METRICS, Review, Reviewer, WrittenNote
from ui.words.language import Language

_READ = tuple(each for each in EVENT_TYPES if each not in (Packet, Beat, SampleBlock))


def review_of(path: Path, language: Language) -> Review:
    """Return what there is to look back on; the title of an assessment is in the language, any other as it was.

    Raises
    ------
    RecordingError
        The recording cannot be read.
    """
    with Recording(path) as recording:
        reviewer = Reviewer(practice_title(recording.facts, language), recording.sources)
        for _, event in recording.events(*_READ, metrics=METRICS):
            reviewer.apply(event)
        later = [WrittenNote(note.written, note.text) for note in recording.later_notes()]
        return reviewer.review(_started(recording), broke_off=recording.ended_unexpectedly, later_notes=later)


def write_note(path: Path, text: str) -> WrittenNote:
    """Keep a note beside a recording, and return it.

    Raises
    ------
    RecordingError
        It cannot be kept there, or the file is no recording.
    """
    with Recording(path):  # refuses what is none of ours
        note = LaterNote(local_now(), text)
    add_note(path, note)
    return WrittenNote(note.written, note.text)


def _started(recording: Recording) -> datetime | None:
    try:
        return datetime.fromisoformat(recording.facts.get("started_at", ""))
    except ValueError:
        return None
