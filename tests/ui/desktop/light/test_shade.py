"""The light has the shade of its step: any colour, as light as honey, never quieter than held, and no jump between."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.events import BreathPlanned
from biofeedback.practice.pacing.breath import BreathPlan
from biofeedback.practice.script.answers import Answers
from biofeedback.practice.script.model import Practice, StepLight
from biofeedback.practice.warmth import HELD_SHARE
from biofeedback.practices import practice_named
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.contrast import contrast
from ui.desktop.light.breath_widget import BreathWidget
from ui.desktop.light.light_state import LightState
from ui.desktop.light.shade import HONEY, Shade, colour_of, coloured, quiet_around
from ui.desktop.light.transitions import TRANSITION_S, ShadeTransition
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.widgets.colour_ring import COLOURS
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english

RING = 150.0
HUES = ("honey", "amber", "rose", "sage", "sky")
COLOURS_SHOWN = sorted({colour_of(answer) for answer, _ in COLOURS} | {"#0000ff", "#000000", "#ffffff"})
STOPS = ((0.0, 144.0, 137.0, 108.0), (0.4, 50.0, 34.0, 14.0), (1.2, 0.0, 0.0, 0.0))


def begun(*, still: bool, clock, qtbot: QtBot) -> BreathWidget:
    """A light with two breaths of 4 s in and 6 s out."""
    plan = BreathPlan()
    for begin_s in (0.0, 10.0):
        plan.apply(BreathPlanned(t_s=begin_s, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0))
    made = BreathWidget(LightState(plan, clock, DARK, english()), english(), still=still)
    qtbot.addWidget(made)
    made.resize(480, 480)
    made.set_circle(QPointF(240, 240), RING)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def light(manual_clock, qtbot: QtBot) -> BreathWidget:
    return begun(still=False, clock=manual_clock, qtbot=qtbot)


def at(image: QImage, share: float) -> QColor:
    """The colour ``share`` of the ring to the right of the middle, and a little above the words."""
    scale = image.width() / 480
    return image.pixelColor(round((240 + share * RING) * scale), round((240 - 0.12 * RING) * scale))


def lightness_at(image: QImage, share: float) -> float:
    """The mean lightness of what lies around there: of one pixel the grain may change it by a level."""
    scale = image.width() / 480
    x, y = round((240 + share * RING) * scale), round((240 - 0.12 * RING) * scale)
    around = range(-4, 5)
    return sum(image.pixelColor(x + right, y + down).lightness() for right in around for down in around) / 81


def painted(light: BreathWidget) -> QImage:
    return light.grab().toImage()


def two_frames(light: BreathWidget, qtbot: QtBot) -> None:
    for _ in range(2):
        with qtbot.waitSignal(light.state.framed):
            pass
    QApplication.processEvents()


def with_light(light: StepLight) -> Practice:
    practice = practice_named("compassionate_pause")
    return replace(practice, steps=(replace(practice.steps[0], light=light), *practice.steps[1:]))


def test_honey_is_the_light_as_it_is_written() -> None:
    for written, made in zip(STOPS, coloured(STOPS, HONEY), strict=True):
        assert made == pytest.approx(written)
    assert quiet_around(STOPS, 1.0, 0.25) == STOPS


@given(colour=some.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_every_colour_is_as_light_as_honey(colour: str) -> None:
    for (_, *honey), (_, *made) in zip(STOPS, coloured(STOPS, colour), strict=True):
        assert 0.9 * lightness(honey) <= lightness(made) <= 1.001 * lightness(honey)
        assert all(0.0 <= level <= 255.0 for level in made)


@given(share=some.floats(0.1, 1.0))
def test_a_quieter_light_is_never_less_than_held(share: float) -> None:
    for (_, *whole), (_, *made) in zip(STOPS, quiet_around(STOPS, share, 0.25), strict=True):
        assert HELD_SHARE * lightness(whole) - 1e-9 <= lightness(made) <= lightness(whole) + 1e-9


def lightness(levels: list[float]) -> float:
    return 0.2126 * levels[0] + 0.7152 * levels[1] + 0.0722 * levels[2]


@pytest.mark.parametrize("hue", HUES)
def test_light_has_the_hue_of_its_step(light: BreathWidget, hue: str) -> None:
    light.show_step(with_light(StepLight(hue)), 0, 0.0)
    image, room, value = painted(light), QColor(DARK.background), QColor(colour_of(hue))
    shown = at(image, 0.4)
    added = QColor(shown.red() - room.red(), shown.green() - room.green(), shown.blue() - room.blue())
    away = abs(added.hsvHue() - value.hsvHue())
    assert min(away, 360 - away) < 12


@pytest.mark.parametrize("still", [False, True])
@pytest.mark.parametrize("share", [0.1, 1.0])
@pytest.mark.parametrize("colour", COLOURS_SHOWN)
def test_words_can_be_read_in_every_shade(manual_clock, qtbot: QtBot, colour: str, share: float, still: bool) -> None:
    light = begun(still=still, clock=manual_clock, qtbot=qtbot)
    light.set_shade(Shade(colour, share))
    manual_clock.advance(9.8)
    image = painted(light)
    scale = image.width() / 480
    for reach in (0.0, 0.1, 0.2, 0.235):
        ground = image.pixelColor(round((240 + reach * RING) * scale), round((240 + 0.05 * RING) * scale))
        assert contrast(DARK.on_honey, ground.name()) >= 4.5


@pytest.mark.parametrize("colour", COLOURS_SHOWN)
def test_a_dark_room_stays_dark(light: BreathWidget, manual_clock, qtbot: QtBot, colour: str) -> None:
    light.set_shade(Shade())
    light.start()
    light.set_warmth(1.0)
    manual_clock.advance(20.0)
    qtbot.waitUntil(lambda: light.warmth_share == pytest.approx(1.0))
    light.stop()
    honey_full = max_lightness(painted(light))
    light.set_shade(Shade(colour))
    assert max_lightness(painted(light)) <= honey_full + 8


def max_lightness(image: QImage) -> float:
    return max(
        0.2126 * colour.red() + 0.7152 * colour.green() + 0.0722 * colour.blue()
        for share in (0.0, 0.1, 0.2, 0.3)
        for colour in (at(image, share),)
    )


def test_a_quieter_step_is_quieter_around_and_never_gone(light: BreathWidget) -> None:
    whole = lightness_at(painted(light), 0.5)
    light.set_shade(Shade(DARK.honey, 0.5))
    half = lightness_at(painted(light), 0.5)
    light.set_shade(Shade(DARK.honey, 0.1))
    least = lightness_at(painted(light), 0.5)
    room = QColor(DARK.background).lightness()
    assert whole > half + 3
    assert half > least + 1
    assert least - room >= 0.3 * (whole - room)


def test_own_colour_is_that_of_the_person_and_honey_if_none() -> None:
    practice = practice_named("compassionate_colour")
    assert colour_of(practice.hue(0)) == DARK.honey
    assert colour_of(practice.answered(Answers(colour="#93a3dc")).hue(0)) == "#93a3dc"
    assert colour_of(practice.answered(Answers(colour="sage")).hue(0)) == DARK.sage


def test_a_practice_shows_the_chosen_colour(window: Window, manual_clock, qtbot: QtBot) -> None:
    practice = practice_named("compassionate_colour").answered(Answers(colour="#93a3dc"))
    window.show_practice(PretendSession(practice, manual_clock))
    window.show()
    qtbot.waitExposed(window)
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    middle = screen.light.grab().toImage().pixelColor(screen.width() // 2, screen.height() // 2)
    assert middle.blue() > middle.red()


def test_light_glides_to_another_shade(light: BreathWidget, manual_clock, qtbot: QtBot) -> None:
    manual_clock.advance(30.0)  # no breath moves it
    light.start()
    honey = at(painted(light), 0.3)
    light.set_shade(Shade(DARK.sky))
    two_frames(light, qtbot)
    assert at(painted(light), 0.3) == honey
    seen = [honey.blue() - honey.red()]
    for _ in range(12):
        manual_clock.advance(TRANSITION_S / 12)
        two_frames(light, qtbot)
        shown = at(painted(light), 0.3)
        seen.append(shown.blue() - shown.red())
    light.stop()
    steps = [after - earlier for earlier, after in pairwise(seen)]
    assert seen[-1] > seen[0] + 60
    assert all(-2 <= step <= 0.25 * (seen[-1] - seen[0]) for step in steps)


def test_a_shade_asked_for_on_the_way_waits_until_the_way_is_gone() -> None:
    transition = ShadeTransition(Shade(DARK.honey))
    transition.change_to(Shade(DARK.sky))
    assert transition.advance(10.0)
    transition.change_to(Shade(DARK.rose))
    assert not transition.advance(10.0 + TRANSITION_S / 2)
    assert (transition.after, transition.share(10.0 + TRANSITION_S / 2)) == (Shade(DARK.sky), pytest.approx(0.5))
    assert transition.advance(10.0 + TRANSITION_S)
    assert (transition.before, transition.after) == (Shade(DARK.sky), Shade(DARK.rose))
    assert transition.share(10.0 + TRANSITION_S) == 0.0
    assert transition.advance(10.0 + 2 * TRANSITION_S)
    assert transition.before == transition.after == Shade(DARK.rose)
    assert not transition.advance(100.0)


def test_a_vanishing_light_moves_less_and_lets_go(light: BreathWidget, manual_clock) -> None:
    practice = practice_named("soothing_rhythm")
    vanishing = next(index for index, step in enumerate(practice.steps) if step.pacing == "vanish")
    manual_clock.advance(4.0)
    shown = []
    for step_share in (0.0, 0.3, 0.7):
        light.show_step(practice, vanishing, step_share)
        shown.append(at(painted(light), 0.65).lightness())
    manual_clock.advance(20.0)
    empty = at(painted(light), 0.65).lightness()
    assert shown[0] > shown[1] + 3 > shown[2] + 6
    assert shown[2] == pytest.approx(empty, abs=1)


def test_leading_comes_back_without_a_jump(light: BreathWidget, manual_clock, qtbot: QtBot) -> None:
    light.set_leading_share(0.0)
    light.start()
    light.set_leading_share(1.0)
    manual_clock.advance(1.0)
    qtbot.waitUntil(lambda: light.leading_share > 0.0)
    assert light.leading_share == pytest.approx(0.25)
    manual_clock.advance(5.0)
    qtbot.waitUntil(lambda: light.leading_share == 1.0)
    light.stop()


def test_a_still_light_keeps_its_size_and_breathes_with_its_brightness(manual_clock, qtbot: QtBot) -> None:
    light = begun(still=True, clock=manual_clock, qtbot=qtbot)
    profiles = []
    for _ in range(3):
        image = painted(light)
        room = QColor(DARK.background).red()
        profiles.append([at(image, share).red() - room for share in (0.5, 0.6, 0.7)])
        manual_clock.advance(2.0)
    empty, half, full = profiles
    assert all(e + 3 < h and h + 3 < f for e, h, f in zip(empty, half, full, strict=True))
    # What the breath adds has the same form at every moment.
    more = [f - e for e, f in zip(empty, full, strict=True)]
    less = [h - e for e, h in zip(empty, half, strict=True)]
    assert [part / more[0] for part in more] == pytest.approx([part / less[0] for part in less], abs=0.15)


@pytest.mark.parametrize("still", [False, True])
def test_a_still_light_is_what_the_person_prefers(
    window: Window, application, session: PretendSession, manual_clock, still: bool
) -> None:
    application.preferences = replace(application.preferences, motion="still" if still else "system")
    window.show_practice(session)
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    screen.stop()
    description = screen.light.accessibleDescription()
    assert description.startswith("It brightens" if still else "It grows")
