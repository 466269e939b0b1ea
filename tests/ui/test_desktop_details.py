"""The details: numbers on request, dashes where nothing is known."""

import math

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from biofeedback.events import StepBegan
from tests.rigs.pretend_house import PretendSitting
from ui.desktop.details import RESTING, UNKNOWN, Details
from ui.desktop.practice import PracticeScreen
from ui.tokens import DARK


@pytest.fixture
def details(practice: PracticeScreen, qtbot: QtBot) -> Details:
    qtbot.keyClick(practice, Qt.Key.Key_D)
    assert practice.details is not None
    return practice.details


def test_d_shows_them_and_puts_them_away(practice: PracticeScreen, details: Details, qtbot: QtBot) -> None:
    assert practice.details_open
    assert not practice.ribbon.isVisible()
    quiet_left = practice.light._centre.x()
    qtbot.keyClick(practice, Qt.Key.Key_D)
    assert not practice.details_open
    assert practice.ribbon.isVisible()
    assert practice.light._centre.x() > quiet_left
    qtbot.keyClick(practice, Qt.Key.Key_D)
    assert practice.details is details
    assert practice.details_open


def test_unknown_numbers_are_dashes_that_say_why(details: Details) -> None:
    for number in (*details.numbers.values(), details.peak, details.coherence):
        assert number.value.text() == UNKNOWN
        assert number.toolTip()


def test_numbers_of_a_steady_heart(practice: PracticeScreen, details: Details, live, qtbot: QtBot) -> None:
    live(100.0)
    qtbot.waitUntil(lambda: details.coherence.value.text() != UNKNOWN)
    assert float(details.coherence.value.text()) > 0.4
    assert "ratio" in details.coherence.unit.text()
    assert 0.08 <= float(details.peak.value.text()) <= 0.16
    assert float(details.numbers["mean_hr"].value.text()) == pytest.approx(68.0, abs=5.0)
    assert float(details.numbers["rmssd_ms"].value.text()) > 5.0
    assert 5.5 <= float(details.numbers["breath"].value.text()) <= 9.0
    assert details.numbers["corrected_ratio"].value.text() == "0.0"
    assert details.heart_rate.toolTip() == ""
    times, shares = details._course._curve.getData()
    assert times[-1] == pytest.approx(100.0, abs=2.0)
    assert shares[-1] == pytest.approx(float(details.coherence.value.text()), abs=0.05)


def test_beats_set_aside_are_ringed(qtbot: QtBot, manual_clock, sitting: PretendSitting) -> None:
    odd = PretendSitting(sitting.practice, manual_clock, odd_beats=(40,))
    screen = PracticeScreen(odd, DARK)
    qtbot.addWidget(screen)
    screen.resize(1280, 860)
    screen.show()
    screen.toggle_details()
    odd.live_until(60.0)
    manual_clock.advance(60.0)
    screen.read()
    assert screen.details is not None
    screen.details.refresh(60.0)
    assert "set aside" in screen.details.aside.text()
    assert len(screen.details._heart._rings.data) >= 1


def test_numbers_rest_with_the_heart(
    practice: PracticeScreen, details: Details, sitting: PretendSitting, live, qtbot: QtBot
) -> None:
    live(100.0)
    qtbot.waitUntil(lambda: details.coherence.value.text() != UNKNOWN)
    sitting.publish(StepBegan(t_s=100.0, index=2, name="x", title="X", heart_display="resting"))
    qtbot.waitUntil(lambda: details.numbers["rmssd_ms"].value.text() == UNKNOWN)
    assert details.numbers["rmssd_ms"].toolTip() == RESTING
    assert details.numbers["breath"].value.text() != UNKNOWN
    times, rates = details._heart._heart.getData()
    assert times is None or len(times) == 0 or math.isnan(rates[0])


def test_nothing_is_drawn_while_hidden(practice: PracticeScreen, details: Details, live, qtbot: QtBot) -> None:
    qtbot.keyClick(practice, Qt.Key.Key_D)
    live(100.0)
    qtbot.waitUntil(lambda: not math.isnan(practice.story.value("coherence_share")))
    assert details.coherence.value.text() == UNKNOWN
