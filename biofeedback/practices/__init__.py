"""The practices that come with Soften, each a TOML file that a facilitator can read and edit.

`biofeedback.practice.script` says how such a file is written.
"""

from importlib.resources import files

from biofeedback.errors import UsageError
from biofeedback.practice.script import Practice
from biofeedback.practice.script_file import parse_practice

_NAMES = ("soften_soothe_allow", "compassionate_pause")


def built_in_practices() -> tuple[Practice, ...]:
    """Return the built-in practices in the order in which they are offered.

    Raises
    ------
    PracticeError
        When somebody edited one of the files and it cannot be read any more.
    """
    return tuple(_read(name) for name in _NAMES)


def practice_named(name: str) -> Practice:
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
    return _read(name)


def _read(name: str) -> Practice:
    file = f"{name}.toml"
    return parse_practice(files(__name__).joinpath(file).read_text(encoding="utf-8"), file)
