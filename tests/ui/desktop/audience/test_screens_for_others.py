"""The screen for those who look on is found again by its name."""

import pytest
from PySide6.QtCore import QRect

from ui.desktop.audience.screens import audience_screen, name_of


class Screen:
    def __init__(self, port: str, maker: str = "", model: str = "", left: int = 0) -> None:
        self._told = port, maker, model
        self._left = left

    def geometry(self) -> QRect:
        return QRect(self._left, 0, 1000, 800)

    def name(self) -> str:
        return self._told[0]

    def manufacturer(self) -> str:
        return self._told[1]

    def model(self) -> str:
        return self._told[2]


LAPTOP, OTHER = Screen("eDP-1"), Screen("DP-1", left=1000)

BEAMER, WALL = Screen("HDMI-1", "EPSON", "EB-W06", 2000), Screen("DP-2", "EPSON", "EB-W06", 3000)

MIRRORED = Screen("HDMI-1", "EPSON", "EB-W06", 0)


@pytest.mark.parametrize(
    ("screens", "remembered", "chosen"),
    [
        ([LAPTOP], "", None),
        ([LAPTOP, BEAMER], "", BEAMER),
        ([LAPTOP, OTHER, BEAMER], "EPSON EB-W06", BEAMER),
        ([LAPTOP, OTHER, WALL], "EPSON EB-W06", WALL),
        ([LAPTOP, BEAMER], "eDP-1", BEAMER),
        ([LAPTOP, BEAMER, WALL], "EPSON EB-W06 DP-2", WALL),
        ([LAPTOP, BEAMER, WALL], "EPSON EB-W06 HDMI-1", BEAMER),
        ([LAPTOP, OTHER, BEAMER, WALL], "EPSON EB-W06", BEAMER),
        ([LAPTOP, MIRRORED], "EPSON EB-W06", None),
        ([LAPTOP, MIRRORED, OTHER], "EPSON EB-W06", OTHER),
    ],
    ids=[
        "none beside ours",
        "the other one",
        "the one of last time",
        "plugged in elsewhere",
        "never ours",
        "one of two that are the same",
        "the other of the two",
        "one of these, when it was alone",
        "one that shows what ours shows",
        "another beside that one",
    ],
)
def test_the_screen_for_others_is_found_again_by_its_name(screens, remembered, chosen) -> None:
    assert audience_screen(screens, LAPTOP, remembered) is chosen


def test_a_screen_has_the_name_of_what_it_is_and_of_its_plug_where_two_are_the_same() -> None:
    assert name_of(BEAMER) == name_of(BEAMER, [LAPTOP, BEAMER]) == "EPSON EB-W06"
    assert name_of(WALL, [LAPTOP, BEAMER, WALL]) == "EPSON EB-W06 DP-2"
    assert name_of(OTHER, [LAPTOP, OTHER]) == "DP-1"
