"""The first picture of `soften`: what it shows does not move when the home page comes."""

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.practice.script.safety import OpeningPage
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.home.screen import HomeScreen
from ui.desktop.window import Window
from ui.tokens import DARK


def picture(window: Window) -> QImage:
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def colours(image: QImage, area: QRect) -> list[str]:
    inside = image.copy(area)
    pixels = np.frombuffer(inside.constBits(), np.uint32).reshape(area.height(), area.width())
    return sorted(f"#{pixel & 0xFFFFFF:06x}" for pixel in np.unique(pixels))


@pytest.mark.parametrize(("wide", "high"), [(1280, 860), (900, 620), (2200, 1300)])
def test_the_question_stays_where_it_was_to_the_pixel(window: Window, qtbot: QtBot, wide: int, high: int) -> None:
    window.resize(wide, high)
    window.show_first_words()
    window.show()
    qtbot.waitExposed(window)
    first = picture(window)
    window.show_home()
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    QApplication.processEvents()
    whole = picture(window)
    question = home.home_page.question
    row = QRect(question.mapTo(window, question.rect().topLeft()), question.size())
    assert first.copy(row) == whole.copy(row)
    assert len(colours(first, row)) > 2
    # All around it is the ground that stays.
    below = QRect(0, row.bottom() + 1, wide, high - row.bottom() - 1)
    assert colours(first, below) == [DARK.background]


def test_where_another_page_comes_first_no_question_is_shown(
    window: Window, application: PretendApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = application.opening_words()
    monkeypatch.setattr(application, "opening_page", lambda: page)
    assert isinstance(page, OpeningPage)
    window.show_first_words()
    window.show()
    qtbot.waitExposed(window)
    assert colours(picture(window), window.rect()) == [DARK.background]


def test_it_tells_once_that_it_was_seen(window: Window, qtbot: QtBot) -> None:
    answers: list[bool] = []
    words = window.show_first_words()
    words.seen.connect(lambda: answers.append(True))
    with qtbot.waitSignal(words.seen):
        window.show()
    words.repaint()
    qtbot.wait(20)
    assert answers == [True]
