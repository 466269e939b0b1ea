"""The pictures of the light: painted over or made anew, they are the same."""

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from ui.desktop.light.glow import REACH, Glow, Grain, _within_circle, light_of, make_glow
from ui.desktop.light.shade import Shade
from ui.tokens import DARK


def glow(warmth_share: float, scale: float, before: Glow | None = None) -> Glow:
    size, centre, room = QSize(640, 430), QPointF(320.3, 185.7), QColor(DARK.background)
    return make_glow(size, centre, 105.4, warmth_share, room, scale, Grain(), Shade(), before)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_pictures_painted_over_are_those_made_anew(qapp, scale: float) -> None:
    anew, over = glow(0.7, scale), glow(0.7, scale, glow(0.3, scale))
    assert over.backdrop.toImage() == anew.backdrop.toImage()
    assert over.breath.toImage() == anew.breath.toImage()
    assert over.backdrop.devicePixelRatio() == scale


@pytest.mark.parametrize("side", [201, 318])
def test_beyond_the_lit_part_of_a_band_there_is_no_light(qapp, side: int) -> None:
    light = QImage(side, side, QImage.Format.Format_RGB32)
    stops = ((0.0, 200.0, 180.0, 90.0), (REACH, 9.0, 9.0, 9.0))  # with an edge
    with QPainter(light) as painter:
        painter.fillRect(light.rect(), light_of(side, stops, 0.5 * side / REACH))
        for top in range(0, side, 60):
            painter.fillRect(_within_circle(side, top, min(60, side - top)), QColor("red"))
    colours = {light.pixel(x, y) for x in range(side) for y in range(side)}
    assert colours == {QColor("red").rgb(), QColor("black").rgb()}
