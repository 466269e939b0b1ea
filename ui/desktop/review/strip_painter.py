"""Paints single beats below the curves: each in the shape of how it stands, with the intervals between them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from ui.desktop.theme.typeface import font, scaled
from ui.presenter.hand_beat import HandBeat, Standing
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.recordings.layer_words import kind_name

LEAST_PX = 6.0
"""Px from beat to beat from which on single beats are shown; by eye: a shape with air around it."""

_SHAPE_PX = 4.5  # from the middle of a shape to its edge; by eye
_NUMBER_PX = 6.0  # of air that a number or a word has at least on both sides; by eye
_CENTRE = Qt.AlignmentFlag.AlignCenter


class StripPainter:
    """Paints beats in the colours of the window."""

    def __init__(self, tokens: Tokens, language: Language) -> None:
        self._tokens, self._language = tokens, language

    def paint(self, painter: QPainter, area: QRectF, beats: Sequence[HandBeat], x_of: Callable[[float], float]) -> None:
        """Paint beats, in order, those beyond both ends of the area included."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area.adjusted(-_SHAPE_PX, 0.0, _SHAPE_PX, 0.0))
        middle = area.center().y()
        places = [x_of(beat.t_s) for beat in beats]
        painter.setFont(font(11))
        metrics = QFontMetricsF(painter.font())
        for beat, x in zip(beats, places, strict=True):
            from_x = x_of(beat.t_s - max(0.0, beat.interval_ms) / 1000.0)
            whole = area.left() <= from_x and x <= area.right()
            self._interval(painter, beat, from_x, x, middle, metrics if whole else None)
        for number, (beat, x) in enumerate(zip(beats, places, strict=True)):
            self.shape(painter, beat.standing, QPointF(x, middle))
            around = [abs(places[each] - x) for each in (number - 1, number + 1) if 0 <= each < len(places)]
            self._kind(painter, beat, QPointF(x, middle), min(around, default=0.0), metrics)

    def _interval(
        self, painter: QPainter, beat: HandBeat, from_x: float, x: float, y: float, metrics: QFontMetricsF | None
    ) -> None:
        """Paint an interval as a line, with its length above it where there is room and all of it is seen."""
        if not beat.interval_ms > 0.0:
            return
        pen = QPen(QColor(self._tokens.muted), 1.0)
        if beat.standing == "untrusted":
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(from_x, y), QPointF(x, y))
        text = self._language.number(beat.interval_ms)
        if metrics is not None and metrics.horizontalAdvance(text) + 2.0 * _NUMBER_PX <= x - from_x:
            painter.setPen(QColor(self._tokens.ink))
            high = metrics.height()
            painter.drawText(QRectF(from_x, y - scaled(5) - high, x - from_x, high), _CENTRE, text)

    def _kind(self, painter: QPainter, beat: HandBeat, at: QPointF, room_px: float, metrics: QFontMetricsF) -> None:
        """Write what the rule thinks of a beat below it, where there is room."""
        text = kind_name(beat.kind, self._language)
        wide = metrics.horizontalAdvance(text)
        if text and wide + _NUMBER_PX <= 1.6 * room_px:  # neighbours of an odd beat are mostly ordinary
            painter.setPen(QColor(self._tokens.muted))
            painter.drawText(QRectF(at.x() - wide, at.y() + scaled(6), 2.0 * wide, metrics.height()), _CENTRE, text)

    def shape(self, painter: QPainter, standing: Standing, at: QPointF) -> None:
        """Paint the shape of a beat: filled as it came, a ring by rule, and with corners by hand."""
        tokens, r = self._tokens, _SHAPE_PX
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        square = QRectF(at.x() - r, at.y() - r, 2.0 * r, 2.0 * r)
        match standing:
            case "came":
                painter.setBrush(QColor(tokens.ink))
                painter.drawEllipse(at, 3.0, 3.0)
            case "corrected":
                painter.setBrush(QColor(tokens.panel))
                painter.setPen(QPen(QColor(tokens.rose), 1.6))
                painter.drawEllipse(at, r, r)
            case "changed":
                painter.setBrush(QColor(tokens.sky))
                painter.drawRect(square)
            case "put_in":
                painter.setBrush(QColor(tokens.sky))
                tips = [(0.0, -1.4 * r), (1.4 * r, 0.0), (0.0, 1.4 * r), (-1.4 * r, 0.0)]
                painter.drawPolygon(QPolygonF([QPointF(at.x() + x, at.y() + y) for x, y in tips]))
            case "untrusted":
                painter.setPen(QPen(QColor(tokens.sky), 2.0))
                painter.drawLine(square.topLeft(), square.bottomRight())
                painter.drawLine(square.topRight(), square.bottomLeft())
            case "kept":
                painter.setBrush(QColor(tokens.panel))
                painter.setPen(QPen(QColor(tokens.sky), 1.6))
                painter.drawRect(square)
        painter.setBrush(Qt.BrushStyle.NoBrush)
