"""Turns the intervals of a whole record into numbers, after the fact.

The definitions are those of the live numbers, over beats that are corrected from both sides.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.event_kinds import BeatKind
from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.analysed import Analysis, Counts, Series
from biofeedback.signals.artefacts.by_hand import by_hand
from biofeedback.signals.artefacts.causal_correction import correct_causally
from biofeedback.signals.artefacts.correction import Corrected, correct, mend
from biofeedback.signals.artefacts.disorder import IRREGULAR_RECORD, DisorderedStretches, disordered_stretches
from biofeedback.signals.artefacts.doubtful import doubtful_intervals
from biofeedback.signals.artefacts.hand_edits import HandEdit
from biofeedback.signals.artefacts.rules import LONGEST_MS, SHORTEST_MS, Verdict
from biofeedback.signals.breath.record_breath import record_breath
from biofeedback.signals.cautions import cautions_of_hand, cautions_of_record
from biofeedback.signals.coupling.deep_swing import deep_swing
from biofeedback.signals.measured import measured_beats, measured_numbers
from biofeedback.signals.progress import OnProgress, no_progress, part_of
from biofeedback.signals.reading import BEATS_DOUBTFUL, BEATS_IRREGULAR
from biofeedback.signals.scatter import scatter_cautions
from biofeedback.signals.side_by_side import Begin, at_once
from biofeedback.signals.timing.beats import BoolArray, FloatArray, JudgedBeats, covered_share
from biofeedback.signals.timing.raw_record import RawRecord, raw_record
from biofeedback.signals.variability.bands import (
    NO_HF,
    NO_RECORD_PEAK,
    SHORTEST_RUN_S,
    TOO_SHORT,
    TOO_SHORT_VLF,
    UNKNOWN,
    BandPowers,
    band_powers,
    longest_run_s,
    record_peak_hz,
)
from biofeedback.signals.variability.coherence_measure import NO_WAVE
from biofeedback.signals.variability.coherence_windows import coherence_curve
from biofeedback.signals.variability.detrend import Detrend
from biofeedback.signals.variability.dfa import FEWEST_BEATS_DFA, dfa_alpha1
from biofeedback.signals.variability.entropy import ENTROPY_REASONS, entropy_numbers
from biofeedback.signals.variability.hrv import mean_hr_bpm, mean_nn_ms
from biofeedback.signals.variability.lomb import lomb_scargle
from biofeedback.signals.variability.patterns import PATTERN_REASONS, pattern_numbers
from biofeedback.signals.variability.spectrum import EMPTY, Spectrum, welch

Method: TypeAlias = Literal["welch", "lomb"]

# A heart that varies by less beats like a clock; in ms, less than rounding leaves of any clock.
_EVEN_MS = 1e-6

_PLACED_SHARE, _CORRECTED_SHARE, _COHERENCE_SHARE = 0.3, 0.5, 0.8
"""Of the time that a long record takes, when a stage is done: as it was once measured."""

_NO_BEATS = Reason(ReasonCode.NO_BEATS)
_NO_PAIRS = Reason(ReasonCode.NO_CONSECUTIVE_BEATS)
_NO_RUN = Reason.of(ReasonCode.NO_UNBROKEN_RUN, needed_s=SHORTEST_RUN_S)


def analyse(
    rr_ms: ArrayLike,
    *,
    arrived_s: ArrayLike | None = None,
    told_s: ArrayLike | None = None,
    quality: ArrayLike | None = None,
    corrected: bool = True,
    edits: Sequence[HandEdit] | None = None,
    window_s: tuple[float, float] | None = None,
    detrend: Detrend = "none",
    spectrum: Method = "welch",
    breaths_s: Sequence[tuple[float, float]] = (),
    on_progress: OnProgress = no_progress,
    begin: Begin = at_once,
) -> Analysis:
    """Return a record in numbers.

    Parameters
    ----------
    rr_ms : array of float, shape (beats,)
        Intervals as the sensor sent them, in ms; ``nan`` or 0 where there was none.
    arrived_s : array of float, shape (beats,) or None
        When they arrived, in seconds: gaps are then found and kept. None: every interval follows the one before.
    told_s : array of float, shape (beats,) or None
        When each beat was, in the same seconds, where its source tells that; ``nan``, or None for all, where it does
        not. Beats lie there, and a hole between one's end and the next one's beginning is a break.
    quality : array of float, shape (beats,) or None
        How likely each beat of a wave is right, 0 to 1, as `ecg_beats` and `pulse_beats` have it; ``nan``, or None for
        all, where a sensor tells beats. What lies beside doubtful ones is set aside (`artefacts.doubtful`).
    corrected : bool
        Whether artefacts are corrected. If not, intervals outside 300 to 2000 ms are still set aside.
    edits : sequence of HandEdit or None
        What a person edited, beats counted from 0: the numbers are then of the layer by hand (`artefacts.by_hand`).
    window_s : (float, float) or None
        Beginning and end of the stretch to analyse, in seconds after the beginning of the record. Beats are judged
        before it is cut out, with their neighbours outside.
    detrend : {"none", "linear", "smoothness-priors"}
        What is taken out before the powers by frequency; nothing else is detrended by it.
    spectrum : {"welch", "lomb"}
        How the powers by frequency are found.
    breaths_s : sequence of (float, float)
        When each led breath began and ended, in the seconds of ``arrived_s``.
    on_progress : callable
        Called now and then with the share that is done, 0 to 1, roughly by the time it takes.
    begin : callable
        Begins what needs nothing of the rest, and may do so in a thread of its own, one after the other.

    Raises
    ------
    ValueError
        When the two arrays differ in length, or the times of arrival fall.

    Notes
    -----
    The coherence numbers are medians over windows of 64 s that end 64, 69, 74 ... s after the beginning, each computed
    as it would have been live; windows that cannot be computed do not count.

    Stretches in which beats come without order (`disorder.disordered_stretches`) are left out; where they fill half of
    the record or more, there are no numbers but the mean interval and heart rate. So are intervals beside beats of a
    wave that cannot be trusted, and the same holds where these fill half of the time. Spread and differences of the
    intervals are of those between beats that are as they came (`measured`).
    """
    raw = raw_record(rr_ms, arrived_s, told_s, on_progress=part_of(on_progress, 0.0, _PLACED_SHARE))
    judged = correct(raw.rr_ms, t_s=raw.t_s, segment=raw.segment) if corrected else _in_range(raw)
    doubts = doubtful_intervals(quality, raw, judged)
    if corrected:
        judged = doubts.left_out_of(judged)
    hand = None if edits is None else by_hand(raw, judged, edits)
    live = part_of(on_progress, _PLACED_SHARE, _CORRECTED_SHARE)
    live_kind = correct_causally(raw.rr_ms, t_s=raw.t_s, segment=raw.segment, on_progress=live).kind
    on_progress(_CORRECTED_SHARE)
    record, beats, kind = raw, judged.beats, judged.kind
    changed = np.zeros(raw.t_s.size, dtype=np.bool_)
    edited = changed.copy()
    if hand is not None:
        record, beats, kind, changed = hand.record, hand.beats, hand.kind, hand.is_changed
        edited[hand.touched] = True
        doubts = doubts.but_for(hand.touched)
    left_out = doubts.holds(record.t_s) & corrected
    disordered = disordered_stretches(record.t_s, np.where(left_out, np.nan, record.rr_ms), record.segment)
    all_beats = beats
    measured = measured_beats(beats, hand) if corrected else beats
    began_s = raw.began_s
    last_s = ended_s = float(raw.t_s[-1]) if raw.t_s.size else began_s
    from_s, until_s = began_s, ended_s
    if window_s is not None:
        from_s, until_s = began_s + window_s[0], began_s + window_s[1]
        beats, measured = beats.between(from_s, until_s), measured.between(from_s, until_s)
        within = (record.t_s > from_s) & (record.t_s <= until_s)
        record, kind, changed = record.only(within), tuple(np.array(kind)[within].tolist()), changed[within]
        left_out = left_out[within]
        within = (raw.t_s > from_s) & (raw.t_s <= until_s)
        raw, live_kind, edited = raw.only(within), tuple(np.array(live_kind)[within].tolist()), edited[within]
        began_s, ended_s = raw.began_s, float(raw.t_s[-1]) if raw.t_s.size else raw.began_s
    taken = beats
    beats, caution = disordered.left_out_of(beats, began_s, ended_s)
    measured, _ = disordered.left_out_of(measured, began_s, ended_s)
    doubt = doubts.caution(began_s, ended_s, left_out=corrected)
    hidden = doubt is not None and doubt.code is ReasonCode.DOUBTFUL_RECORD
    if hidden:
        beats = measured = replace(beats, nn_ms=np.full(beats.nn_ms.size, np.nan))
    withheld = hidden or caution is IRREGULAR_RECORD
    nn_ms = beats.broken_nn_ms()
    # How many beats there are is no matter of their order.
    all_ms = taken.nn_ms if withheld else nn_ms
    peak_hz, breath_of_all = (
        begin(partial(record_peak_hz, beats.t_s, beats.nn_ms)),
        begin(partial(record_breath, beats)),
    )
    entropies = begin(partial(entropy_numbers, nn_ms))
    of_measured, measured_reasons = measured_numbers(measured, beats)
    psd, powers, power_reasons = _powers(beats, spectrum, detrend)
    curve = coherence_curve(
        beats, began_s, ended_s, on_progress=part_of(on_progress, _CORRECTED_SHARE, _COHERENCE_SHARE)
    )
    coverage_share = _coverage_share(all_beats, disordered, withheld, from_s, min(until_s, last_s))
    swing = deep_swing(beats, breaths_s, from_s, until_s)
    on_progress(_COHERENCE_SHARE)
    of_repetition, breath = entropies(), breath_of_all()
    numbers = {
        "mean_nn_ms": mean_nn_ms(all_ms),
        "mean_hr_bpm": mean_hr_bpm(all_ms),
        **of_measured,
        "vlf_ms2": powers.vlf_ms2,
        "lf_ms2": powers.lf_ms2,
        "hf_ms2": powers.hf_ms2,
        "lf_hf_ratio": powers.lf_hf_ratio,
        "peak_hz": peak_hz(),
        "coherence_share": _median(curve.share),
        "coherence_ratio": _median(curve.ratio),
        "coherence_score": _median(curve.score),
        "coherence_peak_hz": _median(curve.peak_hz),
        "breath_rate_per_min": breath.rate_per_min,
        "breath_confidence": breath.confidence,
        "six_a_minute_swing_bpm": swing.swing_bpm,
        "six_a_minute_error_bpm": swing.error_bpm,
        "dfa_alpha1": dfa_alpha1(nn_ms),
        **of_repetition,
        **pattern_numbers(nn_ms),
    }
    why = {
        **dict.fromkeys(numbers, _NO_PAIRS),
        **power_reasons,
        **measured_reasons,
        **PATTERN_REASONS,
        **ENTROPY_REASONS,
        **dict.fromkeys((name for name in numbers if name.startswith("coherence")), curve.reason),
        "peak_hz": _why_no_peak(beats),
        "breath_rate_per_min": breath.reason,
        "breath_confidence": breath.reason,
        "six_a_minute_swing_bpm": swing.reason,
        "six_a_minute_error_bpm": swing.reason,
        "dfa_alpha1": Reason.of(ReasonCode.TOO_FEW_VARYING_BEATS, needed_beats=FEWEST_BEATS_DFA),
    }
    if withheld:
        why = dict.fromkeys(numbers, BEATS_DOUBTFUL if hidden else BEATS_IRREGULAR)
    odd = np.array([each != "normal" for each in kind], dtype=np.bool_) | changed
    corrected_ratio = _share(odd | left_out)
    reasons = {name: reason for name, value in numbers.items() if math.isnan(value) and (reason := why[name])}
    if not kind:
        reasons |= {"duration_s": _NO_BEATS, "coverage_share": _NO_BEATS, "corrected_ratio": _NO_BEATS}
    return Analysis(
        beats=record.t_s.size,
        duration_s=ended_s - began_s if raw.t_s.size else math.nan,
        coverage_share=coverage_share if raw.t_s.size else math.nan,
        corrected_ratio=corrected_ratio,
        corrections=_counts(kind),
        corrections_live=_counts(live_kind),
        coherence_windows=curve.known,
        layer="hand" if hand is not None else "automatic" if corrected else "raw",
        cautions=(
            *cautions_of_record(
                caution, doubt, _share(odd & ~left_out) if corrected else 0.0, coverage_share if kind else 1.0
            ),
            *scatter_cautions(measured, record.t_s, record.rr_ms, record.segment),
            *([] if hand is None else cautions_of_hand(edited, hand)),
        ),
        reasons=MappingProxyType(reasons),
        series=Series(record.t_s, record.rr_ms, kind, beats.t_s, beats.nn_ms, beats.segment, psd, curve),
        **numbers,
    )


def _in_range(raw: RawRecord) -> Corrected:
    """Return the record as it came, but for what is no interval of a heart at all."""
    in_range = (raw.rr_ms >= SHORTEST_MS) & (raw.rr_ms <= LONGEST_MS)
    return mend(dict.fromkeys(np.flatnonzero(~in_range).tolist(), Verdict("range")), raw.rr_ms, raw.t_s, raw.segment)


def _counts(kinds: tuple[BeatKind, ...]) -> Counts:
    return MappingProxyType({kind: kinds.count(kind) for kind in get_args(BeatKind) if kind != "normal"})


def _powers(beats: JudgedBeats, method: Method, detrend: Detrend) -> tuple[Spectrum, BandPowers, dict[str, Reason]]:
    """Return the spectrum, its powers, and the reason where a power is ``nan``."""
    compute = welch if method == "welch" else lomb_scargle
    psd = compute(beats.t_s, beats.nn_ms, detrend=detrend)
    powers = band_powers(psd, length_s=longest_run_s(beats.t_s, beats.nn_ms)) if psd is not EMPTY else UNKNOWN
    reasons = dict.fromkeys(("vlf_ms2", "lf_ms2", "hf_ms2", "lf_hf_ratio"), TOO_SHORT)
    if not math.isnan(powers.hf_ms2):
        reasons |= {"vlf_ms2": TOO_SHORT_VLF, "lf_hf_ratio": NO_HF}
    return psd, powers, reasons


def _why_no_peak(beats: JudgedBeats) -> Reason:
    if longest_run_s(beats.t_s, beats.nn_ms) < SHORTEST_RUN_S:
        return _NO_RUN
    return NO_RECORD_PEAK if np.nanstd(beats.nn_ms) > _EVEN_MS else NO_WAVE


def _coverage_share(
    beats: JudgedBeats, disordered: DisorderedStretches, withheld: bool, from_s: float, until_s: float
) -> float:
    """Return how much of a stretch the taken intervals cover; those of the mean alone where all else is withheld."""
    nn_ms = beats.nn_ms if withheld else np.where(disordered.holds(beats.t_s), np.nan, beats.nn_ms)
    return covered_share(beats.t_s, nn_ms, from_s, until_s) if until_s > from_s else math.nan


def _share(those: BoolArray) -> float:
    return 1.0 - (those.size - int(np.count_nonzero(those))) / those.size if those.size else math.nan


def _median(values: FloatArray) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if known.size else math.nan
