"""Finds the beats of a recorded pulse wave by another way than the live one, as a second opinion.

Each beat is found as a top that stands above everything within a growing distance, and timed at the steepest rise
before it. It looks at both sides of every beat, so it does not serve a wave as it comes.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray
from scipy.signal import butter, detrend, sosfiltfilt

from biofeedback.signals.detection.even_samples import EvenSampler
from biofeedback.signals.detection.found_beat import parabola_top
from biofeedback.signals.detection.pulse_asymmetry import ASYMMETRY_FROM_S, asymmetry, too_even
from biofeedback.signals.detection.pulse_beats import HIGHEST_RATE_HZ, LOWEST_RATE_HZ, PulseBeats
from biofeedback.signals.detection.pulse_blocks import SHAPE_S
from biofeedback.signals.detection.pulse_pace import leaps
from biofeedback.signals.detection.pulse_rhythm import (
    CLOSEST_S,
    FINE_RATE_HZ,
    PERIODS_FROM_S,
    is_dicrotic,
    is_steep,
    repetition,
    smooth_rise_kernel,
)
from biofeedback.signals.detection.pulse_trust import described, trusted, usual_intervals
from biofeedback.signals.detection.signal_quality import PULSE_LIMITS, Doubt, beat_quality, signal_state
from biofeedback.signals.detection.wave_presence import of_a_heart
from biofeedback.signals.timing.beats import FloatArray, IntArray

# Of MSPTDfast: samples a second that are searched, in windows that overlap by a fifth, for beats down to 30 a minute.
_SEARCH_RATE_HZ = 20.0
_WINDOW_S = 6.0
_OVERLAP_S = 1.2
_SLOWEST_HZ = 0.5

_BAND_HZ = (0.5, 8.0)  # in which a pulse is searched: that of Elgendi 2013

_LONGEST_RISE_S = 0.6
"""From the steepest rise to the top of a pulse at most, and never before the top before. A choice: more than any
rise."""

_LEAST_STEEPNESS_RATIO = 0.2
"""Of the usual steepness of steep rises; a gentler one is none. A choice, made on the camera pulses of welltory-ppg and
on simulated hearts of 40 to 200 a minute; less than live, which has only what came before."""

_TOGETHER = 32
"""Tops of which the usual steepness and interval are taken. A choice: half a minute."""

_NO_PULSE_QUALITY = 0.49
"""The most that is stated where the wave is no pulse: just below what is believed, as in `pulse_trust`. A choice."""

_NEARLY_MOST = 0.85
"""Of the tops at the best distance; half a period and one and a half have about as many. A choice."""


def review_pulse_beats(
    wave: ArrayLike, rate_hz: float, *, t_s: ArrayLike | None = None, falls_at_beat: bool = False
) -> PulseBeats:
    """Find the beats of a whole pulse wave by multi-scale peak detection.

    Parameters
    ----------
    wave : array of float, shape (samples,)
        Any unit, without ``nan``.
    rate_hz : float
        Samples a second, 20 to 1000; with ``t_s`` the rate there would be if they were even.
    t_s : array of float or None
        When each sample was taken, in seconds, rising.
    falls_at_beat : bool
        The wave goes down when the heart beats.

    Returns
    -------
    PulseBeats
        Empty for less than 6 s. Where the wave is not that of a pulse (`wave_presence`), no beat is believed: live it
        would not be told.

    Raises
    ------
    ValueError
        When the rate is out of range.

    Notes
    -----
    MSPTDfast, Charlton et al. 2024 (doi 10.1101/2024.07.18.24310627) after Bishop and Ercole 2018 (doi
    10.1007/978-3-319-65798-1_39), written anew. The wave is searched at about 20 Hz, in windows of 6 s that overlap by
    a fifth and have their trend removed. A sample is a top when it is above the ones at every distance up to a certain
    one: that at which most samples are such tops, sought up to half the period of 30 beats a minute.

    Ours: the wave is first band-passed from 0.5 to 8 Hz, and the distance is the least with nine tenths of the most
    tops. The beat is then the steepest rise of the full-rate wave in the 0.6 s up to the top, to be comparable with
    `pulse_beats`, and dicrotic waves are left out as there.
    """
    if not LOWEST_RATE_HZ <= rate_hz <= HIGHEST_RATE_HZ:
        raise ValueError(f"a pulse wave needs 20 to 1000 samples a second, not {rate_hz:g}")
    samples = np.asarray(wave, dtype=np.float64) * (-1.0 if falls_at_beat else 1.0)
    fine_hz = rate_hz * max(1, round(FINE_RATE_HZ / rate_hz))
    sampler = EvenSampler(rate_hz, fine_hz)
    stamps_s = np.arange(samples.size) / rate_hz if t_s is None else np.asarray(t_s, dtype=np.float64)
    even = sampler.feed(stamps_s, samples)
    if even.size < _WINDOW_S * fine_hz:
        return PulseBeats(np.empty(0), np.empty(0), ())
    found = _timed(even, fine_hz, _tops(even, fine_hz), sampler.start_s)
    counts = of_a_heart(stamps_s, samples, rate_hz, found)
    quality = np.where(counts, found.quality, np.minimum(found.quality, _NO_PULSE_QUALITY))
    reasons = tuple(
        reason if one or np.isnan(worth) else reason or Doubt.MOTION
        for reason, one, worth in zip(found.reasons, counts.tolist(), quality.tolist(), strict=True)
    )
    return PulseBeats(found.t_s, quality, reasons)


def _tops(even: FloatArray, rate_hz: float) -> IntArray:
    """Return about where the tops of the wave are, in samples of it."""
    step = max(1, int(rate_hz / _SEARCH_RATE_HZ))
    coarse = sosfiltfilt(butter(2, _BAND_HZ, "bandpass", fs=rate_hz, output="sos"), even)[::step]
    rate = rate_hz / step
    width = round(_WINDOW_S * rate)
    starts = [*range(0, coarse.size - width, width - round(_OVERLAP_S * rate)), coarse.size - width]
    scales = int(0.5 * rate / _SLOWEST_HZ)
    found = [start + _scalogram_tops(detrend(coarse[start : start + width]), scales) for start in starts]
    return np.unique(np.concatenate(found)) * step


def _scalogram_tops(window: FloatArray, scales: int) -> IntArray:
    padded = np.pad(window, scales, constant_values=-np.inf)
    around = sliding_window_view(padded, 2 * scales + 1)
    middle = window[:, np.newaxis]
    above: NDArray[np.bool_] = (middle > around[:, scales - 1 :: -1]) & (middle > around[:, scales + 1 :])
    # Of the samples that have both neighbours: beyond its ends the window hides what is higher.
    numbers, distances = np.arange(window.size)[:, np.newaxis], np.arange(1, scales + 1)
    inside = (numbers >= distances) & (numbers < window.size - distances)
    tops = (above & inside).sum(axis=0) / inside.sum(axis=0)
    # Half a period and one and a half have about as many: the shorter one is meant.
    scale = int(np.argmax(tops >= _NEARLY_MOST * tops.max()))
    return np.flatnonzero(above[:, : scale + 1].all(axis=1))


def _timed(even: FloatArray, rate_hz: float, tops: IntArray, start_s: float) -> PulseBeats:
    rise = np.convolve(even - even[0], smooth_rise_kernel(rate_hz), mode="same")
    # The rise to a top begins after the top before, which in a fast heart is less far away.
    lows = np.maximum(np.maximum(1, tops - round(_LONGEST_RISE_S * rate_hz)), np.insert(tops[:-1], 0, 0))
    steepest = np.unique(
        [low + int(np.argmax(rise[low : top + 2])) for low, top in zip(lows.tolist(), tops.tolist(), strict=True)]
    ).astype(np.int64)
    steepest = steepest[(steepest > 0) & (steepest < rise.size - 1)]
    steepest = _apart(steepest, rise, rate_hz)
    shift, height = parabola_top(rise[steepest - 1], rise[steepest], rise[steepest + 1])
    t_s = (steepest + shift) / rate_hz
    reach = round(SHAPE_S * rate_hz)
    span = steepest[:, np.newaxis] + np.arange(-reach, reach + 1)
    shapes = rise[np.clip(span, 0, rise.size - 1)]
    problems = signal_state(even, rate_hz, PULSE_LIMITS, moving=rise).at(t_s)
    steepness = np.maximum(height, 0.0)
    quality, reasons = beat_quality(shapes, steepness, t_s, problems, PULSE_LIMITS)
    if t_s.size:
        places = steepest + shift
        likeness, asymmetries = _second_by_second(rise, rate_hz, t_s)
        usual_s = usual_intervals(t_s)
        features = described(rise, rate_hz, places, shapes, steepness, likeness, leaps(t_s, usual_s))
        quality, reasons = trusted(quality, reasons, features, too_even(asymmetries, usual_s))
    return PulseBeats(start_s + t_s, quality, reasons)


def _second_by_second(rise: FloatArray, rate_hz: float, t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return how well the rise comes back, and the asymmetry of the wave, up to each beat: one for all of a second."""
    seconds, where = np.unique(np.ceil(t_s).astype(np.int64), return_inverse=True)

    def up_to(second: int, length_s: float) -> FloatArray:
        return rise[max(0, round((second - length_s) * rate_hz)) : round(second * rate_hz)]

    likeness = [repetition(up_to(second, PERIODS_FROM_S), rate_hz).likeness for second in seconds.tolist()]
    asymmetries = [asymmetry(up_to(second, ASYMMETRY_FROM_S), rate_hz) for second in seconds.tolist()]
    return np.array(likeness)[where], np.array(asymmetries)[where]


def _apart(at: IntArray, rise: FloatArray, rate_hz: float) -> IntArray:
    """Leave out gentle rises, dicrotic waves, and the less steep of two that are too close."""
    if not at.size:
        return at
    usual_s = np.full(at.size, np.inf)
    gentle = np.zeros(at.size, dtype=bool)
    for first in range(0, at.size, _TOGETHER):
        group = slice(max(0, min(first, at.size - _TOGETHER)), first + _TOGETHER)
        steepness = rise[at[group]]
        steep = is_steep(steepness)
        gentle[group] = steepness < _LEAST_STEEPNESS_RATIO * np.median(steepness[steep])
        if np.count_nonzero(steep) > 1:
            usual_s[group] = np.median(np.diff(at[group][steep])) / rate_hz
    kept: list[int] = []
    for one, interval_s in zip(at[~gentle].tolist(), usual_s[~gentle].tolist(), strict=True):
        since_s = (one - kept[-1]) / rate_hz if kept else np.inf
        if kept and is_dicrotic(since_s, rise[one], rise[kept[-1]], interval_s):
            continue
        if since_s >= CLOSEST_S:
            kept.append(one)
        elif rise[one] > rise[kept[-1]]:
            kept[-1] = one
    return np.array(kept, dtype=np.int64)
