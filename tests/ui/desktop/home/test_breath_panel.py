"""The breath to ease to: what is turned is what a practice begins with, and nothing that could not be breathed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.codes import NoticeCode
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import BreathGuidance
from biofeedback.practice.script.presets import PRESETS
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.words.sentence_of import words_of
from ui.desktop.home.breath_settings import BreathSettings
from ui.desktop.home.screen import HomeScreen
from ui.desktop.window import Window

OWN = BreathGuidance(BreathPattern(9.0, 0.4), BreathPattern(6.0, 0.4), 0.1)


def begun(home: HomeScreen, application: PretendApplication) -> BreathChoice:
    home.breath_panel.begin.click()
    return application.begun[-1][2]


def aim(home: HomeScreen, application: PretendApplication) -> BreathPattern:
    choice = begun(home, application)
    return choice.guidance(application.begun[-1][0].breath).aim


def choose(home: HomeScreen, name: str) -> None:
    next(card for card in home.cards if card.practice.name == name).setChecked(True)


def test_what_is_left_alone_is_as_the_practice_has_it(home: HomeScreen, application: PretendApplication) -> None:
    choice = begun(home, application)
    practice = application.begun[0][0]
    assert choice.from_own_pace
    assert choice.guidance(practice.breath) == practice.breath


def test_a_pace_in_tenths(home: HomeScreen, application: PretendApplication) -> None:
    for _ in range(3):
        home.breath_panel.slower.click()
    assert home.breath_panel.pace.text() == "5.7 breaths a minute"
    assert begun(home, application).breaths_per_min == 5.7


@pytest.mark.parametrize("number", range(len(PRESETS)))
def test_a_shape_by_its_name(home: HomeScreen, application: PretendApplication, number: int) -> None:
    for _ in range(number + 1):
        home.breath_panel.settings_panel.shape.more.click()
    assert home.breath_panel.settings_panel.shape.value.text() == PRESETS[number].title
    choice = begun(home, application)
    assert choice.preset == PRESETS[number].name
    made = choice.guidance(application.begun[0][0].breath).aim
    assert made.breaths_per_min == pytest.approx(PRESETS[number].pattern.breaths_per_min)
    assert (made.hold_in_s, made.hold_out_s) == (PRESETS[number].pattern.hold_in_s, PRESETS[number].pattern.hold_out_s)


def test_the_shapes_go_round(home: HomeScreen, application: PretendApplication) -> None:
    shape = home.breath_panel.settings_panel.shape
    shape.less.click()
    assert shape.value.text() == PRESETS[-1].title
    shape.more.click()
    assert shape.value.text() == "As the practice has it"
    assert begun(home, application).preset is None


def test_four_parts_in_tenths_of_a_second(home: HomeScreen, application: PretendApplication) -> None:
    more = home.breath_panel.settings_panel
    assert [part.isHidden() for part in more.phases] == [True] * 4
    home.breath_panel.settings_button.click()
    more.by_hand.click()
    assert [part.isVisible() for part in more.phases] == [True] * 4
    assert [part.value.text() for part in more.phases] == ["4.0 s", "0.0 s", "6.0 s", "0.0 s"]
    assert not more.phases[1].less.isEnabled()
    for part, steps in zip(more.phases, (-2, 3, 4, 1), strict=True):
        for _ in range(abs(steps)):
            (part.more if steps > 0 else part.less).click()
    assert [part.value.text() for part in more.phases] == ["3.8 s", "0.3 s", "6.4 s", "0.1 s"]
    assert more.shape.value.text() == "By hand"
    made = aim(home, application)
    assert (made.in_s, made.hold_in_s, made.out_s, made.hold_out_s) == pytest.approx((3.8, 0.3, 6.4, 0.1))


def test_a_word_of_care_below_four_a_minute(home: HomeScreen) -> None:
    home.breath_panel.aim_at(4.0)
    assert not home.breath_panel.sentence.isVisible()
    home.breath_panel.slower.click()
    assert home.breath_panel.sentence.isVisible()
    assert home.breath_panel.sentence.text() == words_of(NoticeCode.VERY_SLOW_BREATH)
    choose(home, "free_sitting")
    assert not home.breath_panel.sentence.isVisible()


def test_a_lean_of_its_own_within_what_is_gentle(home: HomeScreen, application: PretendApplication) -> None:
    ramp = home.breath_panel.settings_panel.ramp
    ramp.more.click()
    ramp.more.click()
    assert ramp.value.text() == "0.2 s"
    assert not ramp.more.isEnabled()
    ramp.less.click()
    assert begun(home, application).ramp_s == 0.15


def test_leading_may_begin_easily_instead(home: HomeScreen, application: PretendApplication) -> None:
    assert home.breath_panel.start.text() == "Start where my breath is, then ease to"
    home.breath_panel.settings_panel.from_own_pace.click()
    assert home.breath_panel.start.text() == "Start at 9, then ease to"
    assert not application.preferences.attuned
    assert not begun(home, application).from_own_pace


def test_where_no_breath_is_led_nothing_is_to_choose(home: HomeScreen, application: PretendApplication) -> None:
    home.breath_panel.slower.click()
    choose(home, "free_sitting")
    assert home.breath_panel.start.text() == "Your breath is left alone in this one."
    for widget in (
        home.breath_panel.pace,
        home.breath_panel.slower,
        home.breath_panel.faster,
        home.breath_panel.shape,
        home.breath_panel.today,
    ):
        assert not widget.isVisible()
    assert home.breath_panel.choice == BreathChoice()


def test_a_length_among_several(home: HomeScreen, application: PretendApplication) -> None:
    assert home.breath_panel.lengths is not None
    assert home.breath_panel.lengths.key == "15"
    home.breath_panel.lengths.buttons["9"].click()
    assert home.cards[0].accessibleName().endswith("9 min")
    home.cards[1].setChecked(True)
    assert home.breath_panel.lengths is None
    home.cards[0].setChecked(True)
    assert home.breath_panel.lengths is not None
    assert home.breath_panel.lengths.key == "9"
    home.breath_panel.begin.click()
    practice = application.begun[0][0]
    assert practice == home.cards[0].practice.lasting(9)


def test_the_pace_that_was_easy_today_is_offered_and_taken_by_hand_alone(
    window: Window, application: PretendApplication, qtbot
) -> None:
    application.easy_today_per_min = 5.4
    window.show_home()
    window.show()
    qtbot.waitExposed(window)
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    assert home.breath_panel.today.isVisible()
    assert home.breath_panel.today.text() == "Easy today: 5.4"
    assert home.breath_panel.breaths_per_min == 6.0
    home.breath_panel.today.click()
    assert not home.breath_panel.today.isVisible()
    assert begun(home, application).breaths_per_min == 5.4


def test_without_a_pace_of_today_nothing_is_offered(home: HomeScreen) -> None:
    assert not home.breath_panel.today.isVisible()


_TURNS = st.one_of(
    st.tuples(st.just("pace"), st.sampled_from((-1, 1)), st.just(0)),
    st.tuples(st.just("shape"), st.sampled_from((-1, 1)), st.just(0)),
    st.tuples(st.just("lean"), st.sampled_from((-1, 1)), st.just(0)),
    st.tuples(st.just("part"), st.sampled_from((-1, 1)), st.integers(0, 3)),
)


@given(st.lists(_TURNS, max_size=60), st.booleans())
def test_however_it_is_turned_what_is_shown_is_what_is_led(
    turns: list[tuple[str, int, int]], from_own_pace: bool
) -> None:
    settings = BreathSettings.of(OWN)
    for kind, step, part in turns:
        turned = {
            "pace": lambda settings=settings, step=step: settings.by_pace_step(step),
            "shape": lambda settings=settings, step=step: settings.by_shape_step(step),
            "lean": lambda settings=settings, step=step: settings.by_ramp_step(step),
            "part": lambda settings=settings, step=step, part=part: settings.by_phase_step(part, step),
        }[kind]()
        settings = turned or settings
    led = settings.choice(from_own_pace=from_own_pace).guidance(OWN)
    assert led.ramp_s == pytest.approx(settings.ramp_s)
    assert (led.aim.in_s, led.aim.hold_in_s, led.aim.out_s, led.aim.hold_out_s) == pytest.approx(settings.phases_s)
    assert math.isclose(led.aim.breaths_per_min, settings.pattern.breaths_per_min)
