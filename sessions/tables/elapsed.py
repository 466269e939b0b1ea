"""Reads the time that passed in minutes and seconds, such as 03:12.480."""

import re
from collections.abc import Sequence

_FORM = re.compile(r"(?P<min>\d{1,4}):(?P<s>[0-5]\d[.,]\d{1,9})$")
"""A fraction stands behind seconds alone, so that two parts with one are minutes and seconds."""

_MINUTE_S = 60.0  # seconds a minute, by definition


def elapsed_s(cells: Sequence[str]) -> list[float | None] | None:
    """Return the seconds that cells tell, ``None`` for one that is empty; None where one tells something else."""
    found = [_FORM.match(cell.strip()) for cell in cells]
    if not any(found) or any(each is None and cell.strip() for each, cell in zip(found, cells, strict=True)):
        return None
    return [
        None if each is None else int(each["min"]) * _MINUTE_S + float(each["s"].replace(",", ".")) for each in found
    ]
