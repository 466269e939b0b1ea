"""Paints the axes of the history: lines and names of time across, hours of the day up."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from ui.desktop.history.painter import Frame
from ui.desktop.history.ticks import Unit, ticks
from ui.desktop.theme.typeface import font, scaled
from ui.presenter.history import wall_clock
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.recordings.history_words import month_words, short_day_words

_A_LINE_PX = 110  # px between two lines at least; by eye: a month and its year fit
_HOURS = (0, 6, 12, 18)  # of the day that have a name at the side; a choice: its quarters
_LAST_HOUR = 24  # hours of a day
_BESIDE_HOURS_PX = 14  # px: ten to the lights and a little to the edge; by eye
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


def hour_words(language: Language) -> tuple[str, ...]:
    """Return the names of the hours that have one, from the first of the day to the last."""
    return tuple(language.time_of_day(wall_clock(hour % _LAST_HOUR * 3600.0)) for hour in (*_HOURS, _LAST_HOUR))


def hours_wide(language: Language) -> float:
    """Return how wide the names of the hours are with what is free beside them, in px."""
    metrics = QFontMetricsF(font(13))
    return max(metrics.horizontalAdvance(name) for name in hour_words(language)) + _BESIDE_HOURS_PX


def paint_axis(painter: QPainter, frame: Frame, tokens: Tokens, language: Language, *, hours: bool) -> None:
    """Paint the lines of time with their names, and the hours of the day where lights lie by them."""
    area = frame.area
    painter.setFont(font(13))
    unit, places = ticks(frame.span.from_s, frame.span.until_s, int(area.width() / scaled(_A_LINE_PX)))
    line, words = QPen(QColor(tokens.line), 1.0), QColor(tokens.muted)
    for number, at_s in enumerate(places):
        x = frame.x(at_s)
        painter.setPen(line)
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + scaled(20)))
        painter.setPen(words)
        name = tick_words(unit, at_s, language, first=number == 0)
        place = QRectF(x + 5.0, area.bottom() + 4.0, painter.fontMetrics().horizontalAdvance(name) + 2, scaled(20))
        if place.right() <= painter.viewport().right() - 8:  # one that would be cut off is left to the line before it
            painter.drawText(place, _LEFT, name)
    if hours:
        for hour, named in zip((*_HOURS, _LAST_HOUR), hour_words(language), strict=True):
            y = frame.y(hour / _LAST_HOUR)
            painter.setPen(words)
            painter.drawText(QRectF(0.0, y - scaled(10), area.left() - 10.0, scaled(20)), _RIGHT, named)
            painter.setPen(line)
            painter.drawLine(QPointF(area.left() - 5.0, y), QPointF(area.left(), y))


def tick_words(unit: Unit, at_s: float, language: Language, *, first: bool) -> str:
    """Return the name of what begins at a line; the ``first`` month of a picture has its year."""
    moment = wall_clock(at_s)
    match unit:
        case Unit.SECOND:
            return language.time_with_seconds(moment)
        case Unit.MINUTE if moment.hour or moment.minute:
            return language.time_of_day(moment)
        case Unit.MINUTE | Unit.DAY:
            return short_day_words(moment, language)
        case Unit.MONTH:
            return month_words(moment, language, year=first or moment.month == 1)
        case Unit.YEAR:
            return language.whole(moment.year)
