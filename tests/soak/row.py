"""What a soak tells of one fault, and how much of each is asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table of faults.

    Attributes
    ----------
    fault : str
        What happened.
    seen : str
        What the person sees.
    lost : str
        What is lost.
    measured : str
        What was measured, with its limit where there is one.
    broken : tuple of str
        What did not hold of that which is promised; empty when all of it did.
    """

    fault: str
    seen: str
    lost: str
    measured: str
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How much is asked for.

    Attributes
    ----------
    kills : int
        Practices that are killed, of one person and of a room each.
    hours : float
        How long the long practice goes on, in hours of its own.
    sessions : int
        Recordings in the large library.
    line_bytes : int
        The length of a line that has no end.
    """

    kills: int
    hours: float
    sessions: int
    line_bytes: int


LONG = Amounts(kills=200, hours=8.0, sessions=2000, line_bytes=2**30)
"""What `make soak` asks for."""

SHORT = Amounts(kills=1, hours=0.03, sessions=20, line_bytes=2**24)
"""What every run of the tests asks for: the same ways, walked once."""

Soak = Callable[[Path, Amounts], Iterator[Row]]
"""Brings faults about in an empty folder, and tells what came of each."""
