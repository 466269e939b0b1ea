"""The breath as a tone that rises and grows fuller on the way in, and falls, hollow, on the way out.

Both come from silence and return to it at every turn. The tone follows the breath as it is led. Who asked for it hears
the warmth of the light as well: more partials join in as it grows, as loud as before. It never falls because of a
heart: at the floor of the warmth it is the tone that everybody hears.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from biofeedback.practice.pacing.pattern import BreathMoment
from biofeedback.practice.warmth import HELD_SHARE
from ui.sound.grains import GRAIN, Samples, spread
from ui.sound.swell import Swell

LOUDEST = 0.3
"""The largest amplitude of the tone, of ±1; a choice: bells and voice have room beside it."""

IN_HZ = (220.0, 330.0)
"""Pitch of the empty and of the full breath: A3 to E4, a fifth; a choice that small loudspeakers can play."""

OUT_HZ = (165.0, 247.5)
"""Pitch of the empty and of the full breath: E3 to B3, which the out-breath goes downward; a fourth below."""

# Amplitudes of the partials 1 to 8 of the empty and of the full breath at the floor of the warmth; a choice: odd ones
# alone sound hollow.
_IN_PARTIALS = ((1.0, 0.12, 0.04, 0.0, 0.0, 0.0, 0.0, 0.0), (1.0, 0.55, 0.30, 0.16, 0.0, 0.0, 0.0, 0.0))
_OUT_PARTIALS = ((1.0, 0.0, 0.05, 0.0, 0.0, 0.0, 0.0, 0.0), (1.0, 0.0, 0.28, 0.0, 0.0, 0.0, 0.0, 0.0))

# The same at full warmth; a choice: each partial softer than the one below it, so that it is warm and not sharp, and
# the out-breath keeps most of what makes it hollow.
_WARM_IN_PARTIALS = ((1.0, 0.30, 0.12, 0.05, 0.02, 0.0, 0.0, 0.0), (1.0, 0.70, 0.45, 0.30, 0.20, 0.13, 0.09, 0.06))
_WARM_OUT_PARTIALS = ((1.0, 0.06, 0.15, 0.0, 0.04, 0.0, 0.0, 0.0), (1.0, 0.12, 0.42, 0.06, 0.22, 0.03, 0.11, 0.0))

_TURN = 2.0 * math.pi


class BreathTone:
    """The tone of one practice, made grain by grain."""

    def __init__(self, rate_hz: float) -> None:
        self._in_swell, self._out_swell = Swell("in", rate_hz), Swell("out", rate_hz)
        self._in = _Voice(rate_hz, IN_HZ, _IN_PARTIALS, _WARM_IN_PARTIALS)
        self._out = _Voice(rate_hz, OUT_HZ, _OUT_PARTIALS, _WARM_OUT_PARTIALS)

    def render(self, moments: Sequence[BreathMoment], warmth: Sequence[float] = ()) -> Samples:
        """Return the next grains, one a moment; each moment is the one at the end of its grain.

        ``warmth`` is that of the light before the first and after every grain, from its floor to 1; empty where it is
        not heard.
        """
        shares = [(each - HELD_SHARE) / (1.0 - HELD_SHARE) for each in warmth] or [0.0] * (len(moments) + 1)
        both = self._in.render(*self._in_swell.follow(moments), shares)
        both += self._out.render(*self._out_swell.follow(moments), shares)
        return LOUDEST * both


class _Voice:
    """One tone whose pitch and colour go with the breath; its phase never jumps."""

    def __init__(
        self,
        rate_hz: float,
        range_hz: tuple[float, float],
        partials: tuple[tuple[float, ...], tuple[float, ...]],
        warm_partials: tuple[tuple[float, ...], tuple[float, ...]],
    ) -> None:
        self._rate_hz = rate_hz
        self._lowest_hz, highest_hz = range_hz
        self._octaves = math.log2(highest_hz / self._lowest_hz)
        # Axes: the empty and the full breath, and the partials.
        self._held = np.array(partials)
        self._warmer = np.array(warm_partials) - self._held
        self._held /= (sum_of_full := self._held[1].sum())
        self._warmer /= sum_of_full
        self._phase = 0.0  # turns

    def render(self, levels: Sequence[float], positions: Sequence[float], shares: Sequence[float]) -> Samples:
        phases = self._phases(positions)
        if not any(levels):
            return np.zeros(len(phases))
        sound = np.zeros(len(phases))
        for number, amplitudes in enumerate(self._amplitudes(positions, shares).T, start=1):
            if amplitudes.any():
                sound += spread(amplitudes) * np.sin(_TURN * number * phases)
        return spread(levels) * sound

    def _amplitudes(self, positions: Sequence[float], shares: Sequence[float]) -> Samples:
        """Return the amplitude of every partial at each position, as strong together as at the floor of the warmth."""
        fullness, warmer = np.array(positions)[:, None], np.array(shares)[:, None]
        held = self._held[0] + (self._held[1] - self._held[0]) * fullness
        warm = held + warmer * (self._warmer[0] + (self._warmer[1] - self._warmer[0]) * fullness)
        power = np.square(held).sum(axis=1, keepdims=True) / np.square(warm).sum(axis=1, keepdims=True)
        return np.asarray(warm * np.sqrt(power), dtype=np.float64)

    def _phases(self, positions: Sequence[float]) -> Samples:
        # Summed up grain by grain, so that it comes out the same whatever the number of grains.
        cycles = [self._lowest_hz * 2.0 ** (self._octaves * position) / self._rate_hz for position in positions]
        begins = []
        for before, after in pairwise(cycles):
            begins.append(self._phase)
            self._phase = (self._phase + 0.5 * (before + after) * GRAIN) % 1.0
        frame = np.arange(GRAIN)
        slowly = np.array(cycles)
        bend = np.diff(slowly)[:, None] * frame**2 / (2 * GRAIN)
        return (np.array(begins)[:, None] + slowly[:-1, None] * frame + bend).ravel()
