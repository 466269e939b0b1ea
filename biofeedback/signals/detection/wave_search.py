"""Finds the beats of a wave of a known kind, and the intervals between them, from samples at uneven times.

No interval is ever made across samples that are missing.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.detection.ecg_beats import FIRST_LOOK_S, EcgBeatFinder
from biofeedback.signals.detection.ecg_beats import LOWEST_RATE_HZ as LOWEST_ECG_HZ
from biofeedback.signals.detection.even_samples import EvenSampler
from biofeedback.signals.detection.found_beat import FoundBeat
from biofeedback.signals.detection.pulse_beats import HIGHEST_RATE_HZ as HIGHEST_PULSE_HZ
from biofeedback.signals.detection.pulse_beats import LONGEST_STEP_S as LONGEST_PULSE_STEP_S
from biofeedback.signals.detection.pulse_beats import LOWEST_RATE_HZ as LOWEST_PULSE_HZ
from biofeedback.signals.detection.pulse_beats import PulseBeatFinder
from biofeedback.signals.detection.signal_quality import Doubt
from biofeedback.signals.detection.wave_kind import WaveKind, is_upside_down
from biofeedback.signals.timing.beats import FloatArray

LONGEST_ECG_STEP_S = 0.1
"""In an ECG a whole QRS complex can hide in more than this."""

BACK_S = 0.5
"""Stamps that go back by more begin anew; by less, they are left out until time goes on. A choice."""

_NO_HEART = frozenset({Doubt.FLAT, Doubt.NO_CONTACT})


@dataclass(frozen=True, slots=True)
class WaveBeat:
    """A beat found in a wave.

    Attributes
    ----------
    t_s : float
        When it was, on the clock of the samples.
    interval_s : float
        Since the beat before it; ``nan`` when samples, contact or the beginning lie between them.
    quality : float
        How far it can be trusted, 0 to 1, or ``nan``.
    timing_error_s : float
        How far noise moves it, as a standard deviation; ``nan`` where not known, as in an ECG.
    """

    t_s: float
    interval_s: float
    quality: float
    timing_error_s: float


def lowest_rate_hz(kind: WaveKind | None) -> float:
    """Return how many samples a second beats of this kind need; of the least demanding kind when it is not known."""
    return LOWEST_ECG_HZ if kind == "ecg" else LOWEST_PULSE_HZ


class WaveSearch:
    """Finds the beats of a wave as it comes; the same samples give the same beats, however they are cut into blocks.

    Parameters
    ----------
    kind : WaveKind
        What the wave is.
    rate_hz : float
        Samples a second, about, of at least `lowest_rate_hz`.

    Raises
    ------
    ValueError
        When the rate is too low.
    """

    def __init__(self, kind: WaveKind, rate_hz: float) -> None:
        self._finder = _EvenEcg(rate_hz) if kind == "ecg" else _ThinnedPulse(rate_hz, falls_at_beat=kind == "falling")
        self._longest_step_s = LONGEST_ECG_STEP_S if kind == "ecg" else LONGEST_PULSE_STEP_S
        self.reset()

    def reset(self) -> None:
        """Begin anew after a gap."""
        self._newest_s = math.nan
        self._beat_s = math.nan
        self._absent = False
        self._finder.clear()

    @property
    def problem(self) -> Doubt | None:
        """What is wrong with the signal just now, as `signal_quality` says it; None when all is well."""
        return Doubt.NO_CONTACT if self._absent else self._finder.problem

    def feed(self, t_s: ArrayLike, wave: ArrayLike) -> list[WaveBeat]:
        """Take the next samples with their times; return the beats that are now certain.

        Parameters
        ----------
        t_s : array of float, shape (samples,)
            When each sample was taken, in seconds.
        wave : array of float, shape (samples,)
            Any unit; ``nan`` where there is nothing to go by, as when a lead is off.

        Notes
        -----
        Stamps farther apart than 0.1 s in an ECG and 0.5 s in a pulse wave have a gap between them, and so have those
        that go back by more than half a second. What falls into a flat line or a lost contact is no beat.
        """
        times, samples = np.asarray(t_s, dtype=np.float64), np.asarray(wave, dtype=np.float64)
        if not times.size:
            return []
        present = np.isfinite(samples) & np.isfinite(times)
        self._absent = not present[-1]
        beats: list[WaveBeat] = []
        for after_gap, run in runs(times[present], self._newest_s, self._longest_step_s):
            if after_gap:
                self._beat_s = math.nan
                self._finder.clear()
            beats += self._timed(self._finder.feed(times[present][run], samples[present][run]))
            self._newest_s = float(times[present][run.stop - 1])
        return beats

    def _timed(self, found: list[FoundBeat]) -> Iterator[WaveBeat]:
        for beat in found:
            if beat.reason in _NO_HEART:
                self._beat_s = math.nan
                continue
            yield WaveBeat(beat.t_s, beat.t_s - self._beat_s, beat.quality, beat.timing_error_s)
            self._beat_s = beat.t_s


def runs(t_s: FloatArray, newest_s: float, longest_step_s: float) -> Iterator[tuple[bool, slice]]:
    """Yield the stretches of stamps without a gap, and whether a gap lies before each.

    Parameters
    ----------
    t_s : array of float, shape (samples,)
        Stamps in seconds.
    newest_s : float
        The stamp before them; ``nan`` when there was none.
    longest_step_s : float
        More than this between two of them is a gap; so is going back by more than `BACK_S`.
    """
    if not t_s.size:
        return
    steps_s = np.diff(t_s, prepend=newest_s)
    gaps = np.flatnonzero((steps_s > longest_step_s) | (steps_s < -BACK_S)).tolist()
    edges = sorted({0, *gaps, t_s.size})
    for first, last in pairwise(edges):
        yield first in gaps, slice(first, last)


class _EvenEcg:
    """The ECG search, which needs even samples, over samples at their own times, turned over if need be.

    Which way is up is seen in the first 3 s after a gap, in which the search returns nothing anyway.
    """

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._sampler = EvenSampler(rate_hz, rate_hz)
        self._finder = EcgBeatFinder(rate_hz)
        self.clear()

    @property
    def problem(self) -> Doubt | None:
        return self._finder.problem

    def clear(self) -> None:
        self._sampler.clear()
        self._first: FloatArray = np.empty(0)
        self._sign = 0.0
        self._finder.reset(0.0)

    def feed(self, t_s: FloatArray, wave: FloatArray) -> list[FoundBeat]:
        even = self._sampler.feed(t_s, wave)
        if self._sign:
            return self._finder.feed(self._sign * even)
        self._first = even = np.concatenate((self._first, even))
        looked_at = math.ceil(FIRST_LOOK_S * self._rate_hz)
        if even.size < looked_at:
            return []
        self._sign = -1.0 if is_upside_down(even[:looked_at], self._rate_hz) else 1.0
        self._first = np.empty(0)
        self._finder.reset(self._sampler.start_s)
        return self._finder.feed(self._sign * even)


class _ThinnedPulse:
    """The pulse search, which goes up to 1000 samples a second, over every so many samples."""

    def __init__(self, rate_hz: float, *, falls_at_beat: bool) -> None:
        self._every = math.ceil(rate_hz / HIGHEST_PULSE_HZ)
        self._finder = PulseBeatFinder(rate_hz / self._every, falls_at_beat=falls_at_beat)
        self.clear()

    @property
    def problem(self) -> Doubt | None:
        return self._finder.problem

    def clear(self) -> None:
        self._skip = 0
        self._finder.reset(0.0)

    def feed(self, t_s: FloatArray, wave: FloatArray) -> list[FoundBeat]:
        first = self._skip
        self._skip = (first - t_s.size) % self._every
        return self._finder.feed_at(t_s[first :: self._every], wave[first :: self._every])
