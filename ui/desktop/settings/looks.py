"""How it looks: the colours, the size of the words, and whether the light keeps its size, shown as it will be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.clock import HostClock
from biofeedback.events import BreathPlanned
from biofeedback.practice.pacing.breath import BreathPlan
from ui.desktop.light.breath_widget import BreathWidget
from ui.desktop.light.light_state import LightState
from ui.desktop.settings.page import Setting, SettingsPage
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import LIGHT, font, scaled
from ui.desktop.widgets.choice_flow import ChoiceFlow
from ui.preferences import TEXT_SIZES, Motion, Theme

if TYPE_CHECKING:
    from ui.words.language import Language

_IN_S, _OUT_S = 4.0, 6.0  # seconds of a breath of the picture: six a minute, as most practices have it
_PLANNED_S = 30.0  # that are always foreseen; a choice: a few breaths
_SIDE = 170  # px of the picture of the light; a choice by eye
_RING_SHARE = 0.36  # of that, the radius of a full breath: its halo then ends at the edge


class LooksPage(SettingsPage):
    """How it looks."""

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        language, tokens = self.language, self.tokens
        self.theme = ChoiceFlow(language.gettext("Colours"), _themes(language), tokens, language)
        self.theme.choose(self.preferences.theme)
        self.theme.chosen.connect(lambda key: self.prefer(replace(self.preferences, theme=cast("Theme", key))))
        self.text = ChoiceFlow(language.gettext("Size of words"), _sizes(language), tokens, language)
        self.text.choose(str(min(TEXT_SIZES, key=lambda size: abs(size - self.preferences.text_percent))))
        self.text.chosen.connect(lambda key: self.prefer(replace(self.preferences, text_percent=int(key))))
        self.motion = ChoiceFlow(language.gettext("A still light"), _motions(language), tokens, language)
        self.motion.choose(self.preferences.motion)
        self.motion.chosen.connect(self._move)
        self.add(
            language.gettext("Colours"),
            language.gettext("Dark is kind to eyes at night; high contrast draws every edge."),
            self.theme,
        )
        self.add(
            language.gettext("Size of words"),
            language.gettext("Everything that is written grows with them."),
            self.text,
        )
        self.add(language.gettext("A still light"), self._motion_words(), self.motion)
        self.picture = LightPreview(setting)
        self.picture.show_still(still=self._is_still(self.preferences.motion))
        self.column.addWidget(self.picture)

    def _move(self, key: str) -> None:
        self.prefer(replace(self.preferences, motion=cast("Motion", key)))
        self.picture.show_still(still=self._is_still(key))

    def _is_still(self, motion: str) -> bool:
        return motion == "still" or (motion == "system" and bool(self.setting.system_still))

    def _motion_words(self) -> str:
        language = self.language
        if self.setting.system_still is None:
            return language.gettext(
                "Brightness and words in place of growing and shrinking; this computer does not say which it likes."
            )
        if self.setting.system_still:
            return language.gettext(
                "Brightness and words in place of growing and shrinking; this computer asks for less motion."
            )
        return language.gettext(
            "Brightness and words in place of growing and shrinking; this computer does not ask for less motion."
        )


class LightPreview(QWidget):
    """The light as it will be, with two lines of words beside it."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        language, tokens = setting.language, setting.tokens
        self._clock, self._plan = HostClock(), BreathPlan()
        self._planned_until_s = 0.0
        # On the ground of the panel, which it stands on.
        state = LightState(self._plan, self._clock, tokens, language, ground=tokens.panel)
        state.words = {}  # it is too small for them
        self.light = BreathWidget(state, language)
        self.light.setFixedSize(scaled(_SIDE), scaled(_SIDE))
        self.light.framed.connect(self._breathe_on)
        words = QVBoxLayout()
        words.addStretch(1)
        words.addWidget(Words(language.gettext("This is how it will look."), font(22, LIGHT), tokens.ink, wrap=True))
        words.addWidget(
            Words(
                language.gettext("Changes show at once and are remembered. Esc goes back."),
                font(13),
                tokens.muted,
                wrap=True,
            )
        )
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, scaled(12), 0, 0)
        row.setSpacing(scaled(24))
        row.addWidget(self.light)
        row.addLayout(words, 1)

    def show_still(self, *, still: bool) -> None:
        """Have the light keep its size, or move."""
        self.light.set_still(still=still)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the light into the middle of its square."""
        super().resizeEvent(event)
        side = self.light.width()
        self.light.set_circle(QPointF(side / 2, side / 2), _RING_SHARE * side)

    def showEvent(self, event: QShowEvent) -> None:
        """Breathe while it is seen."""
        super().showEvent(event)
        self._breathe_on()
        self.light.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody sees it."""
        super().hideEvent(event)
        self.light.stop()

    def _breathe_on(self) -> None:
        now_s = self._clock.now_s()
        begins_s = max(self._planned_until_s, now_s)
        while begins_s < now_s + _PLANNED_S:
            self._plan.apply(BreathPlanned(t_s=begins_s, in_s=_IN_S, hold_in_s=0.0, out_s=_OUT_S, hold_out_s=0.0))
            begins_s += _IN_S + _OUT_S
        self._planned_until_s = begins_s


def _themes(language: Language) -> tuple[tuple[str, str], ...]:
    return (
        ("system", language.pgettext("setting", "like the computer")),
        ("dark", language.pgettext("colours", "dark")),
        ("light", language.pgettext("colours", "light")),
        ("high-contrast", language.pgettext("colours", "high contrast")),
    )


def _sizes(language: Language) -> tuple[tuple[str, str], ...]:
    per_cent = language.gettext("{percent} %")
    return tuple((str(size), per_cent.format(percent=language.whole(size))) for size in TEXT_SIZES)


def _motions(language: Language) -> tuple[tuple[str, str], ...]:
    return (
        ("system", language.pgettext("setting", "like the computer")),
        ("still", language.pgettext("light", "still")),
        ("moving", language.pgettext("light", "moving")),
    )
