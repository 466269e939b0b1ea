"""Rhythm coherence along a record, window after window, each as it would have been live at its end."""

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.numerics.many_splines import many_splines
from biofeedback.signals.progress import OnProgress, no_progress
from biofeedback.signals.timing.beats import FloatArray, IntArray, JudgedBeats
from biofeedback.signals.variability.coherence import (
    LARGEST_SET_ASIDE_SHARE,
    WINDOW_S,
    SeenBeats,
    seen_windows,
)
from biofeedback.signals.variability.coherence_measure import HIGHEST_BIN, POINTS, measured
from biofeedback.signals.variability.even_series import RATE_HZ, tachogram_samples
from biofeedback.signals.variability.spectrum import densities

STEP_S = 5.0
"""From window to window: as often as the published score, from which this descends, is renewed."""

TOO_SHORT = Reason.of(ReasonCode.RECORD_TOO_SHORT, needed_s=WINDOW_S)
TOO_MANY_CORRECTED = Reason.of(ReasonCode.MANY_WINDOWS_CORRECTED, largest_corrected_share=LARGEST_SET_ASIDE_SHARE)
"""Of a window that is left out for it."""

# Seconds; more than any window and what shapes its beginning.
_LOOK_BACK_S = 120.0

_WINDOWS_AT_ONCE = 512
"""Windows computed together: 40 MB of tables, whatever the length of the record. A choice."""


@dataclass(frozen=True, slots=True)
class CoherenceCurve:
    """Rhythm coherence over time; ``nan`` where a window could not be computed.

    Attributes
    ----------
    t_s : array of float, shape (windows,)
        Where each window ends, in seconds.
    share, ratio, score, peak_hz : array of float, shape (windows,)
        As in `biofeedback.signals.variability.coherence.Coherence`.
    reason : Reason or None
        Why most of the windows that could not be computed could not, as it was of the first of these; None when all
        could.
    """

    t_s: FloatArray
    share: FloatArray
    ratio: FloatArray
    score: FloatArray
    peak_hz: FloatArray
    reason: Reason | None

    @property
    def known(self) -> int:
        """How many windows could be computed."""
        return int(np.count_nonzero(~np.isnan(self.share)))


_NO_BEATS_YET = Reason(ReasonCode.NO_USABLE_BEATS_YET)


def coherence_curve(
    beats: JudgedBeats, began_s: float, ended_s: float, *, on_progress: OnProgress = no_progress
) -> CoherenceCurve:
    """Return the rhythm coherence of windows of 64 s that end 64, 69, 74 ... s after the beginning.

    Windows that hold more than 15 % corrected beats are ``nan``. ``on_progress`` is called with the share that is done.
    """
    count = max(0, math.floor((ended_s - began_s - WINDOW_S) / STEP_S) + 1)
    until_s: FloatArray = began_s + WINDOW_S + STEP_S * np.arange(count, dtype=np.float64)
    table: FloatArray = np.full((4, count), np.nan)
    counts: Counter[Reason] = Counter()
    examples: dict[Reason, Reason] = {}
    seen = SeenBeats(beats.t_s, beats.nn_ms)
    corrected = np.isnan(beats.nn_ms) if beats.is_corrected is None else beats.is_corrected
    corrected_before = np.concatenate(([0], np.cumsum(corrected)))
    for first in range(0, count, _WINDOWS_AT_ONCE):
        on_progress(first / count)
        some = slice(first, min(first + _WINDOWS_AT_ONCE, count))
        table[:, some], reasons = _windows(beats.t_s, seen, corrected_before, until_s[some])
        for reason in reasons:
            if reason is None:
                continue
            alike = _in_whole_numbers(reason)
            counts[alike] += 1
            examples.setdefault(alike, reason)
    usual = counts.most_common(1)
    reason = examples.get(usual[0][0], usual[0][0]) if usual else None if count else TOO_SHORT
    return CoherenceCurve(until_s, table[0], table[1], table[2], table[3], reason)


def _windows(
    t_s: FloatArray, seen: SeenBeats, corrected_before: IntArray, until_s: FloatArray
) -> tuple[FloatArray, list[Reason | None]]:
    """Return share, ratio, score and frequency of some windows, and why a window has none.

    ``corrected_before`` is how many beats before each are not as they came, and before the end.
    """
    table: FloatArray = np.full((4, until_s.size), np.nan)
    reasons: list[Reason | None] = [None] * until_s.size
    begin, end = (np.searchsorted(t_s, edge_s, side="right") for edge_s in (until_s - WINDOW_S, until_s))
    taken_end = np.searchsorted(seen.taken_s, until_s, side="right")
    # Without any beat the ratio is nan, and the reason one of those below.
    with np.errstate(invalid="ignore"):
        many_corrected = (corrected_before[end] - corrected_before[begin]) / (end - begin) > LARGEST_SET_ASIDE_SHARE
    usable = taken_end > np.searchsorted(seen.taken_s, until_s - _LOOK_BACK_S, side="right")
    rows = np.flatnonzero(usable & ~many_corrected)
    for row in np.flatnonzero(many_corrected).tolist():
        reasons[row] = TOO_MANY_CORRECTED
    for row in np.flatnonzero(~usable & ~many_corrected).tolist():
        reasons[row] = _NO_BEATS_YET
    if not rows.size:
        return table, reasons
    windows = seen_windows(seen, until_s[rows], end[rows], taken_end[rows])
    for row, reason in zip(rows.tolist(), windows.reasons, strict=True):
        reasons[row] = reason
    possible = np.array([reason is None for reason in windows.reasons])
    rows, lead, taken_end = rows[possible], windows.lead[possible], windows.end[possible]
    counts = tachogram_samples(seen.taken_s[taken_end - 1] - seen.taken_s[lead], WINDOW_S)
    for count in np.unique(counts).tolist():
        alike = np.flatnonzero(counts == count)
        samples = _tachograms(seen, lead[alike], taken_end[alike], count)
        found = measured(densities(samples, POINTS, bins=HIGHEST_BIN + 1))
        table[:, rows[alike]] = found.table
        for place in np.flatnonzero(np.isnan(found.table[0])).tolist():
            reasons[rows[alike[place]]] = found.reason_of(place)
    return table, reasons


def _tachograms(seen: SeenBeats, begin: IntArray, end: IntArray, count: int) -> FloatArray:
    """Return the even series of many windows that have as many samples, each as `spectrum.tachogram` has it."""
    places = seen.taken_s[end - 1][:, None] - np.arange(count - 1, -1, -1, dtype=np.float64) / RATE_HZ
    return many_splines(seen.taken_s, seen.taken_ms, begin, end, places)


def _in_whole_numbers(reason: Reason) -> Reason:
    """Return what is the same for reasons that differ by less than anybody is told."""
    if not reason.facts:
        return reason
    facts = tuple((name, round(value) if isinstance(value, float) else value) for name, value in reason.facts)
    return Reason(reason.code, facts)
