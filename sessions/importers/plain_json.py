"""Intervals in JSON of any program: a bare list, a list under a name such as ``rr``, a row for each beat, a data frame.

Names are understood as titles of columns are; lists beside the intervals that are as long, and other fields of the
rows, are columns beside them. One document, or one a line.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode, RecordingErrorCode, TextErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head
from sessions.importers.imported import ImportedFile, ImportRemark
from sessions.importers.json_text import documents, unfolded
from sessions.importers.rr_text import of_text
from sessions.rr_text import read_table
from sessions.tables.lines import Line
from sessions.tables.moments import begins_at, looks_like_moment
from sessions.tables.table import Row, Table
from sessions.tables.titles import is_interval_title, is_time_title, words_of

KIND = "plain_json"

_SEVERAL: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(["data", "list", "lists", "values", "array", "series", "samples"], "") | {"rrs": "rr", "ibis": "ibi"}
)
"""Words that say that there are several, and what is left of them."""

_BARE = re.compile(r"\s*(?:\[\s*(?:NaN|null|\[)|\{\s*\"\d+\"\s*:)")
"""A list that begins with no number or with a row, and a series or an index of pandas."""

_DEEPEST = 8  # levels of nesting in which intervals are looked for: a choice
_FEWEST_ALONE = 30  # intervals in one list of several that make it a session of its own: a choice, half a minute
_OF_LINES = (TextErrorCode.NO_INTERVAL, TextErrorCode.IMPOSSIBLE_INTERVAL, TextErrorCode.SEVERAL_VALUES)


class _Found(NamedTuple):
    """Rows of beats; what stands beside them and was not used; and when they began."""

    titles: tuple[str, ...]
    rows: list[tuple[object, ...]]
    unused: tuple[str, ...] = ()
    began: str = ""


def looks_like(head: Head) -> bool:
    """Return whether this is JSON with a bare list of numbers or rows, a name of intervals, or a data frame."""
    if not head.is_json:
        return False
    named = any(map(_names_intervals, head.keys)) or head.has_key("index", "data")
    return named or head.is_list_of_numbers or _BARE.match(head.text) is not None


def read(path: Path) -> ImportedFile:
    """Read the intervals; raises `RecordingError` where there are none, or their unit cannot be told."""
    content, is_whole = documents(path, KIND)
    content = unfolded(content)
    sessions = [_session(path, found) for found in _found(content, _DEEPEST)]
    if not sessions:
        raise _unknown(path, content)
    first, *later = sessions
    cut = () if is_whole else (ImportRemark.of(ImportRemarkCode.FILE_DAMAGED),)
    return replace(first, remarks=(*first.remarks, *cut), later=tuple(later))


def _unknown(path: Path, content: object) -> RecordingError:
    """Return the error of a file in which no interval was found: it has none, or they lie in a way not known here."""
    has_some = _count(content, _DEEPEST) >= _FEWEST_ALONE
    code = ImportErrorCode.LAYOUT_UNKNOWN if has_some else ImportErrorCode.WITHOUT_INTERVALS
    return RecordingError(code, str(path), format=KIND)


def _count(value: object, depth: int, *, named: bool = False) -> int:
    """Return how many numbers there are under names of intervals and in lists without a name."""
    if depth == 0 or not isinstance(value, list | Mapping):
        return 0
    if isinstance(value, list) or named:
        within = value.values() if isinstance(value, Mapping) else value
        return sum(_is_number(each) or _count(each, depth - 1, named=named) for each in within)
    return sum(_count(each, depth - 1, named=_names_intervals(name)) for name, each in value.items())


def _session(path: Path, found: _Found) -> ImportedFile:
    rows = [Row(Line(path, at, _cell(row[0])), tuple(map(_cell, row))) for at, row in enumerate(found.rows, 1)]
    header = Line(path, 0, " ".join(found.titles)) if any(found.titles) else None
    table = Table(found.titles if header else (), rows, len(found.titles), header, decimal_commas=False, between="\t")
    try:
        text = read_table(path, table)
    except RecordingError as error:
        if error.code not in _OF_LINES:
            raise
        raise _unknown(path, [row[0] for row in found.rows]) from error
    if not text.rr_ms:
        raise RecordingError(RecordingErrorCode.NO_INTERVALS, str(path), file=path.name)
    # Lines are those of a text; here a value has none.
    file = of_text(replace(text, lines_set_aside=(), backwards_line=None), KIND)
    title = text.interval_title or "RR"
    remarks = list(file.remarks)
    if text.lines_set_aside:
        remarks.append(ImportRemark.of(ImportRemarkCode.VALUES_SET_ASIDE, title=title, count=len(text.lines_set_aside)))
    if text.backwards_line is not None:
        remarks.append(ImportRemark.of(ImportRemarkCode.TIMES_SET_ASIDE, title=text.time_title))
    if found.unused:
        remarks.append(ImportRemark.of(ImportRemarkCode.NOT_USED, part=found.unused))
    began: datetime | None = begins_at([found.began]) if found.began else None
    return replace(file, started_at=file.started_at or began, remarks=tuple(remarks))


def _found(value: object, depth: int, unused: tuple[str, ...] = ()) -> Iterator[_Found]:
    """Yield the rows of each session, in order."""
    if depth == 0:
        return
    if isinstance(value, list):
        yield from _in_list(value, depth, unused)
    elif isinstance(value, Mapping):
        name = next((str(key) for key, each in value.items() if isinstance(each, list) and _names_intervals(key)), "")
        if name:
            yield from _beside(value, name, unused)
            return
        named = tuple(str(key) for key, each in value.items() if not isinstance(each, list | Mapping))
        for each in value.values():
            yield from _found(each, depth - 1, (*unused, *named))


def _in_list(value: list[object], depth: int, unused: tuple[str, ...]) -> Iterator[_Found]:
    if value and all(_is_number(each) or _is_nothing(each) for each in value):
        yield _Found(("",), [(each,) for each in value], unused)
        return
    rows = [tuple(each) for each in value if isinstance(each, list)]
    if rows and len(rows) == len(value) and len({len(row) for row in rows}) == 1 and any(map(_is_number, rows[0])):
        yield _Found(("",) * len(rows[0]), rows, unused)
        return
    mappings = [each for each in value if isinstance(each, Mapping)]
    if not mappings:
        return
    titles = tuple(dict.fromkeys(str(key) for each in mappings for key in each))
    interval = next((title for title in titles if _names_intervals(title)), "")
    held = [each.get(interval) for each in mappings] if interval else []
    several = [each for each in held if isinstance(each, list)]
    if len(several) * 2 > len(mappings) and max(map(len, several)) < _FEWEST_ALONE:
        # A packet each: its intervals share what else it tells.
        yield _Found(
            titles,
            [
                tuple(rr if title == interval else each.get(title) for title in titles)
                for each in mappings
                for rr in _listed(each.get(interval))
            ],
            unused,
        )
    elif any(map(_is_number, held)):
        yield _Found(titles, [tuple(each.get(title) for title in titles) for each in mappings], unused)
    else:
        for each in mappings:
            yield from _found(each, depth - 1, unused)


def _beside(value: Mapping[object, object], name: str, unused: tuple[str, ...]) -> Iterator[_Found]:
    """Yield the rows of intervals under a name, with the lists beside them that are as long as columns."""
    intervals = value[name]
    if not isinstance(intervals, list) or not intervals:
        return
    began = next((str(each) for key, each in value.items() if _is_beginning(key, each)), "")
    others = {str(key): each for key, each in value.items() if str(key) != name and str(each) != began}
    if any(isinstance(each, Mapping | list) for each in intervals):
        left = (*unused, *others)
        mappings = [each for each in intervals if isinstance(each, Mapping)]
        pairs = [tuple(each) for each in intervals if isinstance(each, list)]
        if mappings:
            titles = tuple(dict.fromkeys(str(key) for each in mappings for key in each))
            yield _Found(titles, [tuple(each.get(title) for title in titles) for each in mappings], left, began)
        elif len({len(pair) for pair in pairs}) == 1 and pairs[0]:
            yield _Found(("",) * len(pairs[0]), list(pairs), left, began)
        return
    columns = {key: each for key, each in others.items() if isinstance(each, list) and len(each) == len(intervals)}
    left = (*unused, *(key for key in others if key not in columns))
    rows = list(zip(intervals, *columns.values(), strict=True))
    yield _Found((name, *columns), rows, left, began)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _is_beginning(key: object, value: object) -> bool:
    return isinstance(value, str) and looks_like_moment(value) and is_time_title(str(key))


def _names_intervals(key: object) -> bool:
    """Return whether a name is one of intervals, without what says that there are several."""
    words = (_SEVERAL.get(word, word) for word in words_of(str(key)))
    return is_interval_title(" ".join(words))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_nothing(value: object) -> bool:
    """Return whether a value stands for a number that is not there: null, NaN, or without bounds."""
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def _cell(value: object) -> str:
    """Return a value as a cell of a table; a truth is no number, and what holds others is none either."""
    if isinstance(value, bool) or _is_nothing(value) or isinstance(value, list | Mapping):
        return ""
    return str(value)
