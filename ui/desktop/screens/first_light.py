"""The first picture of `soften begin`: the light at rest, painted before the practice is loaded.

It lies where the practice screen will have it, in the shade of the first step.
"""

import math

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent

from biofeedback.practice.pacing.pattern import BreathMoment
from biofeedback.practice.script.model import Practice
from ui.desktop.light.breath_widget import BreathWidget
from ui.desktop.light.light_state import LightState
from ui.desktop.screens.practice_layout import light_circle
from ui.tokens import Tokens
from ui.words.language import Language


class _Beginning:
    """The moment at which a session begins, as a clock."""

    def now_s(self) -> float:
        """Return second 0."""
        return 0.0

    def until_s(self, t_s: float) -> float:
        """Return how long it is from second 0."""
        return max(0.0, t_s)


class _AtRest:
    """No breath is led yet."""

    def at(self, _t_s: float) -> BreathMoment:
        """Return an empty breath."""
        return BreathMoment("still", 0.0, 0.0, math.nan)


class FirstLight(BreathWidget):
    """The light of a practice that is about to begin; ``seen`` follows its first picture."""

    seen = Signal()

    def __init__(self, practice: Practice, tokens: Tokens, language: Language, *, still: bool) -> None:
        super().__init__(LightState(_AtRest(), _Beginning(), tokens, language), language, still=still)
        self.show_step(practice, 0, 0.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the light where the practice screen will have it."""
        super().resizeEvent(event)
        self.set_circle(*light_circle(self.width(), self.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and send ``seen`` after the first picture."""
        super().paintEvent(event)
        if self.frames == 1:
            QTimer.singleShot(0, self, self.seen.emit)
