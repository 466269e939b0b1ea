"""What a protocol adds to a practice: blocks of a kind, conditions that differ, and forms before and after."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from biofeedback.event_kinds import BlockKind

Feedback: TypeAlias = Literal["real", "none", "replayed"]
"""What the light shows of the heart: of this one (``real``), nothing (``none``), or of another recording's heart, the
donor's (``replayed``)."""


@dataclass(frozen=True, slots=True)
class Block:
    """What a step of a protocol is for whoever analyses it.

    Attributes
    ----------
    kind : BlockKind
        Of what kind it is.
    label : str
        Kept with the recording and shown nowhere.
    jitter_s : int
        By how many whole seconds its length may be shorter or longer than written.
    feedback : Feedback
        What the light shows of a heart.
    rate_per_min : float
        The one pace at which its breath is led, in breaths a minute; ``nan`` where it is led as everywhere.
    by_condition : bool
        Whether a condition says its feedback and its rate.
    """

    kind: BlockKind
    label: str = ""
    jitter_s: int = 0
    feedback: Feedback = "real"
    rate_per_min: float = math.nan
    by_condition: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the ways in which a protocol is practised: what holds in the blocks that differ ``by_condition``.

    ``rate_per_min`` is ``nan`` where breath is led as the step says.
    """

    name: str
    feedback: Feedback = "real"
    rate_per_min: float = math.nan


@dataclass(frozen=True, slots=True)
class StudyProtocol:
    """What makes a practice a protocol.

    Attributes
    ----------
    forms_before, forms_after : tuple of str
        The names of the forms that are asked before it and after it.
    conditions : tuple of Condition
        Those of which one holds; none where every block says what holds.
    sha256 : str
        The hash of its file, in 64 hexadecimal digits; empty where it was read from none.
    shows_numbers : bool
        Whether numbers of the heart may be shown; not in a session in which nobody is to learn the condition.
    """

    forms_before: tuple[str, ...] = ()
    forms_after: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    sha256: str = ""
    shows_numbers: bool = True
