"""The heartbeats of a practice in its place on the axis of the history: whether one has come so near, and painted."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.desktop.history.painter import Frame
from ui.desktop.review.plot_data import PlotData
from ui.desktop.review.span import Span
from ui.desktop.theme.typeface import font, scaled
from ui.presenter.history import Light
from ui.tokens import Tokens
from ui.words.language import Language

_BEATS_PX = 6.0  # px that a second has from which on each beat has its dot; a choice: they do not touch
_DOT_PX = 2.5  # radius of such a dot; by eye
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute

_NEAR_LENGTHS = 2.0  # lengths of a practice from which on its recording is opened when one comes nearer; a choice


def is_near(light: Light, span: Span) -> bool:
    """Return whether so little is shown that the heartbeats of a light could be."""
    near = span.length_s < _NEAR_LENGTHS * (light.until_s - light.at_s)
    return near and span.from_s < light.until_s and span.until_s > light.at_s


class NearCourse:
    """The heartbeats of the light that was read last."""

    def __init__(self) -> None:
        self._kept: tuple[Light, PlotData] | None = None

    def keep(self, light: Light, data: PlotData) -> None:
        """Keep the heartbeats of a light in place of those before."""
        self._kept = (light, data)

    def shown(self, light: Light | None, span: Span) -> tuple[Light, PlotData] | None:
        """Return them with their light, where that is the chosen one and near enough."""
        if self._kept is None or light is None or self._kept[0].practice.path != light.practice.path:
            return None
        return self._kept if is_near(light, span) else None


def paint_course(
    painter: QPainter, frame: Frame, light: Light, data: PlotData, tokens: Tokens, language: Language
) -> None:
    """Paint the heart rate over the warmth, and each beat where there is room for it."""
    area = frame.area
    span, began_s = frame.span, light.at_s  # the session's second 0 is when it began
    from_s, until_s = span.from_s - began_s, span.until_s - began_s
    high, low = data.high_bpm, data.low_bpm

    def place(t_s: float, share: float) -> QPointF:
        return QPointF(frame.x(began_s + t_s), area.bottom() - share * area.height())

    def rate_share(bpm: float) -> float:
        return (bpm - low) / max(1.0, high - low)

    fill = QColor(tokens.wave)
    fill.setAlphaF(0.55)
    for line in data.warmth.lines(from_s, until_s, frame.pixel_s):
        points = [place(t_s, 0.5 * share) for t_s, share in line.points]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        ground = area.bottom()
        painter.drawPolygon(QPolygonF([QPointF(points[0].x(), ground), *points, QPointF(points[-1].x(), ground)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in data.heart.lines(from_s, until_s, frame.pixel_s):
        points = [place(t_s, rate_share(bpm)) for t_s, bpm in line.points]
        painter.setPen(QPen(QColor(tokens.ink), 1.4))
        painter.drawPolyline(QPolygonF(points))
        if 1.0 / frame.pixel_s >= _BEATS_PX and not line.dense:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.amber))
            for point in points:
                painter.drawEllipse(point, _DOT_PX, _DOT_PX)
            painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setClipping(False)
    painter.setFont(font(13))
    painter.setPen(QColor(tokens.muted))
    for bpm in (low, high):
        y = area.bottom() - rate_share(bpm) * area.height()
        painter.drawText(QRectF(0.0, y - scaled(10), area.left() - 10.0, scaled(20)), _RIGHT, language.number(bpm))
    painter.drawText(
        QRectF(area.left() + 8.0, area.top() - 2.0, area.width(), scaled(20)),
        Qt.AlignmentFlag.AlignLeft,
        language.gettext("heart rate, beats a minute"),
    )
