"""The light on a light ground: it glows in its middle, has no rings, and its words can be read."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.rigs.screens.contrast import contrast
from ui.desktop.light.glow import BREATH_REACH, Grain, make_glow
from ui.desktop.light.shade import Shade, colour_of
from ui.tokens import LIGHT

SIDE, RING = 420, 120.0
MIDDLE = QPointF(SIDE / 2, SIDE / 2)


def painted(shade: Shade, warmth_share: float, position: float) -> np.ndarray:
    """Return the picture as levels: rows, columns, then red, green and blue."""
    glow = make_glow(QSize(SIDE, SIDE), MIDDLE, RING, warmth_share, QColor(LIGHT.background), 1.0, Grain(), shade)
    picture = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    reach = BREATH_REACH * RING * (0.46 + 0.54 * position)
    with QPainter(picture) as painter:
        painter.drawPixmap(0, 0, glow.backdrop)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setCompositionMode(glow.mode)
        where = QRectF(MIDDLE.x() - reach, MIDDLE.y() - reach, 2 * reach, 2 * reach)
        painter.drawPixmap(where, glow.breath, QRectF(glow.breath.rect()))
    levels = np.frombuffer(picture.constBits(), np.uint8).reshape(SIDE, SIDE, 4)[:, :, 2::-1]
    return levels.astype(int)


SHADES = [Shade(colour_of(hue), share) for hue in ("honey", "sage", "rose", "sky", "#0000ff") for share in (0.4, 1.0)]


@pytest.mark.parametrize("shade", SHADES, ids=lambda shade: f"{shade.colour}-{shade.brightness_share}")
@pytest.mark.parametrize(("warmth_share", "position"), [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
def test_words_in_it_can_be_read_and_no_level_runs_over(
    qapp: QApplication, shade: Shade, warmth_share: float, position: float
) -> None:
    levels = painted(shade, warmth_share, position)
    reach = int(0.39 * RING)  # the words lie within the ring of an empty breath
    ground = levels[SIDE // 2 - reach : SIDE // 2 + reach, SIDE // 2 - reach : SIDE // 2 + reach].reshape(-1, 3)
    darkest = ground[ground.sum(axis=1).argmin()]
    assert contrast(LIGHT.in_light, QColor(*map(int, darkest)).name()) >= 4.5
    # A level above 255 would begin at 0 again.
    assert ground.min() > 60


def test_its_middle_is_brighter_than_the_paper_and_its_edge_is_the_paper(qapp: QApplication) -> None:
    levels, paper = painted(Shade(), 0.5, 0.5), QColor(LIGHT.background)
    assert levels[SIDE // 2, SIDE // 2].sum() > sum((paper.red(), paper.green(), paper.blue()))
    assert abs(levels[1, 1] - np.array([paper.red(), paper.green(), paper.blue()])).max() <= 1


def test_a_breath_is_seen(qapp: QApplication) -> None:
    empty, full = painted(Shade(), 0.0, 0.0), painted(Shade(), 0.0, 1.0)
    assert abs(full[SIDE // 2, SIDE // 2 + int(0.7 * RING)] - empty[SIDE // 2, SIDE // 2 + int(0.7 * RING)]).max() >= 20


@pytest.mark.parametrize("warmth_share", [0.0, 1.0])
def test_no_rings_of_one_level_are_seen(qapp: QApplication, warmth_share: float) -> None:
    """Where the light fades, neighbours differ by their grain: no run of one level is longer than a few pixels."""
    levels = painted(Shade(), warmth_share, 0.3)
    row = levels[SIDE // 2, SIDE // 2 + int(1.03 * RING) : SIDE // 2 + int(1.35 * RING), 2]
    runs = np.split(row, np.flatnonzero(np.diff(row)) + 1)
    assert max(map(len, runs)) <= 8
