"""Reads a recorded practice for looking back at it."""

from datetime import datetime
from pathlib import Path

from biofeedback.events import EVENT_TYPES, Beat, Packet, SampleBlock
from biofeedback.practice.assessment import SLIDING_NAME, STEPPED_NAME
from sessions.reader import Recording
from ui.presenter.review import METRICS, Review, Reviewer
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
        title = recording.facts.get("practice_title", "")
        if recording.facts.get("practice") in (STEPPED_NAME, SLIDING_NAME):
            title = language.gettext(title)
        reviewer = Reviewer(title, recording.sources)
        for _, event in recording.events(*_READ, metrics=METRICS):
            reviewer.apply(event)
        return reviewer.review(_started(recording), broke_off=recording.ended_unexpectedly)


def _started(recording: Recording) -> datetime | None:
    try:
        return datetime.fromisoformat(recording.facts.get("started_at", ""))
    except ValueError:
        return None
