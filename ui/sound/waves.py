"""The breath as the sea: a dark wave that brightens on the way in, and hisses back on the way out.

The sea is three endless loops of noise of different lengths, so that it never repeats; only their loudness moves.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from biofeedback.practice.pacing.pattern import BreathMoment
from ui.sound.grains import GRAIN, Samples, spread
from ui.sound.swell import Swell

LOUDEST = 0.9
"""What no sample exceeds, of ±1; noise is mostly far below its peak."""

# From and to in Hz and the length in seconds of each loop; a choice: the body of the water, the wave, the foam.
_BANDS = ((80.0, 350.0, 5.1), (350.0, 1300.0, 5.9), (1300.0, 5500.0, 6.7))
_SEED = 11  # any would do; the same noise every time
_APART_S = 2.3  # how far apart in the loop the two ears listen; any length without a common rhythm would do


class Waves:
    """The sea of one practice, made grain by grain, for two ears."""

    def __init__(self, rate_hz: float) -> None:
        self._loops = _loops(rate_hz)
        self._apart = round(_APART_S * rate_hz)
        self._in_swell, self._out_swell = Swell("in", rate_hz), Swell("out", rate_hz)
        self._frame = 0

    def render(self, moments: Sequence[BreathMoment]) -> Samples:
        """Return the next grains, one a moment, of shape (frames, 2)."""
        in_level, in_position = (spread(values) for values in self._in_swell.follow(moments))
        out_level, out_position = (spread(values) for values in self._out_swell.follow(moments))
        gains = (
            0.5 * in_level + 0.1 * out_level,
            in_level * 0.4 * in_position + out_level * (0.1 + 0.2 * out_position),
            in_level * 0.1 * in_position**2 + out_level * (0.1 + 0.5 * out_position),
        )
        frames = self._frame + np.arange(len(moments) * GRAIN)
        self._frame += len(frames)
        sound = np.zeros((len(frames), 2))
        for loop, gain in zip(self._loops, gains, strict=True):
            sound[:, 0] += gain * loop[frames % len(loop)]
            sound[:, 1] += gain * loop[(frames + self._apart) % len(loop)]
        return LOUDEST * sound


@lru_cache(maxsize=1)  # as the bell
def _loops(rate_hz: float) -> tuple[Samples, ...]:
    """Return the loop of each band; the same arrays each time, which nobody may write to."""
    noise = np.random.default_rng(_SEED)
    loops = tuple(_loop(noise, rate_hz, *band) for band in _BANDS)
    for loop in loops:
        loop.setflags(write=False)
    return loops


def _loop(noise: np.random.Generator, rate_hz: float, from_hz: float, to_hz: float, length_s: float) -> Samples:
    """Return pink noise of a band, within ±1, whose end leads into its beginning."""
    frames = round(length_s * rate_hz)
    hz = np.fft.rfftfreq(frames, 1.0 / rate_hz)
    # Soft shoulders of a third of an octave: sharp ones ring.
    inside = np.interp(np.log2(np.maximum(hz, 1.0)), _shoulders(from_hz, to_hz), (0.0, 1.0, 1.0, 0.0))
    turns = noise.uniform(0.0, 2.0 * np.pi, len(hz))
    sound = np.fft.irfft(inside / np.sqrt(np.maximum(hz, 1.0)) * np.exp(1j * turns), frames)
    return np.asarray(sound / np.abs(sound).max(), dtype=np.float64)


def _shoulders(from_hz: float, to_hz: float) -> Samples:
    return np.array([math.log2(hz) for hz in (from_hz / 1.26, from_hz, to_hz, to_hz * 1.26)])
