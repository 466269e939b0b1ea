"""Words of a practice under way."""

import pytest

from ui.words.languages import english
from ui.words.practice_words import left_words, pause_steps_label


@pytest.mark.parametrize(
    ("left_s", "waiting", "words"),
    [
        (540.0, None, "9 min left"),
        (545.0, None, "9 min left"),
        (590.0, None, "10 min left"),
        (61.0, None, "1 min left"),
        (40.0, None, "less than a minute left"),
        (0.0, None, ""),
        (540.0, "rest", "resting"),
        (540.0, "pause", "paused"),
    ],
)
def test_time_left_in_words(left_s: float, waiting, words: str) -> None:
    assert left_words(left_s, waiting, english()) == words


def test_the_largest_button() -> None:
    assert pause_steps_label(None, english()) == "Rest here"
    assert pause_steps_label("rest", english()) == pause_steps_label("pause", english()) == "Go on"
