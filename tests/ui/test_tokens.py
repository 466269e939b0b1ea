"""Words can be read: 4.5:1 on every ground they stand on, in every family of colours."""

import pytest

from tests.rigs.screens.contrast import contrast
from ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


def word_pairs(tokens: Tokens) -> tuple[tuple[str, str], ...]:
    """Every pair of words and background that the screens use."""
    words = (tokens.ink, tokens.muted, tokens.amber, tokens.honey, tokens.rose, tokens.sage)
    quiet = (tokens.ink, tokens.muted, tokens.amber, tokens.sage)
    return (
        *((word, tokens.background) for word in words),
        *((word, tokens.panel) for word in words),
        *((word, tokens.raised) for word in quiet),
        (tokens.ink, tokens.chosen),
        (tokens.muted, tokens.chosen),
        (tokens.on_honey, tokens.main),
        (tokens.on_honey, tokens.main_near),
    )


@pytest.mark.parametrize("tokens", [DARK, LIGHT, HIGH_CONTRAST], ids=["dark", "light", "high contrast"])
def test_words_can_be_read_on_every_ground(tokens: Tokens) -> None:
    faint = {pair: contrast(*pair) for pair in word_pairs(tokens) if contrast(*pair) < 4.5}
    assert not faint
