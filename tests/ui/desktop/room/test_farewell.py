"""The end of a room: who sat there in their order, and what becomes of each recording, said before and after."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.practices import practice_named
from biofeedback.sensors import SIMULATED_HEART
from tests.rigs.screens.pretend_people import PretendPeople
from tests.rigs.screens.pretend_room import PretendRoom
from tests.rigs.screens.settled import settle
from ui.desktop.audience.audience import Audience
from ui.desktop.home.screen import HomeScreen
from ui.desktop.room.farewell import FarewellScreen
from ui.desktop.room.fate_panel import FatePanel
from ui.desktop.theme.typeface import set_text_percent
from ui.desktop.window import Window
from ui.rooms import Seat
from ui.tokens import DARK
from ui.words.languages import first_language
from ui.words.rooms.room_words import chosen_words


@pytest.fixture
def room(manual_clock) -> PretendRoom:
    made = PretendRoom(practice_named("three_breaths"), manual_clock)
    for number, name in enumerate(("Wren", "Ash", "Moss")):
        made.take_seat(f"bluetooth:00:0{number}", name=name, consent="Yes.", kept=name == "Ash")
    return made


@pytest.fixture
def farewell(window: Window, room: PretendRoom) -> FarewellScreen:
    window.show_practice(room)
    window.show()
    window._show_summary()
    screen = window.screen_shown
    assert isinstance(screen, FarewellScreen)
    return screen


@pytest.fixture
def looked_on(window: Window, room: PretendRoom, qtbot: QtBot) -> Audience:
    """Return those who look on at the end of a room, with names on their wall before it."""
    window.show_practice(room)
    window.show()
    audience = window.audience
    assert audience is not None
    audience.toggle()
    audience.wall.toggle_names()
    window._show_summary()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return audience


def press(window: Window, key: Qt.Key) -> None:
    farewell = window.screen_shown
    assert isinstance(farewell, FarewellScreen)
    QTest.keyClick(farewell.tiles.items[0], key)


def test_names_leave_the_wall_when_the_practice_ends(looked_on: Audience) -> None:
    assert not looked_on.wall.shows_names
    assert looked_on.window is not None


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_Period])
def test_the_wall_goes_black_and_comes_back_from_the_page_after_a_room(
    window: Window, looked_on: Audience, key: Qt.Key
) -> None:
    press(window, key)
    assert looked_on.wall.black
    press(window, key)
    assert not looked_on.wall.black


def test_the_other_keys_of_the_wall_are_heard_there_too(window: Window, looked_on: Audience) -> None:
    press(window, Qt.Key.Key_W)
    press(window, Qt.Key.Key_H)
    assert not looked_on.wall.shows_words
    assert looked_on.wall.grounds
    for there in (False, True):
        press(window, Qt.Key.Key_A)
        assert (looked_on.window is not None) is there
    press(window, Qt.Key.Key_B)
    assert looked_on.wall.black
    farewell = window.screen_shown
    assert isinstance(farewell, FarewellScreen)
    assert all(key in farewell.keys.text().replace("\u00a0", " ") for key in ("B black-out", "A show to others"))
    farewell.home.click()
    assert looked_on.window is None


def tiles(farewell: FarewellScreen) -> dict[str, str]:
    return {tile.text(): tile.line for tile in farewell.tiles.items}


def test_seats_stand_in_the_order_in_which_they_sat_down_with_what_becomes_of_them(farewell: FarewellScreen) -> None:
    assert list(tiles(farewell).items()) == [
        ("Wren", "is deleted at the end"),
        ("Ash", "is kept"),
        ("Moss", "is deleted at the end"),
    ]
    assert "2 recordings are deleted" in farewell.said.text()


def test_with_larger_words_two_still_stand_beside_each_other(window: Window, room: PretendRoom) -> None:
    set_text_percent(150)
    try:
        window.resize(1280, 860)
        window.show_practice(room)
        window.show()
        window._show_summary()
        farewell = window.screen_shown
        assert isinstance(farewell, FarewellScreen)
        settle()
        first, second, third = farewell.tiles.items
        assert first.y() == second.y() < third.y()
    finally:
        set_text_percent(100)


def test_one_is_kept_by_a_switch(farewell: FarewellScreen, room: PretendRoom) -> None:
    farewell.tiles.items[2].click()
    farewell.fate.keep.click()
    assert [seat.kept for seat in room.seats] == [False, True, True]
    assert tiles(farewell)["Moss"] == "is kept"
    assert "1 recording is deleted" in farewell.said.text()
    assert farewell.fate.name.text() == "Moss", "whoever was chosen stays so"


def test_one_is_given_to_a_person_in_one_step(farewell: FarewellScreen, room: PretendRoom) -> None:
    farewell.tiles.items[0].click()
    farewell.fate.give.button.click()
    farewell.fate.give.name.setText("Anna")
    QTest.keyClick(farewell.fate.give.name, Qt.Key.Key_Return)
    person = room.seats[0].person
    assert person is not None
    assert person.name == "Anna"
    assert room.seats[0].kept
    assert tiles(farewell)["Wren"] == "given to Anna"
    assert not farewell.fate.give.button.isHidden()


def test_one_is_deleted_after_it_was_asked_once(farewell: FarewellScreen, room: PretendRoom) -> None:
    farewell.tiles.items[1].click()
    farewell.fate.discard.button.click()
    assert len(room.seats) == 3
    farewell.fate.discard.yes.click()
    assert [seat.name for seat in room.seats] == ["Wren", "Moss"]
    assert list(tiles(farewell)) == ["Wren", "Moss"]
    assert not farewell.fate.discard.yes.isVisible(), "nobody is asked for the next one"


def test_a_question_about_one_seat_is_not_asked_of_another(farewell: FarewellScreen) -> None:
    farewell.tiles.items[0].click()
    farewell.fate.discard.button.click()
    farewell.tiles.items[1].click()
    assert not farewell.fate.discard.yes.isVisible()


def test_the_room_alone_is_kept(farewell: FarewellScreen, room: PretendRoom) -> None:
    farewell.only_room.button.click()
    farewell.only_room.yes.click()
    assert room.seats == ()
    assert "3 recordings are deleted" in farewell.said.text()
    assert not farewell.fate.isVisible()


def test_what_was_not_kept_is_said_by_name_after_it_is_gone(farewell: FarewellScreen, window: Window) -> None:
    farewell.home.click()
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    assert home.breath_panel._refusal == "The room is over; the recordings of Wren, Moss are deleted."


def test_what_cannot_be_done_is_said_and_changes_nothing(
    farewell: FarewellScreen, room: PretendRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_seat: object) -> None:
        raise RecordingError(RecordingErrorCode.NOT_DELETED, "/room/wren.soften", problem="Permission denied")

    monkeypatch.setattr(room, "discard_seat", refuse)
    farewell.fate.discard.button.click()
    farewell.fate.discard.yes.click()
    assert "wren.soften" in farewell.error_message.text()
    assert len(tiles(farewell)) == 3


def test_who_left_is_there_at_the_end_as_well(farewell: FarewellScreen, room: PretendRoom) -> None:
    room.leave_seat(room.seats[0])
    farewell.show_seats()
    assert list(tiles(farewell)) == ["Wren", "Ash", "Moss"]


def test_a_recording_that_is_not_whole_is_said_before_one_goes(
    farewell: FarewellScreen, room: PretendRoom, window: Window
) -> None:
    room.error = RecordingError(RecordingErrorCode.NOT_DELETED, "/room/room.soften", problem="No space left")
    farewell.home.click()
    assert window.screen_shown is farewell
    assert "room.soften" in farewell.error_message.text()
    farewell.home.click()
    assert isinstance(window.screen_shown, HomeScreen)


@pytest.mark.parametrize(("code", "called"), [("de", "Simuliertes Herz"), ("ko", "가상 심장")])
def test_a_simulated_heart_is_called_so_in_the_language(qtbot: QtBot, code: str, called: str) -> None:
    language = first_language([code])
    seat = Seat(
        source="simulated",
        name="Wren",
        person=None,
        kept=False,
        present=True,
        shows_warmth=False,
        sends_beats=False,
        sensor_label=SIMULATED_HEART.label,
    )
    panel = FatePanel(PretendPeople(), DARK, language)
    qtbot.addWidget(panel)
    panel.show_seat(seat)
    assert panel.line.text().startswith(called)
    assert chosen_words(seat.sensor_label, language, kept=False, shows_warmth=False) == called
