"""The audience window: the wall, on a screen that others see."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent

from ui.desktop.audience.wall import Wall, WallView
from ui.desktop.keys import act_in_another_script
from ui.desktop.screens.feed import PracticeFeed
from ui.session import Session
from ui.tokens import Tokens
from ui.words.language import Language


class AudienceWindow(WallView):
    """A practice as a room sees it.

    Parameters
    ----------
    session, feed, wall, tokens, language, still_light
        As for `WallView`.
    """

    left = Signal()
    """It was closed by hand."""

    def __init__(
        self,
        session: Session,
        feed: PracticeFeed,
        wall: Wall,
        tokens: Tokens,
        language: Language,
        *,
        still_light: bool = False,
    ) -> None:
        super().__init__(session, feed, wall, tokens, language, still_light=still_light)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setWindowTitle(session.practice.title)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # without it no key would be heard once the desktop goes to it
        self.setFocus()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # who leads goes on where they are

    def leave(self) -> None:
        """Stop, and close."""
        super().leave()
        self.close()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let letter keys do their part where somebody writes in another script."""
        if not act_in_another_script(self, event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it was closed, if it was by hand."""
        super().closeEvent(event)
        if self._runs:
            self.left.emit()
