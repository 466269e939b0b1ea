"""How asymmetric a pulse wave is: the heart drives it up steeply, and it falls slowly by itself."""

import numpy as np

from biofeedback.signals.timing.beats import FloatArray

ASYMMETRY_FROM_S = 8.0
"""Of the rise. A choice: some ten beats, over which skewness is steady."""

_FEWEST_S = 4.0
"""Of the rise; less says nothing. A choice: three beats of a slow heart, as in `wave_kind`."""

_ENOUGH_HZ = 60.0
"""Nothing in the smoothed rise of a pulse (`pulse_rhythm`) is quicker than so many samples a second say."""

_DRIFT_S = 1.2
"""Over so long a mean of the wave is taken off it. A choice: a beat of any heart above 50 a minute, so that breath and
drift go and the pulse stays."""

_OF_A_PULSE = 1.1
"""So asymmetric is a clear pulse: recorded ones 0.6 to 2, most of them 0.9 and more. What a wave lacks to it, it is too
even. A choice."""

# A fast heart ejects for most of the interval, so its wave is nearly even: of clear ones nothing is asked at the first
# interval in seconds, all at the second (200 and 133 a minute). Choices, made on clear waves of up to 220 a minute.
_EVEN_AT_S, _SLOW_FROM_S = 0.3, 0.45

UNKNOWN = float("inf")
"""Of what is too short to tell: nothing speaks against a pulse."""


def asymmetry(rise: FloatArray, rate_hz: float) -> float:
    """Return the skewness of a rise plus that of its wave; `UNKNOWN` for less than four seconds.

    A pulse rises more steeply than it falls, and its tops are narrower than its valleys. Amplifiers that differentiate
    take the second away, strong dicrotic waves the first, and the sum stays: 0.6 to 2 in the recorded fingers and
    cameras. Movement swings both ways: what it adds to a wave makes it less. Skewness tells a good pulse wave better
    than seven other measures (Elgendi 2016, doi 10.3390/bioengineering3040021).

    Parameters
    ----------
    rise : array of float, shape (samples,)
        The smoothed rise of the wave, even in time, upwards at a beat; of it the last eight seconds are looked at.
    rate_hz : float
        Samples of it a second.
    """
    thinning = max(1, int(rate_hz / _ENOUGH_HZ))
    thin_hz = rate_hz / thinning
    thin = rise[-round(ASYMMETRY_FROM_S * rate_hz) :][::thinning]
    if thin.size < _FEWEST_S * thin_hz:
        return UNKNOWN
    slope = thin - thin.mean()
    summed = np.concatenate(([0.0], np.cumsum(np.cumsum(slope))))
    wave = np.diff(summed)
    reach = round(0.5 * _DRIFT_S * thin_hz)
    drift = (summed[2 * reach + 1 :] - summed[: -2 * reach - 1]) / (2 * reach + 1)
    return _skewness(slope) + _skewness(wave[reach:-reach] - drift)


def too_even(asymmetries: FloatArray, usual_s: FloatArray) -> FloatArray:
    """Return by how much each asymmetry is less than that of a clear pulse with this usual interval, 0 or more.

    Parameters
    ----------
    asymmetries : array of float, shape (beats,)
        As `asymmetry` returns them.
    usual_s : array of float, shape (beats,)
        The usual intervals in seconds; ``nan`` where there is none, for which 0 is returned.
    """
    asked = _OF_A_PULSE * np.clip((usual_s - _EVEN_AT_S) / (_SLOW_FROM_S - _EVEN_AT_S), 0.0, 1.0)
    missing: FloatArray = np.nan_to_num(np.maximum(asked - asymmetries, 0.0), nan=0.0)
    return missing


def _skewness(values: FloatArray) -> float:
    centred = values - values.mean()
    squared = centred * centred
    spread = float(squared.mean())
    return float((squared * centred).mean()) / spread**1.5 if spread > 0.0 else 0.0
