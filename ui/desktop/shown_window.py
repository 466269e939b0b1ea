"""The window as a place for one screen after another: how it looks, how screens follow, and the help over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.desktop.kept_on_screen import KeptOnScreen
from ui.desktop.keys import act_in_another_script
from ui.desktop.window_place import put_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from biofeedback.errors import SoftenError
    from ui.desktop.help.over import HelpOver
    from ui.desktop.theme.appearance import Look
    from ui.ports import Application
    from ui.tokens import Tokens
    from ui.words.language import Language

_SMALLEST = (640, 400)
"""px; a choice: all fits from 800 by 480 on, and a smaller window is better than one off the edge."""

_USUAL = (1280, 860)
"""px; a choice: all lies in comfort, on most screens with something of the desktop around it."""


class ShownWindow(QMainWindow):
    """A window that shows one screen at a time.

    Parameters
    ----------
    application : Application
        What can be begun.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.

    Attributes
    ----------
    screen_shown : QWidget or None
        The screen that is shown now; ``None`` before the first.
    help : HelpOver or None
        The help over it; ``None`` before the first screen that has one.
    """

    look_taken = Signal(object)
    """Another look holds from now on; carries the `Look`, for whatever is not in the window itself."""

    welcome_requested = Signal()
    """The person asks in the help to see the welcome again."""

    def __init__(self, application: Application, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._application = application
        self._tokens = tokens
        self._language = language
        self.screen_shown: QWidget | None = None
        self._look: Look | None = None
        self._still = False
        self._eases = False
        self._system_still: bool | None = None
        self._again: Callable[[], object] | None = None
        self.help: HelpOver | None = None
        self.setWindowTitle("Soften")
        KeptOnScreen(self, QSize(*_SMALLEST))
        self.resize(QSize(*_USUAL).boundedTo(self.screen().availableSize()))
        if application.preferences.window is not None:
            put_back(self, application.preferences.window)
        self._put_on(tokens)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)

    def wear(self, look: Look) -> None:
        """Take another look: at once where nothing is under way that it would disturb, else with the next screen."""
        self._look = look
        if self._again is not None:
            self._again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let letter keys do their part where somebody writes in another script."""
        if not act_in_another_script(self, event):
            super().keyPressEvent(event)

    def ease_changes(self) -> None:
        """Let each screen from now on go softly into the next, unless the person prefers stillness."""
        self._eases = True

    def _offer_help(self, screen: QWidget) -> None:
        """Let help be asked for on this screen."""
        if self.help is None:
            from ui.desktop.help.over import HelpOver

            self.help = HelpOver(self, self._application)
            self.help.welcome_requested.connect(self.welcome_requested)
        self.help.go_with(screen, self._tokens, self._language, busy=self._is_busy)

    @property
    def _is_still(self) -> bool:
        motion = self._application.preferences.motion
        return motion == "still" or (motion == "system" and self._still)

    def _take_look(self) -> None:
        look, self._look = self._look, None
        if look is None:
            return
        self._tokens, self._language, self._still = look.tokens, look.language, look.still
        self._system_still = look.system_still
        self.look_taken.emit(look)
        self._put_on(look.tokens)

    def _put_on(self, tokens: Tokens) -> None:
        if self._language.right_to_left != self.isRightToLeft():
            from PySide6.QtCore import Qt  # this namespace takes a while, and no first picture in English needs it

            directions = Qt.LayoutDirection
            self.setLayoutDirection(directions.RightToLeft if self._language.right_to_left else directions.LeftToRight)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(tokens.background))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(tokens.ink))
        self.setPalette(palette)

    def _swap(self, screen: QWidget, again: Callable[[], object] | None = None, least_px: int | None = None) -> None:
        """Show a screen; ``again`` makes it anew in another look, where that disturbs nothing.

        One that does not scroll by itself tells the height that it takes, for words that are larger than usual.
        """
        self._again = again
        self._let_go()
        if hasattr(screen, "help_name"):
            self._offer_help(screen)
        before = self._stack.currentWidget()
        eases = self._eases and self.isVisible() and not self._is_still
        picture = before.grab() if before is not None and eases else None
        self.screen_shown = screen
        shown = screen if least_px is None else self._grown(screen, least_px)
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        if picture is not None:
            from ui.desktop.widgets.fading import Fading

            Fading(picture, self._stack)

    def _lay_over(self, screen: QWidget) -> None:
        """Show a screen over the one there is, which goes on beneath it until `_take_off`."""
        self._offer_help(screen)
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        self.screen_shown = screen
        screen.setFocus()

    def _take_off(self, screen: QWidget, beneath: QWidget) -> None:
        """Take a screen away again that was laid over another."""
        self._stack.removeWidget(screen)
        screen.deleteLater()
        self.screen_shown = beneath
        self._offer_help(beneath)
        beneath.setFocus()

    def _grown(self, screen: QWidget, least_px: int) -> QWidget:
        from ui.desktop.widgets.quiet_scroll import GrownPage

        return GrownPage(screen, self._tokens, least_px)

    def _said(self, error: SoftenError | None) -> str:
        if error is None:
            return ""
        from ui.words.errors import error_sentence

        return error_sentence(error, self._language)

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    @property
    def _is_busy(self) -> bool:
        """Whether something is under way that the help is not to lead away from."""
        return False

    def _let_go(self) -> None:
        """Forget the screen that goes; who knows more of it does more."""
