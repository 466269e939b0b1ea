"""A name that has no end breaks within itself, and no page is made wider by it."""

import pytest

from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english
from ui.words.rooms.room_words import gone_words

NAME = "W" * 78


def test_words_that_wrap_break_within_it_and_are_read_as_they_were_said(qapp, qtbot) -> None:
    said = gone_words(["Oak", NAME], english())
    words = Words(said, font(13), DARK.amber, wrap=True)
    qtbot.addWidget(words)
    assert words.minimumSizeHint().width() < 300
    assert words.text() == said


@pytest.mark.parametrize("text", ["The room is over.", "/home/someone/.local/share/soften/sessions/2026-11-30.soften"])
def test_others_are_written_as_they_are(qapp, qtbot, text: str) -> None:
    words = Words(text, font(13), DARK.amber, wrap=True)
    qtbot.addWidget(words)
    assert super(Words, words).text() == text


def test_home_keeps_its_width_when_it_tells_of_such_a_name(qapp, qtbot, manual_clock) -> None:
    window = Window(PretendApplication(manual_clock), DARK, english())
    qtbot.addWidget(window)
    window.show_home()
    window.show()
    before = window.screen_shown.minimumSizeHint().width()
    window._say_at_home(gone_words(["Oak", NAME], english()))
    assert window.screen_shown.minimumSizeHint().width() == before
