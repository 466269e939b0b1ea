"""The errors that Soften raises on purpose, each with a code and facts.

`ui.words.errors.error_sentence` says them to a person: what was wrong, where, and what to do. An exception that is not
a ``SoftenError`` is a bug. Foreign exceptions (``BleakError``, ``OSError``, ``sqlite3.Error``) are translated in the
one module that calls the library.
"""

import errno
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from biofeedback.error_codes import DataErrorCode
from biofeedback.facts import Facts, FactValue, facts

if TYPE_CHECKING:
    from biofeedback.codes import LinkCode


class SoftenError(Exception):
    """The root of all errors that Soften raises on purpose; ``str(error)`` is for logs and developers.

    Parameters
    ----------
    code : StrEnum
        What is wrong.
    because : SoftenError or None
        The error that led to this one, where the person is to read of both.
    **given : str, int, float, or a list of them
        What the sentence about it is to name.

    Attributes
    ----------
    code : StrEnum
        What is wrong.
    facts : Facts
        What was given, in the order of its names.
    because : SoftenError or None
        The error that led to this one.
    """

    def __init__(
        self, code: StrEnum, because: "SoftenError | None" = None, /, **given: FactValue | Sequence[FactValue]
    ) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts(**given)
        self.because = because

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self.facts)
        said = f"{self.code} ({named})" if named else f"{self.code}"
        return said if self.because is None else f"{said}, because {self.because}"


def of_system(error: OSError) -> dict[str, str]:
    """Return the facts that say what the system has against something: its own words, and its name for the code."""
    return {"problem": str(error.strerror), "system_code": errno.errorcode.get(error.errno or 0, "")}


class UsageError(SoftenError):
    """What was asked for is not understood: an unknown sensor, a number out of range, two requests at odds."""


class MalformedDataError(SoftenError):
    """Bytes that do not follow their protocol; it is counted, or written into a log, and said to nobody.

    Parameters
    ----------
    problem : str
        What is wrong, in a few words for developers.
    data : bytes
        The offending bytes, whole.
    **given : str or int
        What else there is to know.

    Attributes
    ----------
    data : bytes
        The offending bytes, whole.
    """

    def __init__(self, problem: str, data: bytes, /, **given: FactValue) -> None:
        super().__init__(DataErrorCode.MALFORMED, problem=problem, data=data.hex(" "), **given)
        self.data = data


class SensorUnavailableError(SoftenError):
    """A sensor cannot be used just now.

    Parameters
    ----------
    code : LinkCode
        Which sentence there is for the person.
    facts : Facts
        What goes into it.
    """

    code: "LinkCode"

    def __init__(self, code: "LinkCode", facts: Facts = ()) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class SoundError(SoftenError):
    """Something cannot be heard just now: there is no loudspeaker, or a voice file cannot be used."""


class RecordingError(SoftenError):
    """A recording cannot be written or read.

    Attributes
    ----------
    path : str
        The file concerned, which is among the facts as well.
    """

    def __init__(self, code: StrEnum, path: str, /, **given: FactValue | Sequence[FactValue]) -> None:
        super().__init__(code, path=path, **given)
        self.path = path


class PracticeError(SoftenError):
    """A practice file says something that cannot be done; the code says what is wrong there.

    Attributes
    ----------
    file, key : str
        Which file, and which key in it (dotted, steps counted from 1); both are among the facts as well.
    """

    def __init__(self, code: StrEnum, file: str, key: str, /, **given: FactValue | Sequence[FactValue]) -> None:
        super().__init__(code, file=file, key=key, **given)
        self.file = file
        self.key = key
