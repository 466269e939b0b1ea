"""Finds the beats of an ECG to the nearest sample, through SleepECG or a search of our own."""

import math
from collections import deque
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from scipy.ndimage import uniform_filter1d
from scipy.signal import butter, sosfiltfilt

from biofeedback.signals.timing.beats import FloatArray, IntArray

# Of Pan and Tompkins 1985 as changed by SleepECG, in the order in which `own_search` needs them.
BAND_HZ = (5.0, 30.0)  # of a QRS complex
_INTEGRATION_S = 0.15  # the moving window of the energy
_LEARNING_S = 2.0  # from which the first levels of beats and noise are taken
_THRESHOLD_SHARE = 0.25  # of the way from noise to beats lies the threshold
_LEARNT_SHARE = 0.125  # of the way to a new beat or noise a level goes
_LEARNT_LATE_SHARE = 0.25  # the same for a beat that a search back found
REFRACTORY_S = 0.2  # after a beat there is no other
_T_WAVE_S = 0.36  # sooner after a beat a gentle top is its T wave,
_T_WAVE_RATIO = 0.5  # gentle being a rise of less than so much of the beat's
_AVERAGED_INTERVALS = 8  # of which the mean is taken
_EVEN_RATIOS = (0.92, 1.16)  # intervals within these times the mean are even
_OVERDUE_INTERVALS = 1.66  # mean intervals after which a beat is searched back for
_HALVINGS = 15  # of the thresholds in a search back

SHORTEST_S = 1.0
"""Less signal than this is not searched. A choice: less than an interval may be without a beat."""

_FIRST_PATIENCE_S = 2.1
"""So long each of the first two beats is waited for: a heart of 29 a minute. A choice (`own_search`)."""

QrsSearch: TypeAlias = Callable[[FloatArray, float], IntArray]
"""From a signal without ``nan`` and its rate in Hz to the samples at which the heart beat, in order."""


def fastest_search() -> QrsSearch:
    """Return the search through SleepECG where it is installed, else our own."""
    try:
        from sleepecg.heartbeats import detect_heartbeats
    except ImportError:
        return own_search

    def search(ecg: FloatArray, rate_hz: float) -> IntArray:
        if ecg.size < SHORTEST_S * rate_hz:
            return np.empty(0, dtype=np.int64)
        if ecg[1] == ecg[0]:
            # SleepECG begins where the line first moves, and stops with an error when too little is left.
            moves = int(np.argmax(ecg != ecg[0]))
            if moves == 0 or ecg.size - moves < SHORTEST_S * rate_hz:
                return np.empty(0, dtype=np.int64)
        return np.asarray(detect_heartbeats(ecg, rate_hz), dtype=np.int64)

    return search


def own_search(ecg: FloatArray, rate_hz: float) -> IntArray:
    """Return the samples at which the heart beat.

    Parameters
    ----------
    ecg : array of float, shape (samples,)
        Any unit; no ``nan``.
    rate_hz : float
        Samples a second, above 60.

    Returns
    -------
    array of int
        Tops of the band-passed QRS complexes, rising; empty for less than a second or a flat line.

    Notes
    -----
    Pan and Tompkins 1985 (doi 10.1109/TBME.1985.325532) as changed by SleepECG (Brunner and Hofer 2023,
    doi 10.21105/joss.05411): a zero-phase Butterworth band-pass of 5 to 30 Hz, five-point derivative, square, and a
    centred moving window of 150 ms. Two adaptive thresholds learn from the first two seconds; a T wave is known by its
    lesser slope; a search back is made under thresholds that halve up to 15 times.

    Ours goes from local maximum to local maximum, never from sample to sample, so that a search back can begin some
    milliseconds later than theirs; and it waits 2.1 s for each of the first two beats, where theirs waits 1 s and 1.5 s
    and takes a T wave or noise for the second beat of a heart below 40 a minute.
    """
    if ecg.size < SHORTEST_S * rate_hz or ecg.min() == ecg.max():
        return np.empty(0, dtype=np.int64)
    filtered = sosfiltfilt(butter(2, BAND_HZ, "bandpass", fs=rate_hz, output="sos"), ecg)
    slope = np.correlate(filtered, np.array([-1.0, -2.0, 0.0, 2.0, 1.0]), mode="same")
    energy = uniform_filter1d(slope**2, int(_INTEGRATION_S * rate_hz), mode="constant")
    tops = np.flatnonzero((filtered[1:-1] > filtered[:-2]) & (filtered[1:-1] > filtered[2:])) + 1
    if not tops.size:
        return tops
    rises = np.maximum.reduceat(np.diff(filtered), np.concatenate(([0], tops[:-1])))
    learning = slice(0, int(_LEARNING_S * rate_hz))
    search = _ThresholdSearch(
        tops=tops.tolist(),
        heights=filtered[tops].tolist(),
        energies=energy[tops].tolist(),
        rises=rises.tolist(),
        rate_hz=rate_hz,
        height_levels=_Levels(float(filtered[learning].max()), float(filtered[learning].mean())),
        energy_levels=_Levels(float(energy[learning].max()), float(energy[learning].mean())),
    )
    return np.array(search.run(), dtype=np.int64)


class _Levels:
    """How high beats and how high everything else has been, and the threshold between them."""

    def __init__(self, beat: float, noise: float) -> None:
        self._beat = beat
        self._noise = noise
        self._factor = 1.0

    @property
    def threshold(self) -> float:
        return self._factor * (self._noise + _THRESHOLD_SHARE * (self._beat - self._noise))

    def learn_beat(self, value: float, weight: float, *, irregular: bool) -> None:
        self._beat += weight * (value - self._beat)
        self._factor = 0.5 if irregular else 1.0

    def learn_noise(self, value: float) -> None:
        self._noise += _LEARNT_SHARE * (value - self._noise)
        self._factor = 1.0


class _Rhythm:
    """The last intervals: how long to wait for a beat, and whether they are even."""

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._last: deque[float] = deque(maxlen=_AVERAGED_INTERVALS)
        self._even: deque[float] = deque(maxlen=_AVERAGED_INTERVALS)
        self.irregular = False

    def add(self, interval: float) -> None:
        mean = sum(self._even) / len(self._even) if self._even else interval
        self._last.append(interval)
        low, high = _EVEN_RATIOS
        if low * mean < interval < high * mean:
            self._even.append(interval)
        self.irregular = any(not low * mean < other < high * mean for other in self._last)

    @property
    def patience(self) -> float:
        """Samples after a beat until a search back."""
        return (
            _OVERDUE_INTERVALS * sum(self._even) / len(self._even) if self._even else _FIRST_PATIENCE_S * self._rate_hz
        )


class _ThresholdSearch:
    """One pass over the local maxima of a signal."""

    def __init__(
        self,
        *,
        tops: list[int],
        heights: list[float],
        energies: list[float],
        rises: list[float],
        rate_hz: float,
        height_levels: _Levels,
        energy_levels: _Levels,
    ) -> None:
        self._tops = tops
        self._heights = heights
        self._energies = energies
        self._rises = rises
        self._rate_hz = rate_hz
        self._height_levels = height_levels
        self._energy_levels = energy_levels
        self._rhythm = _Rhythm(rate_hz)
        self._found: list[int] = []
        self._looked_back_until = 0

    def run(self) -> list[int]:
        at = 0
        while at < len(self._tops):
            if self._overdue(self._tops[at]):
                earlier = self._best_before(at)
                if earlier is not None:
                    at = self._accept(earlier, weight=_LEARNT_LATE_SHARE)
                    continue
                self._looked_back_until = at
            if not self._stands_out(at):
                self._height_levels.learn_noise(self._heights[at])
                self._energy_levels.learn_noise(self._energies[at])
                at += 1
            else:
                at = self._accept(at, weight=_LEARNT_SHARE)
        return [self._tops[index] for index in self._found]

    def _overdue(self, now: int) -> bool:
        if not self._found:
            return now > _FIRST_PATIENCE_S * self._rate_hz
        return now - self._tops[self._found[-1]] > self._rhythm.patience

    def _stands_out(self, at: int) -> bool:
        high = self._heights[at] > self._height_levels.threshold and self._energies[at] > self._energy_levels.threshold
        return high and not self._is_t_wave(at)

    def _is_t_wave(self, at: int) -> bool:
        if not self._found:
            return False
        before = self._found[-1]
        soon = self._tops[at] - self._tops[before] < int(_T_WAVE_S * self._rate_hz)
        return soon and self._rises[at] < _T_WAVE_RATIO * self._rises[before]

    def _best_before(self, at: int) -> int | None:
        """Return the highest of the maxima since the last beat under the least lowered thresholds that any passes."""
        since = self._looked_back_until
        height, energy = self._height_levels.threshold, self._energy_levels.threshold
        waiting = [
            index
            for index in range(since, at)
            if (self._heights[index] < height or self._energies[index] < energy) and not self._is_t_wave(index)
        ]
        for _ in range(_HALVINGS):
            height, energy = 0.5 * height, 0.5 * energy
            passing = [i for i in waiting if self._heights[i] > height and self._energies[i] > energy]
            if passing:
                return max(passing, key=lambda index: self._heights[index])
        return None

    def _accept(self, at: int, *, weight: float) -> int:
        """Take a maximum for a beat, and return the first one after its refractory time."""
        top = self._tops[at]
        if self._found:
            self._rhythm.add(top - self._tops[self._found[-1]])
        self._found.append(at)
        self._height_levels.learn_beat(self._heights[at], weight, irregular=self._rhythm.irregular)
        self._energy_levels.learn_beat(self._energies[at], weight, irregular=self._rhythm.irregular)
        free = top + math.ceil(REFRACTORY_S * self._rate_hz)
        following = at + 1
        while following < len(self._tops) and self._tops[following] < free:
            following += 1
        self._looked_back_until = following
        return following
