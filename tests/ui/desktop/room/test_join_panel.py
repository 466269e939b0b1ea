"""Somebody sits down while a room goes on, or comes back to the seat that they left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.practices import practice_named
from biofeedback.sensors import SIMULATED_HEART, AdapterLoad, SensorSeen
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.pretend_room import PretendRoom
from ui.desktop.app import dress
from ui.desktop.room.join_panel import JoinPanel
from ui.tokens import DARK
from ui.words.languages import english
from ui.words.rooms.consent_words import consent_text

PORT = SensorSeen(spec="serial:/dev/ttyUSB0", kind="serial", label="Pulse sensor", detail="reading", rssi_dbm=0.0)


@pytest.fixture
def room(manual_clock) -> PretendRoom:
    made = PretendRoom(practice_named("three_breaths"), manual_clock)
    made.take_seat(PORT.spec, name="Moss", consent="Yes.")
    return made


@pytest.fixture
def around(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A window around the panel."""
    dress(qapp, DARK)
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def join(around: QWidget, application: PretendApplication, room: PretendRoom) -> JoinPanel:
    application.adapters = [AdapterLoad(name="hci0", held=6, about=7)]
    panel = JoinPanel(application, room, DARK, english())
    panel.setParent(around)
    panel.resize(640, 480)
    around.resize(640, 480)
    around.show()
    assert application.on_seen is not None
    application.on_seen(PORT)
    return panel


def detail(join: JoinPanel) -> str:
    return str(join.sensors.list.item(0).data(Qt.ItemDataRole.UserRole).detail)


def test_somebody_new_sits_down_after_their_yes(join: JoinPanel, room: PretendRoom, qtbot: QtBot) -> None:
    join.seat(SIMULATED_HEART)
    assert join.consent.isVisible()
    assert len(room.seats) == 1, "nobody is heard before they agreed"
    name = join.consent.name.text()
    join.consent.choices.show_warmth.click()
    with qtbot.waitSignal(join.left):
        join.consent.yes.click()
    assert [(seat.name, seat.shows_warmth) for seat in room.seats] == [("Moss", False), (name, True)]
    assert room.agreed["simulated"] == consent_text(english())


def test_the_sensor_of_somebody_who_sits_is_nobody_elses(join: JoinPanel) -> None:
    assert detail(join) == "Moss sits here"
    join.seat(PORT)
    assert not join.consent.isVisible()


def test_somebody_who_comes_back_has_the_same_seat(join: JoinPanel, room: PretendRoom, qtbot: QtBot) -> None:
    room.leave_seat(room.seats[0])
    join.hide()
    join.show()
    join._see(PORT)
    assert detail(join) == "Moss sat here; the same seat is free"
    join.seat(PORT)
    assert join.consent.name.text() == "Moss"
    join.consent.yes.click()
    assert [(seat.name, seat.present) for seat in room.seats] == [("Moss", True)]


def test_what_cannot_be_is_said_and_nobody_sits_down(join: JoinPanel, room: PretendRoom) -> None:
    join.seat(SIMULATED_HEART)
    join.consent.name.setText("Moss")
    join.consent.yes.click()
    assert "called 'Moss' already" in join.consent.sentence.text()
    assert len(room.seats) == 1


def test_escape_lets_nobody_sit_down_and_sensors_are_looked_for_while_it_is_seen(
    join: JoinPanel, application: PretendApplication, qtbot: QtBot
) -> None:
    assert application.watching == 1
    join.seat(SIMULATED_HEART)
    with qtbot.waitSignal(join.left):
        QTest.keyClick(join.consent.name, Qt.Key.Key_Escape)
    join.hide()
    assert application.watching == 0


def test_what_an_adapter_holds_is_told_in_one_line(join: JoinPanel) -> None:
    assert join.radio.text() == "Bluetooth adapter hci0: 6 of about 7"
