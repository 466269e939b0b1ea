"""Makes the pictures of the breath light, to be painted many times.

A radial gradient painted anew for every frame costs a fifth of a core, and eight bits a colour show rings in the dark.
So each part is painted once with sixteen bits a colour, given a grain finer than one level, and kept. Light adds to
light in the dark; on a light ground it is laid over (`paper`).
"""

import math
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap, QRadialGradient

from ui.desktop.light.paper import breath_laid, core_laid
from ui.desktop.light.shade import Shade, Stops, coloured, quiet_around

INNER_SHARE = 0.39
"""Radius of an empty breath, as a share of the ring of a full one; a choice by eye."""

REACH = 1.45
"""How far the halo reaches, in radii of the ring of a full breath; a choice by eye."""

BREATH_REACH = 1.2
"""How far the breathing part of a full breath reaches: what has to be painted anew for a frame."""

# The core, which never leaves, and the part that breathes, each at the warmth that is held and at full warmth: radius
# in rings, then red, green and blue in levels (0 to 255) that are added to the background. A choice by eye, in honey,
# and bright enough in the middle for the dark words there: a test holds their contrast at 4.5.
_CORE_HELD: Stops = (
    (0.00, 144, 137, 108),
    (0.10, 131, 118, 85),
    (0.18, 116, 95, 59),
    (0.25, 100, 76, 41),
    (0.31, 79, 57, 28),
    (0.37, 56, 38.5, 17),
    (0.44, 35, 23, 9),
    (0.52, 19, 12, 4.4),
    (0.64, 7, 4, 1.5),
    (0.90, 5, 3, 1),
    (1.10, 3.2, 2, 0.6),
    (1.28, 1.2, 0.7, 0.2),
    (REACH, 0, 0, 0),
)
_CORE_FULL: Stops = (
    (0.00, 148, 153, 133),
    (0.10, 138, 133, 101),
    (0.18, 127, 110, 69),
    (0.25, 112, 87, 42),
    (0.31, 92, 66, 27),
    (0.37, 69, 47, 17),
    (0.44, 47, 30.5, 10.5),
    (0.52, 29, 18, 6),
    (0.64, 15, 9, 3),
    (0.90, 11, 7, 2.4),
    (1.10, 7, 4.6, 1.5),
    (1.28, 2.6, 1.6, 0.5),
    (REACH, 0, 0, 0),
)
_BREATH_HELD: Stops = (
    (0.00, 52, 37, 17),
    (0.40, 50, 34, 14),
    (0.52, 46, 30, 11),
    (0.64, 36, 22, 7.5),
    (0.76, 24, 14, 4.5),
    (0.88, 13, 7.5, 2.4),
    (1.00, 5.4, 3.2, 1.0),
    (1.10, 1.9, 1.1, 0.3),
    (BREATH_REACH, 0, 0, 0),
)
_BREATH_FULL: Stops = (
    (0.00, 78, 52, 17),
    (0.40, 78, 50, 16),
    (0.52, 74, 45, 13),
    (0.64, 60, 35, 10),
    (0.76, 39, 23, 6),
    (0.88, 21, 12, 3.5),
    (1.00, 9, 5.4, 1.7),
    (1.10, 3, 1.8, 0.6),
    (BREATH_REACH, 0, 0, 0),
)
# Radius and colour of the rings of a full and of an empty breath, and how opaque they are (0 to 255); a choice by eye.
_RINGS: Stops = ((1.0, 214, 176, 92), (INNER_SHARE, 235, 190, 100))
_RINGS_ON_PAPER: Stops = ((1.0, 150, 98, 20), (INNER_SHARE, 160, 104, 24))
_RING_ALPHAS = (105, 80)
_GROUND, _BREATH_GROUND = 0.25, 0.55  # radii of the words, in rings; the latter in a breath drawn at its smallest
_PAPER_LIGHTNESS = 0.5  # of a background, 0 to 1, above which it counts as light; the middle
_LEVEL = 257  # sixteen-bit steps in one eight-bit level
_PIXEL_BYTES = 8  # of a pixel with red, green, blue and opacity in sixteen bits each
_BAND_LINES = 88  # of the picture are painted at once: Qt hands 96 and more to threads, which cost more than they help
_Mode: TypeAlias = QPainter.CompositionMode
_OVER, _PLUS = _Mode.CompositionMode_SourceOver, _Mode.CompositionMode_Plus
_GRAIN_SIDE = 256  # px of the tile of noise; a choice: its repetition cannot be seen


@dataclass(frozen=True, slots=True)
class Glow:
    """The pictures of one size and one warmth.

    Attributes
    ----------
    backdrop : QPixmap
        The opaque picture beneath: the background, the halo, the core that never leaves, and the two rings.
    breath : QPixmap
        The part that breathes, at the size of a full breath; black, or clear, where it changes nothing.
    breath_rect : QRectF
        All of the part that breathes.
    mode : QPainter.CompositionMode
        How the part that breathes is painted over the backdrop.
    """

    backdrop: QPixmap
    breath: QPixmap
    breath_rect: QRectF
    mode: QPainter.CompositionMode


class Grain:
    """Noise between nothing and one level, the same every time.

    Parameters
    ----------
    noise : QImage or None
        A tile of other noise, with sixteen bits a colour; ``None`` for the usual one.

    Attributes
    ----------
    tile : QBrush
        A tile of it.
    """

    def __init__(self, noise: QImage | None = None) -> None:
        self._noise = _noise() if noise is None else noise
        self.tile = QBrush(self._noise)
        self._faded_side = 0
        self._faded = QBrush()

    def faded(self, side: int) -> QBrush:
        """Return it faded out towards the edge of a square, so that a picture with it has no edge; the last is kept."""
        if side != self._faded_side:
            self._faded_side, self._faded = side, _faded(self._noise, side)
        return self._faded


def make_glow(
    size: QSize,
    centre: QPointF,
    ring: float,
    warmth_share: float,
    background: QColor,
    scale: float,
    grain: Grain,
    shade: Shade,
    before: Glow | None = None,
) -> Glow:
    """Paint the pictures for a widget.

    Parameters
    ----------
    size : QSize
        The widget, in logical pixels.
    centre, ring
        The middle of the light and the radius of the ring of a full breath, in logical pixels.
    warmth_share : float
        0 (as quiet as a light can be held) to 1 (full).
    background : QColor
        The colour that the light shines on.
    scale : float
        Device pixels in a logical one.
    grain : Grain
        What is finer than a level.
    shade : Shade
        Its colour, and how bright it is.
    before : Glow or None
        Pictures of the same size and place that are needed no more: their backdrop is painted over, which is quicker.
    """
    side = 2 * max(1, round(REACH * ring * scale))  # even: Qt paints no gradient on the very pixel of its middle
    # Half a level below the background: the grain then lifts a place without light exactly to its colour.
    beneath = QColor.fromRgba64(
        *(max(0, part * _LEVEL - _LEVEL // 2) for part in (background.red(), background.green(), background.blue()))
    )
    on_paper = background.lightnessF() > _PAPER_LIGHTNESS
    if on_paper:
        core = core_laid(side, ring * scale, warmth_share, shade, _GROUND)
    else:
        lasting = coloured(_between(_CORE_HELD, _CORE_FULL, warmth_share), shade.colour)
        core = light_of(side, quiet_around(lasting, shade.brightness_share, _GROUND), ring * scale)
    mode = _OVER if on_paper else _PLUS

    if before is None:
        backdrop = QPixmap(round(size.width() * scale), round(size.height() * scale))
        backdrop.fill(background)
    else:
        backdrop = before.backdrop
        backdrop.setDevicePixelRatio(1.0)
    painter = QPainter(backdrop)
    corner = QPointF(round(centre.x() * scale - side / 2), round(centre.y() * scale - side / 2))
    painter.setCompositionMode(_Mode.CompositionMode_Source)
    for top, band in _in_bands(side, scale, beneath, QBrush(core), mode, grain.tile):
        painter.drawImage(corner + QPointF(0.0, top), band)
    painter.setCompositionMode(_OVER)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rings = coloured(_RINGS_ON_PAPER if on_paper else _RINGS, shade.colour)
    _draw_rings(painter, centre * scale, ring * scale, scale, rings)
    painter.end()
    backdrop.setDevicePixelRatio(scale)

    breath_side = 2 * max(1, round(BREATH_REACH * ring * scale))
    if on_paper:
        breathing = breath_laid(breath_side, ring * scale, warmth_share, shade, _BREATH_GROUND)
    else:
        stops = coloured(_between(_BREATH_HELD, _BREATH_FULL, warmth_share), shade.colour)
        stops = quiet_around(stops, shade.brightness_share, _BREATH_GROUND)
        breathing = light_of(breath_side, stops, ring * scale)
    form = QImage.Format.Format_ARGB32_Premultiplied if on_paper else QImage.Format.Format_RGB32
    clear = QColor(0, 0, 0, 0 if on_paper else 255)
    breath = QImage(breath_side, breath_side, form)
    faded = grain.faded(breath_side)
    with QPainter(breath) as onto:
        onto.setCompositionMode(_Mode.CompositionMode_Source)
        for top, band in _in_bands(breath_side, scale, clear, QBrush(breathing), mode, faded):
            onto.drawImage(0, top, band)
    return Glow(backdrop, QPixmap.fromImage(breath), QRectF(breath.rect()), mode)


def _in_bands(
    side: int, scale: float, beneath: QColor, light: QBrush, mode: _Mode, grain: QBrush
) -> Iterator[tuple[int, QImage]]:
    """Yield a square of light from top to bottom in bands, each with where it begins, good until the next one.

    The whole of it, with sixteen bits a colour, would hold 4 MiB and more for good. Whoever paints a band turns its
    colours into eight bits by that.
    """
    high = min(side, int(_BAND_LINES * scale))
    for top in range(0, side, high):
        lines = min(high, side - top)
        band = _band(side, high)
        band.fill(beneath)
        with QPainter(band) as painter:
            painter.translate(0.0, -top)
            painter.setCompositionMode(mode)
            painter.fillRect(_within_circle(side, top, lines), light)
            painter.setCompositionMode(_PLUS)
            painter.fillRect(0, top, side, lines, grain)
        yield top, (band if lines == high else band.copy(0, 0, side, lines))


def _within_circle(side: int, top: int, lines: int) -> QRect:
    """Return the part of some lines of a square in which the circle lies that fills it: beyond there is no light."""
    reach = side / 2 + 1.0  # the circle may be half a pixel larger than the square
    off = max(0.0, top - side / 2, side / 2 - (top + lines))
    half = math.ceil(math.sqrt(reach * reach - off * off))
    return QRect(side // 2 - half, top, 2 * half, lines)


@lru_cache(maxsize=2)
def _band(wide: int, high: int) -> QImage:
    """Return what to paint a band on, the same each time: new memory costs more than what is painted on it."""
    return QImage(wide, high, QImage.Format.Format_RGBA64_Premultiplied)


def _between(held: Stops, full: Stops, share: float) -> Stops:
    return tuple(
        (radius, red + share * (r - red), green + share * (g - green), blue + share * (b - blue))
        for (radius, red, green, blue), (_, r, g, b) in zip(held, full, strict=True)
    )


def light_of(side: int, stops: Stops, ring: float) -> QRadialGradient:
    """Return a light in the middle of a square; its stops reach to `REACH` at most, ``side`` and ``ring`` in pixels."""
    gradient = QRadialGradient(QPointF(side / 2, side / 2), REACH * ring)
    for radius, red, green, blue in stops:
        levels = (round(part * _LEVEL) for part in (red, green, blue))
        gradient.setColorAt(radius / REACH, QColor.fromRgba64(*levels))
    gradient.setColorAt(1.0, QColor(0, 0, 0))
    return gradient


def _noise() -> QImage:
    chance = random.Random(6)
    values = bytearray(_PIXEL_BYTES * _GRAIN_SIDE * _GRAIN_SIDE)
    low_byte = 0 if sys.byteorder == "little" else 1
    for channel in range(3):
        values[2 * channel + low_byte :: _PIXEL_BYTES] = chance.randbytes(_GRAIN_SIDE * _GRAIN_SIDE)
    form = QImage.Format.Format_RGBA64_Premultiplied
    return QImage(bytes(values), _GRAIN_SIDE, _GRAIN_SIDE, _PIXEL_BYTES * _GRAIN_SIDE, form).copy()


def _faded(noise: QImage, side: int) -> QBrush:
    faded = QImage(side, side, QImage.Format.Format_RGBA64_Premultiplied)
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.fillRect(faded.rect(), QBrush(noise))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    mask = QRadialGradient(QPointF(side / 2, side / 2), side / 2)
    # As near to the edge as no edge is seen: where there is light without grain, its levels are rings.
    mask.setColorAt(0.0, QColor(0, 0, 0, 255))
    mask.setColorAt(0.85, QColor(0, 0, 0, 255))
    mask.setColorAt(1.0, QColor(0, 0, 0, 0))
    painter.fillRect(faded.rect(), mask)
    painter.end()
    return QBrush(faded)


def _draw_rings(painter: QPainter, centre: QPointF, ring: float, scale: float, rings: Stops) -> None:
    for (radius, red, green, blue), alpha in zip(rings, _RING_ALPHAS, strict=True):
        painter.setPen(QPen(QColor(round(red), round(green), round(blue), alpha), 1.4 * scale))
        reach = radius * ring
        painter.drawEllipse(QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach))
