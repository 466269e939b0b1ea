"""What a person likes from one practice to the next: how it looks and sounds, and how leading begins."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from biofeedback.osc import Osc
from biofeedback.practice.script.answers import Answers
from ui.sound.settings import SoundSettings

Theme: TypeAlias = Literal["system", "dark", "light", "high-contrast"]
"""``system``: as the computer has it, dark where it does not say."""

Motion: TypeAlias = Literal["system", "still", "moving"]
"""``still``: the light breathes with its brightness alone; ``system``: if the computer asks for less motion."""

Live: TypeAlias = Literal["off", "machine", "network"]
"""Whether every practice goes out over LSL, and whether to programs on this computer or to its whole network."""

TEXT_SIZES = (100, 110, 125, 150, 175, 200)
"""Per cent of the usual size of the words; what WCAG 1.4.4 asks for, in steps that can be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPlace:
    """Where the window was, in logical pixels of the whole desktop; no name of a screen is kept.

    ``full_screen`` and ``maximised`` say what it was beyond that; the place is then the one it goes back to. ``dark``
    says that the computer asked for neither light colours nor more contrast.
    """

    x: int
    y: int
    width: int
    height: int
    maximised: bool = False
    full_screen: bool = False
    dark: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Everything that is remembered between two starts.

    Attributes
    ----------
    sound : SoundSettings
        What is heard, and how loud.
    theme : Theme
        The colours of the window.
    text_percent : int
        How large words are, 100 to 200 % of their usual size.
    motion : Motion
        Whether the light keeps its size.
    attuned : bool
        Whether leading begins where the person's own breath is, if they show it.
    own_words : bool
        Whether the person is asked before and after how it is, in a word or two of their own.
    language : str
        Which language the person chose, as `LANG` names it; empty for that of the system.
    welcomed : bool
        Whether the welcome was seen or skipped.
    sensor : str
        The specification of the sensor that is taken when it is found; empty for the first that is.
    recordings : str
        The folder in which recordings lie; empty for the usual one.
    exports : str
        The folder into which practices were written for other programs last; empty for that of documents.
    window : WindowPlace or None
        Where the window was last.
    audience_screen : str
        The name of the screen on which others were shown a practice last, as the system calls it; empty before.
    audience_speaker : str
        The loudspeaker from which others hear a practice that is shown to them, by its name; empty for the usual one.
    answers : Answers
        What the person asked to be kept of what a practice asks before it begins.
    lsl : Live
        Whether practices go out live.
    osc : Osc
        Whether they go out by OSC, where to, and whose beats with them.
    """

    sound: SoundSettings = field(default_factory=SoundSettings)
    theme: Theme = "system"
    text_percent: int = 100
    motion: Motion = "system"
    attuned: bool = True
    own_words: bool = False
    language: str = ""
    welcomed: bool = False
    sensor: str = ""
    recordings: str = ""
    exports: str = ""
    window: WindowPlace | None = None
    audience_screen: str = ""
    audience_speaker: str = ""
    answers: Answers = field(default_factory=Answers)
    lsl: Live = "off"
    osc: Osc = field(default_factory=Osc)


SILENT = Preferences(sound=SoundSettings(volume=0.0))
"""What holds where nobody was asked: nothing is heard."""
