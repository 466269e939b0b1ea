"""Medians and where most of it lay: of one practice, or of all that are shown."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from biofeedback.practice.after.spread import Spread
from ui.desktop.theme.surfaces import Words, explain
from ui.desktop.theme.typeface import MEDIUM, font, scaled
from ui.desktop.widgets.asking import Asking
from ui.presenter.history import NUMBERS
from ui.tokens import Tokens
from ui.words.help_words import of_number
from ui.words.language import Language
from ui.words.reason_words import reason_sentence
from ui.words.recordings.history_words import number_text, number_title, range_text

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOT_KNOWN = "–"


class RangeBar(QWidget):
    """A thin line with a thicker part where most of it lay."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._from_share, self._until_share = math.nan, math.nan
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a line."""
        return QSize(scaled(120), scaled(18))

    def show_range(self, from_share: float, until_share: float) -> None:
        """Show where it lay, as shares of the line; nothing where they are ``nan``."""
        self._from_share, self._until_share = from_share, until_share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line and the part."""
        if math.isnan(self._from_share):
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area, y = QRectF(self.rect()).adjusted(4, 0, -4, 0), self.height() / 2.0
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._tokens.line))
            painter.drawRoundedRect(QRectF(area.left(), y - 1.0, area.width(), 2.0), 1.0, 1.0)
            left = area.left() + self._from_share * area.width()
            wide = max(8.0, (self._until_share - self._from_share) * area.width())
            painter.setBrush(QColor(self._tokens.honey))
            painter.drawRoundedRect(QRectF(min(left, area.right() - 8.0), y - 4.0, wide, 8.0), 4.0, 4.0)


class NumbersGrid(QWidget):
    """A row for each number: its name, its median, where most of it lay; what is not known has its reason.

    Attributes
    ----------
    medians, ranges : dict of str to Words
        What is written, by the name of the number.
    names : list of Asking
        The names of the numbers; pressed, each opens the page behind its number.
    """

    def __init__(self, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._language = language
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(3, 1)
        self.names: list[Asking] = []
        self.medians: dict[str, Words] = {}
        self.ranges: dict[str, Words] = {}
        self._bars: dict[str, RangeBar] = {}
        for row, name in enumerate(NUMBERS):
            title = number_title(name, language)
            asking = Asking(of_number(name), title, tokens, language, Words(title, font(14), tokens.muted))
            grid.addWidget(asking, row, 0)
            self.names.append(asking)
            self.medians[name] = Words("", font(15, MEDIUM), tokens.ink)
            self.ranges[name] = Words("", font(13), tokens.muted)
            self.ranges[name].setAlignment(_RIGHT)
            self._bars[name] = RangeBar(tokens)
            for column, each in enumerate((self.medians[name], self.ranges[name], self._bars[name]), start=1):
                grid.addWidget(each, row, column)
        self.reasons = Words("", font(13), tokens.muted, wrap=True)
        grid.addWidget(self.reasons, len(NUMBERS), 0, 1, 4)

    def show_spreads(self, spreads: dict[str, Spread], least: dict[str, float], most: dict[str, float]) -> None:
        """Show the numbers on axes from the least to the most."""
        language = self._language
        reasons: dict[str, None] = {}
        for name, spread in spreads.items():
            known = not math.isnan(spread.median)
            median = number_text(name, spread.median, language) if known else _NOT_KNOWN
            between = range_text(name, spread.low, spread.high, language) if known else ""
            self.medians[name].setText(median)
            self.ranges[name].setText(between)
            low, high = min(least[name], spread.low), max(most[name], spread.high)
            wide = high - low
            on_axis = known and wide > 0.0
            self._bars[name].show_range(
                (spread.low - low) / wide if on_axis else math.nan, (spread.high - low) / wide if on_axis else math.nan
            )
            why = "" if spread.reason is None or known else reason_sentence(spread.reason, language)
            if why:
                reasons[why] = None
            explain(self.medians[name], why)
            self.medians[name].setAccessibleName(_spoken(name, median, between, why, language))
        self.reasons.setText(" ".join(reasons))
        self.reasons.setVisible(bool(reasons))


def _spoken(name: str, median: str, between: str, why: str, language: Language) -> str:
    if why:
        return language.gettext("{name}: {choice}").format(name=number_title(name, language), choice=why)
    # Translators: {name} is a number with its unit, {range} is like "59 to 68".
    message = language.gettext("{name}: {median}, mostly {range}")
    if median == _NOT_KNOWN:
        message = language.gettext("{name}: not known")
    return message.format(name=number_title(name, language), median=median, range=between)
