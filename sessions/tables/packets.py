"""Knows columns whose cells hold several intervals: the mark between them is told by the rest of the table."""

import math
import re
import statistics
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from biofeedback.error_codes import TextErrorCode
from sessions.tables.lines import Line
from sessions.tables.marks import quoted_cells
from sessions.tables.table import NOTHING, Row, Table
from sessions.tables.titles import is_interval_title
from sessions.tables.units import unit_of
from sessions.tables.written_numbers import number, with_point

_MARKS = ("\t", ";", "|", ",")  # that may stand between columns
TITLE_LINES = 20  # within which the titles stand: a choice, as for other tables
_BETWEEN = re.compile(r"\s*[;|/+]\s*|,?\s+")
"""Between intervals in a cell; a bare comma may be a decimal one."""

_BRACKETS = "[](){}"
_NUMBERED = re.compile(r"(?P<name>.*[^\W\d])[\s_-]*(?P<count>\d)$")
_WITH_POINT = re.compile(r"[^.]*\d\.\d+$")
_ALIKE = 1.6  # largest factor between neighbours' intervals and the typical one: a choice, as beside decimal commas
_MOSTLY_ALIKE = 0.9  # share of intervals in such cells that are like the typical one: a choice, for extra beats
_FEWEST = 4  # cells with a bare comma, which by chance are all alike in one of thirty tables of decimals: a choice
_PLAIN_SHARE = 0.5  # of cells that hold one whole number; three decimals are whole in one of a thousand
_SPEAKS = 3.0  # times as near must the one sum be to the time that passed as the other: a choice
_GAP = 3.0  # times its intervals and the usual step; a longer step is a gap: a choice


class Packets(NamedTuple):
    """A table whose cells may hold several intervals.

    Attributes
    ----------
    table : Table
        The table; the interval column, or each of them, holds what was written.
    places : tuple of int
        Where the intervals stand: one column, or several that are numbered.
    values : list of tuple of float, or None
        The intervals of each row as they are written; None where one holds something else.
    joined : list of tuple of float, or None
        The same where bare commas are decimal ones; empty where they cannot be.
    is_certain : bool
        Whether the cells alone tell that there are several.
    """

    table: Table
    places: tuple[int, ...]
    values: list[tuple[float, ...] | None]
    joined: list[tuple[float, ...] | None]
    is_certain: bool


class _Cell(NamedTuple):
    """The numbers of a cell: whether a bare comma parts them, or blanks alone; and whether brackets stand around."""

    values: tuple[float, ...]
    text: str = ""
    by_comma: bool = False
    by_blank: bool = False
    in_brackets: bool = False

    @property
    def is_several(self) -> bool:
        return len(self.values) > 1


def are_titled(lines: Sequence[Line]) -> bool:
    """Return whether one of the first lines of a text holds titles of which one is of intervals."""
    return any(map(_titled, range(TITLE_LINES), lines))


def packets_in(lines: Sequence[Line]) -> Packets | None:
    """Return the table where a column called one of intervals has several in a cell; None where none has."""
    found = next(filter(None, map(_titled, range(min(TITLE_LINES, len(lines) - 1)), lines)), None)
    if found is None:
        return None
    at, mark, titles, places = found
    rows = [Row(line, _cells(line.text, mark, len(titles), places)) for line in lines[at + 1 :]]
    held = [[_cell(cell) for place in places if (cell := _at(row, place))] for row in rows]
    cells = [each for row in held for each in row if each is not None]
    several = [each for each in cells if each.is_several]
    if not several and len(places) == 1 and not any(each.in_brackets for each in cells):
        return None
    unclear = [each for each in several if each.by_comma]
    are_alike = _are_alike(cells)
    if any(each.by_blank for each in several) and not are_alike:
        return None  # a blank between thousands
    is_certain = not unclear or len(unclear) < len(several)
    if unclear and not are_alike:
        if not is_certain:
            return None
        held = [[_decimal(each) if each and each.by_comma else each for each in row] for row in held]
        unclear = []
    if unclear and not is_certain:
        others = (cell for row in rows for cell in row.cells)
        plain = sum(len(each.values) == 1 and each.values[0].is_integer() for each in cells)
        is_certain = any(map(_WITH_POINT.match, others)) or plain >= _PLAIN_SHARE * len(cells)
        if not is_certain and len(unclear) < _FEWEST:
            return None
    values = [_together(row) for row in held]
    joined = [_together(_decimal(each) if each and each.by_comma else each for each in row) for row in held]
    bare = [
        Row(line, tuple(cell if at in places else with_point(cell) for at, cell in enumerate(row)))
        for line, row in rows
    ]
    table = Table(titles, bare, len(titles), lines[at], decimal_commas=False, between=mark)
    return Packets(table, places, values, [] if is_certain else joined, is_certain)


def refuse_unclear(table: Table, place: int) -> None:
    """Raise `RecordingError` where commas that were read as decimal ones in a column may as well part intervals."""
    if not table.decimal_commas:
        return
    parted = [(row.line, _parted(row.line.text, table.between or "\n")) for row in table.rows]
    texts = [(line, line.text if table.width == 1 else cells[place]) for line, cells in parted if _fits(cells, table)]
    read = [(line, cell) for line, text in texts if (cell := _cell(text)) is not None]
    several = [(line, cell) for line, cell in read if cell.is_several]
    plain = sum(len(cell.values) == 1 and cell.values[0].is_integer() for _, cell in read)
    if not several or not all(cell.by_comma for _, cell in several):
        return
    if (len(several) >= _FEWEST or plain >= _PLAIN_SHARE * len(read)) and _are_alike([cell for _, cell in several]):
        raise several[0][0].wrong(TextErrorCode.PACKETS_UNCLEAR)


def _fits(cells: Sequence[str], table: Table) -> bool:
    return table.width in (1, len(cells))


def nearer_sum(t_s: Sequence[float], parted_ms: Sequence[float], joined_ms: Sequence[float]) -> bool | None:
    """Return whether what commas part adds up to the time that passed rather than decimals; None where neither does.

    Parameters
    ----------
    t_s : sequence of float
        The time of each row that holds intervals.
    parted_ms, joined_ms : sequence of float
        The sums of its intervals, where commas part them and where they are decimal ones.
    """
    steps = [after - before for before, after in pairwise(t_s)]
    usual_s = statistics.median(steps) if steps else math.nan
    rows = zip(steps, parted_ms[1:], joined_ms[1:], strict=True)
    close = [row for row in rows if 0.0 <= row[0] <= _GAP * max(usual_s, row[1] / 1000.0)]
    passed_s = math.fsum(step for step, _, _ in close)
    off = [abs(math.fsum(ms) / 1000.0 - passed_s) for ms in ([row[1] for row in close], [row[2] for row in close])]
    if off[0] * _SPEAKS < off[1]:
        return True
    return False if off[1] * _SPEAKS < off[0] else None


def _titled(at: int, line: Line) -> tuple[int, str, tuple[str, ...], tuple[int, ...]] | None:
    """Return where the titles stand, the mark between them, and which of them are of intervals; None for no titles."""
    for mark in _MARKS:
        titles = _parted(line.text, mark)
        if len(titles) < 2 or any(number(title) is not None for title in titles):
            continue
        places = tuple(index for index, title in enumerate(titles) if is_interval_title(title))
        if len(places) == 1:
            return at, mark, titles, places
        places = () if places else _numbered(titles)
        if places:
            return at, mark, titles, places
    return None


def _numbered(titles: Sequence[str]) -> tuple[int, ...]:
    """Return the columns that are called intervals and numbered from one on, as ``rr1`` and ``rr2``."""
    found = [(place, named) for place, title in enumerate(titles) if (named := _NUMBERED.match(title))]
    own = [(place, named) for place, named in found if is_interval_title(named["name"])]
    names, counts = {named["name"] for _, named in own}, [int(named["count"]) for _, named in own]
    rises = counts == list(range(counts[0], counts[0] + len(counts))) if counts else False
    return tuple(place for place, _ in own) if len(own) > 1 and len(names) == 1 and rises and counts[0] < 2 else ()


def _parted(text: str, mark: str) -> tuple[str, ...]:
    if '"' not in text:
        return tuple(cell.strip() for cell in text.split(mark))
    return quoted_cells(text, mark)


def _cells(text: str, mark: str, width: int, places: Sequence[int]) -> tuple[str, ...]:
    """Return the cells of a line; what is too many belongs to the intervals where these stand last."""
    cells = _parted(text, mark)
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    if len(cells) <= width or places != (width - 1,):
        return cells
    return (*cells[: width - 1], mark.join(cells[width - 1 :]))


def _at(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _cell(text: str) -> _Cell | None:
    """Return the numbers that a cell holds; None where it holds something else."""
    bare = text.strip().strip("\"'").strip()
    inner = bare.strip(_BRACKETS).strip()
    in_brackets = inner != bare
    if inner.lower() in NOTHING:
        return _Cell((), inner, in_brackets=in_brackets)
    if (value := number(inner)) is not None:
        return _Cell((value,), inner, in_brackets=in_brackets)
    parts = [part for part in _BETWEEN.split(inner) if part]
    by_blank = len(parts) > 1 and not in_brackets and not re.search(r"[;|/+]|,\s", inner)
    by_comma = False
    if len(parts) == 1:
        parts = [part for part in inner.split(",") if part]
        by_comma = not in_brackets and len(parts) > 1 and all(part.isdigit() for part in parts)
        if not by_comma and not all(map(_WITH_POINT.match, parts)) and (value := number(with_point(inner))) is not None:
            return _Cell((value,), inner)
    values = [number(with_point(part)) for part in parts]
    known = tuple(value for value in values if value is not None)
    return _Cell(known, inner, by_comma, by_blank, in_brackets) if known and len(known) == len(values) else None


def _decimal(cell: _Cell) -> _Cell:
    """Return what a cell holds where its comma is a decimal one."""
    value = number(with_point(cell.text))
    return cell if value is None else _Cell((value,), cell.text)


def _are_alike(cells: Sequence[_Cell]) -> bool:
    """Return whether what stands together in cells are intervals that are like each other, and no whole seconds."""
    together = [value for each in cells if each.is_several for value in each.values]
    unit = unit_of(together) if together else None
    if unit is None or (unit == "s" and all(map(float.is_integer, together))):
        return False
    typical = statistics.median(together)
    alike = sum(typical / _ALIKE < value < typical * _ALIKE for value in together)
    return alike >= _MOSTLY_ALIKE * len(together)


def _together(cells: Iterable[_Cell | None]) -> tuple[float, ...] | None:
    held = list(cells)
    if any(each is None for each in held):
        return None
    return tuple(value for each in held if each is not None for value in each.values)
