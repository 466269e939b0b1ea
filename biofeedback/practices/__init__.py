"""The practices and other texts that come with Soften, each a TOML file that a facilitator can read and edit."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from biofeedback.error_codes import ChoiceErrorCode
from biofeedback.errors import UsageError
from biofeedback.languages import words_of
from biofeedback.practice.script.file import parse_practice
from biofeedback.practice.script.model import Practice

# A practice that begins waits for this module; the other texts are read by whoever asks for them.
if TYPE_CHECKING:
    from biofeedback.practice.forms.model import Form
    from biofeedback.practice.script.care import CarePage
    from biofeedback.practice.script.path import PracticePath
    from biofeedback.practice.script.safety import OpeningPage

_PATH, _OPENING, _CARE = "eight_weeks.toml", "safety.toml", "care.toml"
BUILT_IN = (
    "soften_soothe_allow",
    "compassionate_pause",
    "three_breaths",
    "soothing_rhythm",
    "affectionate_breathing",
    "compassionate_colour",
    "compassionate_being",
    "mandala_of_compassion",
    "loving_kindness",
    "common_humanity",
    "kind_presence",
    "free_sitting",
)
"""The names of the practices that come with Soften, in the order in which they are offered."""

DEMONSTRATION = "demonstration"
"""The name of what is shown to others; it is begun in a way of its own and is not among those on offer."""

_MOST_KEPT = 128
"""Practices, and forms, that stay parsed, each of which takes 2 ms to parse: more than ours in every language. Whoever
exports or shares a recording asks for all of them."""

BUILT_IN_FORMS = ("how_it_is", "with_yourself", "in_a_word")
"""The names of the forms that come with Soften."""


def built_in_practices(languages: Sequence[str] = ()) -> tuple[Practice, ...]:
    """Return the built-in practices in the order in which they are offered.

    Parameters
    ----------
    languages : sequence of str
        In which languages, the most preferred first; English where a practice is in none of them.

    Raises
    ------
    PracticeError
        When somebody edited one of the files and it cannot be read any more.
    """
    return tuple(_read(name, languages) for name in BUILT_IN)


def practice_named(name: str, languages: Sequence[str] = ()) -> Practice:
    """Return the built-in practice of this name.

    Raises
    ------
    UsageError
        When there is none; the message lists those there are.
    PracticeError
        When its file cannot be read.
    """
    if name not in BUILT_IN:
        raise UsageError(ChoiceErrorCode.PRACTICE_UNKNOWN, name=name, known=BUILT_IN)
    return _read(name, languages)


def demonstration(languages: Sequence[str] = ()) -> Practice:
    """Return the demonstration: what led breath does, in two minutes.

    Raises
    ------
    PracticeError
        When its file cannot be read.
    """
    return _read(DEMONSTRATION, languages)


def eight_weeks(languages: Sequence[str] = ()) -> "PracticePath":
    """Return the eight-week path.

    Raises
    ------
    PracticeError
        When its file cannot be read.
    """
    from biofeedback.practice.script.path import parse_path

    return parse_path(words_of(_PATH, languages), _PATH)


def opening_page(languages: Sequence[str] = ()) -> "OpeningPage":
    """Return what is said once, before the first practice.

    Raises
    ------
    PracticeError
        When its file cannot be read.
    """
    from biofeedback.practice.script.safety import parse_opening_page

    return parse_opening_page(words_of(_OPENING, languages), _OPENING)


def care_page(languages: Sequence[str] = ()) -> "CarePage":
    """Return what is good to know for whoever leads others.

    Raises
    ------
    PracticeError
        When its file cannot be read.
    """
    from biofeedback.practice.script.care import parse_care_page

    return parse_care_page(words_of(_CARE, languages), _CARE)


def form_named(name: str, languages: Sequence[str] = ()) -> "Form":
    """Return the built-in form of this name, one of `BUILT_IN_FORMS`.

    Raises
    ------
    PracticeError
        When its file cannot be read.
    """
    return _form_of(words_of(f"forms/{name}.toml", languages), f"{name}.toml")


def _read(name: str, languages: Sequence[str]) -> Practice:
    file = f"{name}.toml"
    return _practice_of(words_of(file, languages), file)


# By their texts, because whoever edits a file sees at once what became of it.
@lru_cache(maxsize=_MOST_KEPT)
def _practice_of(text: str, file: str) -> Practice:
    return parse_practice(text, file)


@lru_cache(maxsize=_MOST_KEPT)
def _form_of(text: str, file: str) -> "Form":
    from biofeedback.practice.forms.file import read_form

    form, faults = read_form(text, file)
    if form is None:
        raise faults[0]
    return form
