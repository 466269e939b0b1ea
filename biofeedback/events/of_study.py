"""Events of a study: the blocks of its protocol."""

from dataclasses import dataclass

from biofeedback.event_kinds import BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockBegan:
    """A step of a protocol began that is a block, at the moment of its `StepBegan`.

    ``block`` is its place among the steps, from 1, as in the tables of a study. ``label`` is a code that is shown to
    nobody. Nothing says what the light shows in it, nor in which condition.
    """

    t_s: float
    block: int
    kind: BlockKind
    label: str
