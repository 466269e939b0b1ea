"""Writes cells of tables: numbers exactly, and texts of others so that no spreadsheet takes them for a formula."""

import csv
import math
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

_FORMULA = re.compile(r"[\s]*[=+\-@\t\r\n|]")
"""How a cell begins that a spreadsheet computes (OWASP, CSV injection), and what some programs begin a command with."""

DEFUSED = "'"
"""What is put before such a text; spreadsheets take what follows it as text."""

NOTHING = "n/a"
"""What stands in a TSV of BIDS where there is no value."""

_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def defused(text: str) -> str:
    """Return a text that no spreadsheet computes."""
    return DEFUSED + text if _FORMULA.match(text) else text


def csv_cell(value: object, *, defuse: bool = True) -> str:
    """Return a value as a cell of a CSV: a number as short as it is exact, empty where it is not one."""
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else ""
    if isinstance(value, str):
        sound = value.replace("\0", "\u2400")
        if not sound.isascii():  # a name of a file may hold what is no text
            sound = sound.encode("utf-8", "backslashreplace").decode("utf-8")
        return defused(sound) if defuse else sound
    return str(value)


def tsv_cell(value: object) -> str:
    """Return a value as a cell of a TSV, which knows no quotes: breaks become spaces, nothing is ``n/a``."""
    return " ".join(_BREAKS.split(csv_cell(value))).strip() or NOTHING


def line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(_BREAKS.split(text)).strip()


def write_csv(file: TextIO, titles: Sequence[str], rows: Iterable[Sequence[object]], *, defuse: bool = True) -> None:
    """Write a table with its titles; ``defuse`` where people may open it as a spreadsheet."""
    writer = csv.writer(file)  # lines end as RFC 4180 has them; a lone CR in a text would else not be quoted
    writer.writerow(titles)
    writer.writerows([csv_cell(value, defuse=defuse) for value in row] for row in rows)


def append_csv(file: TextIO, row: Sequence[object]) -> None:
    """Write one more row of such a table, for people who may open it as a spreadsheet."""
    csv.writer(file).writerow([csv_cell(value) for value in row])


def write_tsv(file: TextIO, rows: Iterable[Sequence[object]]) -> None:
    """Write rows of a TSV, without titles."""
    file.writelines("\t".join(map(tsv_cell, row)) + "\n" for row in rows)
