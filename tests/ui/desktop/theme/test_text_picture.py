"""Words are painted as they are with all that is empty around them, wherever they stand, at every scale."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap

from ui.desktop.theme.text_picture import TextPicture
from ui.desktop.theme.typeface import LIGHT, font

MIDDLE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
TOP = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
INK = QColor("#f4e9d8")


def image(scale: float) -> QImage:
    made = QImage(round(500 * scale), round(120 * scale), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(scale)
    made.fill(QColor("#191512"))
    return made


def whole_area(words: str, face: QFont, flags: int, scale: float) -> QPixmap:
    """Return the words with all that is empty around them."""
    area = QPixmap(round(400 * scale), round(60 * scale))
    area.setDevicePixelRatio(scale)
    area.fill(Qt.GlobalColor.transparent)
    with QPainter(area) as painter:
        painter.setFont(face)
        painter.setPen(INK)
        painter.drawText(QRectF(0.0, 0.0, 400.0, 60.0), flags, words)
    return area


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("flags", [MIDDLE, TOP, Qt.AlignmentFlag.AlignRight])
@pytest.mark.parametrize("words", ["breathe in", "Ågjpy fj\nyes", "숨을 내쉬세요", "long " * 40])
def test_picture_of_words(qtbot, words, flags, scale):
    area, face = QRectF(20.0, 30.0, 400.0, 60.0), font(28, LIGHT, spacing_percent=101.0)
    as_picture, by_qt = image(scale), image(scale)
    text = TextPicture()
    with QPainter(as_picture) as painter:
        # Words that were there before leave nothing behind.
        text.paint(painter, area, flags, "breathe out", face, INK, 0.0)
        text.paint(painter, area, flags, words, face, INK, 1.0)
    with QPainter(by_qt) as painter:
        painter.drawPixmap(QPointF(20.0, 30.0), whole_area(words, face, flags, scale))
    assert as_picture.constBits().tobytes() == by_qt.constBits().tobytes() != image(scale).constBits().tobytes()
