"""What there is to say of a practice that was made of a sound file."""

from dataclasses import dataclass
from pathlib import Path

from biofeedback.practice.script.model import Practice

_CUT_SHORT_SHARE = 0.01
"""A file is cut short when more of it than this is not there: a choice; encoders round by less than a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackMade:
    """A practice that was made of a sound file.

    Attributes
    ----------
    path : Path
        Its practice file.
    practice : Practice
        What it holds.
    length_s : float
        How long what can be heard of the sound is.
    promised_s : float
        How long the sound file says it is.
    chapters : int
        How many chapters it names.
    chapters_unread : bool
        Whether this machine cannot read chapters.
    there_already : bool
        Whether the same sound was among the practices before, and nothing was made.
    """

    path: Path
    practice: Practice
    length_s: float
    promised_s: float
    chapters: int = 0
    chapters_unread: bool = False
    there_already: bool = False

    @property
    def cut_short(self) -> bool:
        """Whether a part of what the sound file says to hold is not there."""
        return self.length_s < (1.0 - _CUT_SHORT_SHARE) * self.promised_s
