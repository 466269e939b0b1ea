"""How it sounds: what leads the breath, who speaks, and how loud each is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from ui.desktop.settings.page import Setting, SettingsPage
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.choice_flow import ChoiceFlow
from ui.desktop.widgets.controls.switch import Switch
from ui.desktop.widgets.controls.volume_slider import VolumeSlider
from ui.desktop.widgets.speaker_choice import SpeakerChoice
from ui.sound.settings import VOLUMES, BreathSound, SoundSettings, VoiceSound
from ui.words.language import Language


def louder(sound: SoundSettings, name: str, volume: float) -> SoundSettings:
    """Return the settings with one volume, a key of `VOLUMES`, changed."""
    volumes = {key: volume if key == name else getattr(sound, key) for key in VOLUMES}
    return SoundSettings(breath=sound.breath, voice=sound.voice, warmth=sound.warmth, **volumes)


class SoundsPage(SettingsPage):
    """How it sounds."""

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        language, tokens, sound = self.language, self.tokens, self.preferences.sound
        breath = language.gettext("Sound of the breath")
        self.breath_sound = ChoiceFlow(breath, _breath_sounds(language), tokens, language)
        self.breath_sound.choose(sound.breath)
        self.breath_sound.chosen.connect(lambda key: self._sound(replace(self._now, breath=cast("BreathSound", key))))
        self.warmth = Switch("", tokens)
        self.warmth.setAccessibleName(language.gettext("Hear the warmth"))
        self.warmth.setChecked(sound.warmth)
        self.warmth.toggled.connect(lambda on: self._sound(replace(self._now, warmth=on)))
        voice = language.gettext("Voice")
        self.voice = ChoiceFlow(voice, _voices(language), tokens, language)
        self.voice.choose(sound.voice)
        self.voice.chosen.connect(lambda key: self._sound(replace(self._now, voice=cast("VoiceSound", key))))
        self.add(
            breath, language.gettext("It rises with the in-breath and settles with the out-breath."), self.breath_sound
        )
        self.add(
            language.gettext("Hear the warmth"),
            language.gettext("The tone of the breath grows fuller with the warmth of the light, and no louder."),
            self.warmth,
        )
        self.add(
            voice,
            language.gettext("Who speaks the words of a practice; they stand on the screen as well."),
            self.voice,
        )
        self.unspoken = Words("", font(13), tokens.rose, wrap=True)
        self.column.addWidget(self.unspoken)
        self._say_unspoken()
        self.for_others = SpeakerChoice(self.setting.application, tokens, language)
        self.for_others.preferred.connect(self.prefer)
        self.add(
            language.gettext("Loudspeaker for others"),
            language.gettext(
                "Where a practice is heard from while it is shown to others. When you are alone, you hear it as "
                "always. This machine’s voice stays where it is."
            ),
            self.for_others,
        )
        self.volumes: dict[str, VolumeSlider] = {}
        for key, (title, sentence) in zip(VOLUMES, _volumes(language), strict=True):
            slider = VolumeSlider(language.gettext("Volume: {what}").format(what=title), tokens)
            slider.setValue(round(100 * getattr(sound, key)))
            slider.valueChanged.connect(self._volume_setter(key))
            self.volumes[key] = slider
            self.add(title, sentence, slider)

    @property
    def _now(self) -> SoundSettings:
        return self.preferences.sound

    def _volume_setter(self, key: str) -> Callable[[int], None]:
        return lambda percent: self._sound(louder(self._now, key, percent / 100.0))

    def _sound(self, sound: SoundSettings) -> None:
        self.prefer(replace(self.preferences, sound=sound))
        self._say_unspoken()

    def _say_unspoken(self) -> None:
        """Say why this machine's voice does not speak, where it was chosen and does not."""
        from ui.desktop.speech import speech_error

        error = speech_error(self.language.code) if self._now.voice == "system" else None
        self.unspoken.setText("" if error is None else self.said(error))
        self.unspoken.setHidden(error is None)


def _breath_sounds(language: Language) -> tuple[tuple[BreathSound, str], ...]:
    return (
        ("tone", language.pgettext("sound of the breath", "a tone")),
        ("waves", language.pgettext("sound of the breath", "waves")),
        ("off", language.pgettext("sound of the breath", "silence")),
    )


def _voices(language: Language) -> tuple[tuple[VoiceSound, str], ...]:
    return (
        ("recorded", language.pgettext("voice", "recorded")),
        ("system", language.pgettext("voice", "this machine’s")),
        ("off", language.pgettext("voice", "none")),
    )


def _volumes(language: Language) -> tuple[tuple[str, str], ...]:
    """Return the title and the sentence of each of `VOLUMES`."""
    return (
        (
            language.pgettext("volume", "The whole"),
            language.gettext("How loud everything is together; at the left end nothing is heard."),
        ),
        (language.pgettext("volume", "Breath"), language.gettext("How loud the breath is beside the others.")),
        (language.pgettext("volume", "Bells"), language.gettext("How loud the bells are beside the others.")),
        (language.pgettext("volume", "Voice"), language.gettext("How loud the voice is beside the others.")),
    )
