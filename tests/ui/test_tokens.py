"""Words can be read: 4.5:1 on every ground they stand on, in every family of colours."""

import pytest

from tests.rigs.contrast import contrast
from ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("tokens", [DARK, LIGHT, HIGH_CONTRAST], ids=["dark", "light", "high contrast"])
def test_words_can_be_read_on_every_ground(tokens: Tokens) -> None:
    faint = {pair: contrast(*pair) for pair in tokens.word_pairs() if contrast(*pair) < 4.5}
    assert not faint
