"""Finds the forms of a protocol: in the folder ``forms`` beside its file, else those that come with Soften."""

import os
from collections.abc import Iterator
from pathlib import Path

from biofeedback.app.practices.practice_library import SUFFIX, read_text
from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import PracticeError
from biofeedback.event_kinds import FormMoment
from biofeedback.languages import preferred_languages
from biofeedback.practice.forms.file import is_form, read_form
from biofeedback.practice.forms.model import Form
from biofeedback.practice.script.model import Practice
from biofeedback.practices import BUILT_IN_FORMS, form_named

FOLDER = "forms"
"""Where the forms of a protocol lie, beside its file."""


def forms_of(practice: Practice, moment: FormMoment, language: str = "") -> tuple[Form, ...]:
    """Return the forms that are asked before a practice or after it, in order; none where it is no protocol.

    Raises
    ------
    PracticeError
        One of them is not there, or says something that cannot be done.
    """
    return tuple(_form(practice, moment, at, name, language) for at, name in enumerate(_names(practice, moment), 1))


def faults_of_forms(practice: Practice) -> tuple[PracticeError, ...]:
    """Return everything that is wrong with the forms of a practice."""
    return tuple(_faults(practice))


def read_form_file(path: Path) -> tuple[Form | None, tuple[PracticeError, ...]]:
    """Return what a form file holds, or ``None`` and everything that is wrong with it; nothing is raised."""
    return read_text(path, read_form)


def means_form(path: Path) -> bool:
    """Return whether a file is meant to be a form: it has questions and no steps."""
    return read_text(path, lambda text, _: (is_form(text), ()))[0] is True


def _names(practice: Practice, moment: FormMoment) -> tuple[str, ...]:
    if practice.protocol is None:
        return ()
    return practice.protocol.forms_before if moment == "before" else practice.protocol.forms_after


def _form(practice: Practice, moment: FormMoment, at: int, name: str, language: str) -> Form:
    own = Path(practice.folder) / FOLDER / f"{name}{SUFFIX}"
    if practice.folder and own.exists():
        form, faults = read_form_file(own)
        if form is None:
            raise faults[0]
        return form
    if name not in BUILT_IN_FORMS:
        key = f"protocol.forms_{moment}[{at}]"
        raise PracticeError(PracticeErrorCode.FORM_UNKNOWN, practice.name, key, name=name, known=BUILT_IN_FORMS)
    return form_named(name, preferred_languages(os.environ, language))


def _faults(practice: Practice) -> Iterator[PracticeError]:
    moments: tuple[FormMoment, ...] = ("before", "after")
    for moment in moments:
        for at, name in enumerate(_names(practice, moment), 1):
            try:
                _form(practice, moment, at, name, "")
            except PracticeError as fault:
                yield fault
