"""All that can be done with a seat is in sight, with thirty seats, with larger words, and while somebody sits down."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from biofeedback.sensors import SIMULATED_HEART
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.settled import settle
from tests.ui.desktop.operator.conftest import chosen, here, seated
from ui.desktop.operator.screen import OperatorScreen
from ui.desktop.theme.typeface import set_text_percent
from ui.desktop.window import Window


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (960, 540)])
def test_thirty_have_a_card_each_within_reach(operator, room, window: Window, width: int, height: int) -> None:
    seated(room, 30)
    seats = here(operator, window)
    window.resize(width, height)
    settle()
    assert len(seats.cards) == 30
    for card in (seats.cards[0], seats.cards[29]):
        card.setFocus()
        settle()
        where = card.mapTo(window, card.rect().center())
        assert window.rect().contains(where)
        assert card.visibleRegion().boundingRect().height() > card.height() / 2
    for one, other in zip(seats.cards, seats.cards[1:], strict=False):
        assert not one.geometry().intersects(other.geometry())


@pytest.mark.parametrize(("width", "height"), [(1280, 860), (1440, 900)])
def test_all_that_can_be_done_with_a_seat_is_seen_without_scrolling(
    operator, room, window: Window, width: int, height: int
) -> None:
    seated(room)
    here(operator, window)
    window.resize(width, height)
    settle()
    panel = chosen(operator)
    asks = (panel.hello, panel.keep, panel.warmth, panel.leave)
    asks += (panel.give.button, panel.let_go.button, panel.room_alone.button)
    for button in asks:
        assert whole(button), button.text()
        assert button.font() == panel.hello.font()
    panel.give.button.click()
    settle()
    assert whole(panel.give.name)
    QTest.keyClick(panel.give.list, Qt.Key.Key_Escape)
    for asked in (panel.let_go, panel.room_alone):
        asked.button.click()
        operator.refresh()
        settle()
        assert whole(asked.yes)
        assert whole(asked.no)
        assert not panel.hello.isVisible(), "one thing at a time"
        asked.no.click()
        settle()
        assert whole(asked.button)


def whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1280, 860, 100), (960, 540, 100), (1280, 860, 150), (960, 540, 150)]
)
def test_whoever_sits_down_in_the_middle_has_the_window_for_the_card_and_its_buttons(
    application: PretendApplication, room, window: Window, width: int, height: int, percent: int
) -> None:
    set_text_percent(percent)
    window.resize(width, height)
    window.show_practice(room)
    window.show()
    operator = window.screen_shown
    assert isinstance(operator, OperatorScreen)
    assert operator.join is not None
    operator.seats.join.click()
    settle()
    assert whole(operator.join.back)
    operator.join.seat(SIMULATED_HEART)
    settle()
    consent = operator.join.consent
    for each in (consent.yes, consent.no, consent.another, consent.choices.keep, consent.choices.show_warmth):
        assert whole(each)
    assert whole(consent.card)
    if height > 540:
        assert consent.card.verticalScrollBar().maximum() == 0, "all of the card is seen"
    consent.no.click()
    settle()
    assert operator.course.isVisible()
    assert operator.keys.isVisible() == (percent == 100 or height >= 1050), "where words are large, help tells the keys"


@pytest.mark.parametrize(("width", "height"), [(1280, 860), (1440, 900)])
def test_with_larger_words_the_course_the_seats_and_one_seat_are_seen_at_once(
    room, window: Window, width: int, height: int
) -> None:
    seated(room, 30)
    set_text_percent(150)
    window.resize(width, height)
    window.show_practice(room)
    window.show()
    operator = window.screen_shown
    assert isinstance(operator, OperatorScreen)
    here(operator, window)
    settle()
    assert sum(whole(row.words) for row in operator.course.rows) >= 2, "what is, and what comes"
    assert sum(whole(card) for card in operator.seats.cards) >= 2
    assert whole(chosen(operator).hello)
    if (width, height) == (1440, 900):
        assert operator._area.verticalScrollBar().maximum() == 0, "all of it is seen without scrolling"
        assert whole(chosen(operator).room_alone.button)
    chosen(operator).room_alone.button.setFocus()
    settle()
    assert whole(chosen(operator).room_alone.button), "the keyboard brings it into sight"
