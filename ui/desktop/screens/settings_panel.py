"""The settings behind More: the shape of the breath, sound, a still light, and today's pace.

It shows settings and preferences and signals when they are changed; it keeps neither.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from biofeedback.practice.assessment import BaselineStep, PacedStep, sliding, stepped
from ui.desktop.screens.breath_settings import BreathSettings
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.controls import ChoiceRow, Stepper, Switch, VolumeSlider
from ui.preferences import Preferences
from ui.sound.settings import BreathSound, SoundSettings, VoiceSound
from ui.tokens import Tokens

SHOW_PHASES, HIDE_PHASES = "Each part by hand", "Put the parts away"
PHASES = ("In", "Rest after in", "Out", "Rest after out")
OWN_WORDS = "Ask for a word before and after"
TODAYS_PACE = "Today's easy pace"
TODAYS_PACE_REMARK = (
    "Breathe at several paces, and see which one your heart answers most today. Another day it may be another."
)
IN_STEPS, IN_A_SLIDE = "In steps, {} min", "In one slow slide, {} min"
STILL_LIGHT = "The light keeps its size"
LESS_MOTION = "Less motion: it breathes with its brightness alone"
BREATH_SOUNDS = (("tone", "a tone"), ("waves", "waves"), ("off", "silence"))
VOICES = (("recorded", "recorded"), ("system", "this machine’s"), ("off", "none"))
VOLUMES = (
    ("volume", "The whole"),
    ("breath_volume", "Breath"),
    ("bells_volume", "Bells"),
    ("voice_volume", "Voice"),
)


def louder(sound: SoundSettings, name: str, volume: float) -> SoundSettings:
    """Return the settings with one volume, a key of `VOLUMES`, changed."""
    volumes = {key: volume if key == name else getattr(sound, key) for key, _ in VOLUMES}
    return SoundSettings(breath=sound.breath, voice=sound.voice, **volumes)


class SettingsPanel(QWidget):
    """The settings that are mostly left alone, one beneath the other.

    ``turned`` carries a new `BreathSettings`, ``preferred`` new `Preferences`; ``assess_requested`` asks to look for
    the pace of today, with whether in one slide.
    """

    turned = Signal(object)
    preferred = Signal(object)
    assess_requested = Signal(bool)

    def __init__(self, tokens: Tokens, settings: BreathSettings, preferences: Preferences) -> None:
        super().__init__()
        self.setAccessibleName("More settings")
        self._settings, self._preferences = settings, preferences
        self.attuned = Switch("Start where my breath is", tokens)
        self.shape = Stepper(
            "Shape of the breath", tokens, less="‹", more="›", less_name="the one before", more_name="the next"
        )
        self.by_hand = Pill(SHOW_PHASES, tokens, size_px=13)
        self.phases = [Stepper(phase, tokens, less_name="shorter", more_name="longer") for phase in PHASES]
        self.ramp = Stepper("Each breath longer by", tokens, less_name="more gently", more_name="more quickly")
        self.breath_sound = ChoiceRow("Sound of the breath", BREATH_SOUNDS, tokens)
        self.voice = ChoiceRow("Voice", VOICES, tokens)
        self.volumes = {key: VolumeSlider(f"Volume: {words}", tokens) for key, words in VOLUMES}
        self.still_light = Switch(STILL_LIGHT, tokens)
        self.still_light.setAccessibleDescription(LESS_MOTION)
        self.still_light.setToolTip(LESS_MOTION)
        self.own_words = Switch(OWN_WORDS, tokens)
        self.in_steps = Pill(IN_STEPS.format(_minutes(stepped())), tokens, size_px=13)
        self.in_a_slide = Pill(IN_A_SLIDE.format(_minutes(sliding())), tokens, size_px=13)
        for pill in (self.in_steps, self.in_a_slide):
            pill.setAccessibleDescription(f"{TODAYS_PACE}. {TODAYS_PACE_REMARK}")
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
        rows = (*self.breath_sound.buttons.values(), *self.voice.buttons.values())
        by_hand = (self.by_hand, *chain.from_iterable(phases))
        switches = (self.still_light, self.own_words)
        assessments = (self.in_steps, self.in_a_slide)
        return (self.attuned, *ramp, *shape, *by_hand, *rows, *self.volumes.values(), *switches, *assessments)

    def show_settings(self, settings: BreathSettings, *, led: bool = True) -> None:
        """Show the settings of the breath; where no breath is led there is nothing to turn."""
        self._settings = settings
        self._breath.setVisible(led)
        self.shape.show_value(settings.shape)
        for number, (stepper, phase_s) in enumerate(zip(self.phases, settings.phases_s, strict=True)):
            stepper.show_value(
                f"{phase_s:.1f} s",
                can_less=settings.by_phase_step(number, -1) is not None,
                can_more=settings.by_phase_step(number, 1) is not None,
            )
        self.ramp.show_value(
            f"{settings.ramp_s:g} s",
            can_less=settings.by_ramp_step(-1) is not None,
            can_more=settings.by_ramp_step(1) is not None,
        )

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what the person likes."""
        self._preferences = preferences
        self.attuned.setChecked(preferences.attuned)
        self.still_light.setChecked(preferences.still_light)
        self.own_words.setChecked(preferences.own_words)
        self.breath_sound.choose(preferences.sound.breath)
        self.voice.choose(preferences.sound.voice)
        for key, slider in self.volumes.items():
            slider.setValue(round(100 * getattr(preferences.sound, key)))

    def _connect(self) -> None:
        self.in_steps.clicked.connect(lambda: self.assess_requested.emit(False))
        self.in_a_slide.clicked.connect(lambda: self.assess_requested.emit(True))
        self.by_hand.clicked.connect(self._show_phases)
        self.shape.stepped.connect(lambda step: self._turn(self._settings.by_shape_step(step)))
        self.ramp.stepped.connect(lambda step: self._turn(self._settings.by_ramp_step(step)))
        for number, stepper in enumerate(self.phases):
            stepper.stepped.connect(self._phase_stepper(number))
        self.attuned.toggled.connect(lambda on: self._prefer(replace(self._preferences, attuned=on)))
        self.still_light.toggled.connect(lambda on: self._prefer(replace(self._preferences, still_light=on)))
        self.own_words.toggled.connect(lambda on: self._prefer(replace(self._preferences, own_words=on)))
        self.breath_sound.chosen.connect(
            lambda key: self._sound(replace(self._preferences.sound, breath=cast("BreathSound", key)))
        )
        self.voice.chosen.connect(
            lambda key: self._sound(replace(self._preferences.sound, voice=cast("VoiceSound", key)))
        )
        for key, slider in self.volumes.items():
            slider.valueChanged.connect(self._volume_setter(key))

    def _build(self, tokens: Tokens) -> None:
        breath = QVBoxLayout(self._breath)
        breath.setContentsMargins(0, 0, 0, 0)
        breath.setSpacing(6)
        breath.addWidget(self.attuned)
        breath.addWidget(self.ramp)
        breath.addSpacing(4)
        breath.addWidget(Words("Shape of the breath", font(13), tokens.muted))
        self.shape.speak_alone()
        breath.addWidget(self.shape)
        breath.addWidget(self.by_hand, 0, Qt.AlignmentFlag.AlignLeft)
        for phase in self.phases:
            phase.hide()
            breath.addWidget(phase)
        volumes = QGridLayout()
        volumes.setContentsMargins(2, 0, 0, 0)
        volumes.setHorizontalSpacing(14)
        volumes.setVerticalSpacing(6)
        for row, (key, words) in enumerate(VOLUMES):
            volumes.addWidget(Words(words, font(14), tokens.muted), row, 0)
            volumes.addWidget(self.volumes[key], row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 10, 10)
        column.setSpacing(8)
        column.addWidget(self._breath)
        column.addSpacing(8)
        column.addWidget(Words("Sound of the breath", font(13), tokens.muted))
        column.addWidget(self.breath_sound)
        column.addWidget(Words("Voice", font(13), tokens.muted))
        column.addWidget(self.voice)
        column.addSpacing(2)
        column.addLayout(volumes)
        column.addSpacing(8)
        column.addWidget(self.still_light)
        column.addWidget(self.own_words)
        column.addSpacing(8)
        column.addWidget(Words(TODAYS_PACE, font(13), tokens.muted))
        column.addWidget(Words(TODAYS_PACE_REMARK, font(13), tokens.ink, wrap=True))
        for pill in (self.in_steps, self.in_a_slide):
            column.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _show_phases(self) -> None:
        shown = self.phases[0].isHidden()
        for phase in self.phases:
            phase.setVisible(shown)
        self.by_hand.setText(HIDE_PHASES if shown else SHOW_PHASES)

    def _phase_stepper(self, phase: int) -> Callable[[int], None]:
        return lambda step: self._turn(self._settings.by_phase_step(phase, step))

    def _turn(self, settings: BreathSettings | None) -> None:
        if settings is not None:
            self.turned.emit(settings)

    def _volume_setter(self, key: str) -> Callable[[int], None]:
        return lambda percent: self._sound(louder(self._preferences.sound, key, percent / 100.0))

    def _sound(self, sound: SoundSettings) -> None:
        self._prefer(replace(self._preferences, sound=sound))

    def _prefer(self, preferences: Preferences) -> None:
        if preferences != self._preferences:
            self._preferences = preferences
            self.preferred.emit(preferences)


def _minutes(schedule: tuple[PacedStep | BaselineStep, ...]) -> int:
    return round(sum(step.length_s for step in schedule) / 60.0)
