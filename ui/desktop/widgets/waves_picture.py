"""Two waves of one heart side by side on the same axes, the led breath beneath; numbers come when asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from biofeedback.practice.pacing.breath import ends_s, within
from ui.desktop.theme.typeface import font
from ui.words.rooms.demonstration_words import led_label, natural_label

if TYPE_CHECKING:
    from biofeedback.signals.coupling.two_waves import TwoWaves, Wave
    from ui.tokens import Tokens
    from ui.words.language import Language

_LONGEST_S = 5.0  # a line is not drawn across a longer silence; a choice: more than a beat that is not there
_LEAST_SPAN_BPM = 12.0  # so that a quiet heart is a quiet line; a choice: a usual swing fills half of it
_GRID_S = 10.0  # between two lines of the grid; a choice: a breath at six a minute lasts so long
_GRID_BPM = (5.0, 10.0, 20.0, 50.0)  # the same for the heart rate, the first with which there are few; a choice
_MOST_LINES = 8  # of the grid across; by eye
_BREATH_SHARE = 0.2  # of the height goes to the led breath beneath the heart; by eye
_BETWEEN_SHARE = 0.04  # of the width lies between both; by eye
_CURVE_SHARE = 0.09  # of the size of the letters is the thickness of a curve; by eye
_LINE = 1.5  # sizes of the letters from one line to the next
_BREATH_DOTS = 48  # places at which a breath is drawn; a choice: it looks round at any size
_LETTERS_PX = 14  # px on the screen of who leads; a choice: as words around it


class WavesPicture(QWidget):
    """The picture.

    Parameters
    ----------
    waves : TwoWaves
        What to show.
    tokens : Tokens
        The colours of the window.
    language : Language
        The language of who looks at it.
    label : str
        What is said plainly in it, such as that the heart is simulated; empty for nothing.
    shows_heart : bool
        Whether the heart is drawn, or the led breath alone.
    """

    def __init__(
        self, waves: TwoWaves, tokens: Tokens, language: Language, *, label: str = "", shows_heart: bool = True
    ) -> None:
        super().__init__()
        self._waves, self._tokens, self._language, self._label = waves, tokens, language, label
        rates = [bpm for wave in (waves.natural, waves.led) for _, bpm in wave.rate if math.isfinite(bpm)]
        self._shows_heart = shows_heart and bool(rates)
        middle = (min(rates) + max(rates)) / 2.0 if rates else 0.0
        half = max(_LEAST_SPAN_BPM, max(rates) - min(rates)) / 2.0 * 1.1 if rates else 1.0
        self._low_bpm, self._high_bpm = middle - half, middle + half
        self._numbers = False
        self._letters = font(_LETTERS_PX)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes that way in every language
        self.setAccessibleName(language.gettext("Both waves, side by side"))

    @property
    def shows_heart(self) -> bool:
        """Whether the heart is drawn."""
        return self._shows_heart

    def show_numbers(self, *, shown: bool) -> None:
        """Write numbers at the axes, or none."""
        self._numbers = shown
        self.update()

    def set_letters(self, face: QFont) -> None:
        """Write in these letters."""
        self._letters = face
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the waves can be told apart."""
        return QSize(360, 150)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(1000, 360)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both parts."""
        metrics = QFontMetricsF(self._letters)
        line = _LINE * metrics.height() / 1.2
        left = metrics.horizontalAdvance("000 ") if self._numbers and self._shows_heart else 2.0
        top, bottom = line * (3.0 if self._label else 2.0), line
        area = QRectF(self.rect()).adjusted(left, top, -2.0, -bottom)
        natural, led = self._panels(area)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._letters)
            self._paint_words(painter, natural, led, line)
            for panel, wave in ((natural, self._waves.natural), (led, self._waves.led)):
                if panel.isEmpty():
                    continue
                heart = self._heart_of(panel)
                painter.fillRect(panel, QColor(self._tokens.panel))
                self._paint_grid(painter, panel, heart, wave, line)
                if self._shows_heart:
                    self._paint_heart(painter, heart, wave)
            if not led.isEmpty():
                self._paint_breath(painter, led)
            if not (led.isEmpty() or natural.isEmpty()):
                painter.setPen(QColor(self._tokens.muted))
                beneath = natural.adjusted(0.0, (1.0 - _BREATH_SHARE) * natural.height(), 0.0, 0.0)
                painter.drawText(beneath, Qt.AlignmentFlag.AlignCenter, self._language.gettext("not led"))

    def _panels(self, area: QRectF) -> tuple[QRectF, QRectF]:
        """Return where both parts lie: a second is as wide in the one as in the other."""
        lengths_s = [max(0.0, wave.ended_s - wave.began_s) for wave in (self._waves.natural, self._waves.led)]
        if not self._shows_heart and lengths_s[1] > 0.0:
            return QRectF(area.left(), area.top(), 0.0, area.height()), area
        whole_s = math.fsum(lengths_s)
        if not whole_s > 0.0 or not math.isfinite(whole_s):
            return area, QRectF()
        between = _BETWEEN_SHARE * area.width() if min(lengths_s) > 0.0 else 0.0
        wide = (area.width() - between) * lengths_s[0] / whole_s
        natural = QRectF(area.left(), area.top(), wide, area.height())
        led = QRectF(area.left() + wide + between, area.top(), area.width() - wide - between, area.height())
        return natural, led if lengths_s[1] > 0.0 else QRectF()

    def _heart_of(self, panel: QRectF) -> QRectF:
        return panel.adjusted(0.0, 0.0, 0.0, -_BREATH_SHARE * panel.height())

    def _paint_words(self, painter: QPainter, natural: QRectF, led: QRectF, line: float) -> None:
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        row = natural.top() - 2.0 * line
        if self._label:
            painter.setPen(QColor(self._tokens.amber))
            painter.drawText(QRectF(natural.left(), row - line, self.width(), line), flags, self._label)
        painter.setPen(QColor(self._tokens.ink))
        for panel, words in ((natural, natural_label(self._language)), (led, led_label(self._language))):
            if not panel.isEmpty():
                painter.drawText(QRectF(panel.left(), row, panel.width(), line), flags, words)
        painter.setPen(QColor(self._tokens.muted))
        if self._shows_heart:
            unit = self._language.gettext("heart rate, beats a minute")
            painter.drawText(QRectF(natural.left(), row + line, self.width(), line), flags, unit)
        seconds = self._language.gettext("time, seconds")
        last = led if not led.isEmpty() else natural
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(QRectF(last.left(), row + line, last.width(), line), right, seconds)
        if not led.isEmpty():
            self._paint_breath_name(painter, QRectF(led.left(), row + line, led.width(), line), seconds)

    def _paint_breath_name(self, painter: QPainter, row: QRectF, beside: str) -> None:
        """Name the wave of the led breath beside a piece of its line, where ``beside`` leaves room for it."""
        name = self._language.gettext("breath, as it was led")
        stroke = row.height()
        wide = stroke * 1.5 + painter.fontMetrics().horizontalAdvance(name)
        if not self._shows_heart or wide + stroke + painter.fontMetrics().horizontalAdvance(beside) > row.width():
            return
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(row.adjusted(stroke * 1.5, 0.0, 0.0, 0.0), flags, name)
        painter.setPen(QPen(QColor(self._tokens.honey), self._thick))
        y = row.center().y()
        painter.drawLine(QPointF(row.left(), y), QPointF(row.left() + stroke, y))

    def _paint_grid(self, painter: QPainter, panel: QRectF, heart: QRectF, wave: Wave, line: float) -> None:
        painter.setPen(QPen(QColor(self._tokens.line), 1.0))
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        for second in _multiples(_GRID_S, 0.0, wave.ended_s - wave.began_s):
            x = self._x(wave.began_s + second, panel, wave)
            painter.setPen(QPen(QColor(self._tokens.line), 1.0))
            painter.drawLine(QPointF(x, panel.top()), QPointF(x, panel.bottom()))
            if self._numbers:
                painter.setPen(QColor(self._tokens.muted))
                place = QRectF(x - 4.0 * line, panel.bottom(), 8.0 * line, line)
                painter.drawText(place, centre, self._language.number(second))
        if not self._shows_heart:
            return
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        for bpm in _multiples(self._grid_bpm, self._low_bpm, self._high_bpm):
            y = self._y(bpm, heart)
            painter.setPen(QPen(QColor(self._tokens.line), 1.0))
            painter.drawLine(QPointF(panel.left(), y), QPointF(panel.right(), y))
            if self._numbers and wave is self._waves.natural:
                painter.setPen(QColor(self._tokens.muted))
                painter.drawText(
                    QRectF(0.0, y - line, panel.left() - 6.0, 2.0 * line), right, self._language.number(bpm)
                )

    def _paint_heart(self, painter: QPainter, heart: QRectF, wave: Wave) -> None:
        pen = QPen(QColor(self._tokens.ink), self._thick)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        for stretch in _stretches(wave.rate):
            path = QPainterPath()
            for index, (t_s, bpm) in enumerate(stretch):
                dot = QPointF(self._x(t_s, heart, wave), self._y(bpm, heart))
                if index:
                    path.lineTo(dot)
                else:
                    path.moveTo(dot)
            painter.strokePath(path, pen)

    def _paint_breath(self, painter: QPainter, led: QRectF) -> None:
        """Paint the breaths as the light led them: in upward, out downward."""
        high = led.height() * (_BREATH_SHARE if self._shows_heart else 1.0)
        strip = QRectF(led.left(), led.bottom() - high, led.width(), high).adjusted(0.0, 0.15 * high, 0.0, -0.1 * high)
        path = QPainterPath()
        for breath in self._waves.breaths:
            length_s = ends_s(breath) - breath.t_s
            for dot in range(_BREATH_DOTS + 1):
                t_s = breath.t_s + length_s * dot / _BREATH_DOTS
                moment = within(breath, t_s)
                share = 0.0 if moment is None else moment.position
                place = QPointF(self._x(t_s, led, self._waves.led), strip.bottom() - share * strip.height())
                if path.elementCount():
                    path.lineTo(place)
                else:
                    path.moveTo(place)
        painter.strokePath(path, QPen(QColor(self._tokens.honey), self._thick))

    @property
    def _grid_bpm(self) -> float:
        span_bpm = self._high_bpm - self._low_bpm
        return next((step for step in _GRID_BPM if span_bpm <= _MOST_LINES * step), _GRID_BPM[-1])

    @property
    def _thick(self) -> float:
        return max(1.2, _CURVE_SHARE * QFontMetricsF(self._letters).height())

    def _x(self, t_s: float, panel: QRectF, wave: Wave) -> float:
        return panel.left() + panel.width() * (t_s - wave.began_s) / max(1e-9, wave.ended_s - wave.began_s)

    def _y(self, bpm: float, heart: QRectF) -> float:
        return heart.bottom() - heart.height() * (bpm - self._low_bpm) / (self._high_bpm - self._low_bpm)


def _multiples(step: float, low: float, high: float) -> Iterator[float]:
    """Yield what of the multiples of ``step`` lies between two numbers."""
    place = math.ceil(low / step)
    while place * step <= high:
        yield place * step
        place += 1


def _stretches(rate: Sequence[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """Yield the pieces of a curve; none goes across beats that are not there."""
    piece: list[tuple[float, float]] = []
    for t_s, bpm in rate:
        if piece and (not math.isfinite(bpm) or t_s - piece[-1][0] > _LONGEST_S):
            yield piece
            piece = []
        if math.isfinite(bpm):
            piece.append((t_s, bpm))
    if piece:
        yield piece
