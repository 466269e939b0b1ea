"""A stepper: a value in words, and one step to either side."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.desktop.keys import STEPPER, pressed
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.controls.shape import ROW_PX
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language


class _Step(Pill):
    """A button that leaves the arrow keys to its stepper."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if pressed(event, STEPPER):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Stepper(QWidget):
    """A label, a value in words, and one step to either side.

    Left and Right (or Down and Up) step too while one of its buttons has the focus. ``stepped`` carries -1 or 1.
    """

    stepped = Signal(int)

    def __init__(
        self,
        label: str,
        tokens: Tokens,
        language: Language,
        *,
        less: str = "−",
        more: str = "+",
        less_name: str,
        more_name: str,
    ) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.label = Words(label, font(14), tokens.muted)
        self.value = Words("", font(14), tokens.ink)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.less, self.more = _Step(less, tokens, size_px=14), _Step(more, tokens, size_px=14)
        for button, step, name in ((self.less, -1, less_name), (self.more, 1, more_name)):
            button.setAccessibleName(language.gettext("{name}: {choice}").format(name=label, choice=name))
            button.setFixedSize(scaled(36), scaled(ROW_PX))
            button.setAutoRepeat(True)
            button.clicked.connect(self._by(step))
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.label)
        row.addWidget(self.value, 1)
        row.addSpacing(4)
        row.addWidget(self.less)
        row.addWidget(self.more)

    def speak_alone(self) -> None:
        """Hide the label, where a heading says it; the value then has the whole row and may take two lines."""
        self.label.hide()
        self.value.setWordWrap(True)
        self.value.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_value(self, words: str, *, can_less: bool = True, can_more: bool = True) -> None:
        """Show a value, and which way there is a step."""
        self.value.setText(words)
        self.setAccessibleDescription(words)
        self.less.setEnabled(can_less)
        self.more.setEnabled(can_more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrows."""
        match pressed(event, STEPPER):
            case KeyUse.LESS:
                self.less.click()
            case KeyUse.MORE:
                self.more.click()
            case _:
                super().keyPressEvent(event)

    def _by(self, step: int) -> Callable[[], None]:
        return lambda: self.stepped.emit(step)
