"""A practice as data: its steps, their words, and how breath, light and sound go with them."""

import math
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from biofeedback.error_codes import ChoiceErrorCode
from biofeedback.errors import UsageError
from biofeedback.event_kinds import HeartDisplay
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.answers import Answers, said_with
from biofeedback.practice.script.blocks import Block, StudyProtocol

Pacing: TypeAlias = Literal["listen", "lead", "follow", "vanish"]
"""``listen``: nothing is led. ``lead``: the light leads. ``follow``: the light keeps the person's own pace, once it is
known. ``vanish``: the light leads ever more faintly and lets go."""

BellPlace: TypeAlias = Literal["none", "begin", "end", "both"]

MOST_OTHERS = 18
"""The most small lights around the light of a step: six in a ring, and twelve in a second one."""

OWN_HUE = "own"
"""The hue of a light that becomes the colour the person chose."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words asked for ``at_s`` seconds into their step, or with its breath ``at_breath``, counted from 1 (0: by time).

    ``voice`` names a sound file beside the practice file in which somebody speaks them; empty when there is none.
    ``keep`` says that they are for everybody, also for somebody who asked for fewer words.
    """

    text: str
    at_s: float
    voice: str = ""
    at_breath: int = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class StepLight:
    """The light of a step.

    Attributes
    ----------
    hue : str
        A name among `HUES`, or `OWN_HUE`.
    brightness_share : float
        How bright it is, as a share of full.
    others : int
        How many small lights are around it, at most `MOST_OTHERS`.
    """

    hue: str = "honey"
    brightness_share: float = 1.0
    others: int = 0


@dataclass(frozen=True, slots=True)
class StepSound:
    """The sound of a step: where a bell rings, and whether the breath may be heard."""

    bell: BellPlace = "none"
    breath: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a practice.

    Attributes
    ----------
    name, title : str
        What code and people call it.
    purpose : str
        A note for facilitators.
    length_s : float
        How long it is; where breaths are counted, about how long; ``inf`` when the person ends it.
    pacing : Pacing
        Who leads whom.
    heart_display : HeartDisplay
        Whether the heart is shown.
    prompts : tuple of Prompt
        Its words, in order.
    breaths : int
        After how many led breaths it ends; 0 when it ends by time.
    silence : bool
        Whether it is to have no words.
    light : StepLight
        The light in it.
    sound : StepSound
        The sound in it.
    bells_at_s : tuple of float
        Bells inside it, in seconds from its beginning.
    bell_every_s : float
        Bells at equal times, in seconds; 0 for none.
    block : Block or None
        What it is in a protocol; None in any other practice.
    """

    name: str
    title: str
    purpose: str
    length_s: float
    pacing: Pacing
    heart_display: HeartDisplay
    prompts: tuple[Prompt, ...]
    breaths: int = 0
    silence: bool = False
    light: StepLight = StepLight()
    sound: StepSound = StepSound()
    bells_at_s: tuple[float, ...] = ()
    bell_every_s: float = 0.0
    block: Block | None = None

    @property
    def shortest_s(self) -> float:
        """The least that is drawn for its length, in seconds."""
        return self.length_s - (0 if self.block is None else self.block.jitter_s)

    @property
    def endless(self) -> bool:
        """Whether only the person ends it."""
        return math.isinf(self.length_s)


@dataclass(frozen=True, slots=True)
class BreathGuidance:
    """How breath is led: from one pattern to another, a breath at most ``ramp_s`` longer than the one before."""

    start: BreathPattern
    aim: BreathPattern
    ramp_s: float


@dataclass(frozen=True, slots=True)
class Track:
    """A sound file beside the practice file that the whole practice is, such as a teacher's twenty minutes.

    Attributes
    ----------
    file : str
        Its name.
    sha256 : str
        Its hash, in 64 hexadecimal digits.
    size_bytes : int
        How large it is.
    volume : float
        How loud it is in this practice, 0 (silent) to 1.
    """

    file: str
    sha256: str
    size_bytes: int
    volume: float = 1.0


@dataclass(frozen=True, slots=True)
class Practice:
    """A whole practice.

    Attributes
    ----------
    name, title, subtitle, credit : str
        What commands and people call it, and who thought of it.
    breath : BreathGuidance
        How breath is led.
    steps : tuple of Step
        Its steps, of the length it has.
    category : str
        With what it is shown; one of `keys.CATEGORIES`.
    counts : bool
        Whether it is kept among what was practised; a practice that counts for nothing leaves no light behind.
    compares : bool
        Whether it ends with the waves of the heart before breath was led and while it was, side by side.
    asks : tuple of str
        What is asked before it: ``colour``, ``phrases``, ``parts``, ``bells``. Every question may be left unanswered.
    phrases, parts : tuple of str
        What stands for the person's own where none were given.
    lengths : tuple of (int, tuple of Step)
        Every length there is, in minutes, with the steps it has; one without end has none.
    answers : Answers
        What the person answered.
    folder : str
        Where the sound files lie that it names; empty for one that comes with Soften.
    track : Track or None
        The one recording that it is; words are then shown and not spoken, and breath and bells are silent.
    assesses : bool
        Whether it asks how the heart answers to given paces; it is then no script to practise, and no request changes
        it.
    protocol : StudyProtocol or None
        What makes it a protocol; None for any other practice.
    """

    name: str
    title: str
    subtitle: str
    credit: str
    breath: BreathGuidance
    steps: tuple[Step, ...]
    category: str = "kindness"
    counts: bool = True
    compares: bool = False
    asks: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    lengths: tuple[tuple[int, tuple[Step, ...]], ...] = ()
    answers: Answers = field(default_factory=Answers)
    folder: str = ""
    track: Track | None = None
    assesses: bool = False
    protocol: StudyProtocol | None = None

    @property
    def length_s(self) -> float:
        """Planned length in seconds; the last breath may end a little later. ``inf`` when it has no end of its own."""
        return math.fsum(step.length_s for step in self.steps)

    @property
    def endless(self) -> bool:
        """Whether only the person ends it."""
        return self.steps[-1].endless

    @property
    def shows_numbers(self) -> bool:
        """Whether numbers of the heart may be shown while it is practised and at its end."""
        return self.protocol is None or self.protocol.shows_numbers

    @property
    def minutes(self) -> tuple[int, ...]:
        """The lengths it can have, in minutes, shortest first; none when it has one length, or no end."""
        return tuple(sorted(minutes for minutes, _ in self.lengths))

    def lasting(self, minutes: int) -> "Practice":
        """Return this practice at another of its lengths.

        Raises
        ------
        UsageError
            When it has no such length; the message lists those there are.
        """
        for offered, steps in self.lengths:
            if offered == minutes:
                return replace(self, steps=steps)
        if self.endless:
            raise UsageError(ChoiceErrorCode.NO_LENGTH, practice=self.name)
        raise UsageError(
            ChoiceErrorCode.LENGTH_UNKNOWN,
            practice=self.name,
            minutes=minutes,
            offered=self.minutes or (self.length_s / 60.0,),
        )

    def answered(self, answers: Answers) -> "Practice":
        """Return this practice as it is for somebody who gave these answers.

        What is not among `asks` changes nothing.

        Raises
        ------
        UsageError
            When an answer cannot be taken.
        """
        taken = answers.about(self.asks, phrases=self.phrases, parts=self.parts)
        return replace(self, answers=taken, steps=tuple(_with_bells(step, taken.bells_at_s) for step in self.steps))

    def said(self, text: str) -> str:
        """Return words of this practice as the person reads them, with their own words in them.

        Events hold the words as they stand in the file, so that a recording keeps nobody's own words unless asked to.
        """
        return said_with(text, self.answers)

    def hue(self, step_index: int) -> str:
        """Return the hue of a step's light: a name, or a colour like ``#e9a53b`` that the person chose."""
        hue = self.steps[step_index].light.hue
        return hue if hue != OWN_HUE else self.answers.colour or StepLight().hue


def _with_bells(step: Step, at_s: tuple[float, ...]) -> Step:
    return replace(step, bells_at_s=at_s, bell_every_s=0.0) if step.endless and at_s else step
