"""Shares a recording; what the program's own words are, which a copy may hold, is known here alone."""

import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from biofeedback import codes, error_codes, practices
from biofeedback.app.session_metadata import IMPORTED
from biofeedback.practice.assessment import ASSESSMENT_TITLE, SLIDING_NAME, STEPPED_NAME
from biofeedback.practice.forms.model import Form
from biofeedback.practice.script.model import Practice
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.wall_clock import local_now
from devices.channel import Channel
from devices.registry import SERIAL_KINDS, kind_of
from devices.sensor_models import MODELS
from sessions.importers.imported import FLAGS
from sessions.importers.registry import IMPORTERS
from sessions.library import Library
from sessions.nameless import OwnWords
from sessions.reader import Recording
from sessions.sharing import share

_UNITS = frozenset({"uV", "mg", "1"})  # of waves
_FACTS = frozenset({"yes", "ecg", "pulse", "falling", "Simulated heart"})  # what sensors of ours say of themselves
_OPTION = re.compile(
    r"(?:kind|heart|unit|beats|times)=(?:ecg|pulse|falling|auto|acceleration|breath|A[1-6]|us|ms|s|uV|mg|1|yes|no"
    r"|placed|told)"
    r"|(?:acc_)?(?:rate_hz|factor|channels|resolution_ms)=[\d.e+-]{1,24}"
)
"""What can stand behind the name of a channel; the longest double has 24 signs."""


def share_recording(path: Path, to: Path | None) -> Path:
    """Write a copy without what names a person or a machine, and return where it is.

    Parameters
    ----------
    path : Path
        The recording.
    to : Path or None
        The file to make; ``None`` makes one with a name of its own in the current folder.

    Raises
    ------
    RecordingError
        The recording cannot be read, or the copy is there already or cannot be made.
    """
    copy = to or Library(Path()).new_path(_started(path), "shared")
    share(path, copy, own_words())
    return copy


def own_words() -> OwnWords:
    """Return what the program itself says, which tells nothing of a person."""
    return OwnWords(words=frozenset(_words()), is_channel=_is_channel)


def _started(path: Path) -> datetime:
    with Recording(path) as recording:
        try:
            return datetime.fromisoformat(recording.facts.get("started_at", ""))
        except ValueError:
            return local_now()


def _words() -> Iterator[str]:
    yield from (*_UNITS, *_FACTS, *FLAGS, IMPORTED, *IMPORTERS, ASSESSMENT_TITLE, SLIDING_NAME, STEPPED_NAME)
    yield from (definition.unit for definition in DEFINITIONS.values())
    yield from (model.name for model in MODELS)
    for kind in SERIAL_KINDS:
        yield from (kind.name, kind.spoken_by)
    for each in (*vars(codes).values(), *(getattr(error_codes, name) for name in error_codes.__all__)):
        if isinstance(each, type) and issubclass(each, StrEnum):
            yield from map(str, each)
    languages = [folder.name for folder in files(practices).iterdir() if folder.is_dir()]
    for language in languages:
        for practice in practices.built_in_practices((language,)):
            yield from _of_practice(practice)
        for name in practices.BUILT_IN_FORMS:
            yield from _of_form(practices.form_named(name, (language,)))


def _of_practice(practice: Practice) -> Iterator[str]:
    yield from (practice.name, practice.title)
    for step in practice.steps:
        yield from (step.name, step.title, *(prompt.text for prompt in step.prompts))


def _of_form(form: Form) -> Iterator[str]:
    yield form.name
    for question in form.questions:
        yield from (question.name, question.text, *question.choices)
        if question.kind == "visual_analogue":
            yield question.meaning_of("0")


def _is_channel(text: str) -> bool:
    name, *options = text.split(";")
    return kind_of(Channel.read(name).name) is not None and all(map(_OPTION.fullmatch, options))
