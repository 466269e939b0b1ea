"""Watches whether a wave is still a pulse, so that no beat is taken from hum, noise or an open input."""

from collections import deque

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.detection.wave_kind import SHORTEST_S, WaveKind, wave_kind
from biofeedback.signals.timing.beats import FloatArray

_LOOK_EVERY_S = 1.0  # about a beat more each time
_LONGEST_S = 6.0  # of the wave that is looked at: as `wave_learning` does

_LOOKS = 5
"""Looks that decide together. A choice: waves of fingers (paced4, heartpy, bidmc) were known for pulses in 19 of 20
looks, white noise and hum in one of twenty."""

_FEWEST_LOOKS = 3
"""Before so many the wave is given the benefit of the doubt. A choice: six seconds."""

_GONE_UNTIL = 0  # so many looks of the last five that saw a pulse: it is gone; a choice that spares weak pulses
_BACK_FROM = 3  # so many, or more: it is back; a choice

_LONGEST_STEP_S = 0.5
"""Samples farther apart have a gap between them, as in a pulse wave (`pulse_beats.LONGEST_STEP_S`)."""


class PulsePresence:
    """Whether a wave is a pulse, looked at once a second over its last six seconds.

    Parameters
    ----------
    rate_hz : float
        Samples a second, about.
    kinds : collection of WaveKind
        What `wave_kind` may say of it.
    """

    def __init__(self, rate_hz: float, kinds: frozenset[WaveKind]) -> None:
        self._rate_hz = rate_hz
        self._kinds = kinds
        self.clear()

    def clear(self) -> None:
        """Begin anew after a gap."""
        self._t_s: FloatArray = np.empty(0)
        self._wave: FloatArray = np.empty(0)
        self._look_s = np.nan
        self._seen: deque[bool] = deque(maxlen=_LOOKS)
        self._present = True

    @property
    def present(self) -> bool:
        """Whether beats may be taken from the wave; True while that is not known."""
        return self._present

    def feed(self, t_s: ArrayLike, wave: ArrayLike) -> None:
        """Take the next samples with their times in seconds; ``nan`` where there is nothing to go by."""
        times, samples = np.asarray(t_s, dtype=np.float64), np.asarray(wave, dtype=np.float64)
        known = np.isfinite(samples) & np.isfinite(times)
        times, samples = times[known], samples[known]
        if not times.size:
            return
        steps_s = np.diff(times, prepend=self._t_s[-1] if self._t_s.size else times[0])
        if np.any(steps_s > _LONGEST_STEP_S) or np.any(steps_s < 0.0):
            self.clear()
        self._t_s, self._wave = np.concatenate((self._t_s, times)), np.concatenate((self._wave, samples))
        if np.isnan(self._look_s):
            self._look_s = float(self._t_s[0]) + SHORTEST_S
        while self._t_s[-1] >= self._look_s:
            within = (self._t_s <= self._look_s) & (self._t_s > self._look_s - _LONGEST_S)
            self._seen.append(wave_kind(self._t_s[within], self._wave[within], self._rate_hz) in self._kinds)
            self._look_s += _LOOK_EVERY_S
            self._decide()
        kept = self._t_s > self._look_s - _LONGEST_S - _LOOK_EVERY_S
        self._t_s, self._wave = self._t_s[kept], self._wave[kept]

    def _decide(self) -> None:
        if len(self._seen) < _FEWEST_LOOKS:
            return
        if sum(self._seen) <= _GONE_UNTIL:
            self._present = False
        elif sum(self._seen) >= _BACK_FROM:
            self._present = True
