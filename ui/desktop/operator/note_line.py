"""A line for a note, which comes when it is asked for and goes with Enter or Esc."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from biofeedback.outside_text import LONGEST_TEXT
from ui.desktop.keys import LEFT_BY_ESCAPE, pressed
from ui.desktop.widgets.controls.field import Field
from ui.tokens import Tokens
from ui.words.language import Language


class NoteLine(QWidget):
    """Asks for a note; ``written`` carries its words, and ``left`` comes when it is done with."""

    written = Signal(str)
    left = Signal()

    def __init__(self, tokens: Tokens, language: Language) -> None:
        super().__init__()
        hint = language.gettext("A note of this moment; Enter keeps it, Esc leaves it")
        self.field = Field(language.gettext("A note of this moment"), hint, LONGEST_TEXT, tokens)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        self.field.returnPressed.connect(self._write)
        self.hide()

    def ask(self) -> None:
        """Come, and be written on."""
        self.show()
        self.field.setFocus()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the keys of the screen, where it ends the practice."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and pressed(event, LEFT_BY_ESCAPE):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on Escape; what was written stays until it is asked for again."""
        if pressed(event, LEFT_BY_ESCAPE):
            self._leave()
        else:
            super().keyPressEvent(event)

    def _write(self) -> None:
        words = self.field.text().strip()
        self.field.clear()
        if words:
            self.written.emit(words)
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
