"""Text of others is shown for what it is."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.outside_text import LONGEST_TEXT, escaped, shown, shown_lines


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Polar H10 7A2C31", "Polar H10 7A2C31"),
        ("\x1b[2J\x1b]0;mine\x07", "␛[2J␛]0;mine␇"),
        ("H10\r# rr", "H10␍# rr"),
        ("two\nlines", "two␊lines"),
        ("\x7f", "␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("photo\u202egnp.exe", "photo<U+202E>gnp.exe"),
        ("zero\u200bwidth\ufeff", "zero<U+200B>width<U+FEFF>"),
        ("\u2066a\u2069", "<U+2066>a<U+2069>"),
        ("\udc80", "<U+DC80>"),
        ("\u2028\u2029", "<U+2028><U+2029>"),
        ("filler\u3164", "filler<U+3164>"),
        ("👩‍👧 and ❤️‍🔥", "👩‍👧 and ❤️‍🔥"),
        ("a\u200db", "a<U+200D>b"),
        ("심장 Herz ❤ ضربان قلب", "심장 Herz ❤ ضربان قلب"),
    ],
)
def test_what_is_not_seen_becomes_a_mark(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_a_long_text_says_that_there_is_more() -> None:
    assert shown("n" * 100_000) == "n" * LONGEST_TEXT + "…"
    assert shown("Polar", 3) == "Pol…"


@given(st.text(st.characters()))
def test_nothing_unseen_is_left(text: str) -> None:
    categories = {unicodedata.category(sign) for sign in shown(text).replace("\u200d", "")}
    assert not categories & {"Cc", "Cs", "Zl", "Zp"}
    shown(text).encode("utf-8")


@given(st.text(st.characters()))
def test_lines_of_ours_obey_nothing_and_stay_lines(text: str) -> None:
    line = shown_lines(text)
    assert not [sign for sign in line if unicodedata.category(sign) == "Cc" and sign != "\n"]
    assert line.count("\n") == text.count("\n")


@given(st.text(st.characters()))
def test_escaped_json_says_the_same(text: str) -> None:
    told = escaped(json.dumps({text: text}, ensure_ascii=False))
    assert json.loads(told) == {text: text}
    for seen_though_a_format in "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\U000110bd":
        told = told.replace(seen_though_a_format, "")
    assert not {unicodedata.category(sign) for sign in told} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
