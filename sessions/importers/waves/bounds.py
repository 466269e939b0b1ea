"""Keeps libraries of other people within bounds: their errors become ours, and their warnings are not ours to say."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError, SoftenError
from biofeedback.outside_text import shown
from sessions.extras import needed

LARGEST_BYTES = 2**31
"""Of a file of waves, in bytes: a choice; two days of an ECG of two leads at 1000 Hz and 16 bits take 0.7 GB."""

MOST_SAMPLES = 2**26
"""Of all waves of a file together: a choice; 18 hours at 1000 Hz, half a gigabyte once they are read."""

_LONGEST_REASON = 200  # characters of what a library says: a choice, a sentence or two


def library(name: str) -> ModuleType:
    """Return a library of the extra ``files``, without the warnings of its own imports.

    Raises
    ------
    UsageError
        It is not installed, or cannot be loaded here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return needed("files", name)


@contextmanager
def translated(path: Path, form: str) -> Iterator[None]:
    """Make an error of ours, with the reason that is given, of everything a library raises; silence its warnings.

    Raises
    ------
    RecordingError
        Whatever the library raised.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except SoftenError:
        raise
    except Exception as error:
        reason = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
        raise not_read(path, form, reason) from error


def not_read(path: Path, form: str, problem: str) -> RecordingError:
    """Return the error that a file of this form cannot be read, with the reason in the words of whoever tried."""
    return RecordingError(
        ImportErrorCode.NOT_READ, str(path), format=form, problem=shown(" ".join(problem.split()), _LONGEST_REASON)
    )


def checked_size(path: Path, form: str, samples: int) -> None:
    """Raise a `RecordingError` where a file claims more samples than are read."""
    if samples > MOST_SAMPLES:
        raise RecordingError(ImportErrorCode.TOO_LONG, str(path), format=form)
