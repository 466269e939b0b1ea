"""The audience of a running practice: opens its window, puts it on the screen for it, and hears the keys for it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from biofeedback.errors import SoftenError
from ui.desktop.audience.screens import audience_screen, mirrors, name_of
from ui.desktop.audience.wall import Wall
from ui.desktop.audience.waves import WavesForOthers
from ui.desktop.audience.window import AudienceWindow
from ui.desktop.keys import bind, bind_over
from ui.desktop.screens.practice_keys import AUDIENCE, ENDED, add_requests
from ui.words.key_words import KeyUse

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.desktop.after.waves import WavesScreen
    from ui.desktop.screens.practice import PracticeScreen
    from ui.ports import Application
    from ui.tokens import Tokens
    from ui.words.language import Language

    Shown = PracticeScreen | WavesScreen  # a session as who leads sees it

_SMALL = QSize(640, 400)
"""px; a choice: where there is no screen for others, a window that can be moved, or shared in a call."""

_SETTLES_MS = 300  # until the desktop has done its own part after a change of screens; a choice

_FROM_EDGE = 24  # px from the edges of the screen to the small window; a choice


def _nothing() -> None:
    """Let go of no keys: none was bound."""


class Audience(QObject):
    """The audience window of one practice; it stays beyond the end of the practice, until `leave`.

    Parameters
    ----------
    application : Application
        Remembers on which screen it was.
    practice : PracticeScreen or WavesScreen
        The practice, as who leads sees it.
    tokens : Tokens
        The colours of the window.
    language : Language
        The language of the room.
    still_light : bool
        Whether the light keeps its size and breathes with its brightness alone.

    Attributes
    ----------
    window : AudienceWindow or None
        The window while it is open.
    wall : Wall
        What is chosen to be seen there, also while it is not open.
    """

    shown = Signal(bool)
    """It was opened, or closed."""

    moved = Signal()
    """It was opened or closed, or is on another screen."""

    def __init__(
        self,
        application: Application,
        practice: Shown,
        tokens: Tokens,
        language: Language,
        *,
        still_light: bool,
    ) -> None:
        super().__init__(practice.window())
        self._ours = practice.window()
        self._session, self._feed = practice.session, practice.feed
        self._application = application
        self._practice = practice
        self._tokens = tokens
        self._language = language
        self._still = still_light
        self._let_go_of_keys: Callable[[], None] = _nothing
        self.window: AudienceWindow | None = None
        self.wall = Wall(self)
        self._fills: QScreen | None = None
        self._ended = False
        self._holds_feed = False
        running = QGuiApplication.instance()
        assert isinstance(running, QGuiApplication)
        self._later = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._later.timeout.connect(self._settle)
        running.screenAdded.connect(self._screen_came)
        running.screenRemoved.connect(self._screen_went)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._look_again)

    def toggle(self) -> None:
        """Open the window, or close it."""
        if self.window is None:
            self._open()
        else:
            self.leave()

    def leave(self) -> None:
        """Close the window; the practice goes on."""
        window, self.window = self.window, None
        self._let_go_of_keys()
        if window is not None:
            window.leave()
            self._application.sound_for_others(shown=False)
            self.shown.emit(False)
            self.moved.emit()

    def go_on(self, screen: QWidget) -> None:
        """Stay beyond the end of the practice: the page after it hears the keys, and no name is shown any more."""
        self._ended = True
        self._hold_feed()
        self.wall.take_names_away()
        self._let_go_of_keys()
        self._let_go_of_keys = _nothing
        bind_over(screen, ENDED, self.acts() | {KeyUse.AUDIENCE: self.toggle})

    def _hold_feed(self) -> None:
        """Keep what the practice shares until `finish`: the window can be closed and opened again."""
        if not self._holds_feed:
            self._holds_feed = True
            self._feed.follow()

    def finish(self) -> None:
        """Close the window for good."""
        self.leave()
        self._ended = False
        if self._holds_feed:
            self._holds_feed = False
            self._feed.leave()
        self.deleteLater()

    def offer_waves(self, screen: WavesScreen) -> None:
        """Follow the end of a demonstration from now on: it hears the keys, and asks when others see both waves."""
        self._hold_feed()
        self._let_go_of_keys()
        self._practice = screen
        self.wall.waves = WavesForOthers(
            waves=screen.waves,
            sentences=screen.sentences(numbers=False),
            label=screen.label,
            shows_heart=screen.tells,
        )
        screen.audience_requested.connect(self.toggle)
        screen.waves_requested.connect(self.wall.toggle_waves)

        def tell() -> None:
            screen.show_others(there=self.window is not None, waves=self.wall.shows_waves)

        for changed in (self.moved, self.wall.changed):
            changed.connect(tell)
        tell()
        self._let_go_of_keys = _nothing if self.window is None else bind_over(screen, AUDIENCE, self.acts())

    def set_still(self, *, still: bool) -> None:
        """Let the light keep its size from now on, or breathe with it."""
        self._still = still
        if self.window is not None:
            self.window.light.set_still(still=still)

    @property
    def screen(self) -> QScreen | None:
        """The screen that it fills; ``None`` while it is a small window, or not open."""
        return self._fills if self.window is not None else None

    def acts(self) -> dict[KeyUse, Callable[[], None]]:
        """Return what the keys do that change what is seen there."""
        return {
            KeyUse.BLACK: self.wall.toggle_black,
            KeyUse.ROOM_WORDS: self.wall.toggle_words,
            KeyUse.GROUND: self.wall.toggle_grounding,
            KeyUse.WAVES: self.wall.toggle_waves,
        }

    @property
    def _remembered(self) -> str:
        return self._application.preferences.audience_screen

    def _open(self) -> None:
        window = AudienceWindow(
            self._session, self._feed, self.wall, self._tokens, self._language, still_light=self._still
        )
        self.window = window
        window.left.connect(self.leave)
        if not self._ended:  # then the page after it has them in any case
            self._let_go_of_keys = bind_over(self._practice, AUDIENCE, self.acts())
        bind(window, AUDIENCE, self.acts())
        add_requests(window, self._feed.request)
        self._put(audience_screen(QGuiApplication.screens(), self._ours.screen(), self._remembered))
        name = "" if self._fills is None else name_of(self._fills, QGuiApplication.screens())
        if name and name != self._remembered:
            prefers = replace(self._application.preferences, audience_screen=name)
            with suppress(SoftenError):  # it is looked for another time
                self._application.prefer(prefers)
        window.start()
        self.shown.emit(True)
        self._ours.activateWindow()

    def _put(self, screen: QScreen | None) -> None:
        """Fill a screen with the window; without one it is a small window beside ours."""
        assert self.window is not None
        self._fills = screen
        self.window.hide()  # a window that fills a screen does not heed where it is put
        if screen is None:
            area = self._ours.screen().availableGeometry()
            size = _SMALL.boundedTo(area.size())
            corner = QPoint(size.width() + _FROM_EDGE, size.height() + _FROM_EDGE)
            self.window.setWindowState(Qt.WindowState.WindowNoState)
            self.window.setScreen(self._ours.screen())
            self.window.setGeometry(QRect(area.bottomRight() - corner, size))
        else:
            self.window.setScreen(screen)
            self.window.setGeometry(screen.geometry())
            self.window.setWindowState(Qt.WindowState.WindowFullScreen)
        self.window.show()
        self._application.sound_for_others(shown=True)  # a loudspeaker may come and go with its screen
        self.moved.emit()

    def _screen_came(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._look_again)
        self._look_again()

    def _screen_went(self, screen: QScreen) -> None:
        if screen is self._fills:
            self._fills = None
        self._look_again()

    def _look_again(self) -> None:
        self._later.start()

    def _settle(self) -> None:
        """Stay where it is, if that is right; the desktop has done its own part after a change of its screens.

        Else go to the screen that it was on last, if that is there, or be small. It is not right on a screen that shows
        what ours shows, or that it fills no longer.
        """
        if self.window is None:
            return
        screen, ours = self._fills, self._ours.screen()
        if screen is None or mirrors(screen, ours):
            wanted = audience_screen(QGuiApplication.screens(), ours, self._remembered)
            if wanted is not None or self.window.isFullScreen():
                self._put(wanted)
        elif self.window.screen() is not screen or self.window.size() != screen.size():
            self._put(screen)
