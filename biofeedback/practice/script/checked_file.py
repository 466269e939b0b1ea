"""Reads the text of a TOML file into checked values and raises what is wrong with it as one error."""

import tomllib
from collections.abc import Callable, Mapping
from typing import TypeVar

from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import PracticeError
from biofeedback.practice.script.checked_table import CheckedTable
from biofeedback.practice.script.key_kinds import Key

Read = TypeVar("Read")


def read_checked(text: str, file: str, keys: Mapping[str, Key], read: Callable[[CheckedTable], Read]) -> Read:
    """Return what ``read`` makes of the file's values.

    Raises
    ------
    PracticeError
        With the file, the key and the reason, the first where there are several; with the line where it is not TOML.
    """
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PracticeError(PracticeErrorCode.NOT_TOML, file, "", problem=str(error)) from error
    faults: list[PracticeError] = []
    found = read(CheckedTable(file, "", content, keys, faults))
    if faults:
        raise faults[0]
    return found
