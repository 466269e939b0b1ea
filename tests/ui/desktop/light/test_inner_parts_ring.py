"""Parts of oneself find their places around the light, each with its word, once it has come."""

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from biofeedback.events import PromptShown, StepBegan
from biofeedback.practice.guide.inner_parts import InnerParts
from biofeedback.practice.script.answers import MOST_PARTS, Answers
from biofeedback.practice.script.model import Practice
from biofeedback.practices import practice_named
from tests.rigs.practices.pretend_session import PretendSession
from ui.desktop.light.inner_parts_ring import InnerPartsRing
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english

RING = 120.0


def mandala(*words: str) -> Practice:
    return practice_named("mandala_of_compassion").answered(Answers(parts=words))


def named(index: int, t_s: float) -> PromptShown:
    return PromptShown(t_s=t_s, text=f"“{{part{index}}}” may come too.", for_s=8.0)


def step(index: int, t_s: float) -> StepBegan:
    return StepBegan(t_s=t_s, index=index, name="x", title="X", heart_display="resting")


def ring_of(parts: InnerParts, qtbot: QtBot) -> InnerPartsRing:
    made = InnerPartsRing(parts, DARK, english())
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.set_circle(QPointF(350, 200), RING)
    made.refresh(0.0)
    return made


def painted(ring: InnerPartsRing) -> QImage:
    image = QImage(ring.size(), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.black)
    ring.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)  # without a ground of its own
    return image


def light_at(ring: InnerPartsRing, index: int) -> int:
    return painted(ring).pixelColor(ring.middle(index).toPoint()).lightness()


def test_a_part_comes_when_its_word_is_said() -> None:
    parts = InnerParts(mandala("anxious", "angry"))
    assert not parts.is_here(1)
    parts.apply(named(1, 50.0))
    assert parts.is_here(1)
    assert not parts.is_here(2)
    assert parts.is_spoken_to(1, 55.0)
    assert not parts.is_spoken_to(2, 55.0)
    assert not parts.is_spoken_to(1, 58.0)
    parts.apply(PromptShown(t_s=70.0, text="Stopping is always fine.", for_s=8.0))
    assert parts.is_here(1)
    assert not parts.is_spoken_to(1, 71.0)


def test_a_part_whose_words_were_left_out_has_come_when_its_step_is_over() -> None:
    practice = mandala("anxious", "angry")
    parts = InnerParts(practice)
    first = next(index for index, each in enumerate(practice.steps) if any("{part1}" in p.text for p in each.prompts))
    parts.apply(step(first, 200.0))
    assert not parts.is_here(1)
    parts.apply(step(first + 1, 350.0))
    assert parts.is_here(1)
    assert not parts.is_here(2)


def test_parts_that_no_words_name_come_with_the_last_that_is_named() -> None:
    parts = InnerParts(mandala("anxious", "angry", "grieving", "tired", "small", "proud"))
    parts.apply(named(3, 50.0))
    assert [parts.is_here(index) for index in (3, 4, 5, 6)] == [True, False, False, False]
    parts.apply(named(4, 90.0))
    assert all(parts.is_here(index) for index in (3, 4, 5, 6))
    assert not parts.is_spoken_to(5, 91.0)


def test_parts_are_all_there_where_no_words_name_any() -> None:
    practice = mandala("anxious", "angry")
    silent = replace(practice, steps=tuple(replace(each, prompts=()) for each in practice.steps))
    assert InnerParts(silent).is_here(1)
    assert InnerParts(silent).is_here(2)


def test_a_light_comes_softly_and_is_brighter_while_it_is_spoken_to(qtbot: QtBot) -> None:
    parts = InnerParts(mandala("anxious", "angry"))
    ring = ring_of(parts, qtbot)
    assert light_at(ring, 1) == 0
    parts.apply(named(1, 1.0))
    ring.refresh(1.0)
    assert ring.presence(1) <= 0.25
    ring.refresh(6.0)
    spoken_to = light_at(ring, 1)
    assert ring.accessibleDescription() == "anxious"
    ring.refresh(12.0)
    quiet = light_at(ring, 1)
    assert spoken_to > quiet + 10 > 60
    assert light_at(ring, 2) == 0


def test_a_word_stands_outside_the_ring_beside_its_light(qtbot: QtBot) -> None:
    parts = InnerParts(mandala("anxious", "angry"))
    for index in (1, 2):
        parts.apply(named(index, 1.0))
    ring = ring_of(parts, qtbot)
    ring.refresh(20.0)
    image = painted(ring)
    lit = [x for x in range(image.width()) if any(image.pixelColor(x, y).lightness() > 90 for y in range(180, 220))]
    assert min(lit) < 350 - RING - 40
    assert max(lit) > 350 + RING + 40
    assert not [x for x in lit if abs(x - 350) < RING - 15]


@pytest.mark.parametrize("number", range(1, MOST_PARTS + 1))
def test_places_are_apart_and_leave_room_for_words(qtbot: QtBot, number: int) -> None:
    ring = ring_of(InnerParts(mandala(*(f"part {each}" for each in range(number)))), qtbot)
    middles = [ring.middle(index) for index in range(1, number + 1)]
    for index, one in enumerate(middles):
        assert math.dist(one.toTuple(), (350.0, 200.0)) == pytest.approx(RING)
        assert abs(one.x() - 350.0) > 0.15 * RING
        for other in middles[index + 1 :]:
            same_side = (one.x() > 350.0) == (other.x() > 350.0)
            assert abs(one.y() - other.y()) > 0.24 * RING or not same_side


@pytest.mark.parametrize("asked", [True, False])
def test_the_practice_shows_them_and_lets_the_pointer_through(
    window: Window, manual_clock, qtbot: QtBot, asked: bool
) -> None:
    practice = mandala("anxious", "angry") if asked else practice_named("compassionate_pause")
    window.show_practice(PretendSession(practice, manual_clock))
    window.show()
    qtbot.waitExposed(window)
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    screen.stop()
    assert screen.inner_parts_ring.isVisible() is asked
    middle = QPointF(screen.width() / 2, screen.height() / 2).toPoint()
    assert screen.childAt(middle) is screen.light
    assert screen.childAt(screen.pause_steps.geometry().center()) is screen.pause_steps


def test_parts_come_with_the_words_of_the_practice(window: Window, manual_clock, qtbot: QtBot) -> None:
    session = PretendSession(mandala("anxious", "angry"), manual_clock)
    window.show_practice(session)
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    screen.stop()
    screen.read()
    session.publish(named(2, 0.0))
    screen.read()
    manual_clock.advance(5.0)
    screen.read()
    assert (screen.inner_parts_ring.presence(1), screen.inner_parts_ring.presence(2)) == (0.0, 1.0)
