"""Words and controls stand out in every theme: measured on the pixels of every screen, not on the colours asked for."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.rigs.files.recorded_practice import record
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.text_contrast import count_of_words, faint_words, luminance_of
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.tour.window_tour import Tour
from ui.desktop.app import dress
from ui.desktop.history.screen import HistoryScreen
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.choice_flow import ChoiceFlow
from ui.desktop.widgets.controls.field import Field
from ui.desktop.widgets.controls.switch import Switch
from ui.desktop.widgets.controls.volume_slider import VolumeSlider
from ui.desktop.window import Window
from ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from ui.words.languages import english

THEMES = {"dark": DARK, "light": LIGHT, "high-contrast": HIGH_CONTRAST}
EACH_THEME = pytest.mark.parametrize("tokens", list(THEMES.values()), ids=list(THEMES))
ONE_OF_A_KIND = re.compile(r"home, |simulated|\d.*\d|begun|questions, (?!loving)|settings, (?:slower|\d)")
"""Places of the tour that look like another of it."""

CONTROLS_ENOUGH = 3.0  # WCAG 1.4.11, for what a control is known by


@pytest.fixture(autouse=True)
def undone(qapp: QApplication):
    yield
    dress(qapp, DARK)


@pytest.mark.parametrize(
    ("tokens", "left_out"),
    [
        pytest.param(DARK, set(), id="dark"),
        pytest.param(LIGHT, set(), id="light"),
        # What paints it is what paints the other two; by itself it has colours alone.
        pytest.param(HIGH_CONTRAST, {"room", "leading", "voice", "demonstration", "assessment"}, id="high-contrast"),
        pytest.param(HIGH_CONTRAST, set(), id="high-contrast-long", marks=pytest.mark.long),
    ],
)
def test_every_word_of_every_screen_can_be_read(
    qapp: QApplication, qtbot: QtBot, tokens: Tokens, left_out: set[str]
) -> None:
    dress(qapp, tokens)

    def make_window(application: PretendApplication) -> Window:
        window = Window(application, tokens, english())
        window.resize(960, 540)
        qtbot.addWidget(window)
        return window

    faint, words = {}, 0
    tour = Tour(make_window)
    for place, window in tour.places(*(set(tour.parts) - {"simulated"} - left_out)):
        if not ONE_OF_A_KIND.search(place):
            if found := faint_words(window):
                faint[place] = found
            words += place in ("home", "the settings, looks") and count_of_words(window)
    assert not faint
    assert words > 60


@EACH_THEME
def test_every_word_of_looking_back_can_be_read(
    qapp: QApplication, qtbot: QtBot, tokens: Tokens, tmp_path: Path
) -> None:
    dress(qapp, tokens)
    application = PretendApplication(ManualClock())
    window = Window(application, tokens, english())
    window.resize(960, 760)
    qtbot.addWidget(window)
    recording = record(tmp_path / "a.soften", silent=(70.0, 95.0), markers=(120.0,), note="Warm hands.")
    window.show_review(recording)
    window.show()
    review = window.screen_shown
    assert isinstance(review, ReviewScreen)
    qtbot.waitUntil(lambda: review.plot is not None)
    QApplication.processEvents()
    assert faint_words(window) == []
    window.show_history()
    history = window.screen_shown
    assert isinstance(history, HistoryScreen)
    for _ in range(20):
        QApplication.processEvents()
    assert faint_words(window) == []


def test_what_can_hardly_be_read_is_found(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    holder = QWidget(window)
    dress(qapp, DARK)
    column = QVBoxLayout(holder)
    column.addWidget(Words("clear", font(14), DARK.ink))
    column.addWidget(Words("faint", font(14), "#6b6259"))
    column.addWidget(Words("faint", font(40), "#6b6259"))
    holder.resize(300, 200)
    window.resize(300, 200)
    window.show()
    (found,) = faint_words(holder)
    assert 2.0 < found.contrast < 4.5
    assert count_of_words(holder) >= 3  # letters of 40 px stand apart


def _controls(tokens: Tokens) -> dict[str, QWidget]:
    choices = ChoiceFlow("Colours", [("a", "dark"), ("b", "light")], tokens, english())
    choices.choose("a")
    switch_on = Switch("", tokens)
    switch_on.setChecked(True)
    slider = VolumeSlider("Volume", tokens)
    slider.setValue(50)
    return {
        "pill": Pill("Settings", tokens),
        "main pill": Pill("Begin", tokens, main=True),
        "switch off": Switch("", tokens),
        "switch on": switch_on,
        "choice": choices.buttons["a"],
        "slider": slider,
        "field": Field("A note", "a note", 80, tokens),
    }


def _on_a_panel(tokens: Tokens, widget: QWidget, qtbot: QtBot, *beside: QWidget) -> QWidget:
    # A window that asks for no least size of its own, as the one of Soften.
    window = QWidget()
    qtbot.addWidget(window)
    panel = Panel(tokens, "panel")
    panel.setParent(window)
    column = QVBoxLayout(panel)
    for each in (widget, *beside):
        column.addWidget(each)
    panel.resize(360, 130)
    window.resize(360, 130)
    window.show()
    return window


def _image(window: QWidget) -> np.ndarray:
    return luminance_of(window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))


def _contrast(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


@EACH_THEME
@pytest.mark.parametrize("name", ["switch off", "switch on", "slider", "field", "main pill"])
def test_a_control_stands_out_from_its_panel(qapp: QApplication, qtbot: QtBot, tokens: Tokens, name: str) -> None:
    dress(qapp, tokens)
    widget = _controls(tokens)[name]
    window = _on_a_panel(tokens, widget, qtbot)
    seen = _image(window)
    ground = seen[5, 180]
    most = _contrast(seen, np.full_like(seen, ground))
    enough = CONTROLS_ENOUGH if name != "main pill" or tokens is not LIGHT else 1.5  # its words name it: 8:1 on it
    assert np.count_nonzero(most >= enough) >= 40


@EACH_THEME
@pytest.mark.parametrize("name", ["pill", "main pill", "switch off", "switch on", "slider", "field", "choice"])
def test_the_focus_stands_out(qapp: QApplication, qtbot: QtBot, tokens: Tokens, name: str) -> None:
    dress(qapp, tokens)
    widget = _controls(tokens)[name]
    other = QWidget()
    window = _on_a_panel(tokens, widget, qtbot, other)
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.waitExposed(window)
    window.activateWindow()

    def seen_with(focus: Callable[[], None], focused: QWidget) -> np.ndarray:
        focus()
        qtbot.waitUntil(focused.hasFocus)
        return _image(window)

    without = seen_with(other.setFocus, other)
    with_focus = seen_with(widget.setFocus, widget)
    assert np.count_nonzero(_contrast(with_focus, without) >= CONTROLS_ENOUGH) >= 20
