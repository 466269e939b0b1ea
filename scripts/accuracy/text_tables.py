"""Formats numbers, prints tables in plain text as they come, and keeps them as a page."""

import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

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


class Page:
    """What is printed at once, for the next table may take a while, and written as Markdown in the end."""

    def __init__(self, opening: str) -> None:
        self._lines = [opening]

    def say(self, text: str) -> None:
        """Write a sentence of its own."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
        self._lines += ["", text]

    def table(self, title: str, heads: Sequence[str], rows: Iterable[Row]) -> None:
        """Write a table, its first column to the left and all others to the right."""
        lines = [list(heads), *([str(cell) for cell in row] for row in rows)]
        widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
        sys.stdout.write(f"\n{title}\n")
        for line in lines:
            others = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
            sys.stdout.write("  " + "  ".join((line[0].ljust(widths[0]), *others)) + "\n")
        sys.stdout.flush()
        rule = ["---", *("---:" for _ in heads[1:])]
        self._lines += ["", f"## {title}", "", *(f"| {' | '.join(cells)} |" for cells in (lines[0], rule, *lines[1:]))]

    def write(self, path: Path) -> None:
        """Write all that was printed."""
        path.write_text("\n".join(self._lines) + "\n")
