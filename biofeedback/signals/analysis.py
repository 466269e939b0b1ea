"""Turns the intervals of a whole record into numbers, after the fact.

The definitions are those of the live numbers, over beats that are corrected from both sides.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.events import BeatKind
from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.artefacts.causal_correction import correct_causally
from biofeedback.signals.artefacts.correction import Corrected, correct, mend
from biofeedback.signals.artefacts.disorder import IRREGULAR_RECORD, disordered_stretches
from biofeedback.signals.artefacts.rules import LONGEST_MS, SHORTEST_MS, Verdict
from biofeedback.signals.breath.record_breath import record_breath
from biofeedback.signals.progress import OnProgress, part_of, unheard
from biofeedback.signals.reading import BEATS_IRREGULAR
from biofeedback.signals.timing.beats import FloatArray, IntArray, JudgedBeats
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
from biofeedback.signals.variability.coherence_windows import CoherenceCurve, coherence_curve
from biofeedback.signals.variability.detrend import Detrend
from biofeedback.signals.variability.dfa import FEWEST_BEATS_DFA, dfa_alpha1
from biofeedback.signals.variability.entropy import ENTROPY_REASONS, entropy_numbers
from biofeedback.signals.variability.hrv import (
    mean_hr_bpm,
    mean_nn_ms,
    nn50,
    pnn50_ratio,
    rmssd_ms,
    sd1_ms,
    sd2_ms,
    sdnn_ms,
    sdsd_ms,
)
from biofeedback.signals.variability.lomb import lomb_scargle
from biofeedback.signals.variability.patterns import PATTERN_REASONS, pattern_numbers
from biofeedback.signals.variability.spectrum import EMPTY, Spectrum, welch

Method: TypeAlias = Literal["welch", "lomb"]
Counts: TypeAlias = Mapping[BeatKind, int]

MUCH_CORRECTED_RATIO = 0.1
"""Above this numbers come with a caution. A moved beat changes two intervals, and Vest et al. 2018, doi
10.1088/1361-6579/aae021, reject windows in which a fifth of these was taken out."""

# A heart that varies by less beats like a clock; in ms, less than rounding leaves of any clock.
_EVEN_MS = 1e-6

_PLACED_SHARE, _CORRECTED_SHARE, _COHERENCE_SHARE, _BREATH_SHARE = 0.3, 0.5, 0.7, 0.8
"""Of the time that a long record takes, when a stage is done: as it was once measured."""

_NO_BEATS = Reason(ReasonCode.NO_BEATS)
_NO_PAIRS = Reason(ReasonCode.NO_CONSECUTIVE_BEATS)
_NO_RUN = Reason.of(ReasonCode.NO_UNBROKEN_RUN, needed_s=SHORTEST_RUN_S)


@dataclass(frozen=True, slots=True)
class Series:
    """The arrays behind an analysis, for plots and for questions of one's own.

    Attributes
    ----------
    raw_t_s, raw_ms : array of float, shape (beats,)
        When each interval ended, in seconds, and the interval as it was sent, in ms.
    kind : tuple of BeatKind, shape (beats,)
        What is thought of each.
    t_s, nn_ms : array of float, shape (corrected beats,)
        The intervals computed with, in ms (``nan`` where set aside), and when each ends.
    segment : array of int, shape (corrected beats,)
        Differences between neighbours mean something within a segment only.
    spectrum : Spectrum
        What the powers were taken from; without bins when there is none.
    coherence : CoherenceCurve
        The windows behind the medians.
    """

    raw_t_s: FloatArray
    raw_ms: FloatArray
    kind: tuple[BeatKind, ...]
    t_s: FloatArray
    nn_ms: FloatArray
    segment: IntArray
    spectrum: Spectrum
    coherence: CoherenceCurve


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A record in numbers; every one is explained in `biofeedback.signals.definitions`.

    A number that cannot be computed is ``nan``, and ``reasons`` says why. ``caution`` is there where so much was
    corrected that the numbers tell of that, or where beats came without order and were left out; None otherwise.
    ``series`` holds the arrays.
    """

    beats: int
    duration_s: float
    corrected_ratio: float
    corrections: Counts
    corrections_live: Counts
    mean_nn_ms: float
    mean_hr_bpm: float
    sdnn_ms: float
    rmssd_ms: float
    sdsd_ms: float
    nn50: float
    pnn50_ratio: float
    sd1_ms: float
    sd2_ms: float
    vlf_ms2: float
    lf_ms2: float
    hf_ms2: float
    lf_hf_ratio: float
    peak_hz: float
    coherence_share: float
    coherence_ratio: float
    coherence_score: float
    coherence_peak_hz: float
    coherence_windows: int
    breath_rate_per_min: float
    breath_confidence: float
    dfa_alpha1: float
    sample_entropy: float
    approximate_entropy: float
    fuzzy_entropy: float
    multiscale_entropy_short: float
    multiscale_entropy_long: float
    triangular_index: float
    inflection_share: float
    inverse_segment: float
    short_segment_share: float
    alternation_share: float
    deceleration_capacity_ms: float
    acceleration_capacity_ms: float
    caution: Reason | None
    reasons: Mapping[str, Reason]
    series: Series

    def numbers(self) -> dict[str, float | Counts]:
        """Return every number by its name, in order; counts by kind are mappings."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name not in _NOT_NUMBERS}


_NOT_NUMBERS = frozenset({"caution", "reasons", "series"})


def analyse(
    rr_ms: ArrayLike,
    *,
    arrived_s: ArrayLike | None = None,
    corrected: bool = True,
    window_s: tuple[float, float] | None = None,
    detrend: Detrend = "none",
    spectrum: Method = "welch",
    on_progress: OnProgress = unheard,
) -> Analysis:
    """Return a record in numbers.

    Parameters
    ----------
    rr_ms : array of float, shape (beats,)
        Intervals as the sensor sent them, in ms; ``nan`` or 0 where there was none.
    arrived_s : array of float, shape (beats,) or None
        When they arrived, in seconds: gaps are then found and kept. None: every interval follows the one before.
    corrected : bool
        Whether artefacts are corrected. If not, intervals outside 300 to 2000 ms are still set aside.
    window_s : (float, float) or None
        Beginning and end of the stretch to analyse, in seconds after the beginning of the record. Beats are judged
        before it is cut out, with their neighbours outside.
    detrend : {"none", "linear", "smoothness-priors"}
        What is taken out before the powers by frequency; nothing else is detrended by it.
    spectrum : {"welch", "lomb"}
        How the powers by frequency are found.
    on_progress : callable
        Called now and then with the share that is done, 0 to 1, roughly by the time it takes.

    Raises
    ------
    ValueError
        When the two arrays differ in length, or the times of arrival fall.

    Notes
    -----
    The coherence numbers are medians over windows of 64 s that end 64, 69, 74 ... s after the beginning, each computed
    as it would have been live; windows that cannot be computed do not count.

    Stretches in which beats come without order (`disorder.disordered_stretches`) are left out; where they fill half of
    the record or more, there are no numbers but the mean interval and heart rate.
    """
    raw = raw_record(rr_ms, arrived_s, on_progress=part_of(on_progress, 0.0, _PLACED_SHARE))
    judged = correct(raw.rr_ms, t_s=raw.t_s, segment=raw.segment) if corrected else _in_range(raw)
    live = part_of(on_progress, _PLACED_SHARE, _CORRECTED_SHARE)
    live_kind = correct_causally(raw.rr_ms, t_s=raw.t_s, segment=raw.segment, on_progress=live).kind
    on_progress(_CORRECTED_SHARE)
    disordered = disordered_stretches(raw.t_s, raw.rr_ms, raw.segment)
    began_s, ended_s = raw.began_s, float(raw.t_s[-1]) if raw.t_s.size else raw.began_s
    beats, kind = judged.beats, judged.kind
    if window_s is not None:
        from_s, until_s = began_s + window_s[0], began_s + window_s[1]
        beats = beats.between(from_s, until_s)
        within = (raw.t_s > from_s) & (raw.t_s <= until_s)
        raw, kind = raw.only(within), tuple(np.array(kind)[within].tolist())
        live_kind = tuple(np.array(live_kind)[within].tolist())
        began_s, ended_s = raw.began_s, float(raw.t_s[-1]) if raw.t_s.size else raw.began_s
    taken = beats
    beats, caution = disordered.left_out_of(beats, began_s, ended_s)
    withheld = caution is IRREGULAR_RECORD
    nn_ms = beats.broken_nn_ms()
    # How many beats there are is no matter of their order.
    all_ms = taken.nn_ms if withheld else nn_ms
    psd, powers, power_reasons = _powers(beats, spectrum, detrend)
    curve = coherence_curve(
        beats, began_s, ended_s, on_progress=part_of(on_progress, _CORRECTED_SHARE, _COHERENCE_SHARE)
    )
    breath = record_breath(beats, on_progress=part_of(on_progress, _COHERENCE_SHARE, _BREATH_SHARE))
    on_progress(_BREATH_SHARE)
    numbers = {
        "mean_nn_ms": mean_nn_ms(all_ms),
        "mean_hr_bpm": mean_hr_bpm(all_ms),
        "sdnn_ms": sdnn_ms(nn_ms),
        "rmssd_ms": rmssd_ms(nn_ms),
        "sdsd_ms": sdsd_ms(nn_ms),
        "nn50": nn50(nn_ms),
        "pnn50_ratio": pnn50_ratio(nn_ms),
        "sd1_ms": sd1_ms(nn_ms),
        "sd2_ms": sd2_ms(nn_ms),
        "vlf_ms2": powers.vlf_ms2,
        "lf_ms2": powers.lf_ms2,
        "hf_ms2": powers.hf_ms2,
        "lf_hf_ratio": powers.lf_hf_ratio,
        "peak_hz": record_peak_hz(beats.t_s, beats.nn_ms),
        "coherence_share": _median(curve.share),
        "coherence_ratio": _median(curve.ratio),
        "coherence_score": _median(curve.score),
        "coherence_peak_hz": _median(curve.peak_hz),
        "breath_rate_per_min": breath.rate_per_min,
        "breath_confidence": breath.confidence,
        "dfa_alpha1": dfa_alpha1(nn_ms),
        **entropy_numbers(nn_ms),
        **pattern_numbers(nn_ms),
    }
    why = {
        **dict.fromkeys(numbers, _NO_PAIRS),
        **power_reasons,
        **PATTERN_REASONS,
        **ENTROPY_REASONS,
        **dict.fromkeys((name for name in numbers if name.startswith("coherence")), curve.reason),
        "peak_hz": _why_no_peak(beats),
        "breath_rate_per_min": breath.reason,
        "breath_confidence": breath.reason,
        "dfa_alpha1": Reason.of(ReasonCode.TOO_FEW_VARYING_BEATS, needed_beats=FEWEST_BEATS_DFA),
    }
    if withheld:
        why = dict.fromkeys(numbers, BEATS_IRREGULAR)
    corrected_ratio = 1.0 - kind.count("normal") / len(kind) if kind else math.nan
    reasons = {name: reason for name, value in numbers.items() if math.isnan(value) and (reason := why[name])}
    if not kind:
        reasons |= {"duration_s": _NO_BEATS, "corrected_ratio": _NO_BEATS}
    return Analysis(
        beats=raw.t_s.size,
        duration_s=ended_s - began_s if raw.t_s.size else math.nan,
        corrected_ratio=corrected_ratio,
        corrections=_counts(kind),
        corrections_live=_counts(live_kind),
        coherence_windows=curve.known,
        caution=caution or (_caution(corrected_ratio) if corrected else None),
        reasons=MappingProxyType(reasons),
        series=Series(raw.t_s, raw.rr_ms, kind, beats.t_s, beats.nn_ms, beats.segment, psd, curve),
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


def _caution(corrected_ratio: float) -> Reason | None:
    if not corrected_ratio > MUCH_CORRECTED_RATIO:
        return None
    return Reason.of(ReasonCode.MUCH_CORRECTED, corrected_share=corrected_ratio)


def _median(values: FloatArray) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if known.size else math.nan
