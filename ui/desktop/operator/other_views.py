"""The other views of one practice: of whoever leads it, and of those who look on; each is made when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.desktop.screens.feed import is_room

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.desktop.audience.audience import Audience
    from ui.desktop.operator.leading import Leading
    from ui.desktop.screens.practice import PracticeScreen
    from ui.ports import Application
    from ui.tokens import Tokens
    from ui.words.language import Language


class OtherViews(QObject):
    """Who else has a view of a practice.

    Parameters
    ----------
    application : Application
        What is known of screens and sensors.
    practice : PracticeScreen
        The view that was there first.
    tokens, language
        As for every screen.
    is_still : callable
        Returns whether the light keeps its size now.

    Attributes
    ----------
    audience : Audience or None
        Those to whom the practice is shown; ``None`` while there is nobody.
    leading : Leading or None
        The view of who leads; ``None`` before it was opened.
    """

    opened = Signal(object)
    """The view of who leads is to be laid over the practice; carries it."""

    closed = Signal(object)
    """The view of who leads is to be taken off; carries it."""

    full_screen_requested = Signal()
    """Full screen is to be switched on or off."""

    def __init__(
        self,
        application: Application,
        practice: PracticeScreen,
        tokens: Tokens,
        language: Language,
        is_still: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._application = application
        self._practice = practice
        self._tokens = tokens
        self._language = language
        self._is_still = is_still
        self.audience: Audience | None = None
        self.leading: Leading | None = None

    def offer_leading(self) -> None:
        """Offer the view of who leads; where people sit together it opens by itself."""
        if self._practice.session.practice.assesses:
            return
        from ui.desktop.operator.way_in import WayIn

        WayIn(self._practice, lambda: self.for_who_leads().toggle(), self._tokens, self._language)
        if is_room(self._practice.session):
            self.for_who_leads().toggle()

    def for_who_leads(self) -> Leading:
        """Return the view of who leads."""
        if self.leading is None:
            from ui.desktop.operator.leading import Leading

            self.leading = Leading(
                self._application,
                self._practice,
                self.for_onlookers(),
                self._tokens,
                self._language,
                still_light=self._is_still(),
            )
            self.leading.opened.connect(self.opened)
            self.leading.closed.connect(self.closed)
            self.leading.full_screen_requested.connect(self.full_screen_requested)
        return self.leading

    def for_onlookers(self) -> Audience:
        """Return those to whom the practice is shown."""
        if self.audience is None:
            from ui.desktop.audience.audience import Audience

            self.audience = Audience(
                self._application, self._practice, self._tokens, self._language, still_light=self._is_still()
            )
            self.audience.shown.connect(self._practice.take_onlookers)
        return self.audience

    def set_still(self, *, still: bool) -> None:
        """Let the light that others see keep its size, or not."""
        if self.audience is not None:
            self.audience.set_still(still=still)

    def leave_leading(self) -> None:
        """Close the view of who leads for good."""
        leading, self.leading = self.leading, None
        if leading is not None:
            leading.leave()

    def finish(self) -> None:
        """Show the practice to nobody any more, and close the view of who leads."""
        audience, self.audience = self.audience, None
        if audience is not None:
            audience.finish()
        self.leave_leading()
