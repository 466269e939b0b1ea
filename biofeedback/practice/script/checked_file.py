"""Reads the text of a TOML file into checked values, with what is wrong with it as one error, or as all there are."""

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import TypeVar

from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import PracticeError
from biofeedback.practice.script.checked_table import CheckedTable
from biofeedback.practice.script.key_kinds import Key

Read = TypeVar("Read")

MOST_PARTS = 64
"""Parts of a key with dots between them: a choice, far above the four of ours; TOML's reader takes their square."""

_WITHOUT_SPACE = {ord(" "): None, ord("\t"): None}
_PIECES = re.compile(r"[=,{}\[\]]")


def read_all(
    text: str, file: str, keys: Mapping[str, Key], read: Callable[[CheckedTable], Read]
) -> tuple[Read | None, tuple[PracticeError, ...]]:
    """Return what ``read`` makes of the file's values, or ``None`` and everything that is wrong with them."""
    if has_key_of_many_parts(text):
        return None, (PracticeError(PracticeErrorCode.KEY_OF_MANY_PARTS, file, ""),)
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is none that TOML errors know
        return None, (PracticeError(PracticeErrorCode.NOT_TOML, file, "", problem=str(error)),)
    faults: list[PracticeError] = []
    found = read(CheckedTable(file, "", content, keys, faults))
    return (None if faults else found), tuple(faults)


def read_checked(text: str, file: str, keys: Mapping[str, Key], read: Callable[[CheckedTable], Read]) -> Read:
    """Return what ``read`` makes of the file's values.

    Raises
    ------
    PracticeError
        With the file, the key and the reason, the first where there are several; with the line where it is not TOML.
    """
    found, faults = read_all(text, file, keys, read)
    if found is None:
        raise faults[0]
    return found


def has_key_of_many_parts(text: str) -> bool:
    """Return whether a key may have more than `MOST_PARTS`, so that the text is not to be read as TOML."""
    return _most_parts_of_a_key(text) > MOST_PARTS


def _most_parts_of_a_key(text: str) -> int:
    """Return an upper bound of how many parts, with dots between them, the longest key has."""
    lines = (line for line in text.translate(_WITHOUT_SPACE).splitlines() if not line.startswith("#"))
    return max((piece.count(".") + 1 for line in lines for piece in _PIECES.split(line)), default=0)
