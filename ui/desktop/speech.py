"""Speaks the prompts with the voice of this machine, where the extra ``voice`` is installed.

It needs the event loop of the window. Recorded voices are played by `ui.sound`.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import UsageError
from ui.sound.settings import amplitude
from ui.words.language import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.ports import Speech
    from ui.sound.settings import SoundSettings

_UNHURRIED = -0.2  # of Qt's scale from -1 to 1, where 0 is the usual rate; a choice
_MOCK_ENGINE = "mock"


def speech_error(code: str) -> UsageError | None:
    """Return why nothing can be spoken here in a language, as ``LANG`` names it; ``None`` when it can."""
    if find_spec("PySide6.QtTextToSpeech") is None:
        return UsageError(CommandErrorCode.SPEECH_WITHOUT_EXTRA)
    known = _known_locales()
    if known is None:
        return UsageError(CommandErrorCode.SPEECH_WITHOUT_VOICE)
    if _locale_for(code, known) is None:
        return UsageError(CommandErrorCode.SPEECH_OF_OTHER_LANGUAGE)
    return None


def speech_for(sound: SoundSettings, code: str) -> Speech | None:
    """Return the speech for a practice that sounds like this, in a language; ``None`` where nothing is spoken so."""
    loudness = sound.volume * sound.voice_volume
    return SystemSpeech(loudness, code) if sound.voice == "system" and loudness and not speech_error(code) else None


class SystemSpeech:
    """Speaks one prompt at a time, unhurried.

    Parameters
    ----------
    volume : float
        0 (silent) to 1.
    code : str
        The language of the prompts, as ``LANG`` names it. They are not spoken where no voice has it.
    engine : str
        Which of Qt's engines; empty takes the machine's own.
    """

    def __init__(self, volume: float, code: str, engine: str = "") -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        self.voice = QTextToSpeech(engine) if engine else QTextToSpeech()
        locale = _locale_for(code, self.voice.availableLocales())
        self._speaks = locale is not None
        if locale is not None:
            self.voice.setLocale(locale)
        self.voice.setRate(_UNHURRIED)
        self.voice.setVolume(amplitude(volume))

    def say(self, text: str) -> None:
        """Speak this now, in place of what is still being spoken."""
        if self._speaks:
            self.voice.say(text)

    def hush(self) -> None:
        """Stop speaking."""
        self.voice.stop()


def _known_locales() -> Sequence[QLocale] | None:
    """Return the languages of this machine's voices; ``None`` where it has nothing that speaks."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:  # a library of the system that it wants
        return None
    if not set(QTextToSpeech.availableEngines()) - {_MOCK_ENGINE}:
        return None
    known: Sequence[QLocale] = QTextToSpeech().availableLocales()
    return known


def _locale_for(code: str, known: Sequence[QLocale]) -> QLocale | None:
    """Return which of these locales speaks a language, best that of its country; ``None`` where none does."""
    wanted = QLocale("en_GB" if code == ENGLISH else code)
    alike = [each for each in known if each.language() == wanted.language()]
    return next((each for each in alike if each.territory() == wanted.territory()), alike[0] if alike else None)
