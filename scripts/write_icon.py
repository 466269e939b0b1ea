"""Writes the icon, at every size and without one, into ``ui/desktop/theme/icon``: ``python -m scripts.write_icon``.

The light in a tile of dusk, so that it is seen on any ground. In the small sizes there is more light and no ring: of a
glow nothing would be left there.
"""

import os
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen, QRadialGradient

from ui.desktop.theme.icon import FOLDER, SIZES

TILE, TILE_EDGE, RING = "#2C2119", "#191512", "#D6B05C"  # middle and edge of the tile; the ring of a full breath
LIGHT = (
    (0.0, "#FFF1CF", 1.0),
    (0.2, "#F7CB74", 1.0),
    (0.42, "#E9A53B", 0.95),
    (0.7, "#C9852A", 0.4),
    (1.0, "#C9852A", 0.0),
)
"""Radius in radii of the light, colour and opacity; a choice by eye, near the honey of the breath light."""

CORNER = 0.22  # of the side: the radius of a corner; a choice between the forms of the desktops
INSET = 0.04  # of the side, around the tile
FULL, SMALL = 0.36, 0.46  # of the side: the radius of the light, and where there is no room for a ring; a choice by eye
RING_RADIUS, RING_WIDTH = 0.38, 0.012  # of the side
RING_FROM_PX = 64  # from which side on there is a ring: a thinner one than a pixel is a smear


def paint(side: int) -> QImage:
    """Return the icon as a picture of so many pixels a side."""
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    middle = QPointF(side / 2, side / 2)
    inset = INSET * side if side >= RING_FROM_PX else 0.0
    tile = QRectF(inset, inset, side - 2 * inset, side - 2 * inset)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QRadialGradient(middle, 0.7 * side)
        ground.setColorAt(0.0, QColor(TILE))
        ground.setColorAt(1.0, QColor(TILE_EDGE))
        painter.setBrush(ground)
        painter.drawRoundedRect(tile, CORNER * side, CORNER * side)
        radius = (FULL if side >= RING_FROM_PX else SMALL) * side
        light = QRadialGradient(middle, radius)
        for at, colour, opacity in LIGHT:
            shade = QColor(colour)
            shade.setAlphaF(opacity)
            light.setColorAt(at, shade)
        painter.setBrush(light)
        painter.drawEllipse(middle, radius, radius)
        if side >= RING_FROM_PX:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setOpacity(0.8)
            painter.setPen(QPen(QColor(RING), RING_WIDTH * side))
            painter.drawEllipse(middle, RING_RADIUS * side, RING_RADIUS * side)
    return picture


def drawing() -> str:
    """Return the icon as SVG, for every size that is not among the pictures."""
    stops = "".join(
        f'<stop offset="{at:g}" stop-color="{colour}" stop-opacity="{opacity:g}"/>' for at, colour, opacity in LIGHT
    )
    side = 1.0 - 2 * INSET
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" width="256" height="256"><defs>'
        '<radialGradient id="ground" gradientUnits="userSpaceOnUse" cx="0.5" cy="0.5" r="0.7">'
        f'<stop offset="0" stop-color="{TILE}"/><stop offset="1" stop-color="{TILE_EDGE}"/></radialGradient>'
        f'<radialGradient id="light" gradientUnits="userSpaceOnUse" cx="0.5" cy="0.5" r="{FULL}">{stops}'
        "</radialGradient>"
        f'</defs><rect x="{INSET}" y="{INSET}" width="{side:g}" height="{side:g}" rx="{CORNER}" fill="url(#ground)"/>'
        f'<circle cx="0.5" cy="0.5" r="{FULL}" fill="url(#light)"/>'
        f'<circle cx="0.5" cy="0.5" r="{RING_RADIUS}" fill="none" stroke="{RING}" stroke-width="{RING_WIDTH}" '
        'stroke-opacity="0.8"/></svg>\n'
    )


def write(folder: Path) -> None:
    """Write all of them."""
    folder.mkdir(exist_ok=True)
    for side in SIZES:
        paint(side).save(str(folder / f"soften-{side}.png"), "PNG", 0)
    (folder / "soften.svg").write_text(drawing(), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QGuiApplication([])
    write(FOLDER)
