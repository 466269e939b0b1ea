"""Measures on rendered pixels how well words stand out from what is behind them, word by word.

A window is painted twice, with its words and without; where the two differ are the words, and the second is what is
behind them. Whatever paints the words, a label or a hand, they are found.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from scipy import ndimage

SCALE = 2  # device pixels in a logical one: the strokes of small letters then have their whole colour
LARGE_PX = 18  # logical px of a capital in letters of 24 px, which WCAG 1.4.3 calls large
ENOUGH, ENOUGH_IF_LARGE = 4.5, 3.0
_DIFFERENT = 10  # levels of 255 by which a pixel of a word differs from what is behind it; less is hardly an edge
_FEWEST = 30  # device px of a word; fewer are a dot
_GAP = 5  # device px between letters of one word

_ROLES = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.PlaceholderText)


class Faint(NamedTuple):
    """A word that can hardly be read: where it is, in logical pixels, and its contrast."""

    where: tuple[int, int, int, int]
    contrast: float


def faint_words(window: QWidget) -> list[Faint]:
    """Return the words of a window that do not stand out enough, but for what is disabled or half scrolled away."""
    image = _rendered(window)
    with _without_words(window):
        bare = _rendered(window)
    different = _differ(image, bare)
    for area in _aside(window):
        different[area.top() : area.bottom() + 1, area.left() : area.right() + 1] = False
    # Measured where there are words, which is a small part of all pixels.
    with_words, behind = _luminance(_pixels(image)[different]), _luminance(_pixels(bare)[different])
    contrast = np.ones(different.shape)
    contrast[different] = (np.maximum(with_words, behind) + 0.05) / (np.minimum(with_words, behind) + 0.05)
    words, _ = ndimage.label(_grown(different, _GAP))
    found = []
    for number, (rows, columns) in enumerate(ndimage.find_objects(words), start=1):
        here = different[rows, columns] & (words[rows, columns] == number)
        if np.count_nonzero(here) < _FEWEST:
            continue
        reached = float(np.percentile(contrast[rows, columns][here], 98))
        high = (rows.stop - rows.start - 2 * _GAP) / SCALE
        if reached < (ENOUGH_IF_LARGE if high >= LARGE_PX else ENOUGH):
            place = (columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start)
            found.append(Faint(tuple(each // SCALE for each in place), round(reached, 2)))  # type: ignore[arg-type]
    return found


def count_of_words(window: QWidget) -> int:
    """Return how many words are found in a window, those that stand out and those that do not."""
    image = _rendered(window)
    with _without_words(window):
        bare = _rendered(window)
    different = _differ(image, bare)
    return int(ndimage.label(_grown(different, _GAP))[1])


def luminance_of(image: QImage) -> np.ndarray:
    """Return the relative luminance of each pixel, 0 to 1, as the Web Content Accessibility Guidelines define it."""
    return _luminance(_pixels(image))


def _luminance(pixels: np.ndarray) -> np.ndarray:
    return 0.2126 * _LINEAR[pixels[..., 2]] + 0.7152 * _LINEAR[pixels[..., 1]] + 0.0722 * _LINEAR[pixels[..., 0]]


_PARTS = np.arange(256) / 255.0
_LINEAR = np.where(_PARTS <= 0.04045, _PARTS / 12.92, ((_PARTS + 0.055) / 1.055) ** 2.4)
"""The linear light of each of the 256 levels."""


def _pixels(image: QImage) -> np.ndarray:
    """Return the blue, green, red and nothing of each pixel, 0 to 255, within the image itself."""
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return pixels[:, : image.width()]


def _differ(one: QImage, other: QImage) -> np.ndarray:
    """Return where pixels differ by more than an edge does."""
    first, second = _pixels(one), _pixels(other)
    # Most are the same, which is told of four bytes at once.
    differ = first.view(np.uint32)[..., 0] != second.view(np.uint32)[..., 0]
    parts = first[differ].astype(np.int16) - second[differ]
    differ[differ] = (np.abs(parts[:, :3]) > _DIFFERENT).any(axis=1)
    return differ


def _grown(there: np.ndarray, rounds: int) -> np.ndarray:
    """Return a mask grown by one pixel to each of its four sides so many times; quicker than that of scipy."""
    for _ in range(rounds):
        before, there = there, there.copy()
        there[1:] |= before[:-1]
        there[:-1] |= before[1:]
        there[:, 1:] |= before[:, :-1]
        there[:, :-1] |= before[:, 1:]
    return there


def _rendered(window: QWidget) -> QImage:
    image = QImage(window.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    window.render(image)
    return image


@contextmanager
def _without_words(window: QWidget) -> Iterator[None]:
    palettes = [(each, each.palette()) for each in window.findChildren(QWidget) if isinstance(each, QLabel | QLineEdit)]
    for widget, palette in palettes:
        clear = QPalette(palette)
        for role in _ROLES:
            colour = QColor(clear.color(role))
            colour.setAlpha(0)
            clear.setColor(role, colour)
        widget.setPalette(clear)

    def nothing(_painter: QPainter, *_arguments: Any) -> None:
        pass

    try:
        with patch.object(QPainter, "drawText", nothing):
            yield
    finally:
        for widget, palette in palettes:
            widget.setPalette(palette)


def _aside(window: QWidget) -> Iterator[QRect]:
    """Yield where nothing is measured, in device pixels: what is disabled, and the fading edges of what scrolls."""
    for widget in window.findChildren(QWidget):
        disabled = isinstance(widget, QAbstractButton | QLineEdit) and not widget.isEnabled()
        if widget.isVisible() and (disabled or type(widget).__name__ == "_Edge"):
            corner = widget.mapTo(window, QPoint(0, 0)) * SCALE
            yield QRect(corner, widget.size() * SCALE).intersected(QRect(QPoint(0, 0), window.size() * SCALE))
