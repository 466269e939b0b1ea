"""What a person reads of an error, for tests that look at the words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from biofeedback.errors import PracticeError, SoftenError
from ui.words.errors import error_sentence, message_of
from ui.words.languages import english


def said(error: SoftenError | None) -> str:
    """Return what is said of an error in English; nothing where there is none."""
    return "" if error is None else error_sentence(error, english())


def reason_said(error: PracticeError) -> str:
    """Return what is said to be wrong in a practice file, without the file and the key."""
    return message_of(error.code, error.facts, english())


@contextmanager
def raises_saying(kind: type[SoftenError], pattern: str) -> Iterator[pytest.ExceptionInfo[SoftenError]]:
    """Expect an error of this kind, of which something is said that the pattern is found in."""
    with pytest.raises(kind) as caught:
        yield caught
    sentence = said(caught.value)
    assert re.search(pattern, sentence), f"{pattern!r} is not in {sentence!r}"
