"""The whole window in a language that nobody speaks: longer, with accents, in marks of right to left.

Nothing is English still, no number among them, and nothing is cut off, in the usual window and in the smallest one.
"""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.sensors import SIMULATED_HEART, WITHOUT_SENSOR
from scripts import messages
from tests.rigs.screens.painted_words import painted, said_by
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.suite.long_forms import first_of
from tests.rigs.tour.room_tour import SEATED
from tests.rigs.tour.window_tour import Tour
from tests.rigs.words.left_in_english import beyond_the_edge, cut_off, english_left, english_numbers
from tests.rigs.words.pseudo_language import pseudo_language
from ui.desktop.app import dress
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import available_languages, own_name
from ui.words.rooms.seat_names import seat_names

STRAP = "Polar H10 7A2C31"
NAMES = (
    STRAP,
    f"bluetooth:{STRAP}",
    "in reach",
    SIMULATED_HEART.spec,
    WITHOUT_SENSOR.spec,
    "Soften",
    *map(own_name, available_languages()),
    "Anna",
    "Strap 1",
)
"""What is called the same everywhere; a language is called as those who speak it call it."""


@pytest.mark.parametrize(
    ("code", "width", "height"), first_of([("de", 800, 480), ("ar", 1280, 860), ("de", 900, 620)], 2)
)
def test_the_whole_window_speaks_the_language(
    qapp: QApplication, qtbot: QtBot, code: str, width: int, height: int
) -> None:
    dress(qapp, DARK)
    language = pseudo_language(messages.template(), code)

    def make_window(application: PretendApplication) -> Window:
        window = Window(application, DARK, language)
        window.resize(width, height)
        qtbot.addWidget(window)
        return window

    tour = Tour(make_window, language)
    english, cut, numbers = {}, {}, {}
    for place, window in tour.places():
        path = str(tour.session.path) if tour.session is not None else ""
        assert (window.width(), window.height()) == (width, height), place
        names = (*NAMES, *seat_names(language), *SEATED, "Strap", *filter(None, [path]))
        by_hand = painted(window)
        said = said_by(window, by_hand, visible=True)
        english |= dict.fromkeys(english_left(window, *names, said=said), place)
        cut |= dict.fromkeys(cut_off(window, by_hand), place)
        numbers |= dict.fromkeys(english_numbers(said), place)
        cut |= dict.fromkeys(beyond_the_edge(window), place)
    assert not english, "\n".join(f"{where}: {text}" for text, where in english.items())
    assert not numbers, "\n".join(f"{where}: {text}" for text, where in numbers.items())
    assert not cut, "\n".join(f"{where}: {text}" for text, where in cut.items())
