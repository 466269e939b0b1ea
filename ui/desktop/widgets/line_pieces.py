"""A soft line through points, in pieces side by side that are painted one after the other.

Qt's rasteriser makes its memory larger and begins anew each time it is full, so that the many pixels at the edges of a
long line cost several times those of its pieces. Each piece is painted between two columns only, and reaches beyond
them: together they are the line, to the last pixel.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from PySide6.QtGui import QPainter, QPainterPath

Point: TypeAlias = tuple[float, float]
"""Where a point lies: x and y, in logical pixels."""

_PIECE_PX = 140
"""px from one column to the next; found on lines of 2 and 13 px over 1,110: from 100 to 180 all take as long."""


class LinePiece(NamedTuple):
    """What is painted of a line from the column ``left`` up to, and without, the column ``right``."""

    left: int
    right: int
    path: QPainterPath


def line_pieces(points: Sequence[Point], width: float) -> tuple[LinePiece, ...]:
    """Return the pieces of a line that bends softly (Catmull-Rom) and passes through every one of the points.

    Parameters
    ----------
    points : sequence of tuple of float
        From left to right.
    width : float
        How wide the line is painted, in logical pixels.
    """
    if len(points) < 2:
        return ()
    bends = _bends(points)
    xs = [x for x, _ in points]
    # A bend reaches beyond its ends by no more than a sixth of the way to the next point, and its edge is smoothed.
    around = width / 2 + 1.0 + max(after - before for before, after in pairwise(xs)) / 6.0
    pieces = []
    for left in range(math.floor(xs[0] - around), math.ceil(xs[-1] + around), _PIECE_PX):
        right = left + _PIECE_PX
        begin = max(0, bisect_left(xs, left - around) - 1)
        end = min(len(bends), bisect_right(xs, right + around))
        path = QPainterPath()
        path.reserve(1 + 3 * (end - begin))
        path.moveTo(*points[begin])
        bend_to = path.cubicTo
        for bend in bends[begin:end]:
            bend_to(*bend)
        pieces.append(LinePiece(left, right, path))
    return tuple(pieces)


def paint_pieces(painter: QPainter, pieces: Iterable[LinePiece], height: int) -> None:
    """Paint pieces with the painter's pen, within ``height`` logical pixels from the top; it is clipped no more then.

    Parameters
    ----------
    painter : QPainter
        Of a widget, which is not clipped otherwise.
    """
    for left, right, path in pieces:
        painter.setClipRect(left, 0, right - left, height)
        painter.drawPath(path)
    painter.setClipping(False)


def _bends(points: Sequence[Point]) -> list[tuple[float, float, float, float, float, float]]:
    """Return of the way to each point after the first the two points that draw it and where it ends, as x and y."""
    bends = []
    before_x, before_y = start_x, start_y = points[0]
    for (end_x, end_y), (after_x, after_y) in pairwise((*points[1:], points[-1])):
        leaves = start_x + (end_x - before_x) / 6.0, start_y + (end_y - before_y) / 6.0
        comes = end_x - (after_x - start_x) / 6.0, end_y - (after_y - start_y) / 6.0
        bends.append((*leaves, *comes, end_x, end_y))
        before_x, before_y, start_x, start_y = start_x, start_y, end_x, end_y
    return bends
