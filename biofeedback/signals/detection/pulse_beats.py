"""Finds heartbeats in a pulse wave and times them at its steepest rise, in a whole recording or as it comes.

Intervals between such beats are pulse intervals: they hold the changing time that a pulse takes to the sensor as well.
`pulse_review` finds the same beats by another way.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.detection.even_samples import EvenSampler
from biofeedback.signals.detection.found_beat import FoundBeat
from biofeedback.signals.detection.pulse_blocks import BlockSearch
from biofeedback.signals.detection.pulse_rhythm import FINE_RATE_HZ
from biofeedback.signals.detection.signal_quality import Doubt, Doubts
from biofeedback.signals.timing.beats import FloatArray

LOWEST_RATE_HZ = 20.0
"""The slowest wave on which the timing of beats was measured (`wave_floor`); slow cameras send 25 to 30. A choice."""

HIGHEST_RATE_HZ = 1000.0
"""Quicker waves say no more of a pulse, and cost more. A choice."""

LONGEST_STEP_S = 0.5
"""Samples farther apart than this have a gap between them: a beat could hide there. A choice."""


@dataclass(frozen=True, slots=True)
class PulseBeats:
    """Beats of a pulse wave, in order.

    Attributes
    ----------
    t_s : array of float, shape (beats,)
        When the wave rose most steeply, in seconds: on the clock of the time stamps, or since the first sample.
    quality : array of float, shape (beats,)
        How far the beat can be trusted, 0 to 1; ``nan`` when there is too little to compare with.
    reasons : tuple of Doubt or None
        Why not further; None for a beat that can be trusted.
    """

    t_s: FloatArray
    quality: FloatArray
    reasons: Doubts


def pulse_beats(
    wave: ArrayLike, rate_hz: float, *, t_s: ArrayLike | None = None, falls_at_beat: bool = False
) -> PulseBeats:
    """Find the beats of a whole pulse wave, as `PulseBeatFinder` would have found them when it came.

    Parameters
    ----------
    wave : array of float, shape (samples,)
        Any unit; ``nan`` where samples are absent.
    rate_hz : float
        Samples a second, 20 to 1000; with ``t_s`` the rate there would be if they were even.
    t_s : array of float or None
        When each sample was taken, in seconds, rising.
    falls_at_beat : bool
        The wave goes down when the heart beats, as the light that a camera or a bare photodiode receives does.

    Raises
    ------
    ValueError
        When the rate is out of range, or there are not as many times as samples.
    """
    finder = PulseBeatFinder(rate_hz, falls_at_beat=falls_at_beat)
    found = finder.feed(wave) if t_s is None else finder.feed_at(t_s, wave)
    return PulseBeats(
        np.array([beat.t_s for beat in found]),
        np.array([beat.quality for beat in found]),
        tuple(beat.reason for beat in found),
    )


class PulseBeatFinder:
    """Finds the beats of a pulse wave as it comes, each of them once and in order.

    A beat is returned about 0.7 s after the steepest rise of its wave (0.8 s at 30 samples a second), and later when
    only the pause after it shows that it was one. What is held does not grow. The same samples give the same beats,
    however they are cut into blocks.

    Parameters
    ----------
    rate_hz : float
        Samples a second, 20 to 1000.
    falls_at_beat : bool
        The wave goes down when the heart beats.
    start_s : float
        The time of the first sample, where samples come without times of their own.

    Raises
    ------
    ValueError
        When the rate is out of range.

    Notes
    -----
    After Elgendi 2013 (doi 10.1371/journal.pone.0076585): what is above zero squared, and blocks where a moving
    average of 111 ms is above one of 667 ms by more than an offset of 0.02 of the mean. Ours is causal: the mean is
    that of the last seconds, and a block is taken once it has lasted 111 ms, less where intervals are shorter than
    667 ms. What is squared is not the wave after a band-pass but its rise, smoothed by a Gaussian, which together
    passes about 2.6 to 8.7 Hz. The kernel has linear phase and its constant delay is taken off, so the block lies on
    the rise itself whatever the shape of the wave. A beat is a rise that is the steepest within 0.1 s, not the top,
    which wanders. Of two within 0.25 s the one nearer to where a beat is due counts, unless the other is a third
    steeper; how long the wave takes to come back is known by its autocorrelation. In a fast heart a rise three
    quarters as steep as usual needs no block. A rise of less than 0.35 of the usual
    steepness is noise, unless a pause of 1.6 intervals shows it for a beat; one within half a second of a beat, or
    0.7 of the interval between steep beats, and less than three quarters as steep is a dicrotic wave. Below 60
    samples a second the wave is first drawn finer.
    """

    delay_s = 0.9
    """The longest ordinary time in seconds from a beat to its being returned."""

    def __init__(self, rate_hz: float, *, falls_at_beat: bool = False, start_s: float = 0.0) -> None:
        if not LOWEST_RATE_HZ <= rate_hz <= HIGHEST_RATE_HZ:
            raise ValueError(f"a pulse wave needs 20 to 1000 samples a second, not {rate_hz:g}")
        self._rate_hz = rate_hz
        self._fine_rate_hz = rate_hz * max(1, int(np.ceil(FINE_RATE_HZ / rate_hz)))
        self._sign = -1.0 if falls_at_beat else 1.0
        self._sampler = EvenSampler(rate_hz, self._fine_rate_hz)
        self._search = BlockSearch(self._fine_rate_hz)
        self.reset(start_s)

    def reset(self, next_sample_s: float) -> None:
        """Begin anew after a gap: the next sample was taken at ``next_sample_s``."""
        self._start_s = next_sample_s
        self._counted = 0
        self._last_s = float("nan")
        self._sampler.clear()
        self._search.clear()

    @property
    def problem(self) -> Doubt | None:
        """What is wrong with the signal just now; None when all is well."""
        return self._search.problem

    def feed(self, wave: ArrayLike) -> list[FoundBeat]:
        """Take the next even samples; return the beats that are now certain. A ``nan`` is a gap."""
        samples = np.asarray(wave, dtype=np.float64)
        numbers = self._counted + np.arange(samples.size)
        self._counted += samples.size
        return self.feed_at(self._start_s + numbers / self._rate_hz, samples)

    def feed_at(self, t_s: ArrayLike, wave: ArrayLike) -> list[FoundBeat]:
        """Take the next samples with their times in seconds; return the beats that are now certain.

        More than half a second between two samples, or a time that goes back so far, is a gap.

        Raises
        ------
        ValueError
            When there are not as many times as samples.
        """
        times, samples = np.asarray(t_s, dtype=np.float64), np.asarray(wave, dtype=np.float64)
        if times.shape != samples.shape or times.ndim != 1:
            raise ValueError(f"{samples.shape} samples came with {times.shape} times")
        present = np.isfinite(samples) & np.isfinite(times)
        times, samples = times[present], self._sign * samples[present]
        if not times.size:
            return []
        breaks = np.flatnonzero(np.abs(np.diff(times, prepend=self._last_s)) > LONGEST_STEP_S).tolist()
        self._last_s = float(times[-1])
        beats: list[FoundBeat] = []
        for first, last in zip([0, *breaks], [*breaks, times.size], strict=True):
            if first in breaks:
                self._sampler.clear()
                self._search.clear()
            even = self._sampler.feed(times[first:last], samples[first:last])
            beats += self._search.feed(even, self._sampler.start_s)
        return beats
