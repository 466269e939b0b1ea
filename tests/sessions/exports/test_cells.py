"""A cell of a table is exact, and no formula."""

import math

import pytest

from sessions.exports.cells import csv_cell, tsv_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "|cmd"])
def test_no_text_is_a_formula(text: str) -> None:
    assert csv_cell(text).startswith("'")
    assert tsv_cell(text).startswith("'")
    assert "\t" not in tsv_cell(text)


@pytest.mark.parametrize("value", [-1.5, 0.1 + 0.2, 1e-300, 1e22])
def test_numbers_are_exact(value: float) -> None:
    assert float(csv_cell(value)) == value


def test_what_is_no_number_is_empty_or_not_available() -> None:
    assert (csv_cell(math.nan), tsv_cell(math.nan), tsv_cell("a\tb\nc")) == ("", "n/a", "a b c")
