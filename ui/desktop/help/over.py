"""Opens help over the window: by key, or where a number asks for its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal

from ui.desktop.keys import ASKED, bind
from ui.desktop.widgets.asking import Asking, HelpAsked
from ui.words.key_words import KeyUse

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desktop.help.panel import HelpPanel
    from ui.ports import Application
    from ui.tokens import Tokens
    from ui.words.language import Language


class HelpOver(QObject):
    """Help over one window; ``welcome_requested`` is sent when somebody would like the welcome again.

    Parameters
    ----------
    window : QWidget
        The window.
    application : Application
        Who knows the sensors, and what is good to know.
    """

    welcome_requested = Signal()

    def __init__(self, window: QWidget, application: Application) -> None:
        super().__init__(window)
        self._window, self._application = window, application
        self._screen: QWidget | None = None
        self._look: tuple[Tokens, Language] | None = None
        self._busy = False
        self.panel: HelpPanel | None = None
        bind(window, ASKED, {KeyUse.HELP: self.open}, context=Qt.ShortcutContext.WindowShortcut)
        window.installEventFilter(self)

    def go_with(self, screen: QWidget, tokens: Tokens, language: Language, *, busy: bool) -> None:
        """Be the help of the screen that is shown now, which says in ``help_name`` what page tells its keys.

        ``busy`` where it holds a practice that is under way.
        """
        if self.panel is not None:
            self.panel.leave()
        self._screen, self._look, self._busy = screen, (tokens, language), busy

    def open(self, page: str = "") -> None:
        """Show a page; without a name that of what has the focus, else the keys of the screen."""
        if self._look is None:
            return
        # Nobody may ask: a practice does without its pages.
        from ui.desktop.help.book import HelpBook
        from ui.desktop.help.key_pages import of_screen
        from ui.desktop.help.panel import HelpPanel

        focused = self._window.focusWidget()
        if not page:
            page = focused.page if isinstance(focused, Asking) else of_screen(getattr(self._screen, "help_name", ""))
        if self.panel is None:
            tokens, language = self._look
            self.panel = HelpPanel(self._window, HelpBook(self._application, language), tokens, language)
            self.panel.welcome.setHidden(self._busy)
            self.panel.closed.connect(self._forget)
            self.panel.welcome_requested.connect(self.welcome_requested)
        self.panel.show_page(page)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Open the page that a number on the window asks for."""
        if isinstance(event, HelpAsked):
            self.open(event.page)
            return True
        return False

    def _forget(self) -> None:
        self.panel = None
