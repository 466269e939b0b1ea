"""Words at twice their size: everything grows, and what does not fit into the window any more scrolls."""

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.tour.window_tour import Tour
from ui.desktop.app import dress
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.theme.typeface import set_text_percent
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english


@pytest.fixture(autouse=True)
def undone(qapp: QApplication):
    dress(qapp, DARK)
    yield
    set_text_percent(100)
    dress(qapp, DARK)


def shown(application: PretendApplication, qtbot: QtBot, percent: int) -> Window:
    set_text_percent(percent)
    window = Window(application, DARK, english())
    qtbot.addWidget(window)
    window.resize(960, 540)
    window.show_home()
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: application.watching == 1)
    return window


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
def test_begin_is_whole_and_reached_at_home(application: PretendApplication, qtbot: QtBot, percent: int) -> None:
    window = shown(application, qtbot, percent)
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    begin = home.breath_panel.begin
    assert begin.height() >= begin.minimumSizeHint().height()
    begin.setFocus()
    QApplication.processEvents()
    # The focus brings it into sight, whole.
    where = begin.mapTo(window, begin.rect().topLeft())
    assert 0 <= where.y() <= where.y() + begin.height() <= window.height()
    bars = [each.verticalScrollBar().maximum() for each in home.home_page.findChildren(QScrollArea)]
    assert (bars[-1] == 0 or max(bars) > 0) if percent == 100 else max(bars) > 0


def test_rest_here_is_always_in_sight_at_twice_the_size(qapp: QApplication, qtbot: QtBot) -> None:
    set_text_percent(200)

    def make_window(application: PretendApplication) -> Window:
        window = Window(application, DARK, english())
        window.resize(960, 540)
        qtbot.addWidget(window)
        return window

    looked_at = 0
    for place, window in Tour(make_window).places("strap"):
        screen = window.screen_shown
        if place in ("practice, strap, begun", "details, strap") and isinstance(screen, PracticeScreen):
            button = screen.pause_steps
            assert button.isVisible()
            assert screen.rect().contains(button.geometry())
            assert button.width() >= button.sizeHint().width()
            looked_at += 1
    assert looked_at == 2
