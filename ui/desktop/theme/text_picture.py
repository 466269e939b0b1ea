"""Words as a picture: set once, and then painted as strongly as they are to be seen in each frame."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap, QTransform


class TextPicture:
    """The picture of the words that were painted last.

    Words that fade are the same words in each of a hundred frames; to set them anew took a fifth of all that a practice
    cost in its window.
    """

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._picture = QPixmap()
        self._placed: tuple[QRectF, QTransform] | None = None  # the area of the latest painting, and the device's place
        self._at = QPointF()

    def paint(
        self, painter: QPainter, area: QRectF, flags: int, text: str, face: QFont, ink: QColor, presence: float
    ) -> None:
        """Paint words into an area, aligned and broken by Qt's ``flags``; ``presence`` is how visible they are, 0 to 1.

        Words that reach beyond the area are cut at its edges.
        """
        device = painter.device()
        scale = device.devicePixelRatio() if device is not None else 1.0
        size = area.size().toSize()
        these = (text, face, ink.rgba(), flags, size, scale)
        if these != self._of:
            self._of, self._picture = these, QPixmap(size * scale)
            self._picture.setDevicePixelRatio(scale)
            self._picture.fill(Qt.GlobalColor.transparent)
            with QPainter(self._picture) as onto:
                onto.setFont(face)
                onto.setPen(ink)
                onto.drawText(QRectF(0.0, 0.0, size.width(), size.height()), flags, text)
        to_device = painter.deviceTransform()
        if (area, to_device) != self._placed:
            # At whole pixels of the device, where letters stay as sharp as they were set.
            from_device, _ = to_device.inverted()
            self._placed = area, to_device
            self._at = from_device.map(QPointF(to_device.map(area.topLeft()).toPoint()))
        before = painter.opacity()
        painter.setOpacity(before * presence)
        painter.drawPixmap(self._at, self._picture)
        painter.setOpacity(before)
