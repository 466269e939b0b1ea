"""How far each number of a block lies from that of the baseline of the same recording."""

import math
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

BASELINE = "baseline"
"""The kind of the blocks from which changes are told."""


class MissingCode(StrEnum):
    """Why a recording has no change of a number, where the number itself does not say why."""

    NO_PARTICIPANT = "no-participant"
    NO_BASELINE = "no-baseline"
    NO_BLOCK = "no-block"
    NOT_ANSWERED = "not-answered"
    NOT_A_NUMBER = "not-a-number"


class Measured(NamedTuple):
    """One number of one block, or one answer.

    Attributes
    ----------
    kind : str
        The kind of the block.
    number : str
        The name of the number.
    value : float
        ``nan`` where it is not known.
    why : str
        Why it is not known or the block is left out, as a code; empty where it counts.
    """

    kind: str
    number: str
    value: float
    why: str = ""


class Change(NamedTuple):
    """A number of the blocks of one kind in one recording, against its baseline.

    Attributes
    ----------
    kind, number : str
        Of which blocks, and which number.
    baseline, value : float
        The means over the blocks that count; ``nan`` where none does.
    why : str
        Why there is no change, as a code; empty where there is one.
    """

    kind: str
    number: str
    baseline: float
    value: float
    why: str = ""

    @property
    def change(self) -> float:
        """The value less the baseline, in the unit of the number; ``nan`` where one of them is not known."""
        return self.value - self.baseline


def changes_of(recording: Sequence[Measured], baseline: str = BASELINE) -> Iterator[Change]:
    """Yield the change of every number in every kind of block of one recording.

    Where a recording has several blocks of a kind, the mean of those that count is taken.

    Parameters
    ----------
    recording : sequence of Measured
        All numbers of one recording.
    baseline : str
        The kind from which changes are told.
    """
    found: dict[str, dict[str, list[Measured]]] = {}
    for each in recording:
        found.setdefault(each.number, {}).setdefault(each.kind, []).append(each)
    for number, kinds in found.items():
        before, why_before = _mean(kinds.get(baseline, ()))
        for kind, there in kinds.items():
            if kind not in (baseline, ""):
                value, why = _mean(there)
                yield Change(kind, number, before, value, why_before or why)


def _mean(there: Sequence[Measured]) -> tuple[float, str]:
    """Return the mean of what counts, or why nothing does."""
    if not there:
        return math.nan, MissingCode.NO_BASELINE
    counts = [each.value for each in there if not each.why and not math.isnan(each.value)]
    if counts:
        return math.fsum(counts) / len(counts), ""
    return math.nan, next((each.why for each in there if each.why), MissingCode.NOT_A_NUMBER)
