"""One seat as whoever leads sees it: its name, its sensor, and in a word or two how it stands with that."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.desktop.theme.surfaces import at_start, explain, mirrored
from ui.desktop.theme.typeface import font, scaled
from ui.presenter.heart_view import HeartView
from ui.rooms import Seat
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.rooms.operator_words import problem_words, seat_state_words, whole_sentence
from ui.words.sensors.sensor_words import percent_words, sensor_name

_NAME_PX, _SMALL_PX = 15, 12  # px of the letters; a choice
_WIDE, _HIGH = 210, 58  # px of a card at the usual size of words; a choice: three and more lie beside each other
_DOT_PX = 9.0  # across; a choice
_EDGE_PX = 14  # from the edge to the words; a choice

CARD_WIDE = _WIDE


class SeatCard(QAbstractButton):
    """One seat; the one that is checked is the one that is looked at.

    Parameters
    ----------
    seat : Seat
        Whose card it is.
    tokens, language
        As for every widget.
    """

    def __init__(self, seat: Seat, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._tokens, self._language = tokens, language
        self.seat = seat
        self.line = ""
        self.battery = ""
        self.sentence = ""
        self.troubled = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_seat(seat, None)

    def sizeHint(self) -> QSize:
        """Return the size of a card."""
        return QSize(scaled(_WIDE), scaled(_HIGH))

    def show_seat(self, seat: Seat, heart: HeartView | None) -> None:
        """Show the seat as it is now."""
        language = self._language
        sensor = sensor_name(seat.sensor_label, language, simulated=heart is not None and heart.simulated)
        state = seat_state_words(heart, language, present=seat.present)
        line = " · ".join(part for part in (sensor, state) if part)
        percent = None if heart is None else heart.battery_percent
        battery = "" if percent is None else percent_words(percent, language)
        sentence = whole_sentence(heart, language) if seat.present else ""
        troubled = seat.present and bool(problem_words(heart, language, present=True))
        shown = (seat, line, battery, sentence, troubled)
        if shown == (self.seat, self.line, self.battery, self.sentence, self.troubled):
            return
        self.seat, self.line, self.battery, self.sentence, self.troubled = shown
        self.setText(seat.name)
        self.setAccessibleName(seat.name)
        self.setAccessibleDescription(language.listed(part for part in (line, battery, sentence) if part))
        explain(self, sentence)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        colours, seat = self._tokens, self.seat
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            around = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            line = colours.amber if self.hasFocus() else colours.honey if self.isChecked() else colours.line
            painter.setPen(QPen(QColor(line), 2.0 if self.hasFocus() else 1.0))
            painter.setBrush(QColor(colours.chosen if self.isChecked() else colours.raised))
            painter.drawRoundedRect(around, 10.0, 10.0)
            edge, half = scaled(_EDGE_PX), around.height() / 2.0
            dot = QRectF(edge, around.top() + half / 2.0 + 1.0, _DOT_PX, _DOT_PX)
            tint = colours.rose if self.troubled else colours.sage if seat.present else colours.muted
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint))
            painter.drawEllipse(mirrored(self, dot))
            small, face = font(_SMALL_PX), font(_NAME_PX)
            battery = QFontMetricsF(small).horizontalAdvance(self.battery)
            left, right = dot.right() + 8.0, around.right() - edge
            rows = QRectF(left, around.top() + 5.0, right - left, half - 3.0)
            painter.setFont(face)
            painter.setPen(QColor(colours.ink if seat.present else colours.muted))
            name = QRectF(rows.left(), rows.top(), rows.width() - battery - 8.0, rows.height())
            self._write(painter, name, seat.name)
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            if self.battery:
                place = QRectF(right - battery - 2.0, rows.top(), battery + 2.0, rows.height())
                self._write(painter, place, self.battery)
            below = QRectF(edge, around.top() + half, right - edge, half - 5.0)
            self._write(painter, below, self.line)

    def _write(self, painter: QPainter, place: QRectF, words: str) -> None:
        """Write what fits; all of it is told on focus."""
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(mirrored(self, place), at_start(right_to_left=self.isRightToLeft()), shown)
