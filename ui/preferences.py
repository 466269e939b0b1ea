"""What a person likes from one practice to the next: sound, light, and how leading begins."""

from dataclasses import dataclass, field

from biofeedback.practice.script.answers import Answers
from ui.sound.settings import SoundSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Everything that is remembered between two starts.

    Attributes
    ----------
    sound : SoundSettings
        What is heard, and how loud.
    attuned : bool
        Whether leading begins where the person's own breath is, if they show it.
    still_light : bool
        Whether the light keeps its size and breathes with its brightness alone.
    own_words : bool
        Whether the person is asked before and after how it is, in a word or two of their own.
    language : str
        Which language the person chose, as `LANG` names it; empty for that of the system.
    welcomed : bool
        Whether the welcome was seen or skipped.
    answers : Answers
        What the person asked to be kept of what a practice asks before it begins.
    """

    sound: SoundSettings = field(default_factory=SoundSettings)
    attuned: bool = True
    still_light: bool = False
    own_words: bool = False
    language: str = ""
    welcomed: bool = False
    answers: Answers = field(default_factory=Answers)


SILENT = Preferences(sound=SoundSettings(volume=0.0))
"""What holds where nobody was asked: nothing is heard."""
