"""How long a pulse takes from the heart to the skin, and by how much that changes from beat to beat."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.artefacts.rules import LONGEST_MS
from biofeedback.signals.timing.beats import FloatArray

EARLIEST_S, LATEST_S = 0.05, 0.6
"""A pulse between so much after an R peak is that of its beat: at a finger it rises most steeply a quarter to a third
of a second after it, and sensors delay it by less than the rest. A choice."""

FEWEST_PAIRS = 30
"""With fewer beats that have both, a standard deviation is known to no more than an eighth of itself. A choice."""

SMALLEST_COVERAGE_SHARE = 0.5
"""Of the R peaks must have their pulse; with fewer the pairs are a selection, and may be mere chance. A choice."""

TREND_BEATS = 61
"""Two clocks drift apart, and so slowly that the median of a minute follows. A choice, odd so that it has a middle."""

_OFFSETS_S, _OFFSET_STEP_S = 3.0, 0.02
"""How far two clocks may lie apart in a recording, after late packets were put right, and how finely that is looked
for. A choice."""

_LOOKED_AT_BEATS = 500
"""R peaks on which the offset of two clocks is found. A choice: some minutes, in which they hardly drift apart."""

TOO_FEW_PAIRS = Reason.of(ReasonCode.TOO_FEW_VARYING_BEATS, needed_beats=FEWEST_PAIRS)


@dataclass(frozen=True, slots=True)
class PulseArrival:
    """What two sensors on one heart say of the way of its pulse.

    Attributes
    ----------
    mean_ms : float
        The mean time from R peak to pulse; ``nan`` where the two have clocks of their own.
    sd_ms : float
        The standard deviation (n - 1) of that time; of two clocks, of what changes within a minute.
    rmssd_ms : float
        The root mean square of its changes from one beat to the next.
    coverage_share : float
        How many of the R peaks have their pulse, 0 to 1, of those in the time in which both were recorded.
    interval_correlation : float
        How the intervals of pulses go along with those of the heart, -1 to 1.
    rmssd_ratio : float
        RMSSD of the pulse over that of the heart, from the same beats.
    reason : Reason or None
        Why all but ``coverage_share`` are ``nan``.
    """

    mean_ms: float
    sd_ms: float
    rmssd_ms: float
    coverage_share: float
    interval_correlation: float
    rmssd_ratio: float
    reason: Reason | None


def pulse_arrival(r_s: ArrayLike, pulse_s: ArrayLike, *, one_clock: bool) -> PulseArrival:
    """Return how the pulse arrives after the heart's R peaks.

    Parameters
    ----------
    r_s : array of float, shape (beats,)
        R peaks in seconds, rising, as from `ecg_beats`.
    pulse_s : array of float, shape (pulses,)
        When pulses rose most steeply, in seconds, rising, as from `pulse_beats`.
    one_clock : bool
        Whether one sensor took both waves at the same time. Two sensors have two clocks, and radios that deliver late:
        what lies between them is then unknown, and only how it changes from beat to beat can be told.

    Notes
    -----
    The pulse of an R peak is the first between 0.05 and 0.6 s after it and before the next beat's. The point on the
    pulse is its steepest rise (as in Mukkamala and others 2015, doi 10.1109/TBME.2015.2441951, who compare points); the
    foot lies before it. The time holds that from the R peak to the opening of the valve as well, and
    so is no transit time, and no blood pressure follows from it.

    Of two clocks the offset is first found at which most pulses lie evenly after R peaks, then a running median over 61
    beats is taken off. Slow changes of the way are lost with it, and ``mean_ms`` is unknown. Which of two beats a pulse
    belongs to is then told from the changes of their intervals, and may be one off in a heart that hardly varies.

    Beats that were found wrongly widen all numbers: pass those of a quality of 0.8 and more. Coarse clocks and slow
    waves widen them too (`detection.wave_floor`). No change is taken across an interval of more than 2 s. Pulse
    intervals are the heart's and the changes of this time: the more these are, the less they say of the heart (Schafer
    and Vagedes 2013, doi 10.1016/j.ijcard.2012.03.119).
    """
    r_peaks_s, pulses_s = np.asarray(r_s, dtype=np.float64), np.asarray(pulse_s, dtype=np.float64)
    if r_peaks_s.size < 2 or pulses_s.size < 2:
        return _unknown(0.0)
    offset_s = 0.0 if one_clock else _offset_s(r_peaks_s[:_LOOKED_AT_BEATS], pulses_s)
    until_s = pulses_s[-1] - offset_s - EARLIEST_S
    both = (r_peaks_s >= pulses_s[0] - offset_s - LATEST_S) & (r_peaks_s <= until_s)
    arrival_s = _arrivals_s(r_peaks_s[both], pulses_s - offset_s)
    known = ~np.isnan(arrival_s)
    coverage_share = float(np.mean(known)) if known.size else 0.0
    heart_ms = 1000.0 * np.diff(r_peaks_s[both])
    changes_s = np.where(heart_ms <= LONGEST_MS, np.diff(arrival_s), np.nan)
    steady = ~np.isnan(changes_s)
    if (
        min(np.count_nonzero(known), np.count_nonzero(steady)) < FEWEST_PAIRS
        or coverage_share < SMALLEST_COVERAGE_SHARE
    ):
        return _unknown(coverage_share)
    pulse_ms = heart_ms + 1000.0 * changes_s
    spread_s = arrival_s[known] if one_clock else _without_trend(arrival_s[known])
    return PulseArrival(
        mean_ms=1000.0 * float(np.mean(arrival_s[known])) if one_clock else math.nan,
        sd_ms=1000.0 * float(np.std(spread_s, ddof=1)),
        rmssd_ms=1000.0 * float(np.sqrt(np.mean(changes_s[steady] ** 2))),
        coverage_share=coverage_share,
        interval_correlation=_correlation(heart_ms[steady], pulse_ms[steady]),
        rmssd_ratio=_rmssd_ratio(heart_ms, pulse_ms),
        reason=None,
    )


def _unknown(coverage_share: float) -> PulseArrival:
    return PulseArrival(math.nan, math.nan, math.nan, coverage_share, math.nan, math.nan, TOO_FEW_PAIRS)


def _arrivals_s(r_s: FloatArray, pulse_s: FloatArray) -> FloatArray:
    """Return the time from each R peak to its pulse; ``nan`` where there is none."""
    place = np.searchsorted(pulse_s, r_s + EARLIEST_S)
    first_s = np.append(pulse_s, np.inf)[place]
    arrival_s: FloatArray = first_s - r_s
    arrival_s[arrival_s > LATEST_S] = np.nan
    # The pulse after the next R peak's earliest is that one's.
    arrival_s[:-1][first_s[:-1] >= r_s[1:] + EARLIEST_S] = np.nan
    return arrival_s


def _offset_s(r_s: FloatArray, pulse_s: FloatArray) -> float:
    """Return how far pulses lie behind R peaks on another clock, less the usual arrival."""
    usual_s = (EARLIEST_S + LATEST_S) / 2.0
    best_s, best = 0.0, -math.inf
    for offset_s in np.arange(-_OFFSETS_S, _OFFSETS_S + _OFFSET_STEP_S / 2.0, _OFFSET_STEP_S).tolist():
        arrival_s = _arrivals_s(r_s, pulse_s - offset_s)
        known = arrival_s[~np.isnan(arrival_s)]
        if known.size < FEWEST_PAIRS:
            continue
        # Pulses that keep their distance, in the middle of where they may lie.
        far_s = float(np.median(np.abs(known - usual_s)))
        changes_s = float(np.median(np.abs(np.diff(known))))
        fit = known.size / r_s.size - (far_s + changes_s) / usual_s
        best_s, best = (offset_s, fit) if fit > best else (best_s, best)
    return best_s


def _without_trend(arrival_s: FloatArray) -> FloatArray:
    """Return times less the median of a minute around each; near the ends of fewer."""
    half = TREND_BEATS // 2
    padded = np.pad(arrival_s, half, constant_values=np.nan)
    around = np.lib.stride_tricks.sliding_window_view(padded, TREND_BEATS)
    return np.asarray(arrival_s - np.nanmedian(around, axis=1), dtype=np.float64)


def _correlation(first: FloatArray, second: FloatArray) -> float:
    if first.size < 2 or not (np.std(first) > 0.0 and np.std(second) > 0.0):
        return math.nan
    return float(np.corrcoef(first, second)[0, 1])


def _rmssd_ratio(heart_ms: FloatArray, pulse_ms: FloatArray) -> float:
    """Return RMSSD of the second over that of the first, of the changes that are in both."""
    pulse_changes_ms = np.diff(pulse_ms)
    taken = ~np.isnan(pulse_changes_ms)
    of_heart, of_pulse = np.sum(np.diff(heart_ms)[taken] ** 2), np.sum(pulse_changes_ms[taken] ** 2)
    return math.sqrt(float(of_pulse / of_heart)) if of_heart > 0.0 else math.nan
