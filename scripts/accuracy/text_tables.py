"""Formats numbers and writes tables in plain text."""

import math
import sys
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

Row = Sequence[object]


def share(value: float) -> str:
    """Return a share as a percentage."""
    return "-" if math.isnan(value) else f"{100.0 * value:.2f} %"


def number(value: float, digits: int = 1) -> str:
    """Return a number, or a dash when there is none."""
    return "-" if math.isnan(value) else f"{value:.{digits}f}"


def median(values: ArrayLike) -> float:
    """Return the median, ``nan`` of nothing."""
    return float(np.median(values)) if np.size(values) else math.nan


def say(text: str = "") -> None:
    """Write a line, at once: the next table may take a while."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def table(title: str, heads: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a table, its first column to the left and all others to the right."""
    lines = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    say(f"\n{title}")
    for index, line in enumerate(lines):
        others = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
        say("  " + "  ".join((line[0].ljust(widths[0]), *others)))
        if not index:
            say("  " + "  ".join("-" * width for width in widths))
