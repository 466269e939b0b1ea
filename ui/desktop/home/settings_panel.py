"""The settings behind More: how leading begins, the shape of the breath, and today's pace.

It shows settings and preferences and signals when they are changed; it keeps neither.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from biofeedback.practice.assessment import BaselineStep, PacedStep, sliding, stepped
from ui.desktop.home.breath_settings import BreathSettings
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.controls.stepper import Stepper
from ui.desktop.widgets.controls.switch import Switch
from ui.preferences import Preferences
from ui.tokens import Tokens
from ui.words.language import Language


class SettingsPanel(QWidget):
    """The settings that are mostly left alone, one beneath the other.

    ``turned`` carries a new `BreathSettings`, ``preferred`` new `Preferences`; ``assess_requested`` asks to look for
    the pace of today, with whether in one slide.
    """

    turned = Signal(object)
    preferred = Signal(object)
    assess_requested = Signal(bool)

    def __init__(self, tokens: Tokens, language: Language, settings: BreathSettings, preferences: Preferences) -> None:
        super().__init__()
        self._language = language
        self.setAccessibleName(language.gettext("More settings"))
        self._settings, self._preferences = settings, preferences
        self.from_own_pace = Switch(language.gettext("Start where my breath is"), tokens)
        self.shape = Stepper(
            language.gettext("Shape of the breath"),
            tokens,
            language,
            less="‹",
            more="›",
            less_name=language.pgettext("shape of the breath", "the one before"),
            more_name=language.pgettext("shape of the breath", "the next"),
        )
        self.by_hand = Pill(self._by_hand_words(shown=False), tokens, size_px=13)
        shorter = language.pgettext("part of the breath", "shorter")
        longer = language.pgettext("part of the breath", "longer")
        self.phases = [
            Stepper(phase, tokens, language, less_name=shorter, more_name=longer) for phase in _phase_names(language)
        ]
        self.ramp = Stepper(
            # Translators: an amount of time follows; its two buttons are "more gently" and "more quickly".
            language.gettext("Each breath longer by"),
            tokens,
            language,
            less_name=language.gettext("more gently"),
            more_name=language.gettext("more quickly"),
        )
        in_steps = language.gettext("In steps, {minutes} min")
        self.in_steps = Pill(in_steps.format(minutes=_minutes(stepped(), language)), tokens, size_px=13)
        in_a_slide = language.gettext("In one slow slide, {minutes} min")
        self.in_a_slide = Pill(in_a_slide.format(minutes=_minutes(sliding(), language)), tokens, size_px=13)
        for pill in (self.in_steps, self.in_a_slide):
            pill.setAccessibleDescription(
                language.gettext(
                    "Today's easy pace. Breathe at several paces, and see which one your heart answers most today. "
                    "On another day it may be a different one."
                )
            )
        self._breath = QWidget()
        self._build(tokens)
        self.show_settings(settings)
        self.show_preferences(preferences)
        self._connect()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard stops, in order."""
        steppers = (self.ramp, self.shape, *self.phases)
        ramp, shape, *phases = ((each.less, each.more) for each in steppers)
        by_hand = (self.by_hand, *chain.from_iterable(phases))
        assessments = (self.in_steps, self.in_a_slide)
        return (self.from_own_pace, *ramp, *shape, *by_hand, *assessments)

    def show_settings(self, settings: BreathSettings, *, led: bool = True) -> None:
        """Show the settings of the breath; where no breath is led there is nothing to turn."""
        self._settings = settings
        self._breath.setVisible(led)
        seconds = self._language.gettext("{seconds} s")
        self.shape.show_value(settings.shape(self._language))
        for number, (stepper, phase_s) in enumerate(zip(self.phases, settings.phases_s, strict=True)):
            stepper.show_value(
                seconds.format(seconds=self._language.number(phase_s, 1)),
                can_less=settings.by_phase_step(number, -1) is not None,
                can_more=settings.by_phase_step(number, 1) is not None,
            )
        self.ramp.show_value(
            seconds.format(seconds=self._language.short_number(settings.ramp_s)),
            can_less=settings.by_ramp_step(-1) is not None,
            can_more=settings.by_ramp_step(1) is not None,
        )

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what the person likes."""
        self._preferences = preferences
        self.from_own_pace.setChecked(preferences.attuned)

    def _connect(self) -> None:
        self.in_steps.clicked.connect(lambda: self.assess_requested.emit(False))
        self.in_a_slide.clicked.connect(lambda: self.assess_requested.emit(True))
        self.by_hand.clicked.connect(self._show_phases)
        self.shape.stepped.connect(lambda step: self._turn(self._settings.by_shape_step(step)))
        self.ramp.stepped.connect(lambda step: self._turn(self._settings.by_ramp_step(step)))
        for number, stepper in enumerate(self.phases):
            stepper.stepped.connect(self._phase_stepper(number))
        self.from_own_pace.toggled.connect(lambda on: self._prefer(replace(self._preferences, attuned=on)))

    def _build(self, tokens: Tokens) -> None:
        language = self._language
        breath = QVBoxLayout(self._breath)
        breath.setContentsMargins(0, 0, 0, 0)
        breath.setSpacing(6)
        breath.addWidget(self.from_own_pace)
        breath.addWidget(self.ramp)
        breath.addSpacing(4)
        breath.addWidget(Words(language.gettext("Shape of the breath"), font(13), tokens.muted))
        self.shape.speak_alone()
        breath.addWidget(self.shape)
        breath.addWidget(self.by_hand, 0, Qt.AlignmentFlag.AlignLeft)
        for phase in self.phases:
            phase.hide()
            breath.addWidget(phase)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 10, 10)
        column.setSpacing(8)
        column.addWidget(self._breath)
        column.addSpacing(8)
        column.addWidget(Words(language.gettext("Today's easy pace"), font(13), tokens.muted))
        remark = language.gettext(
            "Breathe at several paces, and see which one your heart answers most today. On another day it may "
            "be a different one."
        )
        column.addWidget(Words(remark, font(13), tokens.ink, wrap=True))
        for pill in (self.in_steps, self.in_a_slide):
            column.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _show_phases(self) -> None:
        shown = self.phases[0].isHidden()
        for phase in self.phases:
            phase.setVisible(shown)
        self.by_hand.setText(self._by_hand_words(shown=shown))

    def _by_hand_words(self, *, shown: bool) -> str:
        if shown:
            return self._language.gettext("Put the parts away")
        return self._language.gettext("Each part by hand")

    def _phase_stepper(self, phase: int) -> Callable[[int], None]:
        return lambda step: self._turn(self._settings.by_phase_step(phase, step))

    def _turn(self, settings: BreathSettings | None) -> None:
        if settings is not None:
            self.turned.emit(settings)

    def _prefer(self, preferences: Preferences) -> None:
        if preferences != self._preferences:
            self._preferences = preferences
            self.preferred.emit(preferences)


def _phase_names(language: Language) -> tuple[str, str, str, str]:
    return (
        language.pgettext("part of the breath", "In"),
        language.pgettext("part of the breath", "Rest after in"),
        language.pgettext("part of the breath", "Out"),
        language.pgettext("part of the breath", "Rest after out"),
    )


def _minutes(schedule: tuple[PacedStep | BaselineStep, ...], language: Language) -> str:
    return language.whole(round(sum(step.length_s for step in schedule) / 60.0))
