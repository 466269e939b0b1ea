"""The pictures of the light: painted over or made anew, they are the same."""

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor

from ui.desktop.light.glow import Glow, Grain, make_glow
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
