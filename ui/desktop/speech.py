"""Speaks the prompts with the voice of this machine, where the extra ``voice`` is installed.

It needs the event loop of the window. Recorded voices are played by `ui.sound`.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import UsageError
from ui.sound.settings import amplitude

if TYPE_CHECKING:
    from ui.ports import Speech
    from ui.sound.settings import SoundSettings

_UNHURRIED = -0.2  # of Qt's scale from -1 to 1, where 0 is the usual rate; a choice
_MOCK_ENGINE = "mock"


def speech_error() -> UsageError | None:
    """Return why nothing can be spoken here; ``None`` when it can."""
    if find_spec("PySide6.QtTextToSpeech") is None:
        return UsageError(CommandErrorCode.SPEECH_WITHOUT_EXTRA)
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:  # a library of the system that it wants
        return UsageError(CommandErrorCode.SPEECH_WITHOUT_VOICE)
    if set(QTextToSpeech.availableEngines()) - {_MOCK_ENGINE}:
        return None
    return UsageError(CommandErrorCode.SPEECH_WITHOUT_VOICE)


def speech_for(sound: SoundSettings) -> Speech | None:
    """Return the speech for a practice that sounds like this; ``None`` when prompts are read or played instead."""
    loudness = sound.volume * sound.voice_volume
    return SystemSpeech(loudness) if sound.voice == "system" and loudness and not speech_error() else None


class SystemSpeech:
    """Speaks one prompt at a time, unhurried.

    Parameters
    ----------
    volume : float
        0 (silent) to 1.
    engine : str
        Which of Qt's engines; empty takes the machine's own.
    """

    def __init__(self, volume: float, engine: str = "") -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        self.voice = QTextToSpeech(engine) if engine else QTextToSpeech()
        self.voice.setRate(_UNHURRIED)
        self.voice.setVolume(amplitude(volume))

    def say(self, text: str) -> None:
        """Speak this now, in place of what is still being spoken."""
        self.voice.say(text)

    def hush(self) -> None:
        """Stop speaking."""
        self.voice.stop()
