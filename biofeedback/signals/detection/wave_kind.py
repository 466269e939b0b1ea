"""Recognises from a few seconds of a wave whether it is an ECG, a rising or a falling pulse, or hum.

Everything here is relative to the wave itself, so no unit and no sensor need be known.
"""

from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from biofeedback.signals.detection.ecg_beats import LOWEST_RATE_HZ as LOWEST_ECG_HZ
from biofeedback.signals.detection.pulse_rhythm import CLOSEST_S, smooth_rise_kernel
from biofeedback.signals.detection.qrs_maxima import BAND_HZ as QRS_HZ
from biofeedback.signals.detection.qrs_maxima import band_passed
from biofeedback.signals.timing.beats import FloatArray

WaveKind: TypeAlias = Literal["ecg", "pulse", "falling"]
"""``pulse`` rises when the heart beats; ``falling`` goes down, as the light that reaches a bare photodiode does."""

SHORTEST_S = 4.0
"""Less of a wave than this says nothing. A choice: three beats of a slow heart."""

_QRS_BAND_HZ = (8.0, 30.0)  # QRS complexes and hardly anything of a pulse; a choice
_SLOW_BAND_HZ = (0.7, 6.0)  # pulses and T waves; a choice
_PULSE_BAND_HZ = (0.5, 8.0)  # the band of a pulse of Elgendi 2013

_EDGE_S = 0.2
"""Left out at either end of what was filtered: the filter did not see both sides. A choice."""

_ENOUGH_HZ = 30.0  # nothing in the rise of a pulse is quicker than so many samples a second can say

_SURELY_A_BEAT_S = 1.5
"""Stretches of so long hold a beat of any heart above 40 a minute. A choice."""

_QRS_RATIO = 0.36
"""Of the reach in the first band to that in the second; between pulses (0.02 to 0.2) and ECGs (0.4 to 5) of the
recorded waves it was tried on."""

# So much of the energy of an ECG comes in so little of the time: its QRS complexes, a tenth of a second of each beat.
# Hum and muscles spread theirs evenly. Choices.
_QRS_TIME_SHARE = 0.15
_QRS_ENERGY_SHARE = 0.75

_INTERVALS_S = (CLOSEST_S, 1.7)
"""Between two beats: 240 to 35 a minute. A choice."""

# Choices.
_LEAST_LIKENESS = 0.3  # correlation with which a pulse comes back
_LEAST_SKEWNESS = 0.3  # sum of both; less says nothing of the direction of a pulse
_JOLT_SKEWNESS = 2.6  # of either; more is a jolt

_NO_ENERGY, _HARDLY_ANY = 1e-300, 1e-12
"""So that a wave at rest is divided by something: beside what is squared, and of the whole energy for one of its parts,
which is known to its rounding."""

# Choices, between pulses of 42 to 200 a minute (nine in ten: at most 0.90 and strongest below 6.5 Hz)
# and the hum of 50 and 60 Hz, sampled 23 to 83 times a second (half of it: 0.98 and more).
_ONE_TONE_SHARE = 0.93
_QUICKEST_TONE_HZ = 8.0


class WaveSigns(NamedTuple):
    """What a few seconds of a wave show.

    Attributes
    ----------
    kind : WaveKind or None
        What it is; None when it does not say clearly.
    comes_back : float
        The best correlation with which it comes back after an interval between beats; 0 where it does not.
    largest_skewness : float
        The larger skewness of its slope and of the wave, without sign: both are 0 in a sinusoid.
    could_be_pulse : bool
        Whether nothing speaks against a pulse: it is no ECG, no jolt and no single tone.
    """

    kind: WaveKind | None
    comes_back: float
    largest_skewness: float
    could_be_pulse: bool


_NOTHING = WaveSigns(None, 0.0, 0.0, could_be_pulse=False)


def wave_kind(t_s: ArrayLike, wave: ArrayLike, rate_hz: float) -> WaveKind | None:
    """Return what a stretch of a wave is, as `wave_signs` has it; None when it does not say clearly."""
    return wave_signs(t_s, wave, rate_hz).kind


def wave_signs(t_s: ArrayLike, wave: ArrayLike, rate_hz: float, *, may_be_ecg: bool = True) -> WaveSigns:
    """Return what a stretch of a wave shows of what it is.

    Parameters
    ----------
    t_s : array of float, shape (samples,)
        When each sample was taken, in seconds, not falling; no gap of a beat's length.
    wave : array of float, shape (samples,)
        Any unit, without ``nan``; four seconds or more, six are better.
    rate_hz : float
        Samples a second, about; below 90 nothing is taken for an ECG.
    may_be_ecg : bool
        Whether an ECG is asked for. A quick pulse that rises steeply has as much above 8 Hz.

    Notes
    -----
    An ECG is known by its QRS complexes. What lies in 8 to 30 Hz reaches, in the median window of 1.5 s, at least 0.36
    of what lies in 0.7 to 6 Hz (real pulse waves: 0.02 to 0.2, ECGs: 0.4 to 5). Three quarters of its energy come in
    15 % of the time, unlike that of mains hum and muscles.

    A pulse comes back after 0.25 to 1.7 s with a correlation of 0.3 at least. It rises more steeply than it falls, and
    its tops are narrower than its valleys. So the skewness of its slope and that of the wave (0.5 to 8 Hz) add up to
    0.3 or more when it rises at the beat, and to -0.3 or less when it falls. Each alone is misled: the first by
    amplifiers that differentiate, as in the PulseSensor, the second by a strong dicrotic wave. A skewness beyond 2.6 is
    a jolt.

    Hum that is sampled more slowly than it swings comes out as one slow tone. The slope of a pulse has several: those
    of its rate and of its multiples. So what holds 0.93 of its power within an octave is no pulse, nor is what is
    strongest above 8 Hz.
    """
    stamps, samples = np.asarray(t_s, dtype=np.float64), np.asarray(wave, dtype=np.float64)
    if stamps.size < 2 or stamps[-1] - stamps[0] < SHORTEST_S - 1.5 / rate_hz or samples.min() == samples.max():
        return _NOTHING
    even = np.interp(np.arange(stamps[0], stamps[-1], 1.0 / rate_hz), stamps, samples)
    even -= even.mean()
    if may_be_ecg and rate_hz >= LOWEST_ECG_HZ and _has_qrs(even, rate_hz):
        return _NOTHING._replace(kind="ecg")
    rise = np.convolve(even, smooth_rise_kernel(rate_hz), mode="valid")
    comes_back = _comes_back(rise, rate_hz)
    skewness = _skewness(rise), _skewness(_band(even, rate_hz, _PULSE_BAND_HZ))
    largest_skewness = max(np.abs(skewness))
    could_be_pulse = largest_skewness <= _JOLT_SKEWNESS and not _is_one_tone(rise, rate_hz)
    kind: WaveKind | None = None
    if could_be_pulse and comes_back >= _LEAST_LIKENESS and abs(sum(skewness)) >= _LEAST_SKEWNESS:
        kind = "pulse" if sum(skewness) > 0.0 else "falling"
    return WaveSigns(kind, comes_back, largest_skewness, could_be_pulse)


def is_upside_down(ecg: ArrayLike, rate_hz: float) -> bool:
    """Return whether the QRS complexes of an even ECG of three seconds or more reach farther down than up.

    So they do when the electrodes are swapped, and in some leads; their beats are timed better when it is turned over.
    """
    samples = np.asarray(ecg, dtype=np.float64)
    windows = _windows(_band(samples - samples.mean(), rate_hz, QRS_HZ), rate_hz)
    return bool(np.median(windows.max(axis=1)) < -np.median(windows.min(axis=1)))


def _has_qrs(even: FloatArray, rate_hz: float) -> bool:
    quick = _band(even, rate_hz, _QRS_BAND_HZ)
    slow = _band(even, rate_hz, _SLOW_BAND_HZ)
    energy = np.sort(quick**2)
    in_bursts = energy[round((1.0 - _QRS_TIME_SHARE) * energy.size) :].sum() >= _QRS_ENERGY_SHARE * energy.sum()
    return bool(in_bursts and _reach(quick, rate_hz) >= _QRS_RATIO * _reach(slow, rate_hz))


def _band(even: FloatArray, rate_hz: float, band_hz: tuple[float, float]) -> FloatArray:
    edge = round(_EDGE_S * rate_hz)
    return band_passed(even, rate_hz, band_hz)[edge:-edge]


def _reach(wave: FloatArray, rate_hz: float) -> float:
    return float(np.median(np.ptp(_windows(wave, rate_hz), axis=1)))


def _windows(wave: FloatArray, rate_hz: float) -> FloatArray:
    """Return stretches that overlap by half, each long enough for a beat, one row each."""
    length = round(_SURELY_A_BEAT_S * rate_hz)
    return sliding_window_view(wave, length)[:: length // 2]


def _is_one_tone(rise: FloatArray, rate_hz: float) -> bool:
    """Return whether nearly all of a slope lies within one octave, or what is strongest is too quick for a heart."""
    power = np.abs(np.fft.rfft(rise * np.hanning(rise.size))) ** 2
    tones_hz = np.fft.rfftfreq(rise.size, 1.0 / rate_hz)
    strongest_hz = float(tones_hz[np.argmax(power)])
    octave = (tones_hz >= strongest_hz / np.sqrt(2.0)) & (tones_hz <= strongest_hz * np.sqrt(2.0))
    return bool(strongest_hz > _QUICKEST_TONE_HZ or power[octave].sum() >= _ONE_TONE_SHARE * power.sum())


def _comes_back(rise: FloatArray, rate_hz: float) -> float:
    """Return how well the wave repeats itself after a time that may be an interval between beats, 0 to 1."""
    thinning = max(1, int(rate_hz / _ENOUGH_HZ))
    rise, rate_hz = rise[::thinning], rate_hz / thinning
    centred = rise - rise.mean()
    shortest, longest = (round(interval_s * rate_hz) for interval_s in _INTERVALS_S)
    lags = np.arange(shortest, min(longest, centred.size // 2) + 1)
    energy = np.concatenate(([0.0], np.cumsum(centred**2)))
    both = energy[centred.size - lags] * np.maximum(energy[-1] - energy[lags], _HARDLY_ANY * energy[-1])
    alike = np.correlate(centred, centred, mode="full")[centred.size - 1 + lags]
    likeness = alike / np.sqrt(both + _NO_ENERGY)
    # What falls from the first lag on is a slow wave that has hardly changed, and no repetition.
    fallen = np.minimum.accumulate(likeness) < 0.0
    return float(max(likeness[fallen], default=0.0))


def _skewness(values: FloatArray) -> float:
    centred = values - values.mean()
    spread = np.mean(centred**2)
    return float(np.mean(centred**3) / spread**1.5) if spread > 0.0 else 0.0
