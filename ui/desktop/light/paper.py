"""The breath light on a light ground, where light cannot be added: it is laid over it, palest in its middle.

Its colours are as written here in honey, each with how much it covers; what it covers least is the paper itself.
"""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QRadialGradient

from ui.desktop.light.shade import Shade, Stops, coloured, quiet_around

# Radius in rings, then red, green and blue in levels (0 to 255); then how much each covers, 0 to 1, at the warmth that
# is held and at full warmth. A choice by eye: a lamp seen through paper.
_CORE: Stops = (
    (0.00, 255, 248, 222),
    (0.14, 255, 243, 205),
    (0.24, 254, 228, 164),
    (0.32, 249, 208, 122),
    (0.40, 243, 190, 92),
    (0.52, 238, 180, 84),
    (0.64, 236, 178, 86),
    (0.90, 236, 180, 92),
    (1.10, 236, 182, 98),
    (1.28, 236, 184, 104),
    (1.45, 236, 186, 110),
)
_CORE_COVERS = (
    (0.97, 0.96, 0.90, 0.78, 0.58, 0.36, 0.22, 0.11, 0.06, 0.02, 0.0),
    (0.99, 0.98, 0.96, 0.89, 0.74, 0.52, 0.36, 0.19, 0.10, 0.04, 0.0),
)
_BREATH: Stops = (
    (0.00, 252, 220, 140),
    (0.40, 246, 196, 98),
    (0.52, 241, 178, 70),
    (0.64, 238, 170, 62),
    (0.76, 236, 168, 64),
    (0.88, 236, 170, 70),
    (1.00, 236, 172, 78),
    (1.10, 236, 174, 86),
    (1.20, 236, 176, 92),
)
_BREATH_COVERS = (
    (0.10, 0.30, 0.42, 0.37, 0.26, 0.15, 0.06, 0.02, 0.0),
    (0.16, 0.44, 0.62, 0.56, 0.40, 0.24, 0.10, 0.03, 0.0),
)

_BRIGHTEST = 252.0  # levels; the grain, and the rounding of the breath over it, still fit below 255


def core_laid(side: int, ring: float, warmth_share: float, shade: Shade, ground: float) -> QRadialGradient:
    """Return what lasts of the light, to be laid over a square; see `_laid`."""
    return _laid(side, ring, _CORE, _between(_CORE_COVERS, warmth_share), shade, ground)


def breath_laid(side: int, ring: float, warmth_share: float, shade: Shade, ground: float) -> QRadialGradient:
    """Return what breathes of the light, to be laid over a square; see `_laid`."""
    return _laid(side, ring, _BREATH, _between(_BREATH_COVERS, warmth_share), shade, ground)


def _between(covers: tuple[tuple[float, ...], tuple[float, ...]], share: float) -> tuple[float, ...]:
    return tuple(held + share * (full - held) for held, full in zip(*covers, strict=True))


def _laid(
    side: int, ring: float, stops: Stops, covers: tuple[float, ...], shade: Shade, ground: float
) -> QRadialGradient:
    """Return a light in a shade, in the middle of a square of ``side`` pixels.

    ``ring`` is the radius of a full breath in its pixels, ``ground`` how far the words reach, in rings: a quieter light
    is quieter outside of it.
    """
    reach = stops[-1][0]
    opacities = quiet_around(
        tuple((stop[0], cover, cover, cover) for stop, cover in zip(stops, covers, strict=True)),
        shade.brightness_share,
        ground,
    )
    gradient = QRadialGradient(QPointF(side / 2, side / 2), reach * ring)
    for (radius, *levels), (_, opacity, _, _) in zip(coloured(stops, shade.colour), opacities, strict=True):
        red, green, blue = (min(part, _BRIGHTEST) / 255.0 for part in levels)
        gradient.setColorAt(radius / reach, QColor.fromRgbF(red, green, blue, opacity))
    return gradient
