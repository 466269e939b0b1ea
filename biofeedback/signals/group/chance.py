"""What chance gives when hearts keep no step at all: the level of one locking, and of the share of a group."""

import math

CHANCE_SHARE = 0.05
"""So many independent hearts reach the level of chance at most. The usual level."""

LOOKS_PER_S = 0.058
"""Independent looks at how two waves lie to each other, in a second of whole-second moments: of a heart and the led
breath, or of two hearts. White noise gives 0.09, and hearts whose own waves lie in the band give fewer: with this many,
5 % of simulated pairs are above the level, and of hearts led at a pace near their own wave (`docs/in-step.md`)."""

LOOKS_AT_SEVERAL_PER_S = 0.09
"""The same of a heart and the sum of two others or more, which wanders sooner than one wave. From the same page."""


def chance_locking(known_s: float, *, others: int = 1, of_pairs: int = 1) -> float:
    """Return what 95 % of lockings of independent hearts stay below.

    Parameters
    ----------
    known_s : float
        Over how many whole-second moments it was taken.
    others : int
        With how many others together; 1 also for the led breath.
    of_pairs : int
        Of so many pairs all stay below it together, in 95 % of groups (Bonferroni).

    Notes
    -----
    The mean of ``n`` independent phases is longer than ``r`` with a probability of ``exp(-n r**2)`` (Rayleigh).
    """
    looks = known_s * (LOOKS_PER_S if others == 1 else LOOKS_AT_SEVERAL_PER_S)
    return min(1.0, math.sqrt(-math.log(CHANCE_SHARE / of_pairs) / looks)) if looks > 0.0 else math.nan


def chance_in_step(hearts: int) -> int:
    """Return how many of so many independent hearts are in step at most, in 95 % of groups.

    Notes
    -----
    Each is in step with a probability of 0.05, so that their number is binomial.
    """
    total, count = 0.0, 0
    while count < hearts:
        total += math.comb(hearts, count) * CHANCE_SHARE**count * (1.0 - CHANCE_SHARE) ** (hearts - count)
        if total >= 1.0 - CHANCE_SHARE:
            break
        count += 1
    return count
