"""A button that asks once, in its own place, before it does what cannot be undone."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.desktop.keys import ASKED_ONCE, pressed
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font
from ui.tokens import Tokens


class AskOnce(QWidget):
    """A button that turns into a question with two answers; ``confirmed`` is the first of them.

    Parameters
    ----------
    action : str
        What stands on the button.
    question : str
        What is asked.
    yes, no : str
        The answers; the keyboard stands on the second, and Escape gives it too.
    tokens : Tokens
        The colours of the window.
    size_px : int
        How large its words are.
    ink : str
        The colour of what stands on the button; empty for the usual one.
    """

    confirmed = Signal()

    asking = Signal(bool)
    """It asks, or does not any more."""

    def __init__(
        self, action: str, question: str, yes: str, no: str, tokens: Tokens, *, size_px: int = 14, ink: str = ""
    ) -> None:
        super().__init__()
        self._question = question
        self.button = Pill(action, tokens, size_px=size_px, ink=ink)
        self.question = Words(question, font(size_px), tokens.ink, wrap=True)
        self.yes, self.no = Pill(yes, tokens, size_px=size_px), Pill(no, tokens, size_px=size_px)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.question)
        row = QHBoxLayout()
        row.addWidget(self.no)
        row.addWidget(self.yes)
        row.addStretch(1)
        column.addLayout(row)
        self.button.clicked.connect(lambda: self._ask(asking=True))
        self.no.clicked.connect(lambda: self._ask(asking=False))
        self.yes.clicked.connect(self.confirmed)
        for each in (self.question, self.no, self.yes):
            each.hide()

    def say(self, sentence: str) -> None:
        """Say in place of the question why it could not be done."""
        self._ask(asking=False)
        self.question.setText(sentence)
        self.question.show()

    def withdraw(self) -> None:
        """Ask no more, and leave the focus where it is."""
        if self.no.isVisibleTo(self):
            self._show(asking=False)

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the shortcuts of the screen while it asks."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and pressed(event, ASKED_ONCE)
            and self.no.isVisible()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape for a no while it asks."""
        if pressed(event, ASKED_ONCE) and self.no.isVisible():
            self.no.click()
        else:
            super().keyPressEvent(event)

    def _ask(self, *, asking: bool) -> None:
        self._show(asking=asking)
        (self.no if asking else self.button).setFocus()

    def _show(self, *, asking: bool) -> None:
        self.question.setText(self._question)
        self.button.setHidden(asking)
        for each in (self.question, self.no, self.yes):
            each.setVisible(asking)
        self.asking.emit(asking)
