"""Words can be read: 4.5:1 on every ground they stand on, in both families of colours."""

import pytest
from PySide6.QtGui import QColor

from ui.desktop.tokens import DARK, LIGHT, Tokens


def luminance(colour: str) -> float:
    made = QColor(colour)
    parts = (made.redF(), made.greenF(), made.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
def test_words_can_be_read_on_every_ground(tokens: Tokens) -> None:
    faint = {pair: contrast(*pair) for pair in tokens.word_pairs() if contrast(*pair) < 4.5}
    assert not faint
