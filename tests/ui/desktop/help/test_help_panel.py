"""Help lies over a screen and leaves it alone: opened by key and pointer, searched, closed by Esc."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.practices import opening_page
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.after.summary import SummaryScreen
from ui.desktop.help.panel import HelpPanel
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.welcome.screen import WelcomeScreen
from ui.desktop.widgets.asking import Asking
from ui.desktop.window import Window

Opened = Callable[[], HelpPanel]


def ask(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Question)


def test_it_opens_in_a_practice_and_disturbs_nothing(
    window: Window, practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot, opened: Opened
) -> None:
    live(20.0)
    ask(qtbot, window)
    panel = opened()
    assert panel.view.page.name == "keys:practice"
    assert session.requests == []
    assert panel.search.hasFocus()
    before = practice.view.progress.at(20.0)
    qtbot.keyClicks(panel.search, "m r q")
    qtbot.keyClick(panel.search, Qt.Key.Key_Space)
    live(40.0)
    practice.read()
    assert session.requests == [], "letters in the search ask nothing of the practice"
    assert practice.view.progress.at(40.0) != before, "it goes on"
    with qtbot.waitSignal(practice.light.framed):
        pass
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert session.requests == [], "Esc closes help and does not end the practice"
    assert window.help is not None
    assert window.help.panel is None
    assert practice.hasFocus()
    qtbot.keyClick(practice, Qt.Key.Key_M)
    assert len(session.requests) == 1


def test_the_light_is_painted_beside_it_and_not_beneath(
    window: Window, practice: PracticeScreen, qtbot: QtBot, opened: Opened
) -> None:
    window.resize(1440, 900)
    ask(qtbot, window)
    panel = opened()
    assert panel.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    assert panel.geometry().right() == window.rect().right()
    assert panel.height() == window.height()
    assert panel.width() < window.width() / 2
    window.resize(900, 620)
    assert panel.geometry() == window.rect()


def test_a_number_of_the_details_opens_its_page_by_pointer_and_by_key(
    window: Window, practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot, opened: Opened
) -> None:
    window.resize(1440, 900)
    live(80.0)
    practice.toggle_details()
    assert practice.details is not None
    number = practice.details.numbers["rmssd_ms"]
    qtbot.mouseClick(number.value, Qt.MouseButton.LeftButton)
    assert opened().view.page.name == "number:rmssd_ms"
    qtbot.keyClick(opened().search, Qt.Key.Key_Escape)
    number.setFocus()
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert opened().view.page.name == "number:rmssd_ms"
    qtbot.keyClick(opened().search, Qt.Key.Key_Escape)
    assert number.hasFocus(), "the focus goes back to the number"
    ask(qtbot, window)
    assert opened().view.page.name == "number:rmssd_ms"
    assert session.requests == []


def test_a_fact_of_the_summary_opens_its_page(
    window: Window, practice: PracticeScreen, live, qtbot: QtBot, opened: Opened
) -> None:
    for t_s in range(0, 260, 20):
        live(float(t_s))
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, SummaryScreen))
    assert window.screen_shown is not None
    pages = [each.page for each in window.screen_shown.findChildren(Asking)]
    assert "number:practice_coherence_share" in pages
    asking = next(each for each in window.screen_shown.findChildren(Asking) if each.page.endswith("swing_bpm"))
    asking.setFocus()
    qtbot.keyClick(asking, Qt.Key.Key_Return)
    assert opened().view.page.name == "number:practice_swing_bpm"


def test_a_question_mark_in_a_text_is_one(window: Window, practice: PracticeScreen, live, qtbot: QtBot) -> None:
    for t_s in range(0, 260, 20):
        live(float(t_s))
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, SummaryScreen))
    summary = window.screen_shown
    assert isinstance(summary, SummaryScreen)
    summary.note.setFocus()
    qtbot.keyClick(summary.note, Qt.Key.Key_Question)
    QApplication.processEvents()
    assert summary.note.text() == "?"
    assert window.help is not None
    assert window.help.panel is None


def test_it_is_searched(home: HomeScreen, window: Window, qtbot: QtBot, opened: Opened) -> None:
    qtbot.mouseClick(home.home_page.help, Qt.MouseButton.LeftButton)
    panel = opened()
    assert panel.view.page.name == "keys:home"
    qtbot.keyClicks(panel.search, "polar h10")
    assert panel.contents.names[0] == "sensor:Polar H10"
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.view.page.name == "sensor:Polar H10"
    panel.search.clear()
    qtbot.keyClicks(panel.search, "slower")
    assert "keys:practice" in panel.contents.names
    panel.search.clear()
    qtbot.keyClicks(panel.search, "zzz")
    assert panel.contents.names == []
    assert "shorter word" in panel.contents.item(0).text()
    panel.show_all()
    assert len(panel.contents.names) > 100
    panel.contents.setCurrentRow(3)
    qtbot.keyClick(panel.contents, Qt.Key.Key_Return)
    assert panel.view.page.name


def test_tab_stays_within(home: HomeScreen, window: Window, qtbot: QtBot, opened: Opened) -> None:
    ask(qtbot, window)
    panel = opened()
    panel.show_all()
    seen = []
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert panel.isAncestorOf(focused)
        seen.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {panel.search, panel.contents, panel.welcome, panel.close_button} == set(seen)


def test_another_screen_closes_it(home: HomeScreen, window: Window, qtbot: QtBot, opened: Opened) -> None:
    ask(qtbot, window)
    opened()
    window.show_home()
    assert window.help is not None
    assert window.help.panel is None


def test_the_welcome_can_be_seen_again_but_not_out_of_a_practice(
    home: HomeScreen,
    window: Window,
    application: PretendApplication,
    session: PretendSession,
    qtbot: QtBot,
    opened: Opened,
) -> None:
    application.page = opening_page()
    ask(qtbot, window)
    qtbot.mouseClick(opened().welcome, Qt.MouseButton.LeftButton)
    assert isinstance(window.screen_shown, WelcomeScreen)
    window.show_practice(session)
    ask(qtbot, window)
    assert not opened().welcome.isVisible()
    window.close()


@pytest.mark.parametrize(
    "size", [(640, 400), *(pytest.param(size, marks=pytest.mark.long) for size in ((800, 480), (1440, 900)))]
)
def test_every_page_can_be_read_to_its_end(
    home: HomeScreen, window: Window, qtbot: QtBot, opened: Opened, size: tuple[int, int]
) -> None:
    window.resize(*size)
    ask(qtbot, window)
    panel = opened()
    panel.show_all()
    for name in panel.contents.names:
        panel.show_page(name)
        QApplication.processEvents()
        view = panel.view
        assert view is not None
        content = view.text.widget()
        assert content.width() <= view.text.viewport().width(), name
        assert content.height() >= content.minimumSizeHint().height(), name
