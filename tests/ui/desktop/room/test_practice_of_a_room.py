"""The practice screen of a room speaks of the room, and gives no key away that is one of the wall."""

import pytest

from biofeedback.practices import practice_named
from tests.rigs.screens.pretend_room import PretendRoom
from ui.desktop.screens.details import DetailsWithoutHeart
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.theme.surfaces import Words
from ui.desktop.window import Window


@pytest.fixture
def room(manual_clock) -> PretendRoom:
    return PretendRoom(practice_named("compassionate_pause"), manual_clock)


@pytest.fixture
def screen(window: Window, room: PretendRoom) -> PracticeScreen:
    window.show_practice(room)
    window.show()
    assert window.leading is not None
    window.leading.leave()
    shown = window.screen_shown
    assert isinstance(shown, PracticeScreen)
    shown.stop()
    return shown


def refresh(screen: PracticeScreen) -> None:
    screen._refresh(screen.session.clock.now_s())


def test_it_says_how_many_hearts_are_there(screen: PracticeScreen, room: PretendRoom) -> None:
    refresh(screen)
    assert screen.lines.status.text() == "A room; nobody sits in it yet"
    fern, _moss = (room.take_seat(f"bluetooth:{name}", name=name, consent="Yes.") for name in ("Fern", "Moss"))
    refresh(screen)
    assert screen.lines.status.text() == "A room with 2 hearts"
    room.leave_seat(fern)
    refresh(screen)
    assert screen.lines.status.text() == "A room with 1 heart"


def test_its_details_speak_of_the_room(screen: PracticeScreen) -> None:
    screen.toggle_details()
    details = screen.details
    assert isinstance(details, DetailsWithoutHeart)
    said = " ".join(each.text() for each in details.findChildren(Words))
    assert "In a room" in said
    assert "no sensor" not in said


def test_the_hand_is_hinted_at_while_its_key_is_not_one_of_the_wall(window: Window, screen: PracticeScreen) -> None:
    assert screen.accepts_hand
    refresh(screen)
    assert "Hold B" in screen.lines.hints.text()
    assert window.audience is not None
    for there in (False, True):
        window.audience.toggle()
        refresh(screen)
        assert ("Hold B" in screen.lines.hints.text()) is there
