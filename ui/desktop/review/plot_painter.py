"""Paints a stretch of a practice: heart rate over the led breath, coherence and warmth below, steps as bands."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from ui.desktop.review.axes import time_text, time_ticks
from ui.desktop.review.plot_data import PlotData
from ui.desktop.review.plot_frame import LEFT, RIGHT, Frame, level_y, placing
from ui.desktop.review.plot_words import PlotWords
from ui.desktop.review.strokes import draw_line, hatched, polygon_of, round_pen
from ui.desktop.theme.typeface import font
from ui.tokens import Tokens

_TITLE_PX = 34.0  # the names of the steps stand so far above the curves, over the names of these; by eye
_TICK_PX = 90.0  # room that a number of the time axis has; a choice: an hour in a large number fits
_RING_PX = 4.0  # the radius of the ring around a corrected beat; by eye
_RING_ROOM_PX = 6.0  # from its middle to the edge of its picture: the ring, and half its line
_DOTTED_FROM_PX = 12.0  # beats that are further apart are drawn as dots too; by eye
_TENTHS_BELOW_S = 20.0  # a shorter stretch has tenths of a second on its axis; a choice
_NEAR_A_RING_S = 3.0  # a ring lies on the heart-rate line if that has a beat so near; a choice, above a long interval
_THIN_BELOW_PX = 2.0  # beats that are closer are joined by a line of one pixel, a tenth of the work; by eye
_NARROWEST_LETTERS = 4.0  # wide letters a reason needs at least; a choice: the room is not measured in vain
_SMOOTH_PX = 2.0  # pixels of which the slow curves have one pair; a choice: they move less than that
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


class PlotPainter:
    """Paints a practice in the colours of the window."""

    def __init__(self, data: PlotData, tokens: Tokens, words: PlotWords) -> None:
        self._data, self._tokens, self._words = data, tokens, words
        self._ring = QPixmap()
        self._gap_ground = hatched(tokens.muted, 1.0, rising=True)
        self._unknown_ground = hatched(tokens.muted, 0.35, rising=False)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Paint everything but what follows the pointer."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bands(painter, frame)
        self._paint_axes(painter, frame)
        painter.save()
        painter.setClipRect(frame.area.adjusted(-1.0, -2.0, 1.0, 2.0))
        self._paint_heart(painter, frame)
        self._paint_gaps(painter, frame)
        self._paint_shares(painter, frame)
        self._paint_marks(painter, frame)
        painter.restore()
        self._paint_names(painter, frame)

    def _paint_bands(self, painter: QPainter, frame: Frame) -> None:
        painter.setFont(font(13))
        metrics = QFontMetricsF(painter.font())
        free = frame.area.left()
        for number, step in enumerate(self._data.review.summary.steps):
            left = max(frame.area.left(), frame.x(step.began_s))
            right = min(frame.area.right(), frame.x(step.ended_s))
            if right <= left:
                continue
            if number % 2:
                band = QRectF(left, frame.area.top(), right - left, frame.area.height())
                painter.fillRect(band.toAlignedRect(), QColor(self._tokens.raised))
            wide = metrics.horizontalAdvance(step.title)
            if left + 6.0 >= free and left + 6.0 + wide <= frame.area.right() + RIGHT:
                painter.setPen(QColor(self._tokens.muted))
                painter.drawText(QPointF(left + 6.0, frame.area.top() - _TITLE_PX), step.title)
                free = left + 6.0 + wide + 12.0

    def _paint_axes(self, painter: QPainter, frame: Frame) -> None:
        data, words = self._data, self._words
        painter.setFont(font(11))
        middle = (data.low_bpm + data.high_bpm) / 2.0
        if data.heart.values():
            for bpm in (data.low_bpm, middle, data.high_bpm):
                self._paint_level(painter, frame.heart, self._level_bpm(bpm, frame), words.bpm(bpm))
        for share in (0.0, 0.5, 1.0):
            self._paint_level(painter, frame.shares, level_y(share, frame.shares), words.share(share))
        tenths = frame.span.length_s < _TENTHS_BELOW_S
        painter.setPen(QColor(self._tokens.muted))
        most = int(frame.area.width() / _TICK_PX)
        unit = QRectF(
            10.0, frame.area.bottom() + 5.0, QFontMetricsF(painter.font()).horizontalAdvance(words.time_unit), 18.0
        )
        painter.drawText(unit.adjusted(0.0, 0.0, 2.0, 0.0), _CENTRE, words.time_unit)
        for t_s in time_ticks(frame.span.from_s, frame.span.until_s, most, data.review.from_s):
            text = time_text(t_s - data.review.from_s, words.language, tenths=tenths)
            wide = QFontMetricsF(painter.font()).horizontalAdvance(text) + 2.0
            left = min(max(frame.x(t_s) - wide / 2.0, unit.right() + 6.0), frame.area.right() + RIGHT - wide)
            painter.drawText(QRectF(left, frame.area.bottom() + 5.0, wide, 18.0), _CENTRE, text)

    def _paint_level(self, painter: QPainter, lane: QRectF, y: float, text: str) -> None:
        painter.setPen(QPen(QColor(self._tokens.line), 1.0))
        painter.drawLine(QPointF(lane.left(), y), QPointF(lane.right(), y))
        painter.setPen(QColor(self._tokens.muted))
        painter.drawText(QRectF(0.0, y - 9.0, LEFT - 8.0, 18.0), _RIGHT_MIDDLE, text)

    def _level_bpm(self, bpm: float, frame: Frame) -> float:
        return level_y((bpm - self._data.low_bpm) / (self._data.high_bpm - self._data.low_bpm), frame.heart)

    def _paint_gaps(self, painter: QPainter, frame: Frame) -> None:
        for gap in self._data.review.gaps:
            left, right = frame.x(gap.from_s), frame.x(gap.until_s)
            if right >= frame.area.left() and left <= frame.area.right():
                left, right = max(left, frame.area.left()), min(right, frame.area.right())
                hatched = QRectF(left, frame.heart.top(), max(2.0, right - left), frame.heart.height())
                painter.fillRect(hatched.toAlignedRect(), self._gap_ground)

    def _paint_heart(self, painter: QPainter, frame: Frame) -> None:
        data, span = self._data, frame.span
        inner = frame.heart.adjusted(0.0, 0.1 * frame.heart.height(), 0.0, -0.1 * frame.heart.height())
        place = placing(frame, inner)
        for line in data.breath.lines(span.from_s, span.until_s, frame.pixel_s):
            draw_line(painter, line, place, round_pen(self._tokens.wave, 5.0), thin=line.dense)
        lines = data.heart.lines(span.from_s, span.until_s, frame.pixel_s)
        place = placing(frame, frame.heart, data.low_bpm, data.high_bpm)
        shown = sum(line.size for line in lines)
        for line in (line for line in lines if line.size > 1):
            close = line.dense or shown * _THIN_BELOW_PX > frame.area.width()
            draw_line(painter, line, place, round_pen(self._tokens.ink, 1.4), thin=close)
        if shown * _DOTTED_FROM_PX < frame.area.width():
            painter.setBrush(QColor(self._tokens.ink))
            painter.setPen(Qt.PenStyle.NoPen)
            for t_s, bpm in (point for line in lines for point in line.points):
                painter.drawEllipse(QPointF(frame.x(t_s), self._level_bpm(bpm, frame)), 2.5, 2.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_shares(self, painter: QPainter, frame: Frame) -> None:
        data, span, lane = self._data, frame.span, frame.shares
        veil = QColor(self._tokens.honey)
        veil.setAlpha(70)
        place = placing(frame, lane)
        for line in data.coherence.lines(span.from_s, span.until_s, _SMOOTH_PX * frame.pixel_s):
            beneath = place.map(polygon_of(line.data))
            beneath.append(QPointF(beneath.last().x(), lane.bottom()))
            beneath.append(QPointF(beneath.first().x(), lane.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # its edge lies under the line
            painter.drawPolygon(beneath)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            draw_line(painter, line, place, round_pen(self._tokens.honey, 1.6), thin=line.dense)
        for line in data.warmth.lines(span.from_s, span.until_s, _SMOOTH_PX * frame.pixel_s):
            draw_line(painter, line, place, self._warmth_pen(), thin=line.dense)
        self._paint_reasons(painter, frame)

    def _warmth_pen(self) -> QPen:
        pen = round_pen(self._tokens.sage, 1.6)
        pen.setDashPattern([5.0, 3.0])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _paint_reasons(self, painter: QPainter, frame: Frame) -> None:
        """Say why there is no coherence where there is none, as far as the words have room."""
        painter.setFont(font(11))
        metrics = QFontMetricsF(painter.font())
        narrowest = metrics.horizontalAdvance("m") * _NARROWEST_LETTERS
        flags = int(_CENTRE) | int(Qt.TextFlag.TextWordWrap)
        for mark in self._data.marks:
            if mark.kind != "unknown" or mark.until_s < frame.span.from_s or mark.from_s > frame.span.until_s:
                continue
            left, right = max(frame.area.left(), frame.x(mark.from_s)), min(frame.area.right(), frame.x(mark.until_s))
            room = QRectF(left, frame.shares.top(), max(1.0, right - left), frame.shares.height())
            painter.fillRect(room.toAlignedRect(), self._unknown_ground)
            words = room.adjusted(6.0, 2.0, -6.0, -2.0)
            if words.width() < narrowest:
                continue
            needed = metrics.boundingRect(words, flags, mark.sentence)
            if needed.width() <= words.width() and needed.height() <= words.height():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._tokens.panel))
                painter.drawRoundedRect(needed.adjusted(-4.0, -2.0, 4.0, 2.0), 4.0, 4.0)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QColor(self._tokens.muted))
                painter.drawText(words, flags, mark.sentence)

    def _paint_marks(self, painter: QPainter, frame: Frame) -> None:
        taken: set[int] = set()
        ring = self._ring_picture(painter.device().devicePixelRatioF())
        for mark in self._data.marks:
            if mark.kind in ("gap", "unknown") or not frame.span.from_s <= mark.at_s <= frame.span.until_s:
                continue
            x = frame.x(mark.at_s)
            if mark.kind == "marker":
                painter.setPen(QPen(QColor(self._tokens.sky), 1.4))
                painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()))
                painter.setBrush(QColor(self._tokens.sky))
                top = frame.area.top()
                painter.drawPolygon(QPolygonF([QPointF(x - 5, top), QPointF(x + 5, top), QPointF(x, top + 8)]))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            elif round(x / _RING_PX) not in taken:  # rings that lie on one another are one
                taken.add(round(x / _RING_PX))
                near = self._data.heart.nearest(mark.at_s, _NEAR_A_RING_S)
                y = self._level_bpm(near[1], frame) if near else frame.heart.bottom() - _RING_PX
                if mark.kind == "hand":
                    square = QRectF(x - _RING_PX, y - _RING_PX, 2.0 * _RING_PX, 2.0 * _RING_PX)
                    painter.fillRect(square, QColor(self._tokens.sky))
                else:
                    painter.drawPixmap(QPointF(x - _RING_ROOM_PX, y - _RING_ROOM_PX), ring)

    def _ring_picture(self, ratio: float) -> QPixmap:
        """Return the ring around a corrected beat, drawn once: an outline takes many times as long."""
        if self._ring.isNull() or self._ring.devicePixelRatio() != ratio:
            side = 2.0 * _RING_ROOM_PX
            self._ring = QPixmap(QSizeF(side * ratio, side * ratio).toSize())
            self._ring.setDevicePixelRatio(ratio)
            self._ring.fill(Qt.GlobalColor.transparent)
            with QPainter(self._ring) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(self._tokens.rose), 1.4))
                painter.drawEllipse(QPointF(_RING_ROOM_PX, _RING_ROOM_PX), _RING_PX, _RING_PX)
        return self._ring

    def _paint_names(self, painter: QPainter, frame: Frame) -> None:
        """Name the curves, each beside a piece of its line, for colour alone says nothing."""
        tokens, words = self._tokens, self._words
        breath = [(words.breath, round_pen(tokens.wave, 5.0))] if self._data.review.breaths else []
        heart = [(words.heart_rate, round_pen(tokens.ink, 1.4))] if self._data.review.beats else []
        self._paint_legend(painter, frame.heart, [*heart, *breath])
        shares = [(words.coherence, round_pen(tokens.honey, 1.6)), (words.warmth, self._warmth_pen())]
        if self._data.review.of_room:
            shares = [(words.in_step, round_pen(tokens.honey, 1.6))]
        self._paint_legend(painter, frame.shares, shares)

    def _paint_legend(self, painter: QPainter, lane: QRectF, entries: Sequence[tuple[str, QPen]]) -> None:
        painter.setFont(font(12))
        metrics = QFontMetricsF(painter.font())
        wide = sum(metrics.horizontalAdvance(text) + 44.0 for text, _ in entries)
        ground = QRectF(lane.right() - wide, lane.top() - 24.0, wide, 20.0)
        left = ground.left() + 14.0
        for text, pen in entries:
            painter.setPen(pen)
            painter.drawLine(QPointF(left, ground.center().y()), QPointF(left + 22.0, ground.center().y()))
            painter.setPen(QColor(self._tokens.ink))
            room = QRectF(left + 28.0, ground.top(), metrics.horizontalAdvance(text) + 2.0, ground.height())
            painter.drawText(room, _CENTRE, text)
            left = room.right() + 14.0
