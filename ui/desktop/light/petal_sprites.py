"""Makes the pictures of a petal of a room, to be painted many times: what every petal has, and what warmth adds.

As with the breath light each is painted once with sixteen bits a colour and a grain finer than one level.
"""

from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QRadialGradient

from ui.desktop.light.glow import Grain
from ui.desktop.light.shade import Stops, coloured

# Radius in petals, then red, green and blue in levels (0 to 255): what is added to a dark background. A choice by eye,
# in honey, with an edge that stays clean in the picture of a video call.
_LIGHT: Stops = (
    (0.00, 176, 146, 92),
    (0.14, 172, 138, 80),
    (0.30, 158, 116, 56),
    (0.48, 130, 86, 34),
    (0.64, 98, 60, 21),
    (0.76, 66, 39, 12.5),
    (0.84, 40, 23, 7),
    (0.91, 17, 9.6, 2.8),
    (0.96, 6, 3.3, 1),
    (1.00, 0, 0, 0),
)
_WARMTH: Stops = (
    (0.00, 52, 62, 62),
    (0.14, 54, 62, 54),
    (0.30, 60, 62, 40),
    (0.48, 68, 58, 24),
    (0.64, 66, 48, 16),
    (0.76, 56, 37, 10),
    (0.84, 42, 26, 6.5),
    (0.91, 24, 14, 3.6),
    (0.96, 10, 5.8, 1.6),
    (1.00, 0, 0, 0),
)
# On a light ground they are laid over it: the colour, and how much of it covers, 0 to 1. A choice by eye.
_ON_PAPER: Stops = (
    (0.00, 250, 208, 118),
    (0.30, 245, 192, 90),
    (0.62, 236, 168, 58),
    (0.80, 224, 146, 38),
    (0.88, 218, 138, 34),
    (0.95, 216, 138, 36),
    (1.00, 216, 138, 36),
)
_ON_PAPER_COVERS = (0.96, 0.95, 0.92, 0.86, 0.6, 0.18, 0.0)
_WARMTH_ON_PAPER: Stops = (
    (0.00, 255, 250, 226),
    (0.30, 254, 234, 168),
    (0.62, 242, 160, 42),
    (0.80, 220, 118, 16),
    (0.88, 212, 112, 16),
    (0.95, 212, 116, 20),
    (1.00, 212, 116, 20),
)
_WARMTH_ON_PAPER_COVERS = (0.96, 0.88, 0.8, 0.8, 0.66, 0.24, 0.0)

_PAPER_LIGHTNESS = 0.5  # of a background, 0 to 1, above which it counts as light; the middle
_MOST_KEPT = 12  # pairs of pictures: two colours that glide, in two windows, and the sizes of a petal that came
_BRIGHTEST = 252.0  # levels; the grain still fits below 255


class Sprites(NamedTuple):
    """The pictures of a petal of one size and colour, and how they are painted over what is there."""

    light: QPixmap
    warmth: QPixmap
    mode: QPainter.CompositionMode


class PetalSprites:
    """Keeps the pictures of petals, for every window that shows the same light.

    Parameters
    ----------
    background : QColor
        What they shine on.
    grain : Grain
        What is finer than a level of a colour.
    """

    def __init__(self, background: QColor, grain: Grain) -> None:
        self.on_paper = background.lightnessF() > _PAPER_LIGHTNESS
        self._grain = grain
        self._kept: OrderedDict[tuple[int, str, float], Sprites] = OrderedDict()

    def of(self, radius_px: int, colour: str, scale: float) -> Sprites:
        """Return the pictures of a petal.

        Parameters
        ----------
        radius_px : int
            Its radius, in device pixels.
        colour : str
            As ``#rrggbb``.
        scale : float
            Device pixels in a logical one.
        """
        key = (radius_px, colour, scale)
        sprites = self._kept.get(key)
        if sprites is None:
            sprites = self._made(radius_px, colour)
            for picture in (sprites.light, sprites.warmth):
                picture.setDevicePixelRatio(scale)
            self._kept[key] = sprites
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return sprites

    def _made(self, radius_px: int, colour: str) -> Sprites:
        modes = QPainter.CompositionMode
        if self.on_paper:
            light = self._laid(radius_px, coloured(_ON_PAPER, colour), _ON_PAPER_COVERS)
            warmth = self._laid(radius_px, coloured(_WARMTH_ON_PAPER, colour), _WARMTH_ON_PAPER_COVERS)
            return Sprites(light, warmth, modes.CompositionMode_SourceOver)
        light, warmth = (self._added(radius_px, coloured(stops, colour)) for stops in (_LIGHT, _WARMTH))
        return Sprites(light, warmth, modes.CompositionMode_Plus)

    def _added(self, radius_px: int, stops: Stops) -> QPixmap:
        image = _square(radius_px)
        image.fill(QColor(0, 0, 0))
        return self._painted(image, radius_px, stops, (1.0,) * len(stops), QImage.Format.Format_RGB32)

    def _laid(self, radius_px: int, stops: Stops, covers: tuple[float, ...]) -> QPixmap:
        image = _square(radius_px)
        image.fill(Qt.GlobalColor.transparent)
        return self._painted(image, radius_px, stops, covers, QImage.Format.Format_ARGB32_Premultiplied)

    def _painted(
        self, image: QImage, radius_px: int, stops: Stops, covers: tuple[float, ...], form: QImage.Format
    ) -> QPixmap:
        gradient = QRadialGradient(QPointF(radius_px, radius_px), radius_px)
        for (radius, *levels), cover in zip(stops, covers, strict=True):
            red, green, blue = (min(part, _BRIGHTEST) / 255.0 for part in levels)
            gradient.setColorAt(radius, QColor.fromRgbF(red, green, blue, cover))
        with QPainter(image) as painter:
            painter.fillRect(image.rect(), gradient)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
            painter.fillRect(image.rect(), self._grain.faded(image.width()))
        return QPixmap.fromImage(image.convertToFormat(form))


def _square(radius_px: int) -> QImage:
    return QImage(2 * radius_px, 2 * radius_px, QImage.Format.Format_RGBA64_Premultiplied)
