"""Where a room gathers: nobody's heart is heard before their own yes, and a seat is one step."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import RecordingErrorCode, SealErrorCode
from biofeedback.errors import RecordingError, SoftenError
from biofeedback.osc import Osc
from biofeedback.sensors import SIMULATED_HEART, AdapterLoad, SensorSeen
from tests.rigs.files.hostile_text import HOSTILE
from tests.rigs.screens.pretend_application import PretendApplication, seen
from tests.rigs.screens.pretend_room import PretendRoom
from ui.desktop.home.screen import HomeScreen
from ui.desktop.operator.screen import OperatorScreen
from ui.desktop.room.gather import GatherScreen
from ui.desktop.screens.passphrase import PassphrasePage
from ui.desktop.window import Window
from ui.rooms import Seat
from ui.words.languages import english
from ui.words.rooms.consent_words import consent_text

STRAP = seen("Polar H10 7A2C31", "strong signal")
OTHER = seen("TICKR 5F12", "fair signal")


@pytest.fixture
def gather(window: Window, home: HomeScreen, application: PretendApplication, qtbot: QtBot) -> GatherScreen:
    """The page, come to from home by its button."""
    home.cards[2].setChecked(True)
    home.home_page.room.click()
    screen = window.screen_shown
    assert isinstance(screen, GatherScreen)
    qtbot.waitUntil(lambda: application.watching == 1)
    return screen


def sit(gather: GatherScreen, sensor: SensorSeen, name: str = "") -> None:
    gather.seat(sensor)
    if name:
        gather.consent.name.setText(name)
    gather.consent.yes.click()


def names(gather: GatherScreen) -> list[str]:
    return [tile.text() for tile in gather.who.tiles.items]


def details(gather: GatherScreen) -> dict[str, str]:
    rows = (gather.sensors.list.item(row) for row in range(gather.sensors.list.count()))
    found = (row.data(Qt.ItemDataRole.UserRole) for row in rows)
    return {each.label: each.detail for each in found}


def test_the_practice_chosen_at_home_is_chosen_here(gather: GatherScreen, application: PretendApplication) -> None:
    assert gather.practice is application.practices[2]
    assert "Without a sensor" not in details(gather)


def test_the_whole_card_is_shown_before_a_yes_and_is_what_is_kept(
    gather: GatherScreen, application: PretendApplication
) -> None:
    gather.seat(STRAP)
    assert gather.panels.currentWidget() is gather.consent
    assert gather.consent.card.accessibleDescription() == consent_text(english())
    assert not gather.begin.isEnabled(), "nothing begins while somebody is asked"
    assert application.rooms == []
    gather.consent.yes.click()
    gather.begin.click()
    (room,) = application.rooms
    assert list(room.agreed.values()) == [consent_text(english())]


def test_a_key_that_is_still_held_says_no_yes(gather: GatherScreen) -> None:
    gather.sensors.list.setFocus()
    for _ in range(4):
        QTest.keyClick(gather.window().focusWidget(), Qt.Key.Key_Return)
    assert gather.panels.currentWidget() is gather.consent
    assert names(gather) == []


def test_a_seat_has_a_plant_by_itself_and_nothing_is_chosen_for_anybody(gather: GatherScreen) -> None:
    gather.seat(STRAP)
    first = gather.consent.name.text()
    gather.consent.another.click()
    assert gather.consent.name.text() not in ("", first)
    assert gather.consent.choices.chosen == (False, False, False)
    gather.consent.choices.keep.click()
    gather.consent.yes.click()
    gather.seat(OTHER)
    assert gather.consent.choices.chosen == (False, False, False), "what one chose is nobody else's choice"


def test_whoever_says_no_leaves_the_seat_empty(gather: GatherScreen) -> None:
    gather.seat(STRAP)
    gather.consent.no.click()
    assert names(gather) == []
    assert gather.panels.currentWidget() is gather.who


@pytest.mark.parametrize(
    ("name", "said"),
    [("Moss", "called 'Moss' already"), (" ", "at least one letter"), (HOSTILE[:60], "cannot be seen")],
)
def test_a_name_that_cannot_be_is_said_in_a_sentence(gather: GatherScreen, name: str, said: str) -> None:
    sit(gather, STRAP, "Moss")
    gather.seat(OTHER)
    # As it would be without the line for it, which takes no code that commands a terminal.
    gather.consent.agreed.emit(replace(gather._gathering.agreed[0], spec=OTHER.spec, name=name))
    assert said in gather.consent.sentence.text()
    assert gather.consent.sentence.isVisible()
    assert names(gather) == ["Moss"]


def test_a_sensor_that_is_taken_shows_whose_seat_it_is(gather: GatherScreen, application: PretendApplication) -> None:
    assert application.on_seen is not None
    application.on_seen(STRAP)
    sit(gather, STRAP, "Moss")
    application.on_seen(replace(STRAP, detail="fair signal"))
    assert details(gather)[STRAP.label] == "Moss sits here"
    gather.seat(STRAP)
    assert gather.seated.name.text() == "Moss"
    gather.seated.choices.show_warmth.click()
    gather.seated.rise.click()
    assert names(gather) == []
    application.on_seen(STRAP)
    assert details(gather)[STRAP.label] == STRAP.detail


def test_several_simulated_hearts_sit_in_the_order_in_which_they_came(gather: GatherScreen) -> None:
    for name in ("Wren", "Ash", "Moss"):
        sit(gather, SIMULATED_HEART, name)
    assert names(gather) == ["Wren", "Ash", "Moss"]


def test_one_card_is_read_to_all_and_each_says_their_own_yes(gather: GatherScreen) -> None:
    gather.who.card_aloud.click()
    gather.aloud.read.click()
    gather.seat(STRAP)
    assert not gather.consent.card.isVisible()
    assert names(gather) == []
    gather.consent.read_here.click()
    assert gather.consent.card.isVisible()
    gather.consent.yes.click()
    assert len(names(gather)) == 1


def test_who_sat_down_is_still_there_after_a_way_home_and_back(gather: GatherScreen, window: Window) -> None:
    sit(gather, STRAP, "Moss")
    QTest.keyClick(gather, Qt.Key.Key_Escape)
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    home.home_page.room.click()
    again = window.screen_shown
    assert isinstance(again, GatherScreen)
    assert names(again) == ["Moss"]


def test_escape_leaves_a_question_before_it_leaves_the_page(gather: GatherScreen, window: Window) -> None:
    gather.seat(STRAP)
    QTest.keyClick(gather.consent.name, Qt.Key.Key_Escape)
    assert gather.panels.currentWidget() is gather.who
    assert window.screen_shown is gather


def test_what_the_radio_holds_is_said_before_it_is_reached(
    gather: GatherScreen, application: PretendApplication
) -> None:
    application.adapters = [AdapterLoad(name="hci0", held=0, about=3)]
    sit(gather, STRAP)
    assert "about 3 straps" in gather.who.radio.text()
    calm = gather.who.radio.palette().windowText().color()
    sit(gather, OTHER)
    assert gather.who.radio.palette().windowText().color() != calm, "one more, and it holds no other"
    sit(gather, seen("Third", "fair signal"))
    assert "with a cable" in gather.who.radio.text()


def test_where_the_practice_goes_out_the_card_says_so_and_each_chooses(
    window: Window, application: PretendApplication
) -> None:
    application.preferences = replace(application.preferences, osc=Osc(on=True))
    window.show_gathering()
    window.show()
    gather = window.screen_shown
    assert isinstance(gather, GatherScreen)
    gather.seat(STRAP)
    assert "other programs" in gather.consent.card.accessibleDescription()
    gather.consent.choices.send_beats.click()
    gather.consent.yes.click()
    gather.begin.click()
    assert application.rooms[0].seats[0].sends_beats


def test_what_keeps_a_room_from_beginning_is_said_and_nobody_has_to_sit_down_again(
    gather: GatherScreen, application: PretendApplication
) -> None:
    sit(gather, STRAP, "Moss")
    application.refusal = RecordingError(RecordingErrorCode.NOT_MADE, "/full", problem="No space left on device")
    gather.begin.click()
    assert "/full" in gather.remark.text()
    assert names(gather) == ["Moss"]
    application.refusal = None
    gather.begin.click()
    assert [seat.name for seat in application.rooms[0].seats] == ["Moss"]


def test_where_recordings_are_sealed_the_passphrase_is_asked_and_nobody_has_to_sit_down_again(
    gather: GatherScreen, window: Window, application: PretendApplication
) -> None:
    sit(gather, STRAP, "Moss")
    application.refusal = SoftenError(SealErrorCode.PASSPHRASE_NEEDED)
    gather.begin.click()
    page = window.screen_shown
    assert isinstance(page, PassphrasePage)
    application.refusal = None
    page.given.emit()
    again = window.screen_shown
    assert isinstance(again, GatherScreen)
    assert names(again) == ["Moss"]
    assert again.practice is gather.practice


def test_whoever_leads_is_told_who_could_not_sit_down(
    gather: GatherScreen, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit(gather, STRAP, "Moss")
    sit(gather, OTHER, "Fern")
    take = PretendRoom.take_seat

    def refuse(room: PretendRoom, spec: str, *, name: str, kept: bool = False, consent: str) -> Seat:
        if name == "Moss":
            raise RecordingError(RecordingErrorCode.NOT_MADE, "/full", problem="No space left on device")
        return take(room, spec, name=name, kept=kept, consent=consent)

    monkeypatch.setattr(PretendRoom, "take_seat", refuse)
    gather.begin.click()
    operator = window.screen_shown
    assert isinstance(operator, OperatorScreen)
    assert "/full" in operator.said.text()
