"""English says what it said before there were messages, letter for letter: every screen, and the words of each state.

The two files of sentences were written by the code as it was then.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practices import practice_named
from tests.rigs.tour.window_tour import english_of
from tests.rigs.words.said_now import said_now
from ui.desktop.app import dress
from ui.desktop.home.breath_settings import shape_words
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english
from ui.words.lengths import length_words
from ui.words.moment_words import moment_words
from ui.words.practice_words import hints, left_words, pause_steps_label
from ui.words.sensors.sensor_words import contact_words

HERE = Path(__file__).parent
SCREENS = json.loads((HERE / "english_before.json").read_text(encoding="utf-8"))
SENTENCES = json.loads((HERE / "english_sentences_before.json").read_text(encoding="utf-8"))
ENGLISH = english()


def told_now(screens: Any) -> Any:
    """Return all that the screens said, as it is said now."""
    if isinstance(screens, dict):
        return {name: told_now(screen) for name, screen in screens.items()}
    return said_now(screens) if isinstance(screens, str) else sorted(map(told_now, screens))


def test_every_screen_says_what_it_said(qapp, qtbot: QtBot) -> None:
    dress(qapp, DARK)

    def make_window(application) -> Window:
        window = Window(application, DARK, ENGLISH)
        qtbot.addWidget(window)
        return window

    assert english_of(make_window) == told_now(SCREENS)


def said(kind: str, row: list[Any]) -> object:
    """Return what is said now where the row tells of what was said then, which is its end."""
    match kind, row:
        case "hints", [hand, led, whole, _]:
            return hints(ENGLISH, hand=hand, led=led, whole=whole)
        case "left", [left_s, waiting, _]:
            return left_words(float(left_s), waiting, ENGLISH)
        case "button", [waiting, _]:
            return pause_steps_label(waiting, ENGLISH)
        case "lengths", [name, minutes, _]:
            practice = practice_named(name)
            return length_words(practice.lasting(minutes) if minutes else practice, ENGLISH)
        case "moments", [moment, _]:
            return moment_words(datetime.fromisoformat(moment), ENGLISH)
        case "shapes", [*numbers, _]:
            return shape_words(BreathPattern(*numbers), ENGLISH)
        case "contact", [state, _]:
            return contact_words(state, ENGLISH)
    raise AssertionError(kind)


@pytest.mark.parametrize("kind", ["hints", "left", "button", "lengths", "moments", "shapes", "contact"])
def test_every_state_is_said_as_it_was(kind: str) -> None:
    assert SENTENCES[kind]
    for row in SENTENCES[kind]:
        assert said(kind, row) == row[-1], row
