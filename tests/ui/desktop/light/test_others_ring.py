"""Where a practice widens, small lights gather around the breath light: one after the other, softly."""

import math
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from biofeedback.events import StepBegan
from biofeedback.practice.script.model import MOST_OTHERS
from biofeedback.practices import practice_named
from tests.rigs.practices.pretend_session import PretendSession
from ui.desktop.light.others_ring import OthersRing
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window
from ui.words.languages import english

RING = 120.0


@pytest.fixture
def ring(qtbot: QtBot) -> OthersRing:
    made = OthersRing(english())
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.set_circle(QPointF(200, 200), RING)
    made.refresh(0.0, 0)
    return made


def presences(ring: OthersRing) -> list[float]:
    return [ring.presence(index) for index in range(1, MOST_OTHERS + 1)]


def test_they_come_one_after_the_other_and_softly(ring: OthersRing) -> None:
    ring.refresh(0.5, 3)
    assert presences(ring)[:3] == [pytest.approx(0.125), 0.0, 0.0]
    for tenth in range(5, 20):
        ring.refresh(tenth / 10.0, 3)
    first, second, third, *rest = presences(ring)
    assert 0.4 < first < 0.5
    assert 0.0 < second < first
    assert third == 0.0
    for tenth in range(20, 100):
        ring.refresh(tenth / 10.0, 3)
    assert presences(ring) == [1.0] * 3 + [0.0] * len(rest)


def test_they_go_as_softly(ring: OthersRing) -> None:
    for second in range(40):
        ring.refresh(float(second), MOST_OTHERS)
    assert presences(ring) == [1.0] * MOST_OTHERS
    ring.refresh(40.0, 1)
    assert presences(ring) == [1.0] + [pytest.approx(0.75)] * (MOST_OTHERS - 1)


def test_places_are_apart_and_inside_the_ring(ring: OthersRing) -> None:
    middles = [ring.middle(index).toTuple() for index in range(1, MOST_OTHERS + 1)]
    assert all(0.6 * RING < math.dist(middle, (200.0, 200.0)) < 1.01 * RING for middle in middles)
    assert all(math.dist(one, other) > 0.3 * RING for one, other in combinations(middles, 2))


def test_loving_kindness_widens_from_one_to_everyone(window: Window, manual_clock, qtbot: QtBot) -> None:
    practice = practice_named("loving_kindness")
    counts = [step.light.others for step in practice.steps]
    assert counts[0] == 0
    assert counts == sorted(counts)
    assert counts[-1] == MOST_OTHERS
    session = PretendSession(practice, manual_clock)
    window.show_practice(session)
    window.show()
    qtbot.waitExposed(window)
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    screen.stop()
    assert not screen.others.isVisible()
    session.publish(StepBegan(t_s=0.0, index=1, name="loved", title="Someone dear", heart_display="shown"))
    screen.read()
    point = screen.others.middle(1).toPoint()
    before = screen.grab().toImage().pixelColor(point).lightness()
    manual_clock.advance(5.0)
    screen.read()
    assert screen.others.isVisible()
    assert screen.grab().toImage().pixelColor(point).lightness() > before + 40
    assert screen.childAt(point) is screen.light
