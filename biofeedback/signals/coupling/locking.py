"""Whether heart and led breath keep step over minutes: phase locking and cross-spectral coherence.

Both look at steadiness and neither at size: a tiny wave that keeps step reads as high as a large one. Windows shorter
than two minutes are refused, since chance alone then reads high. For a live number see `coupling`.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.coupling.coupling import TOO_EVEN_HEART
from biofeedback.signals.coupling.pacer_wave import TURN_RAD, forward_rad
from biofeedback.signals.numerics.band_pass import band_pass_sections, band_passed
from biofeedback.signals.numerics.cubic_spline import cubic_spline
from biofeedback.signals.timing.beats import LONGEST_BRIDGE_S, FloatArray

SHORTEST_WINDOW_S = 120.0
"""In 64 s 95 % of white noise reaches up to 0.72 in phase locking and 0.85 in coherence, in 120 s 0.5 and 0.6
(simulated). A choice."""

RATE_HZ = 4.0
"""Of the even series, as in `variability.even_series`."""

BAND_HALF_WIDTH_HZ = 0.05
"""On either side of the mean pace: three breaths a minute, within which a led breath stays. A choice."""

SEGMENT_S = 40.0
"""Four breaths at six a minute, and five half-overlapping segments in two minutes. A choice."""

_LOWEST_EDGE_HZ = 0.01
"""The band stays above 0 where a breath is slower than three a minute."""

# Seconds at either end, where the filter has not yet seen both sides.
_EDGE_S = 8.0

_FEWEST_BEATS = 60  # half a beat a second in the shortest window

# Beats seldom end exactly with the window.
_SPAN_SLACK_S = 3.0

_CHANCE_SHARE = 0.05
"""So much of white noise reads higher than the null level. The usual level."""

# Rates that differ by no more than rounding have no phase.
_NO_WAVE_BPM = 1e-9


@dataclass(frozen=True, slots=True)
class Locking:
    """How steadily heart and led breath keep step.

    Attributes
    ----------
    share : float
        0 (no relation) to 1 (always in the same step); ``nan`` when it cannot be known.
    lag_rad : float
        How much later than the breath the heart rate crests, -pi to pi; 0 when both rise and fall together.
    chance_share : float
        What 95 % of white noise of this length stays below.
    reason : Reason or None
        Why it is ``nan``; None when it is not.
    """

    share: float
    lag_rad: float
    chance_share: float
    reason: Reason | None


def phase_locking(t_s: ArrayLike, nn_ms: ArrayLike, phase_rad: ArrayLike) -> Locking:
    """Return the phase-locking value of heart rate and led breath.

    Parameters
    ----------
    t_s : array of float, shape (beats,)
        The moments the intervals stand for, best their middles, in seconds; strictly rising; 120 s or more.
    nn_ms : array of float, shape (beats,)
        Intervals in ms, ``nan`` where set aside.
    phase_rad : array of float, shape (beats,)
        Angle of the led breath at those moments, 0 to 2 pi (`biofeedback.signals.coupling.phase`).

    Returns
    -------
    Locking
        ``nan`` with a reason when the beats span less than 120 s, a stretch of more than 2.5 s is empty, or breath was
        not led throughout.

    Notes
    -----
    Lachaux et al. 1999, doi 10.1002/(SICI)1097-0193(1999)8:4<194::AID-HBM4>3.0.CO;2-C, for one trial over time: heart
    rate by a cubic spline at 4 Hz, band-passed within 0.05 Hz of the mean pace (Butterworth of second order, forward
    and back), its Hilbert phase against the angle of the breath; 8 s dropped at either end. The breath needs no filter,
    for its angle is known. Its null level (white noise, 95 %, simulated) falls with the root of the length: 0.53 in
    120 s, 0.34 in 300 s.
    """
    paced = _even(t_s, nn_ms, phase_rad)
    if isinstance(paced, Reason):
        return _unknown(paced)
    edges_hz = (max(_LOWEST_EDGE_HZ, paced.pace_hz - BAND_HALF_WIDTH_HZ), paced.pace_hz + BAND_HALF_WIDTH_HZ)
    filtered = band_passed(paced.hr_bpm, band_pass_sections(edges_hz, RATE_HZ))
    inner = slice(round(_EDGE_S * RATE_HZ), -round(_EDGE_S * RATE_HZ))
    heart_rad = np.angle(_with_quadrature(filtered))[inner]
    # The breath is fullest at pi.
    mean_step = complex(np.mean(np.exp(1j * (heart_rad - (paced.phase_rad[inner] - np.pi)))))
    return Locking(abs(mean_step), -math.atan2(mean_step.imag, mean_step.real), chance_locking(paced.span_s), None)


def cross_spectral_coherence(t_s: ArrayLike, nn_ms: ArrayLike, phase_rad: ArrayLike) -> Locking:
    """Return the magnitude-squared coherence of heart rate and led breath at the pace of the breath.

    Parameters
    ----------
    t_s, nn_ms, phase_rad
        As for `phase_locking`.

    Returns
    -------
    Locking
        ``nan`` with a reason as for `phase_locking`.

    Notes
    -----
    Welch 1967, doi 10.1109/TAU.1967.1161901: heart rate and breath position at 4 Hz, segments of 40 s with Hann taper
    and their mean removed, half overlapping (spread evenly to the ends), transformed at the mean pace itself rather
    than at the nearest bin. With few segments chance reads high (with one it is always 1); null level (white noise,
    95 %, simulated): 0.61 in 120 s, 0.25 in 300 s.
    """
    paced = _even(t_s, nn_ms, phase_rad)
    if isinstance(paced, Reason):
        return _unknown(paced)
    heart = _segments_at(paced.hr_bpm, paced.pace_hz)
    breath = _segments_at(-np.cos(paced.phase_rad), paced.pace_hz)
    cross = complex(np.sum(heart * np.conj(breath)))
    power = float(np.sum(np.abs(heart) ** 2) * np.sum(np.abs(breath) ** 2))
    share = min(1.0, abs(cross) ** 2 / power)
    return Locking(share, -math.atan2(cross.imag, cross.real), chance_coherence(paced.span_s), None)


def chance_locking(window_s: float) -> float:
    """Return what 95 % of phase-locking values of white noise stay below in a window of 120 s or more."""
    return math.sqrt(-math.log(_CHANCE_SHARE) / (_LOCKING_FREEDOM_PER_S * window_s))


def chance_coherence(window_s: float) -> float:
    """Return what 95 % of cross-spectral coherences of white noise stay below in a window of 120 s or more."""
    return float(1.0 - _CHANCE_SHARE ** (1.0 / (_COHERENCE_FREEDOM * (_segment_count(window_s) - 1))))


# Independent looks that white noise gives, by simulation: how fast the band-passed phase forgets, and what overlapping
# tapered segments are worth.
_LOCKING_FREEDOM_PER_S = 0.0885
_COHERENCE_FREEDOM = 0.8


@dataclass(frozen=True, slots=True)
class _Paced:
    hr_bpm: FloatArray
    phase_rad: FloatArray
    pace_hz: float
    span_s: float


def _even(t_s: ArrayLike, nn_ms: ArrayLike, phase_rad: ArrayLike) -> _Paced | Reason:
    """Return heart rate about its trend and unwrapped angle at 4 Hz, or why they cannot be had."""
    times_s, intervals_ms, angles_rad = (np.asarray(values, dtype=np.float64) for values in (t_s, nn_ms, phase_rad))
    taken = ~np.isnan(intervals_ms)
    # The middles of corrected intervals need not rise; one that does not adds nothing.
    taken[taken] = _rising(times_s[taken])
    times_s, intervals_ms, angles_rad = times_s[taken], intervals_ms[taken], angles_rad[taken]
    if times_s.size < _FEWEST_BEATS:
        return Reason.of(ReasonCode.TOO_FEW_BEATS, needed_beats=_FEWEST_BEATS, there_beats=times_s.size)
    if np.any(np.isnan(angles_rad)):
        return Reason(ReasonCode.NOT_ALWAYS_LED)
    span_s = float(times_s[-1] - times_s[0])
    if span_s < SHORTEST_WINDOW_S - _SPAN_SLACK_S:
        return Reason.of(ReasonCode.TOO_FEW_LED_SECONDS, needed_s=SHORTEST_WINDOW_S, there_s=span_s)
    if np.max(np.diff(times_s)) > LONGEST_BRIDGE_S:
        return Reason(ReasonCode.BEATS_ABSENT)
    steps_rad = [forward_rad(step_rad) for step_rad in np.diff(angles_rad).tolist()]
    turned_rad = angles_rad[0] + np.concatenate(([0.0], np.cumsum(steps_rad)))
    grid_s = times_s[0] + np.arange(math.floor(span_s * RATE_HZ) + 1, dtype=np.float64) / RATE_HZ
    curve = cubic_spline(times_s, 60_000.0 / intervals_ms)(grid_s)
    about_trend = curve - np.polyval(np.polyfit(grid_s - grid_s[0], curve, 1), grid_s - grid_s[0])
    if np.max(np.abs(about_trend)) < _NO_WAVE_BPM:
        return TOO_EVEN_HEART
    pace_hz = float(turned_rad[-1] - turned_rad[0]) / TURN_RAD / span_s
    return _Paced(about_trend, np.interp(grid_s, times_s, turned_rad), pace_hz, span_s)


def _with_quadrature(samples: FloatArray) -> NDArray[np.complex128]:
    """Return the analytic signal: the samples, and as imaginary part each of their waves a quarter turn later."""
    half = (samples.size + 1) // 2
    spectrum = np.fft.fft(samples)
    spectrum[1:half] *= 2.0
    spectrum[samples.size // 2 + 1 :] = 0.0
    return np.fft.ifft(spectrum)


def _rising(values: FloatArray) -> NDArray[np.bool_]:
    highest_before = np.maximum.accumulate(np.concatenate(([-np.inf], values)))[:-1]
    return np.asarray(values > highest_before)


def _segment_count(window_s: float) -> int:
    return round((window_s - SEGMENT_S) / (SEGMENT_S / 2.0)) + 1


def _segments_at(samples: FloatArray, frequency_hz: float) -> FloatArray:
    """Return the tapered transform of each half-overlapping segment at one frequency, complex, shape (segments,)."""
    size = round(SEGMENT_S * RATE_HZ)
    # Spread evenly to the very ends: a stretch a beat short of two minutes still gives five segments.
    begins = np.linspace(0, samples.size - size, _segment_count(samples.size / RATE_HZ)).round().astype(np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(samples, size)[begins]
    index = np.arange(size)
    taper = 0.5 - 0.5 * np.cos(TURN_RAD * index / size)
    wave = taper * np.exp(-1j * TURN_RAD * frequency_hz / RATE_HZ * index)
    return np.asarray((windows - windows.mean(axis=1, keepdims=True)) @ wave)


def _unknown(reason: Reason) -> Locking:
    return Locking(math.nan, math.nan, math.nan, reason)
