"""What is wrong with a window in the pseudo-language: words that are English still, and words that are cut off."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

from tests.rigs.screens.painted_words import Painted, Said, painted, said_by
from ui.desktop.theme.surfaces import FittedWords

PRACTICES = Path(__file__).resolve().parents[3] / "biofeedback" / "practices" / "en"

_LEADING_PX = 6
"""Px by which a label may be lower than its lines ask for: accents of another typeface raise a line and hide none."""

_TRANSLATED = re.compile("\u2067[^\u2067\u2069]*\u2069")
_DECIMAL_POINT = re.compile(r"\d\.\d")
_ENGLISH = re.compile("[A-Za-z]{2}")


def english_left(window: QWidget, *names: str, said: Sequence[Said] | None = None) -> set[str]:
    """Return what stands in the window without having been translated.

    The texts of practices are files of their own and stay English here, as do the names of sensors and places.

    Parameters
    ----------
    window : QWidget
        The window, in the pseudo-language.
    *names : str
        What else is a name and has no translation.
    said : sequence of Said or None
        What is said in it, where somebody asked before.
    """
    own = sorted({*_texts_of_practices(), *names}, key=len, reverse=True)
    whole = "\n".join(own)
    left = set()
    for each in said_by(window, visible=True) if said is None else said:
        untranslated = _untranslated(each.text)
        # What is painted may be one line of a longer text.
        if each.how == "painted" and " ".join(untranslated.split()) in whole:
            continue
        for text in own:
            untranslated = untranslated.replace(text, "")
        if _ENGLISH.search(untranslated):
            left.add(f"{each.how}: {each.text}")
    return left


def _untranslated(text: str) -> str:
    """Return what stands outside of all marks; they lie within each other where one message is part of another."""
    while text != (outside := _TRANSLATED.sub("", text)):
        text = outside
    return text


def english_numbers(said: Iterable[Said]) -> set[str]:
    """Return what has a number with a decimal point, in a language that writes a comma."""
    return {each.text for each in said if _DECIMAL_POINT.search(each.text)}


def cut_off(window: QWidget, by_hand: Iterable[Painted] | None = None) -> set[str]:
    """Return what has less room in the window than it needs; ``by_hand`` is what is painted, if somebody looked."""
    by_hand = painted(window) if by_hand is None else by_hand
    cut = {f"painted: {each.text}" for each in by_hand if not each.fits or each.text.endswith("…")}
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and not (_has_room(label) and _is_inside(label, window)):
            cut.add(f"{label.size().toTuple()}: {label.text()}")
    return cut


def beyond_the_edge(window: QWidget) -> set[str]:
    """Return the buttons that do not lie within the width of the window."""
    return {
        f"{button.accessibleName() or button.text()} at {place.right()}"
        for button in window.findChildren(QAbstractButton)
        if button.isVisible()
        and not 0
        <= (place := button.rect().translated(button.mapTo(window, QPoint()))).left()
        <= place.right()
        < window.width()
    }


def _has_room(label: QLabel) -> bool:
    width, height = label.width(), label.height()
    if label.wordWrap():
        return label.heightForWidth(width) <= height + _LEADING_PX
    if isinstance(label, FittedWords):
        return QFontMetrics(label.font()).horizontalAdvance(label.text()) <= width + 1
    return label.sizeHint().width() <= width + 1 and label.sizeHint().height() <= height + _LEADING_PX


def _is_inside(label: QLabel, window: QWidget) -> bool:
    above = label.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    if above is not None:
        return True
    return window.rect().contains(label.rect().translated(label.mapTo(window, QPoint())))


@cache
def _texts_of_practices() -> frozenset[str]:
    return frozenset(
        text
        for file in PRACTICES.glob("*.toml")
        for text in _strings(tomllib.loads(file.read_text(encoding="utf-8")))
        if len(text) > 2
    )


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield " ".join(value.split())
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)
