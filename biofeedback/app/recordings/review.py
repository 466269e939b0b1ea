"""Reads a recorded practice for looking back at it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from biofeedback.app.session_metadata import practice_title
from biofeedback.events import EVENT_TYPES, Beat, Event, Packet, SampleBlock
from biofeedback.wall_clock import local_now
from sessions.later.notes import LaterNote, add_note
from sessions.reader import Recording
from ui.presenter.review import METRICS, Review, Reviewer, WrittenNote
from ui.words.language import Language

READ = tuple(each for each in EVENT_TYPES if each not in (Packet, Beat, SampleBlock))
"""The events that a review is made of."""


def review_of(path: Path, language: Language) -> Review:
    """Return what there is to look back on; the title of an assessment is in the language, any other as it was.

    Raises
    ------
    RecordingError
        The recording cannot be read.
    """
    with Recording(path) as recording:
        return reviewed(recording, language, (event for _, event in recording.events(*READ, metrics=METRICS)))


def reviewed(recording: Recording, language: Language, events: Iterable[Event]) -> Review:
    """Return what there is to look back on of a recording, made of these events of it."""
    reviewer = Reviewer(practice_title(recording.facts, language), recording.sources)
    for event in events:
        reviewer.apply(event)
    later = [WrittenNote(note.written, note.text) for note in recording.later_notes()]
    seat = recording.facts.get("seat", "")
    return reviewer.review(
        started_of(recording),
        broke_off=recording.ended_unexpectedly,
        later_notes=later,
        of_room="room" in recording.facts and not seat,
        seat=seat,
    )


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


def started_of(recording: Recording) -> datetime | None:
    """Return when a recording began; ``None`` where it does not say."""
    try:
        return datetime.fromisoformat(recording.facts.get("started_at", ""))
    except ValueError:
        return None
