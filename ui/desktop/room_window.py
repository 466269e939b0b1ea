"""A room of people in the window: where it gathers, the practice, and what becomes of each recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.desktop.practice_window import PracticeWindow

if TYPE_CHECKING:
    from ui.desktop.room.farewell import FarewellScreen
    from ui.gathering import Gathering
    from ui.rooms import RoomSession

_GATHER_HIGH, _FAREWELL_HIGH = 620, 520  # px that the pages take at the usual size of words; by eye


class RoomWindow(PracticeWindow):
    """A window in which rooms of people practise, and one alone; the parameters are those of `PracticeWindow`."""

    room_ended = Signal(str)
    """A room is closed, and whoever leads goes home; carries what became of the recordings, in a sentence."""

    _gathering: Gathering | None = None

    def show_gathering(self, chosen: str = "") -> None:
        """Go to where a room gathers, with a practice chosen; who sat down there before still does."""
        from ui.desktop.room.gather import GatherScreen
        from ui.gathering import Gathering

        self._take_look()
        if self._gathering is None:
            self._gathering = Gathering(self._language)
        self._gathering.language = self._language
        screen = GatherScreen(self._application, self._gathering, self._tokens, self._language, chosen)
        screen.left.connect(self.home_requested)
        screen.begun.connect(lambda room: self._begin_room(room, screen.refused))
        screen.passphrase_needed.connect(self._ask_for_room)
        self._swap(screen, least_px=_GATHER_HIGH)
        screen.sensors.list.setFocus()

    def _ask_for_room(self, chosen: str) -> None:
        """Ask for the passphrase, and go back to where the room gathers."""
        from ui.desktop.screens.passphrase import PassphrasePage

        page = PassphrasePage(self._application.seals, self._tokens, self._language)
        page.left.connect(lambda: self.show_gathering(chosen))
        page.given.connect(lambda: self.show_gathering(chosen))
        self._swap(page)
        page.setFocus()

    def _begin_room(self, room: RoomSession, refused: list[str]) -> None:
        """Go to a room that was begun, and say who could not sit down, and why."""
        self._gathering = None
        self.show_practice(room)
        if refused and self.leading is not None and self.leading.screen is not None:
            self.leading.screen.said.setText(" ".join(refused))

    def _show_summary(self) -> None:
        from ui.rooms import RoomSession

        room = self._session
        if not isinstance(room, RoomSession):
            super()._show_summary()
            return
        from ui.desktop.room.farewell import FarewellScreen

        self._hush()
        error_message = self._settled(room)
        screen = FarewellScreen(room, self._application.people, error_message, self._tokens, self._language)
        screen.left.connect(lambda: self._leave_room(screen))
        if self.audience is not None:
            self.audience.go_on(screen)
        self._swap(screen, least_px=_FAREWELL_HIGH)
        screen.setFocus()

    def _leave_room(self, screen: FarewellScreen) -> None:
        """Close the room, by which what nobody kept is deleted, and go home; should that not go, say so and stay."""
        from ui.words.rooms.room_words import gone_words

        gone, said = [each.name for each in screen.going], screen.error_message.text()
        if self._session is not None:
            self._finish()
            if self.error_message and self.error_message != said:
                screen.show_error(self.error_message)
                return
        self.room_ended.emit(gone_words(gone, self._language))
