"""A line in pieces is the line: each pixel as when it is painted as one path, at every scale, and hidden in part."""

import math
import random

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from ui.desktop.widgets import line_pieces as pieces_of_lines
from ui.desktop.widgets.line_pieces import line_pieces, paint_pieces

WIDE, HIGH = 600, 67


def uneven_points(seed: int) -> list[tuple[float, float]]:
    """Return points that come closer and further apart, the last two all but at one place, as a beat just now."""
    chance = random.Random(seed)
    xs = sorted(chance.uniform(8.0, 580.0) for _ in range(45))
    points = [(x, 33.0 + 30.0 * math.sin(x / 17.0) + chance.uniform(-4.0, 4.0)) for x in xs]
    return [*points, (xs[-1] + 0.01, 30.0)]


def painted(points: list[tuple[float, float]], width: float, scale: float, opacity: float = 0.6) -> bytes:
    image = QImage(round(WIDE * scale), round(HIGH * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor("#191512"))
    pen = QPen(QColor("#e9a53b"), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(opacity)
        painter.setPen(pen)
        paint_pieces(painter, line_pieces(points, width), HIGH)
    return image.constBits().tobytes()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("width", [2.0, 13.0])
def test_pieces_are_the_line(qtbot, monkeypatch, width, scale):
    for seed in range(4):
        points = uneven_points(seed)
        in_pieces = painted(points, width, scale)
        with monkeypatch.context() as whole:
            whole.setattr(pieces_of_lines, "_PIECE_PX", 10_000)
            assert len(line_pieces(points, width)) == 1
            assert painted(points, width, scale) == in_pieces
        assert len(line_pieces(points, width)) > 3


def test_it_passes_through_every_point(qtbot):
    points = uneven_points(9)
    (left, right), *_ = [(piece.left, piece.right) for piece in line_pieces(points, 2.0)]
    assert left < points[0][0] < right
    met = [
        piece.path.elementAt(at)
        for piece in line_pieces(points, 2.0)
        for at in range(0, piece.path.elementCount(), 3)  # the others draw the way there
    ]
    for x, y in points:
        assert any(math.hypot(point.x - x, point.y - y) < 1e-9 for point in met)


def test_one_point_is_no_line(qtbot):
    assert line_pieces([], 2.0) == line_pieces([(3.0, 4.0)], 2.0) == ()


def test_the_painter_is_free_afterwards(qtbot):
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    with QPainter(image) as painter:
        paint_pieces(painter, line_pieces([(300.0, 10.0), (400.0, 20.0)], 2.0), HIGH)
        painter.setPen(QColor("#ffffff"))
        painter.drawPoint(QPointF(20.0, 60.0))
    assert image.pixelColor(20, 60) == QColor("#ffffff")
