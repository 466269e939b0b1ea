"""Splits lines into the cells of a table: which mark stands between columns, and whether commas are decimal ones."""

import csv
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sessions.tables.lines import Line
from sessions.tables.moments import looks_like_moment

_TRIED_LINES = 200  # lines from the beginning that tell the layout: a choice, a few minutes of beats
_LIKE_MOST = 0.5  # at least this share of the lines agree about the layout
_FEWEST_IN_A_ROW = 10  # numbers in a file of one line that are taken as one column: a choice

_RISING_SHARE = 0.95  # of the steps of a column of times that do not fall: a choice, for single mistyped ones
_LEAST_STEP_S = 0.2  # seconds from beat to beat at least, at 300 beats a minute

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+$")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+$")
_SECTION, _BEATS_SECTION = re.compile(r"\[\w+\]$"), "[hrdata]"


class Row(NamedTuple):
    """A line and its cells."""

    line: Line
    cells: tuple[str, ...]


class Table(NamedTuple):
    """The cells of a text.

    Attributes
    ----------
    titles : tuple of str
        The cells of the header; empty where there is none.
    rows : list of Row
        The other lines; most of them, yet not all, have as many cells.
    width : int
        How many cells most rows have.
    header : Line or None
        The line of the header.
    decimal_commas : bool
        Whether commas stood for decimal points; they are points in the cells.
    between : str
        What stands between columns; empty where there is one.
    """

    titles: tuple[str, ...]
    rows: list[Row]
    width: int
    header: Line | None
    decimal_commas: bool
    between: str


def number(cell: str) -> float | None:
    """Return the number in a cell; Python's own 1_000 is no number to anybody else, nor is nan."""
    return float(cell) if _NUMBER.match(cell) else None


def table_of(lines: Sequence[Line]) -> Table:
    """Return the table that lines make; one line of many numbers is a column."""
    lines = _of_section(lines)
    between = _between(lines)
    rows = [Row(line, _cells(line.text, between)) for line in lines]
    if len(rows) == 1 and len(rows[0].cells) >= _FEWEST_IN_A_ROW and all(number(cell) for cell in rows[0].cells):
        line = rows[0].line
        rows = [Row(line, (cell,)) for cell in rows[0].cells]
    header = rows[0] if _is_header(rows) else None
    rows = rows[1:] if header else rows
    titles = header.cells if header else ()
    rows, commas = _with_points(rows, between, titles)
    width = Counter(len(row.cells) for row in rows[:_TRIED_LINES]).most_common(1)[0][0] if rows else len(titles)
    if width == 1 < len(titles) and commas:
        titles = ()  # a header of columns above numbers that a decimal comma parts
    return Table(titles, rows, len(titles) or width, header.line if header else None, commas, between)


def _of_section(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of the beats where a file has sections, as those of Polar's older programs."""
    if not lines or not _SECTION.match(lines[0].text):
        return lines
    places = [place for place, line in enumerate(lines) if _SECTION.match(line.text)]
    for place, following in zip(places, [*places[1:], len(lines)], strict=True):
        if lines[place].text.lower() == _BEATS_SECTION:
            return lines[place + 1 : following]
    return lines


def _between(lines: Sequence[Line]) -> str:
    """Return the mark between columns: a tab, a semicolon, a comma, a space, or nothing where there is one column."""
    tried = [line.text for line in lines[:_TRIED_LINES]]
    if _are_thousands(tried[1:] or tried):
        return ""
    for mark in ("\t", ";", ",", " "):
        having = sum(mark in (text.strip() if mark == " " else text) for text in tried)
        if having and having >= _LIKE_MOST * len(tried):
            return mark
    return ""


def _cells(text: str, between: str) -> tuple[str, ...]:
    if not between:
        return (text.strip().strip('"').strip(),)
    if between == " ":
        return tuple(text.split())
    if '"' not in text:
        return tuple(cell.strip() for cell in text.split(between))
    try:
        return tuple(cell.strip() for cell in next(csv.reader([text], delimiter=between, skipinitialspace=True)))
    except (csv.Error, StopIteration):
        return (text,)


def _is_header(rows: Sequence[Row]) -> bool:
    """Return whether the first line names what stands in the others: a word above something else."""
    if not rows:
        return False
    words = [place for place, cell in enumerate(rows[0].cells) if cell and not _is_value(cell)]
    below = [row.cells for row in rows[1 : 1 + _TRIED_LINES]]
    if not below:
        return bool(words)
    return any(
        sum(place < len(cells) and _is_value(cells[place]) for cells in below) * 2 > len(below) for place in words
    ) or (len(words) == len(rows[0].cells) and any(_is_value(cell) for cells in below for cell in cells))


def _is_value(cell: str) -> bool:
    return number(cell.replace(",", ".")) is not None or looks_like_moment(cell)


def _with_points(rows: list[Row], between: str, titles: tuple[str, ...]) -> tuple[list[Row], bool]:
    """Return the rows with decimal points for decimal commas, and whether there were any."""
    if between == ",":
        return _with_joined_pairs(rows, titles)
    if _are_thousands([cell for row in rows for cell in row.cells]):
        return [Row(row.line, tuple(re.sub("[.,]", "", cell) for cell in row.cells)) for row in rows], False
    commas = any(_DECIMAL_COMMA.match(cell) for row in rows for cell in row.cells)
    if not commas:
        return rows, False
    return [Row(line, tuple(_with_point(cell) for cell in cells)) for line, cells in rows], True


def _with_point(cell: str) -> str:
    return cell.replace(",", ".") if _DECIMAL_COMMA.match(cell) else cell


def _are_thousands(cells: Sequence[str]) -> bool:
    """Return whether a mark before the last three digits parts thousands: ``1.006`` beside ``960``, and no ``0.9``."""
    marked = [cell for cell in cells if "." in cell or "," in cell]
    plain = [cell for cell in cells if cell.isdigit()]
    return (
        bool(marked)
        and len(plain) > len(marked) / 10
        and all(_THOUSANDS.match(cell) and not cell.startswith("0") for cell in marked)
        and all(len(cell) <= 3 for cell in plain)
    )


def _with_joined_pairs(rows: list[Row], titles: tuple[str, ...]) -> tuple[list[Row], bool]:
    """Join what decimal commas have parted: one number a line, or twice as many cells as titles.

    Two columns are what they seem where the first of them goes on: times, or a count.
    """
    pairs = [row.cells for row in rows if len(row.cells) == 2 and all(cell.isdigit() for cell in row.cells)]
    if rows and len(pairs) > _LIKE_MOST * len(rows) and not _are_two_columns(pairs):
        return [Row(row.line, (".".join(row.cells),)) for row in rows], True
    wide = [row for row in rows if len(row.cells) == 2 * len(titles) > 2]
    if wide and len(wide) > _LIKE_MOST * len(rows):
        return [
            Row(line, tuple(".".join(cells[place : place + 2]) for place in range(0, len(cells), 2)))
            for line, cells in rows
        ], True
    return rows, False


def _are_two_columns(pairs: Sequence[tuple[str, ...]]) -> bool:
    """Return whether whole numbers with a comma between them are two, the first of which goes on as times do."""
    if any(len(second) > 1 and second.startswith("0") for _, second in pairs):
        return False
    first = [float(each) for each, _ in pairs]
    steps = [after - before for before, after in itertools.pairwise(first)]
    rising = sum(step >= 0 for step in steps) >= _RISING_SHARE * len(steps)
    return rising and first[-1] - first[0] >= _LEAST_STEP_S * len(steps)
