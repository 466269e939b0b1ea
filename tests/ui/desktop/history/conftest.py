"""The history as it opens, with the light that is chosen in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.rigs.files.recorded_practice import record
from tests.rigs.practices.past_practices import LAST, past_practices
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.history.screen import HistoryScreen
from ui.desktop.window import Window
from ui.presenter.past import PastPractice


def opened(window: Window, qtbot: QtBot, chosen: Path | None = None) -> HistoryScreen:
    window.resize(1200, 800)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.show_history(chosen)
    screen = window.screen_shown
    assert isinstance(screen, HistoryScreen)
    with qtbot.waitSignal(screen.shown):
        pass
    return screen


@pytest.fixture
def screen(window: Window, application: PretendApplication, qtbot: QtBot) -> HistoryScreen:
    application.past = past_practices(42)
    shown = opened(window, qtbot)
    qtbot.waitUntil(shown.picture.hasFocus)
    return shown


def light(screen: HistoryScreen) -> PastPractice:
    assert screen.picture.light is not None
    return screen.picture.light.practice


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("recordings") / "a.soften", note="Softer.")


@pytest.fixture(autouse=True)
def at_the_end(monkeypatch: pytest.MonkeyPatch, application: PretendApplication) -> None:
    application.preferences = replace(application.preferences, motion="still")
    monkeypatch.setattr("ui.desktop.history.screen.local_now", lambda: LAST)
