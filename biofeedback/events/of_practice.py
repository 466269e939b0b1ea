"""Events of a practice: its steps, words, breaths and bells, and what the person asks and answers."""

import math
from dataclasses import dataclass
from typing import Literal

from biofeedback.codes import NoticeCode
from biofeedback.event_kinds import AnswerKind, HeartDisplay, NoteKind, Offer, PaceOrigin, PaceRequest, PauseMode
from biofeedback.facts import Facts

FROM_FILE = "file"
"""The origin of a marker whose label somebody wrote into a file that was imported: its words may be of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A moment that somebody wanted to find again.

    ``origin`` is empty for whoever practises or sits beside them, ``line`` for a line that came to the port of
    markers, ``lsl:`` with a name for a stream of markers, and ``file`` for a label that stood in an imported file.
    ``correction_s`` is what was added to the stamp of a stream to be on the clock of this machine; ``nan`` where a
    marker is of the moment at which it came in.
    """

    t_s: float
    label: str
    origin: str = ""
    correction_s: float = math.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words that the person wrote, for nobody but themselves.

    ``before`` and ``after``: how it is, in a word or two, before a practice and after it. ``note``: anything else.
    """

    t_s: float
    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBegan:
    """A step of the practice began. ``index`` counts from 0; ``heart_display`` says whether the heart is shown."""

    t_s: float
    index: int
    name: str
    title: str
    heart_display: HeartDisplay


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptShown:
    """Words were placed, for ``for_s`` seconds."""

    t_s: float
    text: str
    for_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BreathPlanned:
    """A breath, announced one breath ahead: it begins with the in-breath at ``t_s``.

    It replaces every breath planned to begin at or after ``t_s``.
    """

    t_s: float
    in_s: float
    hold_in_s: float
    out_s: float
    hold_out_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HandMoved:
    """The person showed by hand that the breath turned: ``inward`` when breathing in began, else out."""

    t_s: float
    inward: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMade:
    """Something is offered that the person may accept with one key. By itself it changes nothing.

    ``breaths_per_min`` is the pace that is offered, None where it is the one there is.
    """

    t_s: float
    offer: Offer
    breaths_per_min: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRang:
    """A bell rang, exactly at ``t_s``."""

    t_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """The practice waits. With mode ``pause`` every breath planned to begin after ``t_s`` is withdrawn."""

    t_s: float
    mode: PauseMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """The practice goes on."""

    t_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeEnded:
    """The practice came to its end: ``complete``, or ``early`` because the person ended it."""

    t_s: float
    mode: Literal["complete", "early"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceChosen:
    """How breath is led in this practice, at its beginning.

    ``start_per_min`` and ``aim_per_min`` are breaths a minute, ``ramp_s`` is the most by which one breath is longer or
    shorter than the one before on the way; the share and the holds are those of the aim.
    """

    t_s: float
    start_per_min: float
    aim_per_min: float
    ramp_s: float
    in_share: float
    hold_in_s: float
    hold_out_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKept:
    """What the person answered before the practice; ``index`` counts from 0 within its ``kind``."""

    t_s: float
    kind: AnswerKind
    index: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadingBegan:
    """Breath began to be led, at a pace that comes from ``origin``.

    ``in_share`` is the in-breath's share where the hand showed it, ``sure_share`` (0 to 1) how clearly the heart showed
    the pace; each is None otherwise.
    """

    t_s: float
    origin: PaceOrigin
    breaths_per_min: float
    in_share: float | None
    sure_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceChanged:
    """The person asked for another pace; ``breaths_per_min`` is where the breath goes from here."""

    t_s: float
    request: PaceRequest
    breaths_per_min: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsSpared:
    """The person asked for every second of the words to come (``spared``), or for all of them again."""

    t_s: float
    spared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundMuted:
    """The person muted what is heard, or unmuted it."""

    t_s: float
    muted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingBegan:
    """The person asked for a gentle end; the practice ends at ``ends_s``."""

    t_s: float
    ends_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the person should know now, of something other than the link.

    ``source`` is the sensor that it is said of; empty when it is of none.
    """

    t_s: float
    source: str
    code: NoticeCode
    facts: Facts
