"""Who is here, as whoever leads sees it: in order of sitting down, one word of trouble each, and what can be done."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.osc import Osc
from biofeedback.requests import GreetSeat, SendSeatBeats, ShowSeatWarmth
from biofeedback.sensors import AdapterLoad
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.pretend_room import PretendRoom
from tests.ui.desktop.operator.conftest import NAMES, begun, chosen, here, seated
from ui.desktop.operator.screen import OperatorScreen
from ui.desktop.window import Window


def test_a_room_begins_with_nobody_and_says_so(operator, window: Window) -> None:
    seats = here(operator, window)
    assert seats.cards == []
    assert seats._nobody.isVisible()
    assert not chosen(operator).hello.isVisible()


def test_they_stand_in_the_order_in_which_they_sat_down_whatever_their_numbers(operator, room, window: Window) -> None:
    seated(room)
    for number, seat in enumerate(room.seats):
        room.tire(seat, (50, 10, 90, 30, 70)[number])
    seats = here(operator, window)
    assert [card.seat.name for card in seats.cards] == list(NAMES)
    room.lose(room.seats[0])
    room.leave_seat(room.seats[1])
    seats = here(operator, window)
    assert [card.seat.name for card in seats.cards] == list(NAMES)
    places = [(card.y(), card.x()) for card in seats.cards]
    assert places == sorted(places)


def test_trouble_is_one_word_and_the_whole_sentence_on_focus(operator, room, window: Window) -> None:
    seated(room)
    room.lose(room.seats[2])
    room.loosen(room.seats[3])
    seats = here(operator, window)
    lines = [card.line.split(" · ")[1] for card in seats.cards]
    assert lines == ["good contact", "good contact", "looking for it again", "no contact yet", "good contact"]
    assert seats.facts.text() == "5 hearts · Moss, Ash: a look at the sensor"
    moss = seats.cards[2]
    assert moss.sentence in moss.accessibleDescription()
    assert moss.toolTip() == moss.sentence
    assert moss.sentence.endswith(".")
    moss.click()
    operator.refresh()
    assert chosen(operator).problem.text() == moss.sentence
    room.find_again(room.seats[2])
    seats = here(operator, window)
    assert seats.cards[2].sentence == ""
    assert not chosen(operator).problem.isVisible()


def test_a_key_lets_somebody_sit_down_too(operator, room, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_J)
    assert operator.join is not None
    assert operator.join.isVisible()
    assert not here(operator, window).isVisible()


def test_whoever_left_stays_in_their_place_and_comes_back_to_it(operator, room, window: Window) -> None:
    seated(room)
    room.leave_seat(room.seats[1])
    seats = here(operator, window)
    assert seats.cards[1].line.endswith("has left")
    assert seats.facts.text() == "4 hearts"
    room.take_seat("bluetooth:00:89", name="Birch", consent="yes")
    assert [card.seat.present for card in here(operator, window).cards] == [True] * 5


def test_the_arrows_go_from_card_to_card_and_tab_stops_once(operator, room, window: Window, qtbot: QtBot) -> None:
    seated(room)
    seats = here(operator, window)
    seats.cards[0].setFocus()
    qtbot.keyClick(seats.cards[0], Qt.Key.Key_Right)
    assert seats.cards[1].hasFocus()
    assert seats.cards[1].isChecked()
    operator.refresh()
    assert chosen(operator).name.text() == "Birch"
    qtbot.keyClick(seats.cards[1], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() not in seats.cards


def test_hello_and_their_own_warmth_are_asked_for_that_seat(operator, room, window: Window) -> None:
    seated(room)
    seats = here(operator, window)
    seats.cards[2].click()
    panel = chosen(operator)
    assert not panel.warmth.isChecked(), "off by default"
    panel.hello.click()
    panel.warmth.click()
    assert room.requests == [GreetSeat("00:88"), ShowSeatWarmth("00:88", shown=True)]
    here(operator, window)
    assert panel.warmth.isChecked()
    panel.warmth.click()
    assert not room.seats[2].shows_warmth


def test_nobody_is_asked_for_beats_while_nothing_goes_out(operator, room, window: Window) -> None:
    seated(room)
    here(operator, window)
    assert not chosen(operator).beats.isVisible()


@pytest.mark.parametrize("asked_once", [False, True])
def test_their_beats_go_to_other_programs_where_they_wish_so(
    room, window: Window, application: PretendApplication, qtbot: QtBot, asked_once: bool
) -> None:
    if asked_once:
        application.asked_to_go_out = True
    else:
        application.prefer(replace(application.preferences, osc=Osc(on=True)))
    operator = begun(room, window, qtbot)
    seated(room)
    here(operator, window)
    assert not operator.join.consent.choices.send_beats.isHidden()
    panel = chosen(operator)
    assert panel.beats.isVisible()
    assert not panel.beats.isChecked()
    panel.beats.click()
    assert room.requests == [SendSeatBeats("00:90", sent=True)]
    here(operator, window)
    assert panel.beats.isChecked()


def test_what_adapters_hold_is_told_where_it_is_known(
    operator, room, window: Window, application: PretendApplication
) -> None:
    seated(room)
    assert here(operator, window).facts.text() == "5 hearts"
    application.adapters = (AdapterLoad(name="hci0", held=5, about=7), AdapterLoad(name="hci1", held=0, about=7))
    assert here(operator, window).facts.text() == "5 hearts · Bluetooth adapter hci0: 5 of about 7"


def test_names_stand_on_the_wall_where_they_are_asked_for_alone(operator, room, window: Window, live, qtbot) -> None:
    seated(room)
    seats = here(operator, window)
    assert not window.audience.wall.shows_names
    seats.names.click()
    assert window.audience.wall.shows_names
    assert here(operator, window).names.isChecked()
    qtbot.keyClick(operator, Qt.Key.Key_P)
    assert not here(operator, window).names.isChecked()


def test_a_seat_is_kept_or_gone_or_somebodys(operator, room, window: Window, application: PretendApplication) -> None:
    seated(room)
    here(operator, window)
    panel = chosen(operator)
    assert "gone at the end" in panel.whose.text()
    panel.keep.click()
    assert room.seats[0].kept
    assert "stays after the end" in panel.whose.text()
    panel.keep.click()
    assert not room.seats[0].kept
    panel.give.button.click()
    panel.give.name.setText("Fern")
    panel.give.name.returnPressed.emit()
    assert room.seats[0].person in application.people.everybody
    assert room.seats[0].kept
    assert panel.whose.text() == "It is among the practices of Fern."


def test_letting_go_asks_once_more(operator, room, window: Window, qtbot: QtBot) -> None:
    seated(room)
    seats = here(operator, window)
    seats.cards[1].click()
    panel = chosen(operator)
    panel.let_go.button.click()
    assert len(room.seats) == 5
    qtbot.keyClick(panel.let_go.no, Qt.Key.Key_Escape)
    assert window.screen_shown is operator
    assert room.requests == [], "Esc answered the question, and ended nothing"
    panel.let_go.button.click()
    panel.let_go.yes.click()
    assert [seat.name for seat in room.seats] == ["Yarrow", "Moss", "Ash", "Cedar"]
    assert [card.seat.name for card in here(operator, window).cards] == ["Yarrow", "Moss", "Ash", "Cedar"]


def test_a_question_about_one_seat_is_not_answered_for_another(operator, room, window: Window) -> None:
    seated(room)
    seats = here(operator, window)
    panel = chosen(operator)
    panel.let_go.button.click()
    seats.cards[3].click()
    operator.refresh()
    assert not panel.let_go.yes.isVisible()
    assert len(room.seats) == 5


def test_the_room_alone_is_kept(operator, room, window: Window) -> None:
    seated(room)
    here(operator, window)
    panel = chosen(operator)
    panel.room_alone.button.click()
    assert room.seats
    panel.room_alone.yes.click()
    assert room.seats == ()
    assert here(operator, window).cards == []
    assert not panel.hello.isVisible()


def test_what_cannot_be_done_is_said_kindly_and_changes_nothing(operator, room, window: Window) -> None:
    seated(room)
    here(operator, window)
    seat = room.seats[0]
    panel = chosen(operator)
    room.discard_seat(seat)
    panel.keep.click()
    assert panel.said.text().endswith(".")
    assert len(here(operator, window).cards) == 4


def test_somebody_sits_down_while_the_practice_goes_on(operator: OperatorScreen, room: PretendRoom, qtbot) -> None:
    before = len(room.seats)
    qtbot.keyClick(operator.seats.join, Qt.Key.Key_Return)
    assert operator.join.isVisible()
    assert not operator.seats.isVisible()
    qtbot.keyClick(operator.join.sensors.list, Qt.Key.Key_Return)
    qtbot.keyClicks(operator.join.consent.name, "b")
    assert room.requests == [], "a letter of a name is no key of who leads"
    name = operator.join.consent.name.text()
    qtbot.keyClick(operator.join.consent.yes, Qt.Key.Key_Return)
    assert [seat.name for seat in room.seats[before:]] == [name]
    assert operator.seats.isVisible()
    assert not operator.join.isVisible()
    assert [card.seat.name for card in operator.seats.cards][before:] == [name]


def test_once_it_is_given_the_buttons_are_there_again(operator, room, window: Window) -> None:
    seated(room)
    here(operator, window)
    panel = chosen(operator)
    panel.give.button.click()
    panel.give.list.itemClicked.emit(panel.give.list.item(0))
    assert room.seats[0].person is not None
    assert panel.hello.isVisible()
    assert not panel.give.list.isVisible()


def test_whoever_left_by_mistake_is_back_by_the_same_button(operator, room, window: Window) -> None:
    seated(room)
    here(operator, window)
    panel = chosen(operator)
    room.request(ShowSeatWarmth("00:90", shown=True))
    before = room.seats[0]
    assert panel.leave.text() == "They leave now"
    panel.leave.click()
    assert not room.seats[0].present
    assert panel.leave.text() == "They are back"
    assert panel.leave.isEnabled()
    assert not panel.hello.isEnabled()
    panel.leave.click()
    assert room.seats[0] == before, "the same seat, with what they chose"
    assert panel.leave.text() == "They leave now"
