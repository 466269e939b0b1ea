"""Where several pieces of a window are to be painted, the light is painted in them and nowhere beside."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from biofeedback.practice.pacing.pattern import BreathMoment
from ui.desktop.light.glow import Grain
from ui.desktop.light.light_picture import LightLook, LightPicture, Place
from ui.desktop.light.shade import Shade
from ui.desktop.light.transitions import ShadeTransition
from ui.tokens import DARK

WIDE, HIGH = 400, 300
ELSEWHERE = QColor("#ff00ff")
FULL = LightLook(0.0, BreathMoment("hold_in", 1.0, 0.5, 2.0), 0.7, 1.0, ShadeTransition(Shade()))


def painted(region: QRegion) -> QImage:
    """Return the light of a full breath, painted in a region of a picture that has another colour."""
    place = Place(width=WIDE, height=HIGH, x=200.0, y=150.0, ring=110.0, scale=1.0, still=False)
    picture = LightPicture(place, QColor(DARK.background), QColor(DARK.in_light), Grain(), {})
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(ELSEWHERE)
    with QPainter(image) as painter:
        assert picture.paint(painter, region, FULL)
    return image


def test_the_light_is_painted_in_every_piece_of_a_region_and_nowhere_beside(qapp):
    pieces = QRegion(90, 40, 60, 70) + QRegion(210, 130, 80, 60)
    whole, parts = painted(QRegion(0, 0, WIDE, HIGH)), painted(pieces)
    for x in range(0, WIDE, 5):
        for y in range(0, HIGH, 5):
            there = whole if pieces.contains(QPoint(x, y)) else None
            assert parts.pixel(x, y) == (ELSEWHERE.rgb() if there is None else there.pixel(x, y)), (x, y)
