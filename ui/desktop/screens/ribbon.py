"""The ribbon of the last minute: the heart as a fine line over the broad wave of the breath.

It is drawn anew at each `refresh`. While the heart is hidden, its line fades and the breath wave stays.
"""

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.desktop.widgets.heart_line import HeartPoint, heart_stretches
from ui.desktop.widgets.steady_range import SteadyRange
from ui.presenter.view_model import PracticeViewModel
from ui.tokens import Tokens
from ui.words.language import Language

SPAN_S = 60.0
"""Seconds that the ribbon shows; a choice: a handful of slow breaths."""

_FADE_S = 1.8  # seconds in which the heart line fades; a choice
_AXIS_EASE_S = 0.8  # seconds in which the axis moves to another range; a choice
# Points of the breath wave: with a soft curve through them, enough for twelve breaths a minute.
_WAVE_PER_S = 2.5
_SETTLED_S = 1.0  # seconds after which no event changes a breath any more; a choice: they are read 40 times a second
_WAVE_WIDTH = 13.0  # px; a choice by eye: broad beneath the line of 2 px


class Ribbon(QWidget):
    """Heart and breath of the last minute, from left to now."""

    def __init__(self, view: PracticeViewModel, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._view = view
        self._tokens = tokens
        self._now_s = 0.0
        self._range = SteadyRange(step_bpm=1.0)
        self._low, self._high = self._range.low, self._range.high
        self._presence = 1.0
        self._fresh = True
        self._past: dict[int, float | None] = {}  # positions of the breath at points of the wave; None: none was led
        self.setAccessibleName(language.gettext("Heart and breath"))

    @property
    def heart_presence(self) -> float:
        """How visible the heart line is: 1 shown, 0 hidden."""
        return self._presence

    def refresh(self, now_s: float) -> None:
        """Draw the minute that ends at ``now_s``."""
        passed_s = max(0.0, now_s - self._now_s)
        aim = 0.0 if self._view.heart_hidden else 1.0
        step = passed_s / _FADE_S
        self._presence += max(-step, min(step, aim - self._presence))
        self._now_s = now_s
        self._range.follow(
            60_000.0 / b.nn_ms for b in self._view.heart.beats if b.nn_ms > 0.0 and b.t_s > now_s - SPAN_S
        )
        share = 1.0 if self._fresh else min(1.0, passed_s / _AXIS_EASE_S)
        self._fresh = not self._view.heart.beats
        self._low += share * (self._range.low - self._low)
        self._high += share * (self._range.high - self._high)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the wave, the line over it, and a dot where the heart is now."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(self._tokens.wave), _WAVE_WIDTH)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            for wave in self._waves():
                painter.drawPath(wave)
            if self._presence > 0.01:
                painter.setOpacity(self._presence)
                self._paint_heart(painter)

    def _x(self, t_s: float) -> float:
        return 8.0 + (self.width() - 20.0) * (1.0 - (self._now_s - t_s) / SPAN_S)

    def _y(self, share: float) -> float:
        margin = _WAVE_WIDTH / 2 + 2.0
        return self.height() - margin - (self.height() - 2 * margin) * share

    def _waves(self) -> list[QPainterPath]:
        """Return the breath wave, one path for each stretch of time in which breath was led."""
        stretches: list[list[tuple[float, float]]] = []
        led_before = False
        # Points stay where they are in time, so that the wave glides instead of boiling.
        first = math.ceil(max(0.0, self._now_s - SPAN_S) * _WAVE_PER_S)
        last = math.ceil(self._now_s * _WAVE_PER_S)
        self._past = {k: position for k, position in self._past.items() if k >= first}
        points = [(k / _WAVE_PER_S, self._position(k)) for k in range(first, last)]
        for t_s, position in (*points, (self._now_s, self._position_at(self._now_s))):
            if position is not None and not led_before:
                stretches.append([])
            if position is not None:
                stretches[-1].append((self._x(t_s), self._y(0.04 + 0.92 * position)))
            led_before = position is not None
        return [smooth_path(points) for points in stretches]

    def _position(self, k: int) -> float | None:
        """Return the position of the breath at a point of the wave; what is settled is looked up once."""
        if k in self._past:
            return self._past[k]
        position = self._position_at(k / _WAVE_PER_S)
        if k / _WAVE_PER_S < self._now_s - _SETTLED_S:
            self._past[k] = position
        return position

    def _position_at(self, t_s: float) -> float | None:
        moment = self._view.breath.led_at(t_s)
        return None if moment.phase == "still" else moment.position

    def _paint_heart(self, painter: QPainter) -> None:
        stretches = heart_stretches(self._view.heart.beats, self._view.heart.gaps, from_s=self._now_s - SPAN_S)
        ink = QColor(self._tokens.ink)
        pen = QPen(ink, 2.0)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stretch in stretches:
            painter.drawPath(smooth_path([self._point(point) for point in stretch]))
        if stretches:
            end = self._point(stretches[-1][-1])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(QRectF(end[0] - 4.5, end[1] - 4.5, 9.0, 9.0))

    def _point(self, point: HeartPoint) -> tuple[float, float]:
        share = (point.bpm - self._low) / max(1.0, self._high - self._low)
        return self._x(min(point.t_s, self._now_s)), self._y(max(-0.06, min(1.06, share)))


def smooth_path(points: list[tuple[float, float]]) -> QPainterPath:
    """Return a path through the points that bends softly (Catmull-Rom) and passes through every one of them."""
    path = QPainterPath()
    if not points:
        return path
    path.moveTo(*points[0])
    last = len(points) - 1
    before_x, before_y = start_x, start_y = points[0]
    for index in range(1, last + 1):
        end_x, end_y = points[index]
        after_x, after_y = points[min(last, index + 1)]
        path.cubicTo(
            start_x + (end_x - before_x) / 6.0,
            start_y + (end_y - before_y) / 6.0,
            end_x - (after_x - start_x) / 6.0,
            end_y - (after_y - start_y) / 6.0,
            end_x,
            end_y,
        )
        before_x, before_y, start_x, start_y = start_x, start_y, end_x, end_y
    return path
