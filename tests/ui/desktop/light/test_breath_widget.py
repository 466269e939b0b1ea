"""The breath light follows the plan at the time of the clock, and never dims below held."""

import math

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.events import BreathPlanned, Paused
from biofeedback.practice.pacing.breath import BreathPlan
from biofeedback.practice.warmth import HELD_SHARE
from tests.rigs.screens.contrast import contrast
from ui.desktop.light.breath_widget import BreathWidget
from ui.desktop.light.glow import INNER_SHARE
from ui.desktop.light.light_state import LightState
from ui.desktop.light.shade import Shade
from ui.tokens import DARK
from ui.words.languages import english

RING = 150.0


@pytest.fixture
def plan() -> BreathPlan:
    """Three breaths of 4 s in and 6 s out, from the beginning."""
    made = BreathPlan()
    for begin_s in (0.0, 10.0, 20.0):
        made.apply(BreathPlanned(t_s=begin_s, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0))
    return made


@pytest.fixture
def light(qtbot: QtBot, plan: BreathPlan, manual_clock) -> BreathWidget:
    made = BreathWidget(LightState(plan, manual_clock, DARK, english()), english())
    qtbot.addWidget(made)
    made.resize(480, 480)
    made.set_circle(QPointF(240, 240), RING)
    made.show()
    qtbot.waitExposed(made)
    return made


def painted(light: BreathWidget) -> QImage:
    return light.grab().toImage()


def brightness(image: QImage, radius: float) -> float:
    """Mean brightness on a circle around the middle, away from the words."""
    scale = image.width() / 480
    total = 0
    for step in range(24):
        angle = math.tau * (step + 0.5) / 24
        x, y = 240 + radius * math.cos(angle), 240 + radius * math.sin(angle)
        total += image.pixelColor(round(x * scale), round(y * scale)).lightness()
    return total / 24


@pytest.mark.parametrize(
    ("t_s", "position"), [(0.0, 0.0), (2.0, 0.5), (4.0, 1.0), (7.0, 0.5), (10.0, 0.0), (35.0, 0.0)]
)
def test_size_follows_the_plan(light: BreathWidget, manual_clock, t_s: float, position: float) -> None:
    manual_clock.advance(t_s)
    assert light.moment().position == pytest.approx(position, abs=1e-9)
    assert light.radius(light.moment().position) == pytest.approx(RING * (INNER_SHARE + (1 - INNER_SHARE) * position))


def test_light_is_really_larger_when_full(light: BreathWidget, manual_clock) -> None:
    empty = brightness(painted(light), 0.7 * RING)
    manual_clock.advance(2.0)
    half = brightness(painted(light), 0.7 * RING)
    manual_clock.advance(2.0)
    full = brightness(painted(light), 0.7 * RING)
    assert empty + 4 < half
    assert half + 4 < full


@pytest.mark.parametrize(
    ("t_s", "words"), [(1.0, "breathe in"), (5.0, "breathe out"), (11.0, "breathe in"), (40.0, "")]
)
def test_words_change_with_the_phase(light: BreathWidget, manual_clock, t_s: float, words: str) -> None:
    manual_clock.advance(t_s)
    assert light.words() == words


def test_words_can_be_read_in_the_smallest_and_coolest_light(light: BreathWidget, manual_clock) -> None:
    manual_clock.advance(9.8)
    image = painted(light)
    scale = image.width() / 480
    for share in (0.0, 0.1, 0.2, 0.235):
        ground = image.pixelColor(round((240 + share * RING) * scale), round((240 + 0.05 * RING) * scale))
        assert contrast(DARK.on_honey, ground.name()) >= 4.5


def test_a_pause_lets_the_light_settle(light: BreathWidget, plan: BreathPlan, manual_clock) -> None:
    plan.apply(Paused(t_s=3.0, mode="pause"))
    manual_clock.advance(15.0)
    assert light.moment().phase == "still"
    assert light.words() == ""


def test_edge_of_the_room_is_the_room(light: BreathWidget) -> None:
    image = painted(light)
    room = QColor(DARK.background)
    for x, y in ((2, 2), (image.width() - 3, 2), (2, image.height() - 3)):
        assert image.pixelColor(x, y) == room


def test_glow_has_no_steps_in_the_dark(light: BreathWidget) -> None:
    """Neighbouring levels are mixed by a grain: no ring of one level, then a ring of the next."""
    image = painted(light)
    scale = image.width() / 480
    mixed = 0
    for radius in range(int(0.8 * RING), int(1.15 * RING), 2):
        levels = set()
        for step in range(60):
            angle = math.tau * step / 60
            x, y = 240 + radius * math.cos(angle), 240 + radius * math.sin(angle)
            levels.add(image.pixelColor(round(x * scale), round(y * scale)).red())
        mixed += len(levels) > 1
    assert mixed >= 20


def test_warmth_is_eased_and_held_above_the_floor(light: BreathWidget, manual_clock, qtbot: QtBot) -> None:
    light.start()
    light.set_warmth(1.0)
    assert light.warmth_share == HELD_SHARE
    manual_clock.advance(0.3)
    qtbot.waitUntil(lambda: light.warmth_share > HELD_SHARE)
    assert light.warmth_share < 0.6
    manual_clock.advance(20.0)
    qtbot.waitUntil(lambda: light.warmth_share == pytest.approx(1.0))
    light.set_warmth(math.nan)
    light.set_warmth(0.0)
    manual_clock.advance(60.0)
    qtbot.waitUntil(lambda: light.warmth_share == pytest.approx(HELD_SHARE))
    light.stop()


def test_warmth_makes_the_light_warmer(light: BreathWidget, manual_clock, qtbot: QtBot) -> None:
    cool = brightness(painted(light), 0.3 * RING)
    light.start()
    light.set_warmth(1.0)
    manual_clock.advance(10.0)
    qtbot.waitUntil(lambda: light.warmth_share == pytest.approx(1.0))
    light.stop()
    assert brightness(painted(light), 0.3 * RING) > cool + 4


def test_frames_come_by_themselves_while_the_breath_moves(light: BreathWidget, manual_clock, qtbot: QtBot) -> None:
    def moved() -> bool:
        manual_clock.advance(0.02)
        return light.frames > before + 10

    light.start()
    before = light.frames
    qtbot.waitUntil(moved)
    light.stop()


def test_what_stays_as_it_is_is_not_painted_again(light: BreathWidget, manual_clock) -> None:
    def framed() -> int:
        light.state._next_frame()
        QApplication.processEvents()
        return light.frames

    light.start()
    light.state._timer.stop()  # the frames are asked for here
    manual_clock.advance(2.0)
    framed()
    painted_first = framed()
    assert framed() == painted_first
    manual_clock.advance(0.05)
    assert framed() == painted_first + 1
    light.set_leading_share(0.5)
    manual_clock.advance(0.05)
    assert framed() == painted_first + 2
    light.set_warmth(1.0)
    manual_clock.advance(0.0)
    assert framed() == painted_first + 2
    manual_clock.advance(30.0)  # no breath is led any more
    assert framed() > painted_first + 2


@pytest.mark.parametrize("seconds", [0.0, 1.3, 2.9, 4.0, 7.7])
def test_the_light_is_what_lasts_and_what_breathes_over_it(light: BreathWidget, manual_clock, seconds: float) -> None:
    manual_clock.advance(seconds)
    light.state.words.clear()
    seen = painted(light).convertToFormat(QImage.Format.Format_RGB32)
    picture = light._picture
    assert picture is not None
    assert picture._glow is not None
    whole = QImage(seen.size(), QImage.Format.Format_RGB32)
    with QPainter(whole) as painter:
        painter.drawPixmap(0, 0, picture._glow.backdrop)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setCompositionMode(picture._glow.mode)
        where = picture._breath_rect(light.moment().position)
        painter.drawPixmap(where, picture._glow.breath, QRectF(picture._glow.breath.rect()))
    assert seen == whole


def lit(state: LightState, *, still: bool, qtbot: QtBot) -> BreathWidget:
    made = BreathWidget(state, english(), still=still)
    qtbot.addWidget(made)
    made.resize(480, 480)
    made.set_circle(QPointF(240, 240), RING)
    made.show()
    qtbot.waitExposed(made)
    made.start()
    return made


@pytest.mark.parametrize("still", [False, True])
def test_a_light_that_two_windows_show_is_that_of_one(
    plan: BreathPlan, manual_clock, qtbot: QtBot, still: bool
) -> None:
    shared, alone = (LightState(plan, manual_clock, DARK, english()) for _ in range(2))
    first, second, single = (lit(state, still=still, qtbot=qtbot) for state in (shared, shared, alone))
    for state in (shared, alone):
        state._timer.stop()  # the frames are asked for below
    for step in range(30):
        manual_clock.advance(0.37)
        for state in (shared, alone):
            if step == 6:
                state.set_warmth(0.9)
            if step == 14:
                state.set_shade(Shade("#6aa9c9", 0.6))
            if step == 20:
                state.set_leading_share(0.2)
            state._next_frame()
        QApplication.processEvents()
        assert painted(first) == painted(second) == painted(single), step
    assert min(first.frames, second.frames) >= 30
    # A window of another size has a picture of its own.
    second.resize(400, 480)
    QApplication.processEvents()
    assert painted(first) == painted(single)


@pytest.mark.parametrize("ring", [70.0, 84.0, RING])
def test_words_stay_on_the_bright_ground_of_a_light_of_any_size(
    qtbot: QtBot, plan: BreathPlan, manual_clock, ring: float
) -> None:
    def picture(words: dict[str, str]) -> QImage:
        state = LightState(plan, manual_clock, DARK, english())
        state.words = words
        made = BreathWidget(state, english())
        qtbot.addWidget(made)
        made.resize(480, 480)
        made.set_circle(QPointF(240, 240), ring)
        return painted(made)

    manual_clock.advance(7.0)
    said = picture({"in": "breathe in", "out": "breathe out"})
    silent = picture({"in": "", "out": ""})
    inked = [(x, y) for x in range(480) for y in range(200, 280) if said.pixel(x, y) != silent.pixel(x, y)]
    assert inked
    assert max(math.dist(point, (240, 240)) for point in inked) <= INNER_SHARE * ring + 2.0
