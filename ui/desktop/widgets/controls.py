"""Small controls: a switch, a stepper, a row of choices, a volume slider, a line to write on.

Each has its words in itself and its name for a screen reader; the focus shows as a line around it.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLineEdit, QSizePolicy, QSlider, QWidget

from ui.desktop.keys import PRESSED, STEPPER, pressed
from ui.desktop.theme.surfaces import Pill, Words, at_start, mirrored
from ui.desktop.theme.typeface import font, scaled
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language

_ROW = 34  # px, the height of a control; a choice: easy to hit, and a dozen fit into the panel


class Switch(QAbstractButton):
    """Words with a small light that is on or off; Space and Enter turn it."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFont(font(14))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a row with space for the words and the light."""
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + 60, scaled(_ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn it on Enter too."""
        if pressed(event, PRESSED):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, and the light at their end."""
        colours, on = self._tokens, self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect())
            track = mirrored(self, QRectF(area.right() - 39.5, area.center().y() - 9.5, 36, 20))
            painter.setPen(QPen(QColor(colours.honey if on else colours.muted), 1.2))
            painter.setBrush(QColor(colours.chosen if on else colours.panel))
            painter.drawRoundedRect(track, 10, 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.amber if on else colours.muted))
            painter.drawEllipse(QRectF(track.right() - 17 if on else track.left() + 4, track.top() + 3.5, 13, 13))
            painter.setFont(self.font())
            painter.setPen(QColor(colours.ink if on or self.underMouse() else colours.muted))
            start = at_start(right_to_left=self.isRightToLeft())
            painter.drawText(mirrored(self, area.adjusted(2, 0, -50, 0)), start, self.text())
            _paint_focus(painter, self, track.adjusted(-3, -3, 3, 3), 13.0, colours)


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
            button.setFixedSize(scaled(36), scaled(_ROW))
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
        self.setText(words)
        self.setCheckable(True)
        self.setFont(font(13))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

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


class VolumeSlider(QSlider):
    """A share of full, 0 to 100, along a thin line."""

    def __init__(self, name: str, tokens: Tokens) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._tokens = tokens
        self.setAccessibleName(name)
        self.setRange(0, 100)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setFixedHeight(scaled(_ROW - 8))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, lit as far as the value goes."""
        colours = self._tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect()).adjusted(9, 0, -9, 0)
            x = area.left() + area.width() * (self.value() - self.minimum()) / (self.maximum() - self.minimum())
            y = area.center().y()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.line))
            painter.drawRoundedRect(QRectF(area.left(), y - 1.5, area.width(), 3), 1.5, 1.5)
            painter.setBrush(QColor(colours.honey if self.isEnabled() else colours.muted))
            painter.drawRoundedRect(QRectF(area.left(), y - 1.5, x - area.left(), 3), 1.5, 1.5)
            painter.drawEllipse(QRectF(x - 6, y - 6, 12, 12))
            _paint_focus(painter, self, QRectF(x - 9, y - 9, 18, 18), 9.0, colours)


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


def _paint_focus(painter: QPainter, widget: QWidget, around: QRectF, radius: float, tokens: Tokens) -> None:
    if widget.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.amber), 1.5))
        painter.drawRoundedRect(around, radius, radius)
