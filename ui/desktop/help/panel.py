"""Lies over a screen at the side where lines end, and leaves what is under it alone: search, a list, one page.

The keys of the screen beneath are not heard while the focus is here. Esc closes it, and the focus goes back.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.desktop.help.book import HelpBook
from ui.desktop.help.contents import Contents
from ui.desktop.help.page_view import PageView
from ui.desktop.keys import HELP, pressed
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import MEDIUM, font, scaled
from ui.desktop.widgets.announce import announce
from ui.desktop.widgets.controls.field import Field
from ui.tokens import Tokens
from ui.words.language import Language

_WIDE = 560  # px; a choice: some 70 characters a line, and in a common window the light stays in sight
_ALL_OF_IT = 1000  # px; in a narrower window it takes the whole of it; a choice by eye
_LONGEST_SOUGHT = 60  # characters; a choice: a few words


class HelpPanel(QWidget):
    """The panel; ``closed`` is sent when it goes, ``welcome_requested`` when somebody would like the welcome again.

    Parameters
    ----------
    over : QWidget
        The window.
    book : HelpBook
        Its pages.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.

    Attributes
    ----------
    view : PageView or None
        The page that is shown; ``None`` while the list is.
    """

    closed = Signal()
    welcome_requested = Signal()

    def __init__(self, over: QWidget, book: HelpBook, tokens: Tokens, language: Language) -> None:
        super().__init__(over)
        self._book, self._tokens, self._language = book, tokens, language
        self._before = QApplication.focusWidget()
        if self._before is not None:
            self._before.destroyed.connect(self._forget_focus)
        self.view: PageView | None = None
        # Opaque, so that what moves beneath is painted where it is seen and nowhere else.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(language.gettext("Help"))
        self.search = Field(
            language.gettext("Search in help"),
            language.gettext("Search: a number, a key, a sensor"),
            _LONGEST_SOUGHT,
            tokens,
        )
        self.all_pages = Pill(language.gettext("All pages"), tokens, size_px=13)
        self.welcome = Pill(language.gettext("The welcome again"), tokens, size_px=13)
        self.close_button = Pill(language.pgettext("help", "Close"), tokens, size_px=13)
        self.contents = Contents(tokens, language)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.contents)
        self._build()
        self.search.textEdited.connect(self.show_found)
        self.search.returnPressed.connect(self._take_first)
        self.all_pages.clicked.connect(self.show_all)
        self.welcome.clicked.connect(self.welcome_requested)
        self.close_button.clicked.connect(self.leave)
        self.contents.page_chosen.connect(self.show_page)
        over.installEventFilter(self)
        self._take_place()
        self.show()
        self.raise_()

    def show_page(self, name: str) -> None:
        """Show a page."""
        self._show(PageView(self._book.page(name), self._tokens))
        if self.view is not None:
            announce(self, self.view.page.title)
        (self.search if self.view is None or not self.contents.hasFocus() else self.all_pages).setFocus()

    def show_all(self) -> None:
        """Show the list of all pages."""
        self.search.clear()
        self.show_found("")
        self.contents.setFocus()

    def show_found(self, sought: str) -> None:
        """Show the list of the pages that say this."""
        nothing = self._language.gettext("No page of help says this. A shorter word may find one.")
        self._show(None)
        self.contents.show_pages(self._book.found(sought), nothing=nothing)

    def leave(self) -> None:
        """Close it, and give the focus back."""
        before, self._before = self._before, None
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.window().removeEventFilter(self)
        # Before it is hidden, or Qt looks for the next stop within.
        if had_focus and before is not None and before.isVisible():
            before.setFocus()
        elif focused is not None and had_focus:
            focused.clearFocus()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep its place when the window has another size."""
        if event.type() == QEvent.Type.Resize:
            self._take_place()
        return False

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the page beneath, whose shortcut may be heard in the whole window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and pressed(event, HELP):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc, once a press."""
        if not pressed(event, HELP):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and a line where it begins."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._tokens.panel))
            painter.setPen(QPen(QColor(self._tokens.line), 1.0))
            edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                painter.drawLine(edge.topRight(), edge.bottomRight())
            else:
                painter.drawLine(edge.topLeft(), edge.bottomLeft())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab within, as long as it lies over the rest."""
        stops = [each for each in self._stops() if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        here = self.focusWidget()
        at = stops.index(here) if here in stops else -1
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def _stops(self) -> list[QWidget]:
        page = [] if self.view is None else [self.view.text]
        return [self.search, *page, self.contents, self.all_pages, self.welcome, self.close_button]

    def _forget_focus(self) -> None:
        self._before = None

    def _take_first(self) -> None:
        if self.view is None:
            self.contents.choose_current()

    def _show(self, view: PageView | None) -> None:
        before, self.view = self.view, view
        if view is not None:
            self._stack.addWidget(view)
        self._stack.setCurrentWidget(self.contents if view is None else view)
        self.all_pages.setHidden(view is None)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _take_place(self) -> None:
        window = self.window()
        wide = window.width() if window.width() < scaled(_ALL_OF_IT) else scaled(_WIDE)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setGeometry(0 if right_to_left else window.width() - wide, 0, wide, window.height())

    def _build(self) -> None:
        top, column = QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(28, 18, 20, 14)
        column.setSpacing(10)
        top.addWidget(Words(self._language.gettext("Help"), font(17, MEDIUM), self._tokens.muted))
        top.addStretch(1)
        for pill in (self.all_pages, self.welcome, self.close_button):
            top.addWidget(pill)
        column.addLayout(top)
        column.addWidget(self.search)
        column.addWidget(self._stack, 1)
