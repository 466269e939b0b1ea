"""The window comes back to where it was, and where that screen is gone, to where it can be seen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import StoreErrorCode
from biofeedback.errors import SoftenError
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.window import Window
from ui.desktop.window_place import place_of, seen_within
from ui.preferences import WindowPlace
from ui.tokens import DARK
from ui.words.languages import english

LAPTOP = QRect(0, 0, 1366, 728)
BESIDE = QRect(1366, -200, 2560, 1400)
SMALLEST = QSize(640, 400)


@pytest.mark.parametrize(
    ("where", "screens", "placed"),
    [
        pytest.param(QRect(60, 40, 900, 620), [LAPTOP], QRect(60, 40, 900, 620), id="as it was"),
        pytest.param(QRect(1500, 0, 2000, 1100), [LAPTOP, BESIDE], QRect(1500, 0, 2000, 1100), id="the other screen"),
        pytest.param(QRect(1500, 0, 1200, 600), [LAPTOP], QRect(83, 64, 1200, 600), id="that screen is gone"),
        pytest.param(QRect(1500, 0, 2000, 1100), [LAPTOP], QRect(0, 0, 1366, 728), id="gone, and larger"),
        pytest.param(QRect(-400, 300, 900, 620), [LAPTOP], QRect(0, 108, 900, 620), id="half beside the screen"),
        pytest.param(QRect(100, -50, 900, 620), [LAPTOP], QRect(100, 0, 900, 620), id="its upper edge above it"),
        pytest.param(QRect(0, 0, 3, 3), [LAPTOP], QRect(363, 164, 640, 400), id="too small to be one"),
        pytest.param(QRect(9000, 9000, 900, 620), [LAPTOP, BESIDE], QRect(233, 54, 900, 620), id="nowhere"),
    ],
)
def test_enough_of_it_is_seen_in_every_case(where: QRect, screens: list[QRect], placed: QRect) -> None:
    assert seen_within(where, SMALLEST, screens, LAPTOP) == placed


def test_closing_keeps_the_place_and_the_next_window_has_it(
    qapp: QApplication, qtbot: QtBot, application: PretendApplication
) -> None:
    window = Window(application, DARK, english())
    qtbot.addWidget(window)
    assert window.size() != QSize(700, 500)
    window.setGeometry(30, 20, 700, 500)
    window.show()
    qtbot.waitExposed(window)
    window.close()
    assert application.preferences.window == WindowPlace(x=30, y=20, width=700, height=500, dark=True)
    again = Window(application, DARK, english())
    qtbot.addWidget(again)
    assert again.geometry() == QRect(30, 20, 700, 500)


@pytest.mark.parametrize("state", ["full_screen", "maximised"])
def test_a_full_screen_comes_back_and_knows_its_place_beneath(
    qapp: QApplication, qtbot: QtBot, application: PretendApplication, state: str
) -> None:
    place = WindowPlace(x=30, y=20, width=700, height=500)
    application.preferences = replace(application.preferences, window=replace(place, **{state: True}))
    window = Window(application, DARK, english())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    assert (window.isFullScreen(), window.isMaximized()) == (state == "full_screen", state == "maximised")
    assert place_of(window) == replace(place, **{state: True})


def test_a_place_that_cannot_be_kept_holds_nobody_up(
    qapp: QApplication, qtbot: QtBot, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_place: WindowPlace) -> None:
        raise SoftenError(StoreErrorCode.PREFERENCES_NOT_KEPT, path="preferences.json", problem="full")

    monkeypatch.setattr(application, "keep_window", full)
    window = Window(application, DARK, english())
    qtbot.addWidget(window)
    window.show()
    assert window.close()


def test_no_name_of_a_screen_is_kept() -> None:
    assert set(WindowPlace.__dataclass_fields__) == {"x", "y", "width", "height", "maximised", "full_screen", "dark"}
