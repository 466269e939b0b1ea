"""Knows the lines above a table that give keys and their values, which may tell its beginning, and its sections."""

import re
from collections.abc import Sequence

from sessions.tables.lines import Line
from sessions.tables.moments import looks_like_day, looks_like_moment
from sessions.tables.titles import is_interval_title, is_time_title, words_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STARTS = _words(
    "start started starttime begin began begins beginn beginning recorded recording measured measurement session "
    "aufnahme messung début debut inicio início inizio datetimestart startzeit startdatum"
)
OTHERWISE = _words(
    "end ended ends ende fin fine stop stopped duration dauer durée length total elapsed since birth born birthday "
    "dob export exported created printed version timezone offset interval until bis"
)
"""Words beside which a day or a clock is not that of a beginning."""

KEY = re.compile(r"\W*(?P<key>[^\W\d_][^:=,;\t]{0,60}?)\s*[:=,;\t][\s,;\t]*(?P<value>.*?)[\s,;]*$")
"""What a line says of something: a word, a mark, and what stands behind it."""

_SECTION, _BEATS_SECTION = re.compile(r"\[[\w-]+\]$"), "[hrdata]"
_BETWEEN = re.compile(r":\s+|\s*[,;\t]\s*")  # a key and its value, in a line of a file of one column
_NUMBER = re.compile(r"[+-]?[\d.,]+$")


def leading_head(rows: Sequence[Sequence[str]]) -> int:
    """Return how many of the first lines, as cells, are a head of keys and values rather than titles and beats."""
    head = 0
    for at, cells in enumerate(rows, start=1):
        if _is_key_and_value(cells):
            head = at
        elif any(_NUMBER.match(cell) for cell in cells):
            break
    return head if head < len(rows) else 0


def _is_key_and_value(cells: Sequence[str]) -> bool:
    first, held = cells[0], [cell for cell in cells if cell]
    if any(map(is_interval_title, cells)) or not first[:1].isalpha():
        return False
    if len(cells) == 1:
        parts = _BETWEEN.split(first)
        return len(parts) > 1 and bool(parts[-1]) and not any(map(is_interval_title, parts))
    if first.endswith((":", "=")):
        return True
    has_moment = len(held) > 1 and (looks_like_moment(held[1]) or looks_like_day(held[1]))
    return len(held) == 2 and has_moment and may_be_start(first)


def may_be_start(title: str) -> bool:
    """Return whether a title or a key may be that of a beginning."""
    words = set(words_of(title))
    return (is_time_title(title) or bool(words & _STARTS)) and not words & OTHERWISE


def of_section(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of the beats where a file has sections, as those of Polar's older programs."""
    if not lines or not _SECTION.match(lines[0].text):
        return lines
    places = [place for place, line in enumerate(lines) if _SECTION.match(line.text)]
    for place, following in zip(places, [*places[1:], len(lines)], strict=True):
        if lines[place].text.lower() == _BEATS_SECTION:
            return lines[place + 1 : following]
    return lines
