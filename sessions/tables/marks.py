"""Which mark stands between the columns of a text, and the cells that it parts."""

import csv
import re
from collections.abc import Sequence

from sessions.tables.lines import Line
from sessions.tables.written_numbers import are_thousands, has_decimal_comma, number

TRIED_LINES = 200  # lines from the beginning that tell the layout: a choice, a few minutes of beats
LIKE_MOST = 0.5  # at least this share of the lines agree about the layout

_IN_NO_TEXT = "\x1f"  # parts the units of a record in ASCII, and nothing that people write
_PARTS_NOTHING = ('"', "\n")


def mark_between(lines: Sequence[Line]) -> str:
    """Return the mark between columns: a tab, a semicolon, a comma, a space, or nothing where there is one column."""
    tried = [line.text for line in lines[:TRIED_LINES]]
    if are_thousands([text.replace(" ", "_") for text in tried[1:] or tried]):  # a blank may part columns here
        return ""
    for mark in ("\t", ";", "|", ",", " "):
        having = sum(len(split_line(text.strip() if mark == " " else text, mark)) > 1 for text in tried)
        if having and having >= LIKE_MOST * len(tried):
            return _beside_commas(tried) if mark == "," else mark
    return ""


def _beside_commas(texts: Sequence[str]) -> str:
    """Return what stands between columns where most lines have commas, which may be decimal ones."""
    if _are_between_spaces(texts):
        return " "
    alone = sum("e" in text.lower() and has_decimal_comma(text) for text in texts)
    return "" if alone > LIKE_MOST * len(texts) else ","


def _are_between_spaces(texts: Sequence[str]) -> bool:
    """Return whether most lines are numbers with decimal commas and spaces between them."""
    parted = [re.split("[ \t]+", text.replace('"', "")) for text in texts]
    numbers = (all(number(cell) is not None or has_decimal_comma(cell) for cell in cells) for cells in parted)
    return sum(len(cells) > 1 and all_of_them for cells, all_of_them in zip(parted, numbers, strict=True)) > (
        LIKE_MOST * len(texts)
    )


def split_line(text: str, between: str) -> tuple[str, ...]:
    """Return the cells of a line, without quotes and the blanks around them."""
    if not between:
        return (text.strip().strip('"').strip(),)
    if '"' not in text:
        return tuple(text.split()) if between == " " else tuple(cell.strip() for cell in text.split(between))
    return quoted_cells(text, between)


def quoted_cells(text: str, between: str) -> tuple[str, ...]:
    """Return the cells of a line in which some are quoted.

    A quote and the end of a line part nothing within one, and as such Python refuses them since 3.13.
    """
    between = _IN_NO_TEXT if between in _PARTS_NOTHING else between
    try:
        return tuple(cell.strip() for cell in next(csv.reader([text], delimiter=between, skipinitialspace=True)))
    except (csv.Error, StopIteration):
        return (text,)
