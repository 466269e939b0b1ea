"""A practice of before as a history shows it: facts, without words and without its curves."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from biofeedback.errors import SoftenError
from biofeedback.practice.after.spread import UNKNOWN, Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPractice:
    """A practice of before.

    Attributes
    ----------
    path : Path
        Its recording.
    started : datetime or None
        When it began, on the clock of where it was; ``None`` when nobody says.
    length_s : float
        How long it was, in seconds; ``nan`` where that is not known.
    title : str
        What was practised.
    sensors : tuple of str
        The names of its sensors; empty without any.
    simulated : bool
        Whether its heart was a simulated one.
    heart_rate_bpm, coherence_share, rmssd_ms : Spread
        Numbers of its heart.
    warmth_share : float
        The mean warmth of its light, 0 to 1; ``nan`` where it is not known.
    words, tags : tuple of str
        What the person wrote before and after; their own words for finding it again.
    note : str
        The note to oneself.
    ended_unexpectedly : bool
        Whether it broke off, or is still being recorded.
    error : SoftenError or None
        Why its recording cannot be read; ``None`` when it can.
    assesses : bool
        Whether it looked for the pace of the day.
    of_room : bool
        Whether it is the recording of a whole room, and of nobody in it.
    seat : str
        In a room that this person led, whose heart it is of: that of somebody in this seat; empty for their own.
    """

    path: Path
    started: datetime | None
    length_s: float
    title: str = ""
    sensors: tuple[str, ...] = ()
    simulated: bool = False
    heart_rate_bpm: Spread = UNKNOWN
    coherence_share: Spread = UNKNOWN
    rmssd_ms: Spread = UNKNOWN
    warmth_share: float = math.nan
    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    ended_unexpectedly: bool = False
    error: SoftenError | None = None
    assesses: bool = False
    of_room: bool = False
    seat: str = ""

    @property
    def own_texts(self) -> Iterable[str]:
        """Everything that the person wrote."""
        return (*self.words, *self.tags, self.note)

    def has(self, words: Sequence[str]) -> bool:
        """Return whether each of the words, in small letters, is in its title, its sensors or what was written."""
        text = "\n".join((self.title, *self.sensors, *self.own_texts)).casefold()
        return all(word in text for word in words)


def found(practices: Iterable[PastPractice], looked_for: str) -> list[PastPractice]:
    """Return the practices in which all the words are that somebody looks for; all of them for no word."""
    words = looked_for.casefold().split()
    return [each for each in practices if each.has(words)]
