"""The practices and other texts that come with Soften, each a TOML file that a facilitator can read and edit."""

from collections.abc import Sequence

from biofeedback.error_codes import ChoiceErrorCode
from biofeedback.errors import UsageError
from biofeedback.languages import words_of
from biofeedback.practice.script.file import parse_practice
from biofeedback.practice.script.model import Practice
from biofeedback.practice.script.path import PracticePath, parse_path
from biofeedback.practice.script.safety import OpeningPage, parse_opening_page

_PATH, _OPENING = "eight_weeks.toml", "safety.toml"
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


def eight_weeks(languages: Sequence[str] = ()) -> PracticePath:
    """Return the eight-week path.

    Raises
    ------
    PracticeError
        When its file cannot be read.
    """
    return parse_path(words_of(_PATH, languages), _PATH)


def opening_page(languages: Sequence[str] = ()) -> OpeningPage:
    """Return what is said once, before the first practice.

    Raises
    ------
    PracticeError
        When its file cannot be read.
    """
    return parse_opening_page(words_of(_OPENING, languages), _OPENING)


def _read(name: str, languages: Sequence[str]) -> Practice:
    file = f"{name}.toml"
    return parse_practice(words_of(file, languages), file)
