"""Lines are laid out by the cells of a terminal, of which a letter of Hangul takes two."""

import pytest
from rich.cells import cell_len

from ui.words.cells import padded, wrapped

SAID = "지금 있는 그대로 괜찮아요. 숨은 오고 싶은 대로 오고, 가고 싶은 대로 가게 두어요. " * 4


@pytest.mark.parametrize("wide", [20, 41, 88])
def test_no_line_is_wider_than_it_may_be_and_no_word_is_lost(wide: int) -> None:
    lines = wrapped(SAID, wide, first="· ", later="  ")
    assert max(map(cell_len, lines)) <= wide
    assert max(map(cell_len, lines)) > wide - 12, "and no narrower than its words make it"
    assert " ".join(line.strip("· ") for line in lines) == SAID.strip()


def test_what_has_narrow_letters_alone_is_laid_out_as_ever() -> None:
    said = "A heart-rate strap that says its name, and one that does not."
    assert wrapped(said, 30) == ["A heart-rate strap that says", "its name, and one that does", "not."]
    assert wrapped("heart-rate", 6, break_hyphens=True) == ["heart-", "rate"]
    assert wrapped("heart-rate", 6, break_hyphens=False, break_words=False) == ["heart-rate"]


def test_a_word_that_is_longer_than_a_line_is_broken_by_cells() -> None:
    assert wrapped("가나다라", 4) == ["가나", "다라"]
    assert wrapped("가나다라", 4, break_words=False) == ["가나다라"]


def test_columns_stand_beneath_one_another() -> None:
    assert [cell_len(padded(each, 10)) for each in ("시간", "심박수", "time", "")] == [10] * 4
    assert padded("시간", 6, before=True) == "  시간"
    assert padded("심박수", 4) == "심박수"
