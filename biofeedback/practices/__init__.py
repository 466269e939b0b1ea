"""The practices that come with Soften, each a TOML file that a facilitator can read and edit.

`biofeedback.practice.script` says how such a file is written, `languages` in which language it is read.
"""

from collections.abc import Sequence

from biofeedback.errors import UsageError
from biofeedback.practice.script import Practice, parse_practice
from biofeedback.practices.languages import words_of

_NAMES = ("soften_soothe_allow", "compassionate_pause")


def built_in_practices(languages: Sequence[str] = ()) -> tuple[Practice, ...]:
    """Return the built-in practices in the order in which they are offered.

    Parameters
    ----------
    languages : sequence of str
        In which languages, the most wished first; English where a practice is in none of them.

    Raises
    ------
    PracticeError
        When somebody edited one of the files and it cannot be read any more.
    """
    return tuple(_read(name, languages) for name in _NAMES)


def practice_named(name: str, languages: Sequence[str] = ()) -> Practice:
    """Return the built-in practice of this name.

    Raises
    ------
    UsageError
        When there is none; the message lists those there are.
    PracticeError
        When its file cannot be read.
    """
    if name not in _NAMES:
        raise UsageError(f"There is no practice called {name!r}. There are: {', '.join(_NAMES)}.")
    return _read(name, languages)


def _read(name: str, languages: Sequence[str]) -> Practice:
    file = f"{name}.toml"
    return parse_practice(words_of(file, languages), file)
