"""Looking back in a language that nobody speaks: nothing is English still and nothing is cut off, at any size."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scripts import messages
from tests.rigs.files.recorded_practice import STARTED, record
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.words.left_in_english import cut_off, english_left
from tests.rigs.words.pseudo_language import pseudo_language
from ui.desktop.app import dress
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.window import Window
from ui.tokens import DARK, LIGHT, Tokens

NAMES = ("Soften", "Warm hands.", "words.soften")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(
        tmp_path_factory.mktemp("words") / "words.soften", silent=(70.0, 95.0), markers=(120.0,), note=NAMES[1]
    )


@pytest.mark.parametrize(
    ("code", "width", "height", "tokens"),
    [("de", 800, 480, LIGHT), ("de", 1280, 860, DARK), ("ar", 2560, 1440, DARK)],
)
def test_looking_back_speaks_the_language(
    qapp: QApplication, qtbot: QtBot, recording: Path, code: str, width: int, height: int, tokens: Tokens
) -> None:
    dress(qapp, tokens)
    language = pseudo_language(messages.template(), code)
    window = Window(PretendApplication(ManualClock()), tokens, language)
    window.resize(width, height)
    qtbot.addWidget(window)
    window.show_review(recording)
    window.show()
    screen = window.screen_shown
    assert isinstance(screen, ReviewScreen)
    qtbot.waitUntil(lambda: screen.plot is not None)
    plot = screen.plot
    assert plot is not None
    left, cut = set(), set()
    for mark in (None, *plot.data.marks):
        plot.look_at(None if mark is None else mark.at_s)
        for _ in range(3):
            QApplication.processEvents()
        left |= english_left(window, language.day(STARTED), *NAMES)
        cut |= cut_off(window)
    assert (window.width(), window.height()) == (width, height)
    assert not left
    assert not cut
