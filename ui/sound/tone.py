"""The breath as a tone that rises and grows fuller on the way in, and falls, hollow, on the way out.

Both come from silence and return to it at every turn. The tone follows the breath as it is led and nothing else: it
never falls because of a heart.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from biofeedback.practice.pacing.pattern import BreathMoment
from ui.sound.grains import GRAIN, Samples, spread
from ui.sound.swell import Swell

LOUDEST = 0.3
"""The largest amplitude of the tone, of ±1; a choice: bells and voice have room beside it."""

IN_HZ = (220.0, 330.0)
"""Pitch of the empty and of the full breath: A3 to E4, a fifth; a choice that small loudspeakers can play."""

OUT_HZ = (165.0, 247.5)
"""Pitch of the empty and of the full breath: E3 to B3, which the out-breath goes downward; a fourth below."""

# Amplitudes of the partials 1, 2, 3 and 4 of the empty and of the full breath; a choice: odd ones alone sound hollow.
_IN_PARTIALS = ((1.0, 0.12, 0.04, 0.0), (1.0, 0.55, 0.30, 0.16))
_OUT_PARTIALS = ((1.0, 0.0, 0.05, 0.0), (1.0, 0.0, 0.28, 0.0))

_TURN = 2.0 * math.pi


class BreathTone:
    """The tone of one practice, made grain by grain."""

    def __init__(self, rate_hz: float) -> None:
        self._in_swell, self._out_swell = Swell("in", rate_hz), Swell("out", rate_hz)
        self._in = _Voice(rate_hz, IN_HZ, _IN_PARTIALS)
        self._out = _Voice(rate_hz, OUT_HZ, _OUT_PARTIALS)

    def render(self, moments: Sequence[BreathMoment]) -> Samples:
        """Return the next grains, one a moment; each moment is the one at the end of its grain."""
        both = self._in.render(*self._in_swell.follow(moments))
        both += self._out.render(*self._out_swell.follow(moments))
        return LOUDEST * both


class _Voice:
    """One tone whose pitch and colour go with the breath; its phase never jumps."""

    def __init__(
        self,
        rate_hz: float,
        range_hz: tuple[float, float],
        partials: tuple[tuple[float, ...], tuple[float, ...]],
    ) -> None:
        self._rate_hz = rate_hz
        self._lowest_hz, highest_hz = range_hz
        self._octaves = math.log2(highest_hz / self._lowest_hz)
        empty, full = np.array(partials)
        self._empty, self._fuller = empty / full.sum(), (full - empty) / full.sum()
        self._phase = 0.0  # turns

    def render(self, levels: Sequence[float], positions: Sequence[float]) -> Samples:
        phases = self._phases(positions)
        if not any(levels):
            return np.zeros(len(phases))
        fullness = spread(positions)
        sound = np.zeros(len(phases))
        for number, (empty, fuller) in enumerate(zip(self._empty, self._fuller, strict=True), start=1):
            if empty or fuller:
                sound += (empty + fuller * fullness) * np.sin(_TURN * number * phases)
        return spread(levels) * sound

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
