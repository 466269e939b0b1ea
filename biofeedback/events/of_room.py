"""Events of a room of people: who sits down, who leaves, and what of a seat is shown to all.

A seat is known by its ``source``, the name of its sensor in all other events.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTaken:
    """Somebody sat down, or came back after they had left. ``seat`` is the name of the seat."""

    t_s: float
    source: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLeft:
    """Somebody left; a link that is lost is no leaving."""

    t_s: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatGreeted:
    """Somebody is to see which petal is theirs: it answers once, and no other does."""

    t_s: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatWarmthChosen:
    """From here on the warmth of this heart is ``shown`` to all, or no longer. At the beginning it is not."""

    t_s: float
    source: str
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatBeatsChosen:
    """From here on the beats of this heart may go to other programs as they come (``sent``), or no longer.

    At the beginning they may not.
    """

    t_s: float
    source: str
    sent: bool
