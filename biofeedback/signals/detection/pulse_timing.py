"""How far noise moves the beats of a pulse wave: the noise of its slope over how sharply its rise is bent."""

import math

import numpy as np

from biofeedback.signals.timing.beats import FloatArray

_FEWEST_BEATS = 6
"""Of which the usual rise is known well enough to tell noise from it. A choice: half of those that are compared."""

_REACH_S = 0.12
"""On either side of a beat noise is looked at: the upstroke, and nothing of the dicrotic wave. A choice."""

_FEWEST_TOLD = 24
"""Beats of which the noise is told. A choice: half a minute, in which a dozen were looked at twice."""

_TOLD_ANEW_RATIO = 1.2
"""By so much the noise must be another to be told again, so that a recording is not full of it. A choice."""


class TimingNoise:
    """Follows how much noise in a wave adds to the RMSSD of its beats."""

    def __init__(self) -> None:
        self._errors = 0
        self._summed_s = 0.0
        self._told_ms = math.nan

    def add(self, timing_error_s: float) -> None:
        """Take in how far noise moves a beat that can be trusted, in seconds; ``nan`` changes nothing."""
        if math.isnan(timing_error_s):
            return
        self._errors += 1
        self._summed_s += timing_error_s
        now_ms = 1000.0 * math.sqrt(6.0) * self._summed_s / self._errors
        ratio = now_ms / self._told_ms if self._told_ms > 0.0 else math.inf
        if self._errors >= _FEWEST_TOLD and not 1.0 / _TOLD_ANEW_RATIO <= ratio <= _TOLD_ANEW_RATIO:
            self._told_ms = now_ms

    @property
    def rmssd_ms(self) -> float:
        """The RMSSD in ms that it makes of a perfectly regular heart; ``nan`` while too few beats are known.

        A difference of two intervals holds three beats, the middle one twice: six times the variance of one.
        """
        return self._told_ms


def timing_error_s(shapes: FloatArray, steepness: FloatArray, shifts: FloatArray, rate_hz: float) -> float:
    """Return the standard deviation of beat times that noise makes, in seconds; ``nan`` where too few are known.

    Parameters
    ----------
    shapes : array of float, shape (beats, samples)
        The rise of the wave around the last beats, each at the middle.
    steepness : array of float, shape (beats,)
        How steep each rise is there.
    shifts : array of float, shape (beats,)
        How far each beat is from the middle, in samples.
    rate_hz : float
        Samples a second.

    Notes
    -----
    A beat is where the rise ``r`` is steepest, ``r' = 0``: noise ``n`` moves it by ``n' / r''``. What the rises of some
    beats have beside their mean is noise; breath, which makes them higher and lower, is divided out. It is the least
    there is: against straps fourteen cameras had 0.4 to 1.1 of the robust spread of their intervals, and a finger with
    10 % of noise 0.6 of that against an ECG. What changes the travel or the shape of a pulse is not in it: of a
    patient's finger whose RMSSD was nearly three times that of the ECG it explains a quarter, so that no RMSSD of a
    pulse is cleared by its being small.
    """
    beats, samples = shapes.shape
    if beats < _FEWEST_BEATS or not np.all(steepness > 0.0):
        return math.nan
    rises = shapes / steepness[:, np.newaxis]
    usual = rises.mean(axis=0)
    middle, reach = samples // 2, max(1, round(_REACH_S * rate_hz))
    bend = (2.0 * usual[middle] - usual[middle - 1] - usual[middle + 1]) * rate_hz**2
    near = slice(max(0, middle - reach), middle + reach + 1)
    expected = usual - shifts[:, np.newaxis] * np.gradient(usual)
    slopes = np.diff((rises - expected)[:, near], axis=1) * rate_hz
    variance = float(np.mean(slopes**2)) * beats / (beats - 1)
    return math.sqrt(variance) / float(bend) if bend > 0.0 else math.nan
