"""A line to write on."""

from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QPalette,
)
from PySide6.QtWidgets import QLineEdit

from ui.desktop.theme.typeface import font, scaled
from ui.tokens import Tokens


class Field(QLineEdit):
    """One line for words of the person's own, with what an input method composes on it just now."""

    def __init__(self, name: str, hint: str, longest: int, tokens: Tokens) -> None:
        super().__init__()
        self._composed = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMaxLength(longest)
        self.setFont(font(15))
        self.setMinimumHeight(scaled(44))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(tokens.muted))
        self.setPalette(palette)
        # The style of a scroll area around it takes over how a line is painted, whatever it paints itself.
        self.setStyleSheet(
            f"QLineEdit {{ background: {tokens.raised}; border: 1px solid {tokens.muted}; border-radius: 12px; "
            f"padding: 0 14px; }} QLineEdit:focus {{ border: 2px solid {tokens.amber}; padding: 0 13px; }}"
        )

    def text(self) -> str:
        """Return what is seen on it: a syllable that is not whole yet belongs to it, whenever it is kept."""
        written = super().text()
        if not self._composed or self.hasSelectedText():
            return written
        at, room = self.cursorPosition(), self.maxLength() - len(written)
        return written[:at] + self._composed[:room] + written[at:]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what is composed, or what has become whole."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was composed, also where the input method lets it go."""
        super().focusOutEvent(event)
        composed, self._composed = self._composed, ""
        if composed:
            self.insert(composed)

    def setText(self, text: str | None) -> None:
        """Write this in place of all that is on it."""
        self._composed = ""
        super().setText(text)

    def clear(self) -> None:
        """Forget what is on it, and what is composed."""
        QGuiApplication.inputMethod().reset()
        self._composed = ""
        super().clear()
