"""The welcome: on the first run alone, left at any moment by key and pointer, and two real breaths at its end."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.app.profile_store import remember, remembered_preferences
from biofeedback.error_codes import StoreErrorCode
from biofeedback.errors import SoftenError
from biofeedback.practices import opening_page
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.suite.manual_clock import ManualClock
from ui.desktop.home.screen import HomeScreen
from ui.desktop.welcome.screen import BREATHS, IN_S, OUT_S, WelcomeScreen
from ui.desktop.welcome.words import after_the_breaths, welcome_pages
from ui.desktop.window import Window
from ui.preferences import SILENT, Preferences
from ui.tokens import DARK
from ui.words.languages import english

PAGES = welcome_pages(english())
LONGEST_S = 60.0
"""Under a minute, as was asked for."""

WORDS_PER_S = 4.0
"""Of somebody who reads without haste: 238 words a minute (Brysbaert 2019, doi 10.1016/j.jml.2019.104047)."""


@pytest.fixture
def first_run(window: Window, application: PretendApplication, qtbot: QtBot) -> WelcomeScreen:
    application.page = opening_page()
    window.show_first()
    window.show()
    qtbot.waitExposed(window)
    screen = window.screen_shown
    assert isinstance(screen, WelcomeScreen)
    qtbot.waitUntil(screen.go_on.hasFocus)
    return screen


@pytest.fixture
def around(qapp: QApplication, qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def shown(around: QWidget, clock: ManualClock, size: tuple[int, int]) -> WelcomeScreen:
    screen = WelcomeScreen(clock, DARK, english(), still_light=False)
    screen.setParent(around)
    around.resize(*size)
    screen.resize(*size)
    around.show()
    return screen


def test_it_comes_on_the_first_run_and_never_again(
    first_run: WelcomeScreen, window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    for _ in PAGES:
        qtbot.keyClick(first_run.go_on, Qt.Key.Key_Return)
    assert isinstance(window.screen_shown, HomeScreen)
    assert application.preferences.welcomed
    # What is good to know before a practice is not skipped with it.
    assert window.screen_shown.page is not window.screen_shown.home_page
    window.show_first()
    assert isinstance(window.screen_shown, HomeScreen)


@pytest.mark.parametrize("page", range(len(PAGES)))
@pytest.mark.parametrize("way", ["key", "pointer"])
def test_it_is_left_from_every_page(
    first_run: WelcomeScreen, window: Window, application: PretendApplication, qtbot: QtBot, page: int, way: str
) -> None:
    first_run.show_page(page)
    if way == "key":
        qtbot.keyClick(first_run, Qt.Key.Key_Escape)
    else:
        last = page == len(PAGES) - 1
        qtbot.mouseClick(first_run.go_on if last else first_run.skip, Qt.MouseButton.LeftButton)
    assert isinstance(window.screen_shown, HomeScreen)
    assert application.preferences.welcomed


def test_enter_skips_where_skip_has_the_focus(first_run: WelcomeScreen, window: Window, qtbot: QtBot) -> None:
    first_run.skip.setFocus()
    qtbot.keyClick(first_run.skip, Qt.Key.Key_Return)
    assert isinstance(window.screen_shown, HomeScreen)


def test_it_does_not_come_where_something_was_practised_before(window: Window, application: PretendApplication) -> None:
    assert application.opening_page() is None
    window.show_first()
    assert isinstance(window.screen_shown, HomeScreen)


def test_what_cannot_be_kept_holds_nobody_up(
    first_run: WelcomeScreen, window: Window, application: PretendApplication
) -> None:
    application.not_kept = SoftenError(StoreErrorCode.REFUSED_BY_SYSTEM)
    first_run.left.emit()
    assert isinstance(window.screen_shown, HomeScreen)


def test_the_arrows_turn_its_pages(first_run: WelcomeScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(first_run.go_on, Qt.Key.Key_Left)
    assert first_run.page == 0
    qtbot.keyClick(first_run.go_on, Qt.Key.Key_Right)
    assert (first_run.page, first_run.title.text()) == (1, PAGES[1].title)
    qtbot.keyClick(first_run.go_on, Qt.Key.Key_Left)
    assert first_run.title.text() == PAGES[0].title


def test_stillness_is_offered_and_kept(
    first_run: WelcomeScreen, window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    assert not first_run.still.isVisible()
    first_run.show_page(2)
    assert first_run.still.isVisible()
    light = first_run.light
    qtbot.mouseClick(first_run.still, Qt.MouseButton.LeftButton)
    assert first_run.light is not light
    first_run.left.emit()
    assert application.preferences == dataclasses.replace(SILENT, motion="still", welcomed=True)


def test_two_breaths_are_led_at_its_end_and_no_more(around: QWidget) -> None:
    clock = ManualClock()
    screen = shown(around, clock, (1280, 860))
    assert screen.light is not None
    clock.advance(5.0)
    assert screen.light.moment().phase == "still"
    screen.show_page(len(PAGES) - 1)
    phases = []
    for _ in range(400):
        phases.append(screen.light.moment().phase)
        clock.advance(0.1)
        screen.light.framed.emit()
    turns = [phase for phase, before in zip(phases[1:], phases, strict=False) if phase != before]
    assert turns == ["in", "out"] * BREATHS + ["still"]
    assert screen.lines[1].text() == after_the_breaths(english())
    assert not screen.light.state.runs, "nothing is painted any more"
    words = sum(len(" ".join((page.title, *page.lines)).split()) for page in PAGES)
    assert words / WORDS_PER_S + BREATHS * (IN_S + OUT_S) < LONGEST_S


@pytest.mark.parametrize("size", [(640, 400), (800, 480), (960, 540), (1440, 900)])
def test_all_of_it_has_room(around: QWidget, size: tuple[int, int]) -> None:
    screen = shown(around, ManualClock(), size)
    for page in range(len(PAGES)):
        screen.show_page(page)
        QApplication.processEvents()
        held = [screen.title, *screen.lines, screen.still, screen.go_on]
        if page < len(PAGES) - 1:
            held.append(screen.skip)
        bottoms = [each.geometry() for each in held if each.isVisible()]
        assert all(screen.rect().contains(each) for each in bottoms), page
        assert all(
            words.heightForWidth(words.width()) <= words.height() + 1
            for words in (screen.title, *screen.lines)
            if words.text()
        ), page


def test_it_is_remembered_in_the_preferences(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    assert not remembered_preferences()[0].welcomed
    remember(Preferences(welcomed=True))
    assert remembered_preferences() == (Preferences(welcomed=True), None)
