"""Words as a picture: set once, and then painted as strongly as they are to be seen in each frame."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap, QTransform

_BEYOND = 0.5  # sizes of the letters that one reaches beyond its line at most: a choice, more than any face draws


class TextPicture:
    """The picture of the words that were painted last.

    Words that fade are the same words in each of a hundred frames; to set them anew took a fifth of all that a practice
    cost in its window.
    """

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._picture, self._corner = QPixmap(), QPoint()
        self._asked: tuple[str, QRectF, QFont, QColor, int] | None = None  # what the latest painting was asked for
        self._to_device = QTransform()
        self._at = QPointF()

    def paint(
        self, painter: QPainter, area: QRectF, flags: int, text: str, face: QFont, ink: QColor, presence: float
    ) -> None:
        """Paint words into an area, aligned and broken by Qt's ``flags``; ``presence`` is how visible they are, 0 to 1.

        Words that reach beyond the area are cut at its edges.
        """
        asked = (text, area, face, ink, flags)
        to_device = painter.deviceTransform()
        if asked != self._asked or to_device != self._to_device:
            self._asked, self._to_device = asked, to_device
            self._set(painter, *asked)
        if presence >= 1.0:
            painter.drawPixmap(self._at, self._picture)
            return
        before = painter.opacity()
        painter.setOpacity(before * presence)
        painter.drawPixmap(self._at, self._picture)
        painter.setOpacity(before)

    def _set(self, painter: QPainter, text: str, area: QRectF, face: QFont, ink: QColor, flags: int) -> None:
        """Have the picture of these words, and know where it lies."""
        device = painter.device()
        scale = device.devicePixelRatio() if device is not None else 1.0
        size = area.size().toSize()
        these = (text, face, ink.rgba(), flags, size, scale)
        if these != self._of:
            self._of = these
            self._picture, self._corner = _picture_of(text, face, ink, flags, size, scale)
        # At whole pixels of the device, where letters stay as sharp as they were set.
        from_device, _ = self._to_device.inverted()
        self._at = from_device.map(QPointF(self._to_device.map(area.topLeft()).toPoint() + self._corner))


def _picture_of(text: str, face: QFont, ink: QColor, flags: int, size: QSize, scale: float) -> tuple[QPixmap, QPoint]:
    """Return the words in an area of a size, and where in its pixels that picture lies.

    It leaves out what is empty around them: that is ten times as much, and would be painted in each frame too.
    """
    area = QRectF(0.0, 0.0, size.width(), size.height())
    whole = QPixmap(size * scale)
    whole.setDevicePixelRatio(scale)
    whole.fill(Qt.GlobalColor.transparent)
    with QPainter(whole) as onto:
        onto.setFont(face)
        onto.setPen(ink)
        onto.drawText(area, flags, text)
        written = onto.boundingRect(area, flags, text)
    beyond = _BEYOND * face.pixelSize()
    written = written.adjusted(-beyond, -beyond, beyond, beyond)
    kept = QRectF(written.topLeft() * scale, written.size() * scale).toAlignedRect().intersected(whole.rect())
    return whole.copy(kept), kept.topLeft()
