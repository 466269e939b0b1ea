"""The phase of a heart's wave about one moment, for many hearts at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from biofeedback.signals.coupling.pacer_wave import TURN_RAD
from biofeedback.signals.timing.beats import LONGEST_BRIDGE_S, BoolArray, FloatArray, IntArray

ComplexArray = NDArray[np.complex128]

REACH_S = 10.0
"""So far before and after a moment beats count, the nearer the more. Two breaths at six a minute, and a band of 0.05 Hz
on either side, as that of the phase locking. A choice: of pure noise half of that reach leaves a larger share at the
led breath, and twice the reach half as many independent looks."""

_FEWEST_BEATS = 8  # two for each of the four unknowns

_NO_WAVE_BPM = 1e-9
"""Rates that differ by no more than rounding have no phase."""

_LARGEST_CONDITION = 1e8  # ratio; beyond it the beats tell too little of the circle, as in `coupling.pacer_wave`


class Beats(NamedTuple):
    """Taken beats of several hearts within one stretch of time: those of the first heart, then of the next.

    Attributes
    ----------
    middle_s : array of float, shape (beats,)
        The middles of the intervals, in seconds, rising within each heart.
    hr_bpm : array of float, shape (beats,)
        The rate that each interval stands for.
    phase_rad : array of float, shape (beats,)
        Angle of the led breath there; ``nan`` when no breath is led.
    sizes : array of int, shape (hearts,)
        How many are of each heart.
    """

    middle_s: FloatArray
    hr_bpm: FloatArray
    phase_rad: FloatArray
    sizes: IntArray

    @property
    def firsts(self) -> IntArray:
        """Where the beats of each heart begin, shape (hearts,)."""
        return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(self.sizes)[:-1]))

    def of_hearts(self, taken: BoolArray) -> "Beats":
        """Return the beats of these hearts alone."""
        rows = taken.repeat(self.sizes)
        return Beats(self.middle_s[rows], self.hr_bpm[rows], self.phase_rad[rows], self.sizes[taken])

    def about_mean(self, values: FloatArray) -> FloatArray:
        """Return a value of each beat less the mean of its heart; every heart has a beat."""
        return values - (np.add.reduceat(values, self.firsts) / self.sizes).repeat(self.sizes)


def phasors(beats: Beats, t_s: float, rate_hz: float | None) -> ComplexArray:
    """Return the phase of every heart's wave as a number of length 1, shape (hearts,).

    Parameters
    ----------
    beats : Beats
        Those within the reach of the moment.
    t_s : float
        The moment, in seconds.
    rate_hz : float or None
        At which rate the wave is looked for; None: at the angle of the led breath.

    Returns
    -------
    array of complex, shape (hearts,)
        Its angle is how much earlier than the led breath the heart rate crests, and without one the phase of the wave
        at the moment; ``nan`` where beats do not cover the reach, and 0 where the heart beats too evenly for a wave.

    Notes
    -----
    Least squares of the rate on cosine, sine, 1 and time, each beat weighted by a raised cosine of its distance and by
    the time that it stands for: the short-time Fourier phase of Gabor 1946, doi 10.1049/ji-3-2.1946.0074, for beats
    that are not evenly apart.
    """
    found = np.full(beats.sizes.size, np.nan, dtype=np.complex128)
    taken = beats.sizes >= _FEWEST_BEATS
    if not taken.any():
        return found
    beats = beats.of_hearts(taken)
    firsts = beats.firsts
    away_s = beats.middle_s - t_s
    angles_rad = beats.phase_rad if rate_hz is None else TURN_RAD * rate_hz * away_s
    weight = (1.0 + np.cos(np.pi * away_s / REACH_S)) / beats.hr_bpm
    columns = np.empty((5, away_s.size))
    np.cos(angles_rad, out=columns[0])
    np.sin(angles_rad, out=columns[1])
    columns[2] = 1.0
    columns[3] = away_s / REACH_S
    columns[4] = beats.about_mean(beats.hr_bpm)
    sums = np.add.reduceat(columns[:, None, :] * (weight * columns)[None, :, :], firsts, axis=2).transpose(2, 0, 1)
    known = sums[:, :4, :4]
    solvable = _longest_gap_s(away_s, firsts) <= LONGEST_BRIDGE_S
    solvable[solvable] = np.linalg.cond(known[solvable]) < _LARGEST_CONDITION
    fitted = np.linalg.solve(np.where(solvable[:, None, None], known, np.eye(4)), sums[:, :4, 4:])[:, :2, 0]
    # A crest at the angle a has a phase of -a; the led breath is fullest at pi.
    waves = (fitted[:, 0] - 1j * fitted[:, 1]) * (1.0 if rate_hz is not None else -1.0)
    sizes_bpm = np.abs(waves)
    has_wave = sizes_bpm > _NO_WAVE_BPM
    lengths = np.where(has_wave, waves / np.where(has_wave, sizes_bpm, 1.0), 0.0)
    found[taken] = np.where(solvable, lengths, np.nan)
    return found


def _longest_gap_s(away_s: FloatArray, firsts: IntArray) -> FloatArray:
    """Return the longest stretch of the reach in which a heart has no beat, shape (hearts,)."""
    steps_s = np.diff(away_s, prepend=0.0)
    steps_s[firsts] = away_s[firsts] + REACH_S
    last = np.append(firsts[1:], away_s.size) - 1
    return np.asarray(np.maximum(np.maximum.reduceat(steps_s, firsts), REACH_S - away_s[last]))
