"""Rhythm coherence: how much of the heart's rhythm is one steady wave.

This is "rhythm coherence v1" of our own naming, and not the product score of any vendor: the published formulas differ
from one another, and values of different windows or tapers cannot be compared.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.timing.beats import FloatArray, IntArray, covered_share, run_starts
from biofeedback.signals.variability.coherence_measure import HIGHEST_BIN, POINTS, MeasuredRows, measured
from biofeedback.signals.variability.even_series import tachogram_samples, tachograms
from biofeedback.signals.variability.spectrum import EMPTY, Spectrum, densities, periodogram

WINDOW_S = 64.0
"""The window that is published for the score this descends from; 256 samples at 4 Hz."""

SMALLEST_COVERED_SHARE = 0.9
"""Of the window, by one unbroken run of beats. A choice: 6 s may be missing."""

FEWEST_BEATS = 30
"""Half a beat a second: what lies beneath is no heart at rest. A choice."""

LARGEST_SET_ASIDE_SHARE = 0.15
"""Of the beats in the window: from more of them nothing is said. `docs/extra-beats.md` has how far the share is off in
generated hearts, by how many of their beats were corrected."""

# Beats before the window shape the spline inside it; after so many the influence is below 1e-13.
_LEAD_BEATS = 24


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
        beats lie in it, more than 15 % of them were set aside, or the heart shows no wave at all, or none in the band.

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
    seen = _stretch(np.asarray(t_s, dtype=np.float64), np.asarray(nn_ms, dtype=np.float64), now_s, window_s)
    if isinstance(seen, Coherence):
        return seen
    spectrum = periodogram(seen.t_s, seen.nn_ms, longest_s=window_s, points=POINTS)
    return _of_row(measured(spectrum.psd_ms2_per_hz[None, :]), 0, seen.quality_share, spectrum)


def rhythm_coherences(windows: Sequence[tuple[FloatArray, FloatArray, float]]) -> list[Coherence]:
    """Return the rhythm coherence of many windows of 64 s, to the bit as `rhythm_coherence` has it of each.

    Parameters
    ----------
    windows : sequence of (array of float, array of float, float)
        Ends of the intervals (s), the intervals (ms), and where the window ends (s), as `rhythm_coherence` takes them.

    Returns
    -------
    list of Coherence
        Without their spectra, which all together would fill the memory.
    """
    seen = [_stretch(t_s, nn_ms, now_s, WINDOW_S) for t_s, nn_ms, now_s in windows]
    found: dict[int, Coherence] = {}
    alike: defaultdict[int, list[tuple[int, _Stretch]]] = defaultdict(list)
    for place, each in enumerate(seen):
        if isinstance(each, Coherence):
            found[place] = each
        else:
            alike[int(tachogram_samples(each.t_s[-1:] - each.t_s[:1], WINDOW_S)[0])].append((place, each))
    for stretches in alike.values():
        samples = tachograms([(each.t_s, each.nn_ms) for _, each in stretches], longest_s=WINDOW_S)
        rows = measured(densities(samples, POINTS, bins=HIGHEST_BIN + 1))
        for row, (place, each) in enumerate(stretches):
            found[place] = _of_row(rows, row, each.quality_share, EMPTY)
    return [found[place] for place in range(len(seen))]


class _Stretch(NamedTuple):
    """The beats a window is computed from, some of them before it, and how much of it is covered."""

    t_s: FloatArray
    nn_ms: FloatArray
    quality_share: float


def _stretch(t_s: FloatArray, nn_ms: FloatArray, now_s: float, window_s: float) -> _Stretch | Coherence:
    beats = SeenBeats(t_s, nn_ms)
    if not beats.taken_s.size:
        return _unknown(Reason(ReasonCode.NO_USABLE_BEATS_YET), 0.0)
    until_s = float(beats.t_s[-1]) if math.isnan(now_s) else now_s
    quality_share = covered_share(beats.t_s, beats.nn_ms, until_s - window_s, until_s)
    windows = seen_windows(
        beats, np.array([until_s]), np.array([beats.t_s.size]), np.array([beats.taken_s.size]), window_s
    )
    if windows.reasons[0]:
        return _unknown(windows.reasons[0], quality_share)
    stretch = slice(int(windows.lead[0]), None)
    return _Stretch(beats.taken_s[stretch], beats.taken_ms[stretch], quality_share)


def _of_row(rows: MeasuredRows, row: int, quality_share: float, spectrum: Spectrum) -> Coherence:
    reason = rows.reason_of(row)
    if reason:
        return _unknown(reason, quality_share)
    share, ratio, score, centre_hz = (float(value) for value in rows.table[:, row])
    return Coherence(share, ratio, score, centre_hz, quality_share, None, spectrum)


class SeenBeats:
    """The beats that windows are cut from, with those that are taken and the run that each of these belongs to.

    Parameters
    ----------
    t_s, nn_ms : array of float, shape (beats,)
        As for `rhythm_coherence`.
    """

    def __init__(self, t_s: FloatArray, nn_ms: FloatArray) -> None:
        self.t_s, self.nn_ms = t_s, nn_ms
        taken = ~np.isnan(nn_ms)
        self.taken_s, self.taken_ms = t_s[taken], nn_ms[taken]
        starts = run_starts(self.taken_s, self.taken_ms) if self.taken_s.size else np.empty(0, dtype=np.int64)
        lengths = np.diff(starts, append=self.taken_s.size)
        self.run_start: IntArray = np.repeat(starts, lengths)


@dataclass(frozen=True, slots=True)
class SeenWindows:
    """Which of the taken beats each of many windows is computed from.

    Attributes
    ----------
    lead, end : array of int, shape (windows,)
        The first beat, which may lie before the window and shape its curve, and the one behind the last.
    reasons : list of Reason or None
        Why a window cannot be computed.
    """

    lead: IntArray
    end: IntArray
    reasons: list[Reason | None]


def seen_windows(
    beats: SeenBeats, until_s: FloatArray, seen: IntArray, taken: IntArray, window_s: float = WINDOW_S
) -> SeenWindows:
    """Return which beats the windows that end at ``until_s`` are computed from, by the rules of `rhythm_coherence`.

    Parameters
    ----------
    beats : SeenBeats
        The record.
    until_s : array of float, shape (windows,)
        Where each window ends, in seconds.
    seen, taken : array of int, shape (windows,)
        How many beats, and how many of the taken ones, had come by then; one taken beat at least.
    window_s : float
        Length of the windows in seconds.
    """
    newest_s, run_start = beats.taken_s[taken - 1], beats.run_start[taken - 1]
    run_began_s = beats.taken_s[run_start] - beats.taken_ms[run_start] / 1000.0
    unbroken_s = np.maximum(0.0, np.minimum(newest_s, until_s) - np.maximum(run_began_s, until_s - window_s))
    first = np.searchsorted(beats.taken_s, newest_s - window_s, side="right")
    within = seen - np.searchsorted(beats.t_s, newest_s - window_s, side="right")
    kept = taken - first
    needed_s = SMALLEST_COVERED_SHARE * window_s
    too_short = unbroken_s < needed_s - 1e-9  # rounding of times must not decide
    too_few = kept < FEWEST_BEATS
    set_aside = within - kept > LARGEST_SET_ASIDE_SHARE * within
    reasons: list[Reason | None] = [None] * until_s.size
    for row in np.flatnonzero(too_short | too_few | set_aside).tolist():
        there, all_beats = int(kept[row]), int(within[row])
        if too_short[row]:
            there_s = float(unbroken_s[row])
            reasons[row] = Reason.of(ReasonCode.TOO_FEW_UNBROKEN_SECONDS, needed_s=needed_s, there_s=there_s)
        elif too_few[row]:
            reasons[row] = Reason.of(ReasonCode.TOO_FEW_BEATS, needed_beats=FEWEST_BEATS, there_beats=there)
        else:
            reasons[row] = Reason.of(ReasonCode.BEATS_SET_ASIDE, beats=all_beats, set_aside_beats=all_beats - there)
    return SeenWindows(np.maximum(run_start, first - _LEAD_BEATS), taken, reasons)


def _unknown(reason: Reason, quality_share: float) -> Coherence:
    return Coherence(math.nan, math.nan, math.nan, math.nan, quality_share, reason, EMPTY)
