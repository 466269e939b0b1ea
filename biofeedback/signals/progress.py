"""How something that takes long says how much of it is done."""

from collections.abc import Callable
from typing import TypeAlias

OnProgress: TypeAlias = Callable[[float], None]
"""Takes the share that is done, 0 to 1."""


def no_progress(share: float) -> None:
    """Take a share that nobody asked for."""


def part_of(on_progress: OnProgress, from_share: float, until_share: float) -> OnProgress:
    """Return what says the progress of a part of something that goes from one share of the whole to another."""
    return lambda share: on_progress(from_share + share * (until_share - from_share))
