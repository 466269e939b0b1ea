"""The picture of two waves: each curve is named where there is room for it."""

import math

import pytest
from PySide6.QtGui import QColor

from biofeedback.events import BreathPlanned
from biofeedback.practice.after.deep_breathing import DeepBreathing
from biofeedback.signals.coupling.two_waves import TwoWaves, Wave
from ui.desktop.widgets.waves_picture import WavesPicture
from ui.tokens import DARK
from ui.words.languages import english


def waves() -> TwoWaves:
    swing = DeepBreathing(9.0, 0.5, 4)
    parts = [
        Wave(
            since_s,
            since_s + 60.0,
            tuple((since_s + s, 66.0 + 5.0 * math.sin(s / 1.6)) for s in range(1, 60)),
            66.0,
            swing,
        )
        for since_s in (0.0, 60.0)
    ]
    breaths = tuple(
        BreathPlanned(t_s=60.0 + 10.0 * place, in_s=4.5, hold_in_s=0.0, out_s=5.5, hold_out_s=0.0) for place in range(6)
    )
    return TwoWaves(*parts, breaths)


@pytest.mark.parametrize(("width", "named"), [(1000, True), (360, False)])
def test_the_led_breath_is_named_beside_a_piece_of_its_line(qtbot, width: int, named: bool) -> None:
    picture = WavesPicture(waves(), DARK, english())
    qtbot.addWidget(picture)
    picture.resize(width, 360)
    image = picture.grab().toImage()
    honey = QColor(DARK.honey).rgb()
    above = {
        (x, y)
        for x in range(image.width() // 2, image.width())
        for y in range(image.height() // 5)
        if image.pixelColor(x, y).rgb() == honey
    }
    assert bool(above) is named
