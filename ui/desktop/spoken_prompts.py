"""Has the words of a practice spoken by the machine, where the person has not read them out themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biofeedback.practice.script.model import Practice
    from ui.ports import Application, Speech


class SpokenPrompts:
    """The voice of one practice.

    Parameters
    ----------
    application : Application
        Knows which words were read out.
    practice : Practice
        Whose words they are.
    voice : Speech or None
        Who speaks; ``None`` where the words are only read.
    """

    def __init__(self, application: Application, practice: Practice, voice: Speech | None) -> None:
        self._application = application
        self._practice = practice
        self._voice = voice

    def speak(self, text: str) -> None:
        """Speak words of the practice."""
        if self._voice is not None and not self._application.takes(self._practice).has(text):
            self._voice.say(self._practice.said(text))

    def hush(self) -> None:
        """Say no more of what is being said."""
        if self._voice is not None:
            self._voice.hush()
