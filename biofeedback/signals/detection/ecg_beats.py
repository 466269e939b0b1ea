"""Finds heartbeats in an ECG and times them between the samples, in a whole recording or as it comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import ArrayLike, NDArray

from biofeedback.signals.detection.ecg_trust import capped, described, level_jumps, noise_around, rivals, trusted
from biofeedback.signals.detection.found_beat import FoundBeat, parabola_top
from biofeedback.signals.detection.p_waves import chances_of_complexes, onto_complexes
from biofeedback.signals.detection.qrs_search import REFRACTORY_S, FoundQrs, find_qrs
from biofeedback.signals.detection.qrs_shapes import NUDGE_SAMPLES, LocalBand
from biofeedback.signals.detection.sample_window import SampleWindow
from biofeedback.signals.detection.signal_quality import (
    ECG_LIMITS,
    FEWEST_BEATS,
    Doubt,
    Doubts,
    SignalState,
    against_neighbours,
    beat_quality,
    median_of_neighbours,
    signal_state,
)
from biofeedback.signals.timing.beats import FloatArray, IntArray

LOWEST_RATE_HZ = 90.0
"""A QRS complex asks for 100 samples a second, and a sensor of nominally 100 may send a little less. A choice."""

# On MIT-BIH record 100 such a search found 2270 of the 2273 beats that one of the whole record finds, and two more.
WINDOW_S = 10.0  # so much is searched
HOP_S = 0.25  # so often
SETTLE_S = 0.2  # a beat younger than this may still be changed by what follows it

FIRST_LOOK_S = 3.0
"""The search learns its thresholds from two seconds, and a slow heart needs another for a beat. A choice."""

_LEAST_HEIGHT_RATIO = 0.1  # of the beats around; what is lower is noise that was found in a silence; a choice

_SILENCE_S = 3.0  # 20 beats a minute; longer stretches without a beat are searched once more; a choice

_PLACED_WITHIN = NUDGE_SAMPLES + 2
"""Samples between where the search finds a top and where it is placed: one for the parabola, one for rounding."""

_FOLLOWED_RATIOS = (0.99, 1.01)  # so far a look may change what the signal usually reaches, 4 % a second; a choice


@dataclass(frozen=True, slots=True)
class EcgBeats:
    """Beats of an ECG, in order.

    Attributes
    ----------
    t_s : array of float, shape (beats,)
        When the band-passed QRS complex was highest, in seconds since the first sample.
    height : array of float, shape (beats,)
        Its height there, in the unit of the ECG.
    quality : array of float, shape (beats,)
        How likely the beat is right within 50 ms, 0 to 1, and lower where it is unlike its neighbours (`ecg_trust`);
        ``nan`` when there is too little to compare with.
    reasons : tuple of Doubt or None
        Why not further; None for a beat that can be trusted.
    """

    t_s: FloatArray
    height: FloatArray
    quality: FloatArray
    reasons: Doubts


def ecg_beats(ecg: ArrayLike, rate_hz: float) -> EcgBeats:
    """Find the beats of a whole ECG.

    Parameters
    ----------
    ecg : array of float, shape (samples,)
        Any unit; ``nan`` where samples are absent: what lies between such gaps is searched by itself.
    rate_hz : float
        Samples a second, 90 or more.

    Raises
    ------
    ValueError
        When the rate is below 90 Hz or the ECG is not one row of numbers.

    Notes
    -----
    `qrs_search` says how beats are found. Stretches of more than 3 s without a beat are searched once more by
    themselves, because thresholds can be left too high by a disturbance; less than a tenth of the height of the beats
    around is never taken for one. Each beat is then placed at the top of a parabola through the three highest samples
    of the 5 to 30 Hz signal, filtered around the beats only.
    """
    samples = _checked(ecg, rate_hz)
    band = _band_for(rate_hz)
    found = [_beats_of_run(samples[run], rate_hz, band, run.start) for run in _whole_runs(samples)]
    if not found:
        return EcgBeats(np.empty(0), np.empty(0), np.empty(0), ())
    return EcgBeats(
        np.concatenate([beats.t_s for beats in found]),
        np.concatenate([beats.height for beats in found]),
        np.concatenate([beats.quality for beats in found]),
        tuple(chain.from_iterable(beats.reasons for beats in found)),
    )


class EcgBeatFinder:
    """Finds the beats of an ECG as it comes, each of them once and in order.

    The last 10 s are searched every quarter of a second; a beat is returned when it is at least 0.2 s old, so
    ordinarily 0.2 to 0.45 s after it happened. A beat that only a search back finds is returned later, and none is in
    the first 3 s, because the thresholds are still to be learnt. What is held does not grow. The same samples give the
    same beats, however they are cut into blocks.

    Parameters
    ----------
    rate_hz : float
        Samples a second, 90 or more.
    start_s : float
        The time of the first sample.

    Raises
    ------
    ValueError
        When the rate is below 90 Hz.
    """

    delay_s = SETTLE_S + HOP_S
    """The longest ordinary time in seconds from a beat to its being returned."""

    def __init__(self, rate_hz: float, *, start_s: float = 0.0) -> None:
        _checked((), rate_hz)
        self._rate_hz = rate_hz
        self._band = _band_for(rate_hz)
        self._window = SampleWindow(round(WINDOW_S * rate_hz), round(HOP_S * rate_hz))
        self.reset(start_s)

    def reset(self, next_sample_s: float) -> None:
        """Begin anew after a gap: the next sample was taken at ``next_sample_s``."""
        self._start_s = next_sample_s
        self._reported_until = -np.inf
        self._usual_reach = float("nan")
        self._problem: Doubt | None = None
        self._window.clear()

    @property
    def problem(self) -> Doubt | None:
        """What is wrong with the signal just now; None when all is well."""
        return self._problem

    def feed(self, ecg: ArrayLike) -> list[FoundBeat]:
        """Take the next samples; return the beats that are now certain.

        A ``nan`` is a gap: what follows begins anew at its own time.
        """
        samples = np.asarray(ecg, dtype=np.float64)
        begin_s = self._start_s + self._window.received / self._rate_hz
        beats: list[FoundBeat] = []
        taken = 0
        for run in _whole_runs(samples):
            if run.start > taken:
                self.reset(begin_s + run.start / self._rate_hz)
            beats += [beat for look in self._window.feed(samples[run]) for beat in self._look(*look)]
            taken = run.stop
        if taken < samples.size:
            self.reset(begin_s + samples.size / self._rate_hz)
        return beats

    def _look(self, first: int, window: FloatArray) -> Iterator[FoundBeat]:
        state = signal_state(window, self._rate_hz, ECG_LIMITS, usual_reach=self._usual_reach)
        self._problem = state.problem
        if window.size < FIRST_LOOK_S * self._rate_hz:
            return
        self._learn_reach(state.usual_reach)
        found = onto_complexes(window, self._rate_hz, find_qrs(window, self._rate_hz))
        newest = first + window.size - SETTLE_S * self._rate_hz
        # A beat lies no further from its top than this: most looks bring none, and to judge beats costs most.
        new = (first + found.at > self._reported_until - _PLACED_WITHIN) & (first + found.at <= newest + _PLACED_WITHIN)
        if not new.any():
            return
        beats = _placed(window, self._rate_hz, self._band, found, state)
        for t_s, quality, reason in zip(beats.t_s.tolist(), beats.quality.tolist(), beats.reasons, strict=True):
            at = first + t_s * self._rate_hz
            if self._reported_until < at <= newest:
                self._reported_until = at + REFRACTORY_S * self._rate_hz
                yield FoundBeat(self._start_s + at / self._rate_hz, quality, reason)

    def _learn_reach(self, now: float) -> None:
        """Follow what the signal usually reaches, slowly, so that a long disturbance does not become the usual."""
        if np.isnan(self._usual_reach):
            self._usual_reach = now
        elif now > 0.0:
            self._usual_reach *= float(np.clip(now / self._usual_reach, *_FOLLOWED_RATIOS))


@lru_cache(maxsize=8)
def _band_for(rate_hz: float) -> LocalBand:
    """Return the band for a rate; it holds nothing of any ECG, and designing it costs as much as minutes of search."""
    return LocalBand(rate_hz)


def _placed(ecg: FloatArray, rate_hz: float, band: LocalBand, found: FoundQrs, state: SignalState) -> EcgBeats:
    """Place beats between the samples and judge them; leave out what is far too low for a beat."""
    at = found.at
    shapes, reach = band.shapes(ecg, at), band.shape_reach
    heights = shapes[:, reach]
    high = heights > _LEAST_HEIGHT_RATIO * median_of_neighbours(heights)
    if not high.all():
        at, shapes = at[high], shapes[high]
    rows = np.arange(at.size)
    near = shapes[:, reach - NUDGE_SAMPLES : reach + NUDGE_SAMPLES + 1]
    top = reach - NUDGE_SAMPLES + near.argmax(axis=1)
    before, highest, after = shapes[rows, top - 1], shapes[rows, top], shapes[rows, top + 1]
    shift, height = parabola_top(before, highest, after)
    t_s = (at + (top - reach) + shift) / rate_hz
    shapes, problems = shapes[:, :: band.thinning], state.at(t_s)
    compared = against_neighbours(shapes, height)
    quality, reasons = beat_quality(shapes, height, t_s, problems, ECG_LIMITS, compared=compared)
    if t_s.size < FEWEST_BEATS:
        return EcgBeats(t_s, height, quality, reasons)
    rival = rivals(t_s, height, found.tops / rate_hz, found.heights)
    jump = level_jumps(ecg, at, rate_hz, height)
    features = described(quality, compared, t_s, height, noise_around(ecg, at, band), rival, jump)
    quality, reasons = trusted(quality, reasons, features)
    quality, reasons = capped(quality, reasons, chances_of_complexes(ecg, rate_hz, found._replace(at=at)))
    return EcgBeats(t_s, height, quality, reasons)


def _beats_of_run(samples: FloatArray, rate_hz: float, band: LocalBand, first: int) -> EcgBeats:
    found = find_qrs(samples, rate_hz)
    found = found._replace(at=_search_silences(samples, rate_hz, found.at))
    found = onto_complexes(samples, rate_hz, found)
    state = signal_state(samples, rate_hz, ECG_LIMITS)
    beats = _placed(samples, rate_hz, band, found, state)
    if beats.t_s.size == 1 and samples.size > _SILENCE_S * rate_hz:
        # One alone in so long a time is a jolt: a heart beats again.
        return EcgBeats(np.empty(0), np.empty(0), np.empty(0), ())
    return EcgBeats(beats.t_s + first / rate_hz, beats.height, beats.quality, beats.reasons)


def _search_silences(samples: FloatArray, rate_hz: float, at: IntArray) -> IntArray:
    """Search long stretches without a beat once more, by themselves."""
    edges = np.concatenate(([0], at, [samples.size]))
    margin = round(REFRACTORY_S * rate_hz)
    pieces = [at]
    for silence in np.flatnonzero(np.diff(edges) > _SILENCE_S * rate_hz).tolist():
        begin, end = int(edges[silence]) + margin, int(edges[silence + 1]) - margin
        pieces.append(begin + find_qrs(samples[begin:end], rate_hz).at)
    return np.sort(np.concatenate(pieces))


def _whole_runs(samples: FloatArray) -> list[slice]:
    """Return the stretches without ``nan``."""
    # The sum tells at a fraction of the cost of an array of answers.
    if np.isfinite(samples.sum()):
        return [slice(0, samples.size)]
    edges = np.flatnonzero(np.diff(np.isfinite(samples), prepend=False, append=False))
    return [slice(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def _checked(ecg: ArrayLike, rate_hz: float) -> NDArray[np.float64]:
    samples = np.ascontiguousarray(ecg, dtype=np.float64)
    if samples.ndim != 1:
        raise ValueError(f"an ECG is one row of numbers, not of shape {samples.shape}")
    if not rate_hz >= LOWEST_RATE_HZ:
        raise ValueError(f"an ECG needs at least {LOWEST_RATE_HZ:.0f} samples a second, not {rate_hz:g}")
    return samples
