"""Reads the JSON of other programs, tables of pandas too: a foreseen size, no surprise from depth, kind errors."""

import json
import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.tables.contents import bytes_in, decoded

LARGEST_BYTES = 67_108_864
"""Of a JSON file: a choice; 64 MiB hold a night of an ECG, and take half a gigabyte of memory when they are read."""

_FEWEST = 2  # places of a table that are known for those of one: a choice; a beat alone is no recording

_LEAST_STAMP = 10**9  # from here on places are times since 1970, in s (September 2001) or in ms, and no numbers of rows


def read_json(path: Path, form: str) -> object:
    """Return what a JSON file says.

    Parameters
    ----------
    path : Path
        The file.
    form : str
        The name of the importer that knows it.

    Raises
    ------
    RecordingError
        It cannot be read, is far too large, or is no JSON after all.
    """
    try:
        return json.loads(decoded(bytes_in(path, LARGEST_BYTES)))
    except json.JSONDecodeError as error:
        raise RecordingError(ImportErrorCode.DAMAGED_AT, str(path), format=form, line=error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise RecordingError(ImportErrorCode.DAMAGED, str(path), format=form) from error


def documents(path: Path, form: str) -> tuple[object, bool]:
    """Return what a JSON file says, or a list of what each of its lines says; and whether it is whole.

    A last line that was cut off is left out. Raises as `read_json` does.
    """
    try:
        return read_json(path, form), True
    except RecordingError as error:
        if error.code is not ImportErrorCode.DAMAGED_AT:
            raise
        lines = [line for line in decoded(bytes_in(path, LARGEST_BYTES)).splitlines() if line.strip()]
        values: list[object] = []
        for at, line in enumerate(lines, 1):
            try:
                values.append(json.loads(line.strip().rstrip(",")))
            except (ValueError, RecursionError):
                # One line that cannot be read may be the last; where none could be, these are no lines of JSON.
                if at < len(lines) or not values:
                    raise error from None
        return values, len(values) == len(lines)


def entries(value: object, *names: str) -> list[object]:
    """Return the list that lies under these keys, one within another; an empty one where there is none."""
    found = at(value, *names)
    return found if isinstance(found, list) else []


def at(value: object, *names: str) -> object:
    """Return what lies under these keys, one within another; None where one is not there."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def number_at(value: object, *names: str) -> float:
    """Return the finite number under these keys; ``nan`` where there is none."""
    found = at(value, *names)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return math.nan
    try:
        found = float(found)
    except OverflowError:
        return math.nan
    return found if math.isfinite(found) else math.nan


def moment_at(value: object, *names: str) -> datetime | None:
    """Return the ISO moment under these keys, with or without a zone; None where there is none."""
    try:
        return datetime.fromisoformat(str(at(value, *names) or ""))
    except ValueError:
        return None


def unfolded(value: object) -> object:
    """Return what a JSON document says, with each table of pandas in it as lists or rows; anything else as it is.

    Source: the description of ``DataFrame.to_json`` (pandas). Its default, ``columns``, has the places as names.
    """
    if isinstance(value, list):
        return [unfolded(each) if isinstance(each, list | Mapping) else each for each in value]
    if not isinstance(value, Mapping):
        return value
    if isinstance(data := value.get("data"), list) and isinstance(value.get("index"), list):
        return _of_split(value, data)
    if _are_places(value):
        return list(value.values())  # a series, or a row for each place
    columns = {name: each for name, each in value.items() if isinstance(each, Mapping) and _are_places(each)}
    stamps = [int(name) for name in next(iter(columns.values()), ())]
    stamped = {"timestamp": stamps} if stamps and stamps[0] >= _LEAST_STAMP else {}
    others = {name: unfolded(each) for name, each in value.items() if name not in columns}
    return {**stamped, **{name: list(each.values()) for name, each in columns.items()}, **others}


def _of_split(value: Mapping[object, object], data: list[object]) -> object:
    columns = value.get("columns")
    if isinstance(columns, list) and all(isinstance(row, list) and len(row) == len(columns) for row in data):
        return [dict(zip(map(str, columns), row, strict=True)) for row in data if isinstance(row, list)]
    return {str(value.get("name") or "rr"): data}


def _are_places(names: Iterable[object]) -> bool:
    """Return whether names are the places of a table: whole numbers that rise."""
    places = [int(name) if isinstance(name, str) and name.isdecimal() else -1 for name in names]
    rises = all(before < after for before, after in pairwise(places))
    return len(places) >= _FEWEST and places[0] >= 0 and rises
