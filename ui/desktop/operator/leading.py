"""Opens the view of who leads over a running practice, and closes it; the practice goes on beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from ui.desktop.audience.audience import Audience
    from ui.desktop.operator.screen import OperatorScreen
    from ui.desktop.screens.practice import PracticeScreen
    from ui.ports import Application
    from ui.tokens import Tokens
    from ui.words.language import Language


class Leading(QObject):
    """The view of who leads one practice, while it is open.

    Parameters
    ----------
    application, practice, audience
        As for `OperatorScreen`.
    tokens, language
        As for every screen.

    Attributes
    ----------
    screen : OperatorScreen or None
        The view; ``None`` while it is not open.
    """

    opened = Signal(object)
    """The view is to be shown; carries it."""

    closed = Signal(object)
    """The view is to be taken away; carries it."""

    full_screen_requested = Signal()
    """Full screen is to be switched on or off."""

    def __init__(
        self,
        application: Application,
        practice: PracticeScreen,
        audience: Audience,
        tokens: Tokens,
        language: Language,
        *,
        still_light: bool,
    ) -> None:
        super().__init__(practice)
        self._application, self._practice, self._audience = application, practice, audience
        self._tokens, self._language, self._still = tokens, language, still_light
        self.screen: OperatorScreen | None = None

    def toggle(self) -> None:
        """Open the view, or go back to the practice."""
        if self.screen is not None:
            self.leave()
            return
        from ui.desktop.operator.screen import OperatorScreen

        screen = OperatorScreen(
            self._practice.session,
            self._practice.feed,
            self._audience,
            self._application,
            self._tokens,
            self._language,
            still_light=self._still,
        )
        screen.left.connect(self.leave)
        screen.full_screen_requested.connect(self.full_screen_requested)
        self.screen = screen
        self.opened.emit(screen)
        screen.start()

    def leave(self) -> None:
        """Close the view; the practice goes on."""
        screen, self.screen = self.screen, None
        if screen is not None:
            screen.leave()
            self.closed.emit(screen)
