"""A scroll area with a thin bar and edges that fade where there is more to see."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from ui.desktop.theme.typeface import scaled
from ui.tokens import Tokens

_FADE = 28  # px, the height of a fading edge; a choice: a line of text and a little more

BAR_WIDE = 8
"""Width of the scroll bar in px; a choice: thin, and still easy to take hold of."""


def bar_style(tokens: Tokens) -> str:
    """Return the style of a thin scroll bar."""
    return (
        f"QScrollBar:vertical {{ background: transparent; width: {BAR_WIDE}px; margin: 0; }}"
        f"QScrollBar::handle:vertical {{ background: {tokens.line}; border-radius: 4px; min-height: 24px; }}"
        "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }"
        "QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: transparent; }"
    )


class QuietScroll(QScrollArea):
    """Scrolls down, never sideways, and follows the keyboard's focus; where nothing in it takes that, it does itself.

    Parameters
    ----------
    content : QWidget
        What is scrolled.
    tokens : Tokens
        The colours of the window.
    ground : str
        The background colour, into which the edges fade.
    """

    def __init__(self, content: QWidget, tokens: Tokens, ground: str) -> None:
        super().__init__()
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setStyleSheet(
            "QScrollArea { background: transparent; border: 1px solid transparent; border-radius: 8px; }"
            f"QScrollArea:focus {{ border: 1px solid {tokens.amber}; }} {bar_style(tokens)}"
        )
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self._edges = (_Edge(self, ground, upper=True), _Edge(self, ground, upper=False))
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._show_edges)
        bar.rangeChanged.connect(self._show_edges)
        bar.rangeChanged.connect(self._update_focus_policy)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fading edges where they belong."""
        super().resizeEvent(event)
        self._show_edges()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._content.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, _FADE + 6)

    def _update_focus_policy(self, _from: int, until: int) -> None:
        inside = any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in self._content.findChildren(QWidget))
        takes = until > 0 and not inside
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes else Qt.FocusPolicy.NoFocus)

    def _show_edges(self) -> None:
        bar, view = self.verticalScrollBar(), self.viewport().rect()
        upper, lower = self._edges
        upper.setGeometry(0, 0, view.width(), _FADE)
        lower.setGeometry(0, view.height() - _FADE, view.width(), _FADE)
        upper.setVisible(bar.value() > bar.minimum())
        lower.setVisible(bar.value() < bar.maximum())
        upper.raise_()
        lower.raise_()


class GrownPage(QuietScroll):
    """A page that scrolls where larger words do not fit; at their usual size it is as high as the window.

    ``least_px`` is the height that the page takes at the usual size of words.
    """

    def __init__(self, page: QWidget, tokens: Tokens, least_px: int) -> None:
        super().__init__(page, tokens, tokens.background)
        self.setStyleSheet(f"QScrollArea {{ background: transparent; border: none; }} {bar_style(tokens)}")
        self._least_px = least_px
        page.setMinimumWidth(1)  # it is as wide as the window, whatever it would like

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the height of the window, or more."""
        high = self.height()
        self._content.setFixedHeight(max(high, scaled(self._least_px)) if scaled(100) > 100 else high)
        super().resizeEvent(event)


class _Edge(QWidget):
    """The fading edge."""

    def __init__(self, owner: QWidget, ground: str, *, upper: bool) -> None:
        super().__init__(owner)
        self._ground, self._upper = QColor(ground), upper
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, thinning inwards."""
        clear = QColor(self._ground)
        clear.setAlpha(0)
        veil = QLinearGradient(0, 0, 0, self.height())
        veil.setColorAt(0.0 if self._upper else 1.0, self._ground)
        veil.setColorAt(1.0 if self._upper else 0.0, clear)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), veil)
