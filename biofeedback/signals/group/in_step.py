"""Which hearts of a group are in step beyond chance, from the phases of their waves over a window.

Pure arrays: what is taken in over time is in `watch`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.group.chance import chance_in_step, chance_locking
from biofeedback.signals.group.local_wave import ComplexArray
from biofeedback.signals.timing.beats import FloatArray

SMALLEST_KNOWN_SHARE = 0.8
"""So much of a window a heart has to cover to be counted, and a led breath to be what is locked to. As in an analysis,
after Vest et al. 2018, doi 10.1088/1361-6579/aae021."""

FEWEST_UNLED = 2  # hearts that can be in step with one another, where no breath is led

_HAS_LENGTH = 0.5  # between a phase, of length 1, and none, of length 0


@dataclass(frozen=True, slots=True)
class HeartInGroup:
    """One heart of a group at one moment.

    Attributes
    ----------
    name : str
        As it was given.
    locking_share : float
        How steadily it keeps step, 0 to 1: with the led breath, and where none is led with all the others together.
    chance_share : float
        What 95 % of independent hearts stay below.
    lag_rad : float
        How much later than the led breath, or than the others, the heart rate crests, -pi to pi.
    reason : Reason or None
        Why it is not counted; its numbers are ``nan`` then.
    """

    name: str
    locking_share: float
    chance_share: float
    lag_rad: float
    reason: Reason | None = None

    @property
    def is_counted(self) -> bool:
        """Whether it is among the hearts that a share is of."""
        return self.reason is None

    @property
    def in_step(self) -> bool:
        """Whether it keeps step beyond chance."""
        return self.is_counted and self.locking_share > self.chance_share


@dataclass(frozen=True, slots=True)
class GroupMoment:
    """A group of hearts as of one moment.

    Attributes
    ----------
    t_s : float
        The moment, in seconds.
    is_led : bool
        Whether they are looked at with the led breath; else with one another.
    rate_hz : float
        Where no breath is led, at which rate the newest of their phases is; else ``nan``.
    hearts : tuple of HeartInGroup
        All of them, in the order in which they came.
    share : float
        How many of the counted hearts are in step beyond chance, 0 to 1 (``in_step_share``); ``nan`` with a reason.
    chance_share : float
        What share 95 % of groups of so many independent hearts do not exceed.
    reason : Reason or None
        Why the share is ``nan``.
    """

    t_s: float
    is_led: bool
    rate_hz: float
    hearts: tuple[HeartInGroup, ...]
    share: float
    chance_share: float
    reason: Reason | None

    @property
    def counted(self) -> int:
        """How many hearts the share is of."""
        return sum(heart.is_counted for heart in self.hearts)

    @property
    def in_step(self) -> int:
        """How many of them are in step."""
        return sum(heart.in_step for heart in self.hearts)


@dataclass(frozen=True, slots=True)
class PairLocking:
    """How steadily every heart keeps step with every other.

    Attributes
    ----------
    share : array of float, shape (hearts, hearts)
        0 to 1; 1 on the diagonal, ``nan`` where two hearts were not there together for long enough.
    chance_share : array of float, shape (hearts, hearts)
        What 95 % of pairs of independent hearts stay below.
    chance_of_all_share : array of float, shape (hearts, hearts)
        The same so that no pair of so many reaches it, in 95 % of groups.
    """

    share: FloatArray
    chance_share: FloatArray
    chance_of_all_share: FloatArray


def in_step(
    t_s: float,
    names: Sequence[str],
    phases: ComplexArray,
    led: NDArray[np.bool_],
    rate_hz: float,
    reasons: Sequence[Reason | None],
) -> GroupMoment:
    """Return who is in step over one window.

    Parameters
    ----------
    t_s : float
        The moment it is of, in seconds.
    names : sequence of str
        The hearts.
    phases : array of complex, shape (hearts, moments)
        Their phases (`local_wave.phasors`), a moment a second; ``nan`` where not known.
    led : array of bool, shape (moments,)
        At which of them they are against the led breath.
    rate_hz : float
        The rate of the newest moment, where no breath is led.
    reasons : sequence of Reason or None
        Why a heart is not to be counted.

    Notes
    -----
    With the led breath each heart's locking is the length of its mean phase over the led moments (Lachaux et al. 1999,
    doi 10.1002/(SICI)1097-0193(1999)8:4<194::AID-HBM4>3.0.CO;2-C). Without, it is that of its phase against the phase
    of the sum of all the others, itself left out: one comparison a heart, so that chance is the same in a group of any
    size.
    """
    counted = np.array([reason is None for reason in reasons], dtype=np.bool_)
    is_led = bool(np.mean(led) >= SMALLEST_KNOWN_SHARE) if led.size else False
    known = np.abs(phases) > _HAS_LENGTH
    lengths = np.where(known & counted[:, None], phases, 0.0)
    if is_led:
        steps = np.where(led, lengths, 0.0)
    else:
        others = np.sum(lengths, axis=0) - lengths
        size = np.abs(others)
        steps = lengths * np.conj(np.where(size > _HAS_NO_SUM, others, 0.0)) / np.where(size > _HAS_NO_SUM, size, 1.0)
    moments = np.sum(np.abs(steps) > _HAS_LENGTH, axis=1)
    means = np.sum(steps, axis=1) / np.maximum(moments, 1)
    few = 1 if is_led else FEWEST_UNLED
    count = int(np.sum(counted))
    others_count = 1 if is_led else count - 1
    hearts = tuple(
        _heart(name, complex(mean), chance_locking(int(seconds), others=others_count), reason, known=count >= few)
        for name, mean, seconds, reason in zip(names, means, moments, reasons, strict=True)
    )
    if count < few:
        too_few = Reason.of(ReasonCode.TOO_FEW_HEARTS, needed_hearts=few, there_hearts=count)
        return GroupMoment(t_s, is_led, rate_hz, hearts, math.nan, math.nan, too_few)
    share = sum(heart.in_step for heart in hearts) / count
    return GroupMoment(t_s, is_led, rate_hz, hearts, share, chance_in_step(count) / count, None)


def pair_locking(phases: ComplexArray, *, needed_s: float) -> PairLocking:
    """Return how steadily every heart keeps step with every other, shape (hearts, hearts).

    Parameters
    ----------
    phases : array of complex, shape (hearts, moments)
        Their phases, a moment a second; ``nan`` where not known.
    needed_s : float
        For so many moments two hearts have to be there together.
    """
    hearts = phases.shape[0]
    known = (np.abs(phases) > _HAS_LENGTH).astype(np.float64)
    lengths = np.where(known > 0.0, phases, 0.0)
    together_s = known @ known.T
    enough = together_s >= needed_s
    share = np.where(enough, np.abs(lengths @ np.conj(lengths.T)) / np.maximum(together_s, 1.0), np.nan)
    np.fill_diagonal(share, 1.0)
    pairs = max(1, hearts * (hearts - 1) // 2)
    levels = [
        np.array([[chance_locking(seconds, of_pairs=count) for seconds in row] for row in together_s.tolist()])
        for count in (1, pairs)
    ]
    of_one, of_all = (np.where(enough, level.reshape(hearts, hearts), np.nan) for level in levels)
    return PairLocking(share, of_one, of_all)


_HAS_NO_SUM = 1e-9
"""Others that cancel one another have no phase: what is left is rounding."""


def _heart(name: str, mean: complex, chance_share: float, reason: Reason | None, *, known: bool) -> HeartInGroup:
    if reason is not None or not known:
        return HeartInGroup(name, math.nan, math.nan, math.nan, reason)
    return HeartInGroup(name, abs(mean), chance_share, -math.atan2(mean.imag, mean.real))
