"""A window that is shared in a video call: what stands still is still to the last level, and nothing thin flickers."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from scipy.ndimage import uniform_filter

from tests.rigs.practices.pretend_session import PretendSession
from ui.desktop.audience.window import AudienceWindow
from ui.desktop.window import Window

FRAME_S = 1.0 / 30.0
"""From one picture of a call to the next."""

MOST_NOISE = 0.5
"""Levels of 255, as root of the mean square over the whole picture, by which what is thinner than nine pixels may
change from picture to picture: half of the least that can be sent."""


@pytest.fixture
def audience(practice, window: Window, qtbot: QtBot) -> AudienceWindow:
    qtbot.keyClick(practice, Qt.Key.Key_A)
    assert window.audience is not None
    opened = window.audience.window
    assert opened is not None
    qtbot.waitExposed(opened)
    opened.resize(1280, 720)
    window.audience.wall.toggle_words()
    return opened


def picture(audience: AudienceWindow) -> NDArray[np.float64]:
    """Return the levels of green."""
    image = audience.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., 1].astype(float)


def test_light_that_rests_is_still_to_the_last_level(audience: AudienceWindow, live, qtbot: QtBot) -> None:
    live(1.0)
    qtbot.wait(50)
    before = picture(audience)
    live(1.5)
    qtbot.wait(50)
    assert np.array_equal(picture(audience), before)


def test_while_it_breathes_nothing_thin_flickers_and_the_rest_stands_still(
    audience: AudienceWindow, session: PretendSession, live, qtbot: QtBot
) -> None:
    changed, noise = [], []
    for second in (40.0, 41.5, 43.0, 44.5, 46.0, 47.5):
        live(second)
        qtbot.wait(20)
        before = picture(audience)
        live(second + FRAME_S)
        qtbot.wait(20)
        change = picture(audience) - before
        changed.append(change)
        noise.append(float(np.sqrt(np.mean((change - uniform_filter(change, 9)) ** 2))))
    assert max(float(np.abs(change).max()) for change in changed) >= 1.0, "it does breathe"
    assert max(noise) < MOST_NOISE
    assert not any(change[:60, :60].any() or change[-60:, -60:].any() for change in changed)
