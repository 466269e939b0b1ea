"""A button without a look of its own around a number: pressed, it asks the window for the page behind that."""

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.desktop.theme.enter_button import EnterButton
from ui.tokens import Tokens
from ui.words.language import Language

_ROUND = 6.0  # px of the corners of the line around it; a choice by eye


class HelpAsked(QEvent):
    """Somebody asks for a page of help; sent to the window."""

    KIND = QEvent.Type(QEvent.registerEventType())

    def __init__(self, page: str) -> None:
        super().__init__(HelpAsked.KIND)
        self.page = page


class Asking(EnterButton):
    """The button; whatever stands in it, click and Enter ask for the page ``page`` of help.

    Parameters
    ----------
    page : str
        The name of the page, as `HelpPage.name` has it.
    name : str
        What it is called for whoever hears the screen.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    content : QWidget or None
        What stands in it; ``None`` where the caller lays it out.
    """

    def __init__(
        self, page: str, name: str, tokens: Tokens, language: Language, content: QWidget | None = None
    ) -> None:
        super().__init__()
        self.page = page
        self._tokens = tokens
        self.setAccessibleName(name)
        self.setAccessibleDescription(language.gettext("Opens what this number is and what it cannot say."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Words in it keep their colour: in a button they would take that of its ground.
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._ask)
        # As any widget around others, and not of one height as buttons are.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if content is not None:
            around = QVBoxLayout(self)
            around.setContentsMargins(0, 0, 0, 0)
            around.addWidget(content)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a line around what has the focus, and a fainter one beneath what the pointer is over."""
        if not self.hasFocus() and not self.underMouse():
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
            if self.hasFocus():
                painter.setPen(QPen(QColor(self._tokens.amber), 1.5))
                painter.drawRoundedRect(area, _ROUND, _ROUND)
            else:
                painter.setPen(QPen(QColor(self._tokens.muted), 1.0, Qt.PenStyle.DotLine))
                painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _ask(self) -> None:
        ask_for_help(self, self.page)


def ask_for_help(widget: QWidget, page: str = "") -> None:
    """Ask the window for a page of help; without a name for that of the screen."""
    QCoreApplication.postEvent(widget.window(), HelpAsked(page))
