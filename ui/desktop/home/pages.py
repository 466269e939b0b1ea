"""The home page and what is opened over it, one page at a time: the eight weeks, the people, what is good to know.

Whoever leaves one of them is at the home page again.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from biofeedback.errors import SoftenError
from biofeedback.practice.script.model import Practice
from ui.desktop.home.page import HomePage
from ui.ports import Application
from ui.tokens import Tokens
from ui.words.language import Language

# The first picture does not wait for the pages to come.
if TYPE_CHECKING:
    from biofeedback.practice.script.safety import OpeningPage


class HomePages(QStackedWidget):
    """What is shown on the first screen.

    Parameters
    ----------
    home_page : HomePage
        The page to go back to.
    application : Application
        What is told on the others.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    begin_requested = Signal(object)
    """A practice was chosen on another page; carries the `Practice`."""

    renewed = Signal()
    """Somebody else practises now."""

    people_left = Signal()
    """Those who practise here may be others."""

    failed = Signal(object)
    """A page cannot be shown; carries the `SoftenError`."""

    def __init__(self, home_page: HomePage, application: Application, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._home_page = home_page
        self._application = application
        self._tokens = tokens
        self._language = language
        self.addWidget(home_page)

    def show_home_page(self) -> None:
        """Go back to the home page."""
        shown = self.currentWidget()
        self.setCurrentWidget(self._home_page)
        if shown is not None and shown is not self._home_page:
            self.removeWidget(shown)
            shown.deleteLater()
        self._home_page.focus_choice()

    def open(self, page: QWidget) -> None:
        """Show a page over the home page."""
        self._home_page.breath_panel.say("")
        self.addWidget(page)
        self.setCurrentWidget(page)
        page.setFocus()

    def show_people(self) -> None:
        """Go to those who practise here."""
        from ui.desktop.screens.people import PeoplePage

        page = PeoplePage(self._application.people, self._tokens, self._language)
        page.left.connect(self.show_home_page)
        page.left.connect(self.people_left)
        page.chosen.connect(self.renewed)
        self.open(page)

    def show_path(self) -> None:
        """Go to the eight weeks."""
        from ui.desktop.screens.path import PathPage

        try:
            page = PathPage(self._application.path(), self._application.practices, self._tokens, self._language)
        except SoftenError as error:
            self.failed.emit(error)
            return
        page.left.connect(self.show_home_page)
        page.begin_requested.connect(self._begin_from_path)
        self.open(page)

    def show_opening_once(self) -> None:
        """Go to what is good to know before a practice, if nobody has read it yet."""
        try:
            page = self._application.opening_page()
        except SoftenError as error:
            self.failed.emit(error)
            return
        if page is not None:
            self._show_opening(page)

    def show_opening_again(self) -> None:
        """Go to what is good to know before a practice."""
        try:
            page = self._application.opening_words()
        except SoftenError as error:
            self.failed.emit(error)
            return
        self._show_opening(page)

    def _show_opening(self, words: "OpeningPage") -> None:
        from ui.desktop.screens.opening import OpeningScreen

        page = OpeningScreen(words, self._tokens, self._language)
        page.left.connect(self.show_home_page)
        page.read.connect(self._opening_read)
        self.open(page)

    def _opening_read(self) -> None:
        self._application.opening_page_shown()
        self.show_home_page()

    def _begin_from_path(self, practice: Practice) -> None:
        self.show_home_page()
        self.begin_requested.emit(practice)
