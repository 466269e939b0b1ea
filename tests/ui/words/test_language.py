"""Messages, numbers, days and times by language; English as Python writes it."""

import ast
import gettext
import math
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ui.words
from tests.rigs.suite import programs
from tests.rigs.suite.source_trees import tree_of
from ui.words.language import Language
from ui.words.languages import english, own_name

ENGLISH = english()
TUESDAY = datetime(2026, 3, 3, 9, 5, tzinfo=UTC)


def language(code: str) -> Language:
    return Language(code, gettext.NullTranslations())


@given(st.floats(), st.integers(0, 3))
def test_english_numbers_are_as_python_writes_them(value, decimals):
    assert ENGLISH.number(value, decimals) == f"{value:.{decimals}f}"
    assert ENGLISH.short_number(value) == f"{value:g}"
    assert ENGLISH.short_number(value, 3) == f"{value:.3g}"


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_another_language_rounds_alike_and_writes_its_own_signs(value, decimals):
    assert language("de").number(value, decimals) == f"{value:.{decimals}f}".replace(".", ",")


@pytest.mark.parametrize(
    ("code", "written"),
    [("en", "-1234.5"), ("de", "-1234,5"), ("fr", "-1234,5"), ("sv", "−1234,5"), ("fa", "\u200e−۱۲۳۴٫۵")],
)
def test_numbers_by_language(code, written):
    assert language(code).number(-1234.5, 1) == written


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_what_is_no_number_is_said_plainly(code):
    assert language(code).number(math.nan, 1) == "nan"
    assert language(code).number(-math.inf) == "-inf"


def test_lengths_and_whole_numbers():
    assert ENGLISH.minutes_and_seconds(185.9) == "3:05"
    assert language("fa").minutes_and_seconds(185.0) == "۳:۰۵"
    assert ENGLISH.whole(12345678) == "12345678"
    assert ENGLISH.listed(["strap", "finger", "wrist"]) == "strap, finger, wrist"


def test_days_and_times():
    assert ENGLISH.weekday(TUESDAY) == f"{TUESDAY:%A}" == "Tuesday"
    assert ENGLISH.day(TUESDAY) == "Tuesday, 3 March 2026"
    assert ENGLISH.time_of_day(TUESDAY) == "09:05"
    assert language("de").weekday(TUESDAY) == "Dienstag"
    assert language("de").day(TUESDAY) == "Dienstag, 3. März 2026"


def test_a_language_is_called_as_its_speakers_call_it():
    assert [own_name(code) for code in ("en", "de", "pt_BR")] == ["English", "Deutsch", "português"]


def test_the_direction_of_writing():
    assert [code for code in ("en", "de", "ar", "fa", "he") if language(code).right_to_left] == ["ar", "fa", "he"]


def test_english_is_what_stands_in_the_code():
    assert ENGLISH.gettext("And now?") == "And now?"
    assert ENGLISH.gettext("") == ""
    assert [ENGLISH.ngettext("{count} beat", "{count} beats", n) for n in (0, 1, 2)] == [
        "{count} beats",
        "{count} beat",
        "{count} beats",
    ]
    assert ENGLISH.pgettext("heart", "rest") == "rest"
    assert ENGLISH.npgettext("heart", "beat", "beats", 1) == "beat"


def test_words_know_of_qt_only_its_core():
    imported = set()
    for file in Path(ui.words.__path__[0]).rglob("*.py"):
        for node in ast.walk(tree_of(file)):
            match node:
                case ast.Import(names=names):
                    imported |= {each.name for each in names}
                case ast.ImportFrom(module=str(module)):
                    imported.add(module)
    assert {name for name in imported if name.startswith(("PySide6", "pyqtgraph"))} == {"PySide6.QtCore"}


def test_numbers_in_english_need_no_qt():
    code = (
        "import sys; from ui.words.languages import preferred_language\n"
        "language = preferred_language({'LANG': 'en_GB.UTF-8'})\n"
        "print(language.number(1.25, 1), language.right_to_left, 'PySide6' in sys.modules)"
    )
    said = programs.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["1.2", "False", "False"]
