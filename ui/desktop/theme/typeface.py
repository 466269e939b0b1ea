"""The typefaces of the window, Inter and one for Hangul, which come with it, and how to fit text with them."""

from functools import cache
from pathlib import Path

from PySide6 import QtCore  # its namespace Qt is made when it is first asked for, 17 ms that no first picture needs
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

_INTER, _HANGUL = Path(__file__).with_name("inter"), Path(__file__).with_name("hangul")
LIGHT = QFont.Weight.Light
REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
STRONG = QFont.Weight.DemiBold
_FILES = {LIGHT: "Light", REGULAR: "Regular", MEDIUM: "Medium", STRONG: "SemiBold"}
HANGUL = "SoftenHangul"
"""What the typeface of Hangul is called: it is cut out of Pretendard, whose licence reserves that name."""


_share = [1.0]  # of the usual size, how large words are; one for the whole process, as its typefaces are


def set_text_percent(percent: int) -> None:
    """Make what `font` and `scaled` return from now on so much larger; 100 is the usual size."""
    _share[0] = percent / 100.0


def scaled(size_px: float) -> int:
    """Return a size that goes with the words, in logical pixels, as large as the person has them."""
    return round(size_px * _share[0])


def font(size_px: int, weight: QFont.Weight = REGULAR, *, spacing_percent: float = 100.0) -> QFont:
    """Return the typeface at ``size_px`` logical pixels, larger if the person has words larger.

    ``spacing_percent`` widens the letters; 100 leaves them as they are.
    """
    face = QFont()
    face.setFamilies(_families(weight))
    face.setPixelSize(scaled(size_px))
    face.setWeight(weight)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if spacing_percent != 100.0:
        face.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spacing_percent)
    return face


def pill_size(text: str, face: QFont) -> QSize:
    """Return the size of a button with round ends: ``text`` with space around it."""
    metrics = QFontMetricsF(face)
    return QSize(round(metrics.horizontalAdvance(text) + scaled(44)), round(metrics.height() + scaled(20)))


def fitting(text: str, width: float, face: QFont, smallest_px: int) -> QFont:
    """Return ``face``, smaller if ``text`` would not fit into ``width``, never below `scaled` ``smallest_px``."""
    fitted = QFont(face)
    while fitted.pixelSize() > scaled(smallest_px) and QFontMetricsF(fitted).horizontalAdvance(text) > width:
        fitted.setPixelSize(fitted.pixelSize() - 1)
    return fitted


def fitting_lines(text: str, size: QSize, face: QFont, smallest_px: int) -> QFont:
    """Return ``face``, smaller if ``text``, broken into lines, would not fit into ``size``, as `fitting` does."""
    fitted = QFont(face)
    area = QRectF(0.0, 0.0, size.width(), size.height())
    while fitted.pixelSize() > scaled(smallest_px):
        needed = QFontMetricsF(fitted).boundingRect(area, QtCore.Qt.TextFlag.TextWordWrap, text)
        if needed.width() <= area.width() and needed.height() <= area.height():
            break
        fitted.setPixelSize(fitted.pixelSize() - 1)
    return fitted


def broken_lines(text: str, width: float, face: QFont, most: int = 2) -> list[str]:
    """Return ``text`` broken at spaces into lines that fit into ``width``; the last of ``most`` is elided."""
    metrics = QFontMetricsF(face)
    lines: list[str] = []
    left = text
    while left and len(lines) < most - 1 and metrics.horizontalAdvance(left) > width:
        breaks = [
            at for at, letter in enumerate(left) if letter == " " and metrics.horizontalAdvance(left[:at]) <= width
        ]
        if not breaks:
            break
        lines.append(left[: breaks[-1]])
        left = left[breaks[-1] + 1 :]
    return [*lines, metrics.elidedText(left, QtCore.Qt.TextElideMode.ElideRight, width)] if left else lines


@cache
def _families(weight: QFont.Weight) -> list[str]:
    """Return the names of the typefaces, which have this weight by then, the second for what the first has not.

    Each takes some 0.2 ms, because Qt reads the shapes of letters only where they are drawn.
    """
    QFontDatabase.addApplicationFont(str(_INTER / f"Inter-{_FILES[weight]}.otf"))
    QFontDatabase.addApplicationFont(str(_HANGUL / f"{HANGUL}-{_FILES[weight]}.otf"))
    if QFontDatabase.hasFamily("Inter"):
        return ["Inter", HANGUL]
    return [QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family(), HANGUL]
