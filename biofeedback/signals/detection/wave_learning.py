"""Learns from the first seconds of a wave how many samples a second it has and of what kind it is."""

import math
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.detection.wave_kind import SHORTEST_S, WaveKind, wave_kind
from biofeedback.signals.detection.wave_search import lowest_rate_hz, runs
from biofeedback.signals.timing.beats import FloatArray

KindOption: TypeAlias = WaveKind | Literal["auto"]

_RATE_FROM_S = 2.0  # enough samples for a mean rate, and long before the kind is looked at
_LOOK_EVERY_S = 1.0  # about a beat more each time

_LONGEST_S = 6.0
"""Of the wave that is looked at: four beats of a slow heart. A choice."""

_LONGEST_STEP_S = 0.5
"""Samples farther apart have a gap between them, as in a pulse wave (`pulse_beats.LONGEST_STEP_S`)."""

_ORDINARY_STEPS = 1.5
"""Median steps; a longer one lacks samples and says nothing of the rate. A choice: halfway to one that is missing."""

_MOST_SAMPLES = 1 << 15
"""That are held: seven seconds of 4600 a second, more than any sensor sends. A choice."""


class WaveLearning:
    """Learns the rate of a wave and its kind; the same samples teach the same, however they are cut into blocks.

    The rate is learnt from the first two seconds, the kind after four, five, six seconds and so on from the last six,
    until two such looks in a row say the same. A gap begins this anew. What is held does not grow.

    Parameters
    ----------
    kind : KindOption
        What the wave is; ``auto`` to learn it.
    rate_hz : float or None
        Samples a second; None to learn it.
    """

    def __init__(self, kind: KindOption, rate_hz: float | None) -> None:
        self.rate_hz = math.nan if rate_hz is None else rate_hz
        self.kind: WaveKind | None = None if kind == "auto" else kind
        self.restart()

    def restart(self) -> None:
        """Begin anew after a gap with what is not known yet."""
        self._t_s: FloatArray = np.empty(0)
        self._wave: FloatArray = np.empty(0)
        self._look_s = math.nan
        self._seen: WaveKind | None = None
        self._newest_s = math.nan

    @property
    def known(self) -> bool:
        """Whether rate and kind are known."""
        return self.kind is not None and not math.isnan(self.rate_hz)

    @property
    def carries_beats(self) -> bool:
        """Whether there are samples enough a second to find beats; True while that is not known."""
        return not self.rate_hz < lowest_rate_hz(self.kind)

    def feed(self, t_s: ArrayLike, wave: ArrayLike) -> None:
        """Take the next samples with their times in seconds; ``nan`` where there is nothing to go by."""
        times, samples = np.asarray(t_s, dtype=np.float64), np.asarray(wave, dtype=np.float64)
        present = np.isfinite(samples) & np.isfinite(times)
        times, samples = times[present], samples[present]
        for after_gap, run in runs(times, self._newest_s, _LONGEST_STEP_S):
            if after_gap:
                self.restart()
            self._newest_s = float(times[run.stop - 1])
            self._learn(times[run], samples[run])

    def _learn(self, times: FloatArray, samples: FloatArray) -> None:
        stamps_s = np.concatenate((self._t_s, times))
        later = np.diff(np.maximum.accumulate(stamps_s), prepend=-np.inf) > 0.0
        self._t_s = stamps_s[later][-_MOST_SAMPLES:]
        self._wave = np.concatenate((self._wave, samples))[later][-_MOST_SAMPLES:]
        if math.isnan(self._look_s):
            self._look_s = float(self._t_s[0]) + SHORTEST_S
        if math.isnan(self.rate_hz) and self._t_s[-1] - self._t_s[0] >= _RATE_FROM_S:
            self.rate_hz = usual_rate_hz(self._t_s[self._t_s - self._t_s[0] <= _RATE_FROM_S])
        while not self.known and self._t_s[-1] >= self._look_s:
            within = (self._t_s <= self._look_s) & (self._t_s > self._look_s - _LONGEST_S)
            if self.carries_beats:
                seen = wave_kind(self._t_s[within], self._wave[within], self.rate_hz)
                self.kind = seen if seen == self._seen else None
                self._seen = seen
            self._look_s += _LOOK_EVERY_S
        kept = self._t_s > self._look_s - _LONGEST_S - _LOOK_EVERY_S
        self._t_s, self._wave = self._t_s[kept], self._wave[kept]


def usual_rate_hz(t_s: FloatArray) -> float:
    """Return how many samples a second rising stamps tell, two or more, that are rounded and may lack some."""
    steps_s = np.diff(t_s)
    # Stamps in whole ms go on by 4, 4 and 5: the mean knows more than the median, which only knows what is ordinary.
    ordinary_s = steps_s[steps_s <= _ORDINARY_STEPS * np.median(steps_s)]
    return float(ordinary_s.size / ordinary_s.sum())
