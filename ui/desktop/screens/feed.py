"""One session as every window of this program follows it: read once, and what all of them show is made once."""

from typing import TypeGuard

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, Signal

from biofeedback.events import BeatJudged, PromptShown
from biofeedback.requests import EndGently, Request
from ui.desktop.light.light_state import LightState
from ui.desktop.widgets.ribbon_course import RibbonCourse
from ui.presenter.asked_ending import AskedEnding
from ui.presenter.room import RoomView
from ui.presenter.view_model import PracticeViewModel
from ui.rooms import RoomSession
from ui.session import Session
from ui.tokens import Tokens
from ui.words.language import Language


def is_room(session: Session) -> TypeGuard[RoomSession]:
    """Return whether a session is of a room of people, who take seats while it goes on."""
    return hasattr(session, "take_seat")


class PracticeFeed(QObject):
    """What the windows share that show one session.

    Parameters
    ----------
    session : Session
        The practice to follow.
    tokens : Tokens
        The colours of the windows.
    language : Language
        The person's language.
    parent : QObject
        The window that follows first, with which it ends; once another follows, it ends with the last of them.

    Attributes
    ----------
    view : PracticeViewModel
        The latest of everything.
    room : RoomView or None
        Who sits there, in a practice of a room of people.
    light : LightState
        How the light is.
    ribbon : RibbonCourse
        Heart and breath of the last minute.
    ending : AskedEnding
        Whether the end of a room was asked for, from whichever window.
    drawing : int
        Counts the drawings of plots and texts, which every window draws once each.
    drawing_s : float
        The moment that the latest of them shows, in session time.
    """

    prompted = Signal(str)
    """These words were shown while sound is not muted."""

    def __init__(self, session: Session, tokens: Tokens, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self.view = PracticeViewModel(session.practice, session.sources)
        self.room = RoomView() if is_room(session) else None
        self.light = LightState(self.view.breath, session.clock, tokens, language, self)
        self.ribbon = RibbonCourse(self.view)
        self.ending = AskedEnding()
        self.drawing = 0
        self.drawing_s = 0.0
        self._session = session
        self._inbox = session.subscribe()
        self._followers = 0
        self._since_drawing = QElapsedTimer()

    def follow(self) -> None:
        """Say that one more window follows."""
        self._followers += 1
        if self._followers > 1:
            self.setParent(QCoreApplication.instance())

    def leave(self) -> None:
        """Say that one window follows no more; with the last of them nothing is read any more."""
        self._followers -= 1
        if not self._followers:
            self._session.unsubscribe(self._inbox)
            self.deleteLater()

    def request(self, request: Request) -> None:
        """Hand on what is asked in one of the windows; the end of a room waits a moment (`AskedEnding`)."""
        if self.room is not None and isinstance(request, EndGently):
            self.ending.ask(self._session.clock.now_s())
        else:
            self._session.request(request)

    def read(self) -> None:
        """Take in everything that arrived, and let an end come that was asked for; a heartbeat is drawn at once."""
        if self.ending.is_asked and self.ending.comes(self._session.clock.now_s()):
            self._session.request(EndGently())
        for item in self._inbox.drain():
            self.view.apply(item.event)
            if self.room is not None:
                self.room.apply(item.event)
            if isinstance(item.event, BeatJudged):
                self._since_drawing.invalidate()
            if isinstance(item.event, PromptShown) and not self.view.muted:
                self.prompted.emit(item.event.text)

    @property
    def warmth_share(self) -> float:
        """How warm the light is: as the room is, or as the view model says of one heart."""
        return self.view.warmth_share if self.room is None else self.room.warmth_share

    def draws(self, after_ms: int) -> int:
        """Return the number of the drawing to show, which is a new one so many real milliseconds after the latest."""
        if not self._since_drawing.isValid() or self._since_drawing.elapsed() >= after_ms:
            self.drawing += 1
            self.drawing_s = self._session.clock.now_s()
            self._since_drawing.restart()
        return self.drawing
