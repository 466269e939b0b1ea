"""The steps from a heartbeat to years, side by side; the one that is about what is shown is lit."""

import math
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.desktop.review.span import Span
from ui.desktop.theme.surfaces import Pill
from ui.desktop.widgets.flow_row import FlowRow
from ui.presenter.history import DAY_S
from ui.tokens import Tokens
from ui.words.language import Language

_BEAT_S, _BREATH_S, _PRACTICE_S = 2.0, 12.0, 900.0
"""Seconds shown: one beat of a slow heart, one slow breath with its neighbours in sight, a usual practice."""

_WEEK_S, _SEASON_S = 7.0 * DAY_S, 91.0 * DAY_S
"""Seconds shown: seven days, a quarter of a year."""


class ZoomRow(FlowRow):
    """A button for each step; ``zoomed`` carries how many seconds to show.

    0 is everything, and -1 the length of the chosen practice.
    """

    zoomed = Signal(float)

    def __init__(self, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self.setAccessibleName(language.gettext("How much is shown"))
        words = (
            (language.pgettext("shown at once", "a beat"), _BEAT_S, _BEAT_S),
            (language.pgettext("shown at once", "a breath"), _BREATH_S, _BREATH_S),
            (language.pgettext("shown at once", "a practice"), -1.0, _PRACTICE_S),
            (language.pgettext("shown at once", "a day"), DAY_S, DAY_S),
            (language.pgettext("shown at once", "a week"), _WEEK_S, _WEEK_S),
            (language.pgettext("shown at once", "a season"), _SEASON_S, _SEASON_S),
            (language.pgettext("shown at once", "all"), 0.0, math.inf),
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.buttons: list[Pill] = []
        self._about_s: list[float] = []
        for text, length_s, about_s in words:
            button = Pill(text, tokens, size_px=13)
            button.set_presence(0.0)
            button.setCheckable(True)
            button.clicked.connect(self._asker(length_s))
            self.add(button)
            self.buttons.append(button)
            self._about_s.append(about_s)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the keyboard stops at, in order."""
        return tuple(self.buttons)

    def follow(self, span: Span) -> None:
        """Light the step that is nearest to what is shown."""
        if span.is_whole:
            nearest = len(self.buttons) - 1
        else:
            apart = [abs(math.log(each / span.length_s)) for each in self._about_s[:-1]]
            nearest = apart.index(min(apart))
        for index, button in enumerate(self.buttons):
            button.setChecked(index == nearest)
            button.set_presence(1.0 if index == nearest else 0.0)

    def _asker(self, length_s: float) -> Callable[[], None]:
        def ask() -> None:
            self.zoomed.emit(length_s)

        return ask
