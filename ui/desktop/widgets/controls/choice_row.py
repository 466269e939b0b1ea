"""A row of choices, of which one is taken."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.controls.shape import make_checkable
from ui.tokens import Tokens
from ui.words.language import Language


class ChoiceRow(QWidget):
    """A few choices side by side, one of which is on; ``chosen`` carries its key.

    Parameters
    ----------
    name : str
        What is chosen, for a screen reader.
    choices : sequence of (str, str)
        Each one's key and words.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], tokens: Tokens, language: Language) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QAbstractButton] = {}
        self._name, self._tokens, self._language = name, tokens, language
        for key, words in choices:
            self._add(key, words)
        self._arrange()

    @property
    def key(self) -> str:
        """The key of the choice that is on; empty when nothing was chosen yet."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Turn this choice on."""
        self.buttons[key].setChecked(True)

    def _add(self, key: str, words: str) -> None:
        button = _Choice(words, self._tokens)
        button.setParent(self)
        button.setAccessibleName(self._language.gettext("{name}: {choice}").format(name=self._name, choice=words))
        button.toggled.connect(self._toggle_handler(key, button))
        self._group.addButton(button)
        self.buttons[key] = button

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)

    def _toggle_handler(self, key: str, button: QAbstractButton) -> Callable[[bool], None]:
        def on_toggled(checked: bool) -> None:
            if checked:
                # The keyboard stops once in a row, at the choice that is on; the arrows go on from there.
                for each in self.buttons.values():
                    each.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
                button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                self.chosen.emit(key)

        return on_toggled


class _Choice(QAbstractButton):
    """One of a row."""

    def __init__(self, words: str, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        make_checkable(self, words, font(13), QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + scaled(24), scaled(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, on = self._tokens, self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            around = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            line = colours.amber if self.hasFocus() else colours.honey if on else colours.line
            painter.setPen(QPen(QColor(line), 2.6 if self.hasFocus() else 1.0))
            painter.setBrush(QColor(colours.chosen if on else colours.panel))
            painter.drawRoundedRect(around, around.height() / 2, around.height() / 2)
            painter.setFont(self.font())
            painter.setPen(QColor(colours.ink if on or self.underMouse() else colours.muted))
            painter.drawText(around, Qt.AlignmentFlag.AlignCenter, self.text())
