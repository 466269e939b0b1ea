"""Divides people among the conditions of a study at random, in permuted blocks, from a seed and nothing else.

Each block holds every condition equally often, in an order that chance gives (Matts and Lachin 1988,
doi 10.1016/0197-2456(88)90047-5), so that the groups stay of one size as a study grows. Where blocks are of several
sizes, chance takes the size of each one too: whoever has seen a part of a block cannot count what is left of it.

Chance is SHA-256 of the seed and of the place, so that the same seed gives the same allocation with every version of
every language, and what is known of some people tells nothing of the others to whoever has not the seed.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from biofeedback.error_codes import AllocationErrorCode
from biofeedback.errors import UsageError

FEWEST_CONDITIONS = 2
"""With one there is nothing to divide."""

LARGEST_BLOCK = 96
"""People in a block: a choice; 2 to 8 conditions, each up to twelve times. Larger ones keep no balance on the way."""


@dataclass(frozen=True, slots=True)
class Allocated:
    """The condition of one person.

    Attributes
    ----------
    participant : str
        Their code.
    stratum : str
        The part of the people within which blocks are made; empty where there is one part.
    block : int
        The number of their block within the stratum, from 1.
    block_size : int
        How many people it holds; the last block may have fewer in it.
    condition : str
        What they were given.
    """

    participant: str
    stratum: str
    block: int
    block_size: int
    condition: str


def allocate(
    participants: Sequence[str], conditions: Sequence[str], block_sizes: Sequence[int], seed: int, stratum: str = ""
) -> tuple[Allocated, ...]:
    """Return the condition of each person, in their order.

    Parameters
    ----------
    participants : sequence of str
        Their codes.
    conditions : sequence of str
        Their names, at least two and none twice.
    block_sizes : sequence of int
        How many people a block holds: one size, or several, of which chance takes one for each block.
    seed : int
        What chance grows from.
    stratum : str
        A part of the people; each has blocks of its own.

    Raises
    ------
    UsageError
        There are too few conditions, or a size does not hold each of them equally often.
    """
    check_blocks(conditions, block_sizes)
    allocated: list[Allocated] = []
    block = 0
    while len(allocated) < len(participants):
        block += 1
        size = block_sizes[_chance(seed, stratum, block, "size") % len(block_sizes)]
        slots = sorted(range(size), key=lambda slot: _chance(seed, stratum, block, slot))
        places = zip(participants[len(allocated) :], slots, strict=False)
        for code, slot in places:
            allocated.append(Allocated(code, stratum, block, size, conditions[slot % len(conditions)]))
    return tuple(allocated)


def check_blocks(conditions: Sequence[str], block_sizes: Sequence[int]) -> None:
    """Raise a `UsageError` unless blocks of these sizes can be made of these conditions."""
    count = len(conditions)
    if count < FEWEST_CONDITIONS:
        raise UsageError(AllocationErrorCode.TOO_FEW_CONDITIONS, count=count)
    for size in block_sizes:
        if not count <= size <= LARGEST_BLOCK or size % count:
            raise UsageError(AllocationErrorCode.BLOCK_SIZE, size=size, count=count, largest=LARGEST_BLOCK)


def shuffled(items: Sequence[str], seed: int, what: str) -> tuple[str, ...]:
    """Return the items in an order that chance gives; ``what`` names them, so that no two orders are of one chance."""
    return tuple(items[at] for at in sorted(range(len(items)), key=lambda at: _chance(seed, what, "order", at)))


def _chance(*of: object) -> int:
    """Return a number of 256 bits that only whoever knows the seed can tell from any other."""
    return int.from_bytes(hashlib.sha256("/".join(map(str, of)).encode()).digest(), "big")
