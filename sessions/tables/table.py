"""Makes a table of lines: its titles, its rows, and decimal points where commas stood for them."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from biofeedback.error_codes import TextErrorCode
from sessions.tables.commas import are_two_columns
from sessions.tables.heads import leading_head, of_section
from sessions.tables.lines import Line
from sessions.tables.marks import LIKE_MOST, TRIED_LINES, mark_between, split_line
from sessions.tables.moments import looks_like_moment
from sessions.tables.titles import is_interval_title
from sessions.tables.written_numbers import (
    are_thousands,
    bare_number,
    has_decimal_comma,
    is_thousands,
    number,
    with_point,
)

_MOST_COLUMNS = 500  # a choice, far above any table of beats
_FEWEST_IN_A_ROW = 10  # numbers in a file of one line that are taken as one column: a choice
_SEPARATOR = "sep="  # that spreadsheets write above a table, to tell what stands between columns
NOTHING = ("", "n/a", "nan", "null")
"""What stands for a number that is not there, as BIDS and others write it."""

_APART = re.compile(r"\"\s*,|,\s*\"|\s,|,\s")
"""A quote or a blank beside a comma, which is no decimal one."""


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
    head : tuple of str
        Lines above it that give keys and their values.
    """

    titles: tuple[str, ...]
    rows: list[Row]
    width: int
    header: Line | None
    decimal_commas: bool
    between: str
    head: tuple[str, ...] = ()


def table_of(lines: Sequence[Line]) -> Table:
    """Return the table that lines make; one line of many numbers is a column.

    Raises
    ------
    RecordingError
        A line has more columns than any table of beats, or a comma may be a decimal one or not.
    """
    lines = of_section(lines)
    between = mark_between(lines)
    for line in lines if len(lines) > 1 else ():
        if line.text.count(between or "\n") > _MOST_COLUMNS:
            raise line.wrong(TextErrorCode.LINE_TOO_LONG)
    rows = [Row(line, _cells(line.text, between)) for line in lines]
    if (
        len(rows) == 1
        and len(rows[0].cells) >= _FEWEST_IN_A_ROW
        and all(number(with_point(cell)) for cell in rows[0].cells)
    ):
        line = rows[0].line
        rows = [Row(line, (cell,)) for cell in rows[0].cells]
    every = rows[:TRIED_LINES]
    above = leading_head([row.cells for row in every])
    head, rows = (
        tuple(row.line.text for row in rows[:above] if not row.line.text.lower().startswith(_SEPARATOR)),
        rows[above:],
    )
    header, rows = _parted(rows, between)
    titles = header.cells if header else ()
    alone = next((row.cells for row in every if len(row.cells) == 1 and is_interval_title(row.cells[0])), ())
    rows, commas = _with_points(rows, between, titles or alone)
    width = _width(rows) or len(titles)
    titles, rows = _fitted(titles, rows, width, between)
    if width == 1 < len(titles) and commas:
        titles = ()  # a header of columns above numbers that a decimal comma parts
    return Table(titles, rows, len(titles) or width, header.line if header else None, commas, between, head)


def _width(rows: Sequence[Row]) -> int:
    """Return how many cells most rows have; 0 without rows."""
    counted = Counter(len(row.cells) for row in rows[:TRIED_LINES])
    return counted.most_common(1)[0][0] if counted else 0


def _parted(rows: list[Row], between: str) -> tuple[Row | None, list[Row]]:
    """Return the header and the rows below it, without what a program says of itself above a table.

    A header may have several lines: the first with a title of intervals, or else the first as wide as the table. Where
    commas may be decimal ones, a number without any may be the first.
    """
    width = _width(rows)
    widths = {width, 1} if (between, width) == (",", 2) else {width}
    first = next(
        (at for at, row in enumerate(rows[:TRIED_LINES]) if len(row.cells) in widths and _holds_values(row)), 0
    )
    if width > 1 and first > 0:
        head = [row for row in rows[:first] if len(row.cells) == width]
        head = head or [row for row in rows[first - 1 : first] if len(row.cells) > 1]
        titled = (row for row in head if any(map(is_interval_title, row.cells)))
        return next(titled, head[0] if head else None), rows[first:]
    header = rows[0] if _is_header(rows) else None
    return header, rows[1:] if header else rows


def _holds_values(row: Row) -> bool:
    """Return whether at least half of the cells that hold something hold numbers or moments."""
    held = [cell for cell in row.cells if cell]
    return bool(held) and sum(map(_is_value, held)) * 2 >= len(held)


def _fitted(titles: tuple[str, ...], rows: list[Row], width: int, between: str) -> tuple[tuple[str, ...], list[Row]]:
    """Return titles and rows without the empty cells that a mark at the end of each line makes, and titles in place.

    A column of numbers in front of the others often has no title; titles that hold spaces cannot be told apart.
    """
    columns = len(titles) or width
    if columns < width and all(not any(row.cells[columns:]) for row in rows):
        return titles, [Row(row.line, row.cells[:columns]) for row in rows]
    if columns == width + 1 and not titles[-1]:
        return titles[:-1], rows
    if columns + 1 == width and len(rows) >= _FEWEST_IN_A_ROW and _counts_on([row.cells[0] for row in rows]):
        return ("", *titles), rows
    return (() if between == " " and columns != width else titles), rows


def _counts_on(cells: Sequence[str]) -> bool:
    """Return whether these are the numbers of lines."""
    return all(cell.isdigit() for cell in cells) and all(
        int(after) == int(before) + 1 for before, after in itertools.pairwise(cells)
    )


def _cells(text: str, between: str) -> tuple[str, ...]:
    return tuple(bare_number(cell) for cell in split_line(text, between))


def _is_header(rows: Sequence[Row]) -> bool:
    """Return whether the first line names what stands in the others: a word above something else."""
    if not rows:
        return False
    words = [place for place, cell in enumerate(rows[0].cells) if cell.lower() not in NOTHING and not _is_value(cell)]
    below = [row.cells for row in rows[1 : 1 + TRIED_LINES]]
    if not below:
        return bool(words)
    return any(
        sum(place < len(cells) and _is_value(cells[place]) for cells in below) * 2 > len(below) for place in words
    ) or (len(words) == len(rows[0].cells) and any(_is_value(cell) for cells in below for cell in cells))


def _is_value(cell: str) -> bool:
    return number(cell.replace(",", ".")) is not None or is_thousands(cell) or looks_like_moment(cell)


def _with_points(rows: list[Row], between: str, titles: tuple[str, ...]) -> tuple[list[Row], bool]:
    """Return the rows with decimal points for decimal commas, and whether there were any."""
    quoted = any(has_decimal_comma(cell) for row in rows if len(row.cells) > 1 for cell in row.cells)
    if between == "," and not quoted:
        rows, joined = _with_joined_pairs(rows, titles)
        if joined:
            return rows, True
    cells_at = [[row.cells[index] for row in rows if index < len(row.cells)] for index in range(_width(rows))]
    thousands = {index for index, cells in enumerate(cells_at) if are_thousands(cells)}
    if thousands:
        rows = [
            Row(line, tuple(re.sub("[., ]", "", cell) if at in thousands else cell for at, cell in enumerate(cells)))
            for line, cells in rows
        ]
    commas = any("," in cell and has_decimal_comma(cell) for row in rows for cell in row.cells)
    if not commas:
        return rows, False
    return [Row(line, tuple(with_point(cell) for cell in cells)) for line, cells in rows], True


def _with_joined_pairs(rows: list[Row], titles: tuple[str, ...]) -> tuple[list[Row], bool]:
    """Join what decimal commas have parted: one number a line, or twice as many cells as titles.

    Raises
    ------
    RecordingError
        They may be either.
    """
    pairs = [row.cells for row in rows if len(row.cells) == 2 and all(cell.isdigit() for cell in row.cells)]
    if rows and len(pairs) > LIKE_MOST * len(rows):
        apart = sum(bool(_APART.search(row.line.text)) for row in rows) > LIKE_MOST * len(rows)
        two = are_two_columns(pairs, titles, apart=apart)
        if two is None:
            raise next(row.line for row in rows if len(row.cells) > 1).wrong(TextErrorCode.COMMA_UNCLEAR)
        return (rows, False) if two else ([Row(row.line, (with_point(".".join(row.cells)),)) for row in rows], True)
    wide = [row for row in rows if len(row.cells) == 2 * len(titles) > 2]
    if wide and len(wide) > LIKE_MOST * len(rows):
        return [
            Row(line, tuple(".".join(cells[index : index + 2]) for index in range(0, len(cells), 2)))
            for line, cells in rows
        ], True
    return rows, False
