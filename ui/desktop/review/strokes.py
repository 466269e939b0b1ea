"""How lines and grounds of a plot are painted so that long recordings cost little."""

import struct

from PySide6.QtCore import QByteArray, QDataStream, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF, QTransform

from ui.desktop.review.course import Line

_DASH, _DASH_AND_GAP = 8, 12  # points of a dashed line where they are dense, two a pair and a pair in 2 px; by eye
_STROKED_AT_ONCE = 16  # pieces of a smooth line in one stroke; by trial, the quickest of 8 to 96
_HATCH_PX = 8  # from one slanting line to the next; by eye


def hatched(colour: str, opacity: float, *, rising: bool) -> QBrush:
    """Return a ground of slanting lines, as a picture: painted many times quicker than Qt's own patterns."""
    tile = QPixmap(_HATCH_PX, _HATCH_PX)
    tile.fill(Qt.GlobalColor.transparent)
    with QPainter(tile) as painter:
        painter.setOpacity(opacity)
        painter.setPen(QColor(colour))
        last = _HATCH_PX - 1
        painter.drawLine(0, last if rising else 0, last, 0 if rising else last)
    return QBrush(tile)


def round_pen(colour: str, width: float) -> QPen:
    """Return a pen whose corners are round."""
    pen = QPen(QColor(colour), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def draw_line(painter: QPainter, line: Line, place: QTransform, pen: QPen, *, thin: bool) -> None:
    """Draw a line in a time that grows with its length: Qt's smooth strokes take the square of it.

    A thin one is a pixel wide, which Qt draws without making an outline of it first.
    """
    at_once, step = _STROKED_AT_ONCE + 1, _STROKED_AT_ONCE
    if thin:
        dashed = pen.style() != Qt.PenStyle.SolidLine
        pen = QPen(pen.color(), 1.0)
        pen.setCosmetic(True)
        at_once, step = (_DASH, _DASH_AND_GAP) if dashed else (line.size, line.size)
    painter.setPen(pen)
    for first in range(0, max(1, line.size - 1), step):
        painter.drawPolyline(place.map(polygon_of(line.piece(first, at_once))))


def polygon_of(points: bytes) -> QPolygonF:
    """Return the points of a `Line`, read by Qt itself."""
    found = QPolygonF()
    QDataStream(QByteArray(struct.pack(">I", len(points) // 16) + points)) >> found
    return found
