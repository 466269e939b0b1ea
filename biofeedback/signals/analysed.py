"""What an analysis of a whole record found: its numbers, why some are not known, and the arrays behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TypeAlias

from biofeedback.event_kinds import BeatKind, Layer
from biofeedback.reasons import Reason
from biofeedback.signals.timing.beats import FloatArray, IntArray
from biofeedback.signals.variability.coherence_windows import CoherenceCurve
from biofeedback.signals.variability.spectrum import Spectrum

Counts: TypeAlias = Mapping[BeatKind, int]


@dataclass(frozen=True, slots=True)
class Series:
    """The arrays behind an analysis, for plots and for questions of one's own.

    Attributes
    ----------
    raw_t_s, raw_ms : array of float, shape (beats,)
        When each interval ended, in seconds, and the interval as it was sent, in ms; in the layer by hand as edited.
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

    A number that cannot be computed is ``nan``, and ``reasons`` says why. ``cautions`` are there where so much was
    corrected that the numbers tell of that, where beats came without order and were left out, where beats cover
    little of the time, and in the layer by hand, of how many beats a person edited. ``layer`` is of which beats the
    numbers are. ``series`` holds the arrays.
    """

    beats: int
    duration_s: float
    coverage_share: float
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
    six_a_minute_swing_bpm: float
    six_a_minute_error_bpm: float
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
    layer: Layer
    cautions: tuple[Reason, ...]
    reasons: Mapping[str, Reason]
    series: Series

    @property
    def caution(self) -> Reason | None:
        """The first of the cautions; None without one."""
        return self.cautions[0] if self.cautions else None

    def numbers(self) -> dict[str, float | Counts]:
        """Return every number by its name, in order; counts by kind are mappings."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name not in _NOT_NUMBERS}


_NOT_NUMBERS = frozenset({"layer", "cautions", "reasons", "series"})
