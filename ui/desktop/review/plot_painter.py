"""Paints a stretch of a practice: heart rate over the led breath, coherence and warmth below, steps as bands."""

import struct
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF, QTransform

from ui.desktop.review.axes import time_text, time_ticks
from ui.desktop.review.course import Line
from ui.desktop.review.plot_data import PlotData
from ui.desktop.review.plot_words import PlotWords
from ui.desktop.review.span import Span
from ui.desktop.theme.typeface import font
from ui.tokens import Tokens

# Px around the curves: for the numbers of the axes and the names of the steps; by eye.
_LEFT, _TOP, _RIGHT, _BOTTOM = 46.0, 56.0, 16.0, 26.0
_BETWEEN_PX = 32.0  # between the curves above and below, where those below are named; by eye
_TITLE_PX = 34.0  # the names of the steps stand so far above the curves, over the names of these; by eye
_UPPER_SHARE = 0.6  # of the height goes to the heart; a choice after the design
_TICK_PX = 90.0  # room that a number of the time axis has; a choice: an hour in a large number fits
_RING_PX = 4.0  # the radius of the ring around a corrected beat; by eye
_RING_ROOM_PX = 6.0  # from its middle to the edge of its picture: the ring, and half its line
_DOTTED_FROM_PX = 12.0  # beats that are further apart are drawn as dots too; by eye
_TENTHS_BELOW_S = 20.0  # a shorter stretch has tenths of a second on its axis; a choice
_NEAR_A_RING_S = 3.0  # a ring lies on the heart-rate line if that has a beat so near; a choice, above a long interval
_THIN_BELOW_PX = 2.0  # beats that are closer are joined by a line of one pixel, a tenth of the work; by eye
_DASH, _DASH_AND_GAP = 8, 12  # points of a dashed line where they are dense, two a pair and a pair in 2 px; by eye
_STROKED_AT_ONCE = 16  # pieces of a smooth line in one stroke; by trial, the quickest of 8 to 96
_HATCH_PX = 8  # from one slanting line to the next; by eye
_NARROWEST_LETTERS = 4.0  # wide letters a reason needs at least; a choice: the room is not measured in vain
_SMOOTH_PX = 2.0  # pixels of which the slow curves have one pair; a choice: they move less than that
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


class Frame(NamedTuple):
    """Where things lie in a plot: the whole of the curves, the heart's part, and that of the shares."""

    area: QRectF
    heart: QRectF
    shares: QRectF
    span: Span

    def x(self, t_s: float) -> float:
        """Return where a moment lies."""
        return self.area.left() + self.area.width() * (t_s - self.span.from_s) / self.span.length_s

    def t_s(self, x: float) -> float:
        """Return the moment that lies at ``x``."""
        return self.span.from_s + self.span.length_s * (x - self.area.left()) / max(1.0, self.area.width())

    @property
    def pixel_s(self) -> float:
        """How many seconds a pixel has."""
        return self.span.length_s / max(1.0, self.area.width())


def frame_of(rect: QRectF, span: Span) -> Frame:
    """Return where things lie in a plot of this size."""
    area = rect.adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
    upper = (area.height() - _BETWEEN_PX) * _UPPER_SHARE
    heart = QRectF(area.left(), area.top(), area.width(), upper)
    shares = QRectF(area.left(), heart.bottom() + _BETWEEN_PX, area.width(), area.height() - upper - _BETWEEN_PX)
    return Frame(area, heart, shares, span)


class PlotPainter:
    """Paints a practice in the colours of the window."""

    def __init__(self, data: PlotData, tokens: Tokens, words: PlotWords) -> None:
        self._data, self._tokens, self._words = data, tokens, words
        self._ring = QPixmap()
        self._gap_ground = _hatched(tokens.muted, 1.0, rising=True)
        self._unknown_ground = _hatched(tokens.muted, 0.35, rising=False)

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
            if left + 6.0 >= free and left + 6.0 + wide <= frame.area.right() + _RIGHT:
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
            self._paint_level(painter, frame.shares, _level(share, frame.shares), words.share(share))
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
            left = min(max(frame.x(t_s) - wide / 2.0, unit.right() + 6.0), frame.area.right() + _RIGHT - wide)
            painter.drawText(QRectF(left, frame.area.bottom() + 5.0, wide, 18.0), _CENTRE, text)

    def _paint_level(self, painter: QPainter, lane: QRectF, y: float, text: str) -> None:
        painter.setPen(QPen(QColor(self._tokens.line), 1.0))
        painter.drawLine(QPointF(lane.left(), y), QPointF(lane.right(), y))
        painter.setPen(QColor(self._tokens.muted))
        painter.drawText(QRectF(0.0, y - 9.0, _LEFT - 8.0, 18.0), _RIGHT_MIDDLE, text)

    def _level_bpm(self, bpm: float, frame: Frame) -> float:
        return _level((bpm - self._data.low_bpm) / (self._data.high_bpm - self._data.low_bpm), frame.heart)

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
        place = _placing(frame, inner)
        for line in data.breath.lines(span.from_s, span.until_s, frame.pixel_s):
            _draw(painter, line, place, _pen(self._tokens.wave, 5.0), thin=line.dense)
        lines = data.heart.lines(span.from_s, span.until_s, frame.pixel_s)
        place = _placing(frame, frame.heart, data.low_bpm, data.high_bpm)
        shown = sum(line.size for line in lines)
        for line in (line for line in lines if line.size > 1):
            close = line.dense or shown * _THIN_BELOW_PX > frame.area.width()
            _draw(painter, line, place, _pen(self._tokens.ink, 1.4), thin=close)
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
        place = _placing(frame, lane)
        for line in data.coherence.lines(span.from_s, span.until_s, _SMOOTH_PX * frame.pixel_s):
            beneath = place.map(_polygon(line.data))
            beneath.append(QPointF(beneath.last().x(), lane.bottom()))
            beneath.append(QPointF(beneath.first().x(), lane.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # its edge lies under the line
            painter.drawPolygon(beneath)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            _draw(painter, line, place, _pen(self._tokens.honey, 1.6), thin=line.dense)
        for line in data.warmth.lines(span.from_s, span.until_s, _SMOOTH_PX * frame.pixel_s):
            _draw(painter, line, place, self._warmth_pen(), thin=line.dense)
        self._paint_reasons(painter, frame)

    def _warmth_pen(self) -> QPen:
        pen = _pen(self._tokens.sage, 1.6)
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
        breath = [(words.breath, _pen(tokens.wave, 5.0))] if self._data.review.breaths else []
        heart = [(words.heart_rate, _pen(tokens.ink, 1.4))] if self._data.review.beats else []
        self._paint_legend(painter, frame.heart, [*heart, *breath])
        shares = [(words.coherence, _pen(tokens.honey, 1.6)), (words.warmth, self._warmth_pen())]
        if self._data.review.of_room:
            shares = [(words.in_step, _pen(tokens.honey, 1.6))]
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


def _hatched(colour: str, opacity: float, *, rising: bool) -> QBrush:
    """Return a ground of slanting lines, as a picture: painted many times quicker than Qt's own patterns."""
    tile = QPixmap(_HATCH_PX, _HATCH_PX)
    tile.fill(Qt.GlobalColor.transparent)
    with QPainter(tile) as painter:
        painter.setOpacity(opacity)
        painter.setPen(QColor(colour))
        last = _HATCH_PX - 1
        painter.drawLine(0, last if rising else 0, last, 0 if rising else last)
    return QBrush(tile)


def _level(share: float, lane: QRectF) -> float:
    return lane.bottom() - lane.height() * share


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _draw(painter: QPainter, line: Line, place: QTransform, pen: QPen, *, thin: bool) -> None:
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
        painter.drawPolyline(place.map(_polygon(line.piece(first, at_once))))


def _polygon(points: bytes) -> QPolygonF:
    """Return the points of a `Line`, read by Qt itself."""
    found = QPolygonF()
    QDataStream(QByteArray(struct.pack(">I", len(points) // 16) + points)) >> found
    return found


def _placing(frame: Frame, lane: QRectF, low: float = 0.0, high: float = 1.0) -> QTransform:
    """Return what brings a moment and a value to their place."""
    x_per_s, y_per_value = 1.0 / frame.pixel_s, lane.height() / (high - low)
    left = frame.area.left() - frame.span.from_s * x_per_s
    return QTransform(x_per_s, 0.0, 0.0, -y_per_value, left, lane.bottom() + low * y_per_value)
