"""How the words of the wall are set: large enough for the room, in as many lines as the longest of them take."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from ui.desktop.audience.readable import readable_px
from ui.desktop.theme.typeface import LIGHT, font
from ui.desktop.widgets.prompt_line import in_balance

_FEWEST_LINES = 3
"""So many lines have room always: what the practices that come with it take on a screen that lies."""

_LINE = 1.25  # sizes of the letters from one line to the next, as Inter is set
_MOST_SHARE = 0.5  # of the height, for words; a choice: the light keeps the other half
_SMALLER = 0.95  # of the letters, where even half of the height has no room for all; a choice, in small steps
_LEAST_PX = 12  # below which nobody reads anything; a choice


class WordsArea(NamedTuple):
    """The letters of the words, in pixels of their size, and how high they are together."""

    face: QFont
    letters_px: int
    height_px: int


def words_area(texts: Iterable[str], width_px: int, screen_px: int) -> WordsArea:
    """Return how words have room on a screen so high.

    Parameters
    ----------
    texts : iterable of str
        All that may be said.
    width_px : int
        How wide they may be.
    screen_px : int
        The height of the screen. Letters are as large as `readable_px` has them, unless words are so many that they
        would take more than half of it.
    """
    said = tuple(texts)
    letters_px = readable_px(screen_px)
    while True:
        face = font(letters_px, LIGHT, spacing_percent=101.0)
        face.setPixelSize(letters_px)  # it goes with the room, and not with the eyes of who leads
        lines = max((_lines(text, face, width_px) for text in said), default=0)
        height_px = round(max(_FEWEST_LINES, lines) * _LINE * letters_px)
        if height_px <= _MOST_SHARE * screen_px or letters_px <= _LEAST_PX:
            return WordsArea(face, letters_px, height_px)
        letters_px = int(_SMALLER * letters_px)


def _lines(text: str, face: QFont, width_px: int) -> int:
    metrics = QFontMetricsF(face)
    area = QRectF(0.0, 0.0, width_px, 0.0)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    return round(metrics.boundingRect(area, flags, in_balance(text, face, width_px)).height() / metrics.lineSpacing())
