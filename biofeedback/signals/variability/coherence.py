"""Rhythm coherence: how much of the heart's rhythm is one steady wave.

This is "rhythm coherence v1" of our own naming, and not the product score of any vendor: the published formulas differ
from one another, and values of different windows or tapers cannot be compared.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.timing.beats import covered_share, run_starts
from biofeedback.signals.variability.spectrum import EMPTY, Spectrum, band_power_ms2, peak_bin, periodogram

WINDOW_S = 64.0
"""The window that is published for the score this descends from; 256 samples at 4 Hz."""

PEAK_BAND_HZ = (0.04, 0.26)
"""Where the peak is looked for, as in McCraty and Zayas 2014, doi 10.3389/fpsyg.2014.01090."""

TOTAL_BAND_HZ = (0.0033, 0.4)
"""What the peak is compared with: VLF, LF and HF together. White noise of 20 ms on a wave of 60 ms gives a ratio of 3.7
so, and 5.6 where only the band of the peak counts."""

PEAK_HALF_WIDTH_HZ = 0.015
"""On either side of the peak, as in McCraty and Zayas 2014; about the width of a line in 64 s."""

SMALLEST_COVERED_SHARE = 0.9
"""Of the window, by one unbroken run of beats. A choice: 6 s may be missing."""

FEWEST_BEATS = 30
"""Half a beat a second: what lies beneath is no heart at rest. A choice."""

LARGEST_SET_ASIDE_SHARE = 0.1
"""Of the beats in the window. A choice: a single long beat of 60 % that is left uncorrected in a perfect wave takes the
ratio from 9.1 to 2.2, so a window with many doubtful beats tells of them."""

NO_WAVE = Reason(ReasonCode.EVEN_HEART)
NO_PEAK = Reason.of(
    ReasonCode.NO_WAVE_IN_BAND, slowest_per_min=60.0 * PEAK_BAND_HZ[0], quickest_per_min=60.0 * PEAK_BAND_HZ[1]
)

_POINTS = 4096
"""Of the transform: bins of 0.001 Hz, fifteen on either side of a peak."""

_LARGEST_PRODUCT = 1e9
"""Where next to nothing lies below or above the peak, the product would grow without end; its logarithm is then 21."""

# Beats before the window shape the spline inside it; after so many the influence is below 1e-13.
_LEAD_BEATS = 24
# A heart that beats like a clock has no wave; what is left (ms2) is rounding.
_NO_WAVE_MS2 = 1e-9


@dataclass(frozen=True, slots=True)
class Coherence:
    """Rhythm coherence of one window.

    Attributes
    ----------
    share : float
        Power of the peak as a share of the total power, 0 to 1. A pure wave reads 0.90 in 64 s; noise about 0.2.
    ratio : float
        Power of the peak to the rest of the total, ``P / (T - P)``.
    score : float
        ``ln(1 + P / below * P / above)``; for comparison with publications.
    peak_hz : float
        Where the highest peak between 0.04 and 0.26 Hz lies.
    quality_share : float
        Share of the window that is covered by taken intervals, 0 to 1.
    reason : Reason or None
        Why the numbers are ``nan``; None when they are not.
    spectrum : Spectrum
        What they were computed from; without bins when they are ``nan``.
    """

    share: float
    ratio: float
    score: float
    peak_hz: float
    quality_share: float
    reason: Reason | None
    spectrum: Spectrum


def rhythm_coherence(
    t_s: ArrayLike, nn_ms: ArrayLike, *, window_s: float = WINDOW_S, now_s: float = math.nan
) -> Coherence:
    """Return the rhythm coherence of the last ``window_s`` seconds.

    Parameters
    ----------
    t_s : array of float, shape (beats,)
        Ends of the intervals in seconds; taken beats strictly rising. Beats from before the window are welcome (they
        shape the curve at its beginning) and not counted.
    nn_ms : array of float, shape (beats,)
        Intervals in ms, ``nan`` where set aside.
    window_s : float
        Length of the window in seconds, up to 1024; numbers of different windows are not comparable.
    now_s : float
        Where the window ends; ``nan``: with the newest beat.

    Returns
    -------
    Coherence
        All ``nan`` with a reason when less than 90 % of the window lies in one unbroken run of beats, fewer than 30
        beats lie in it, more than 10 % of them were set aside, or the heart shows no wave at all, or none in the band.

    Notes
    -----
    After McCraty and Zayas 2014, doi 10.3389/fpsyg.2014.01090 (ratio), and Balaji et al. 2025, doi
    10.1038/s41598-025-87729-7 (product). Our definition: cubic spline through the intervals at their ends, 4 Hz, ending
    with the newest beat; linear trend removed; periodic Hann; 4096 points. Peak: the highest bin within 0.04 to
    0.26 Hz, its power within 0.015 Hz on either side. Total: 0.0033 to 0.4 Hz. Integrals by trapezoids with
    interpolated edges. The sampled stretch is shorter than the window when the run is; nothing is extrapolated and
    nothing drawn across a gap of more than 2.5 s.

    A swing beyond the edges of the band is no peak in it: its flank is higher at the edge than inside, and where a peak
    lies at the foot of such a hill, its power ends in the valley between. The swing still counts in the total.

    It does not see how large the wave is, nor whether it follows the breath: a regular sigh reads like a calm breath.
    """
    times_s = np.asarray(t_s, dtype=np.float64)
    intervals_ms = np.asarray(nn_ms, dtype=np.float64)
    taken = ~np.isnan(intervals_ms)
    if not np.any(taken):
        return _unknown(Reason(ReasonCode.NO_USABLE_BEATS_YET), 0.0)
    until_s = float(times_s[-1]) if math.isnan(now_s) else now_s
    quality_share = covered_share(times_s, intervals_ms, until_s - window_s, until_s)
    taken_s, taken_ms = times_s[taken], intervals_ms[taken]
    newest_s = float(taken_s[-1])
    run_start = int(run_starts(taken_s, taken_ms)[-1])
    run_began_s = float(taken_s[run_start] - taken_ms[run_start] / 1000.0)
    unbroken_s = max(0.0, min(newest_s, until_s) - max(run_began_s, until_s - window_s))
    # Rounding of times must not decide.
    needed_s = SMALLEST_COVERED_SHARE * window_s
    if unbroken_s < needed_s - 1e-9:
        too_short = Reason.of(ReasonCode.TOO_FEW_UNBROKEN_SECONDS, needed_s=needed_s, there_s=unbroken_s)
        return _unknown(too_short, quality_share)
    first = int(np.searchsorted(taken_s, newest_s - window_s, side="right"))
    beats = int(np.count_nonzero(times_s > newest_s - window_s))
    kept = taken_s.size - first
    if kept < FEWEST_BEATS:
        too_few = Reason.of(ReasonCode.TOO_FEW_BEATS, needed_beats=FEWEST_BEATS, there_beats=kept)
        return _unknown(too_few, quality_share)
    if beats - kept > LARGEST_SET_ASIDE_SHARE * beats:
        set_aside = Reason.of(ReasonCode.BEATS_SET_ASIDE, beats=beats, set_aside_beats=beats - kept)
        return _unknown(set_aside, quality_share)
    lead = max(run_start, first - _LEAD_BEATS)
    spectrum = periodogram(taken_s[lead:], taken_ms[lead:], longest_s=window_s, points=_POINTS)
    return _measure(spectrum, quality_share)


def _measure(spectrum: Spectrum, quality_share: float) -> Coherence:
    lowest_hz, highest_hz = TOTAL_BAND_HZ
    total_ms2 = band_power_ms2(spectrum, lowest_hz, highest_hz)
    if not total_ms2 > _NO_WAVE_MS2:
        return _unknown(NO_WAVE, quality_share)
    top = peak_bin(spectrum, *PEAK_BAND_HZ)
    if top is None:
        return _unknown(NO_PEAK, quality_share)
    centre_hz = float(spectrum.frequency_hz[top])
    peak_from_hz, peak_until_hz = _edges_hz(spectrum, top)
    peak_ms2 = band_power_ms2(spectrum, peak_from_hz, peak_until_hz)
    below_ms2 = band_power_ms2(spectrum, lowest_hz, peak_from_hz)
    above_ms2 = band_power_ms2(spectrum, peak_until_hz, highest_hz)
    around_ms4 = below_ms2 * above_ms2
    product = min(_LARGEST_PRODUCT, peak_ms2**2 / around_ms4) if around_ms4 > 0.0 else _LARGEST_PRODUCT
    return Coherence(
        share=peak_ms2 / total_ms2,
        ratio=peak_ms2 / (total_ms2 - peak_ms2),
        score=math.log1p(product),
        peak_hz=centre_hz,
        quality_share=quality_share,
        reason=None,
        spectrum=spectrum,
    )


def _edges_hz(spectrum: Spectrum, top: int) -> tuple[float, float]:
    """Return how far the peak reaches: 0.015 Hz to either side, and not up the slope of a hill outside the band."""
    frequency_hz, density = spectrum.frequency_hz, spectrum.psd_ms2_per_hz
    centre_hz = float(frequency_hz[top])
    edges_hz = []
    for edge_hz in (centre_hz - PEAK_HALF_WIDTH_HZ, centre_hz + PEAK_HALF_WIDTH_HZ):
        step = -1 if edge_hz < centre_hz else 1
        bins = np.arange(top, int(np.searchsorted(frequency_hz, edge_hz)) + step, step)
        higher = np.flatnonzero(density[bins] > density[top])
        if higher.size:
            edge_hz = float(frequency_hz[bins[np.argmin(density[bins[: higher[0]]])]])
        edges_hz.append(edge_hz)
    return edges_hz[0], edges_hz[1]


def _unknown(reason: Reason, quality_share: float) -> Coherence:
    return Coherence(math.nan, math.nan, math.nan, math.nan, quality_share, reason, EMPTY)
