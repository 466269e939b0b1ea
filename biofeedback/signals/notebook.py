"""Gathers by name what a notebook needs of this package.

It brings everything, SciPy included, so nothing that runs while somebody practises imports it.
"""

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.analysed import Analysis, Series
from biofeedback.signals.analysis import analyse
from biofeedback.signals.artefacts.causal_correction import CausalCorrection, correct_causally
from biofeedback.signals.artefacts.correction import Corrected, correct
from biofeedback.signals.breath.respiration import (
    BreathEstimate,
    breath_from_acceleration,
    breath_from_amplitude,
    breath_from_rr,
    fuse,
)
from biofeedback.signals.coupling.coupling import PacerFit, PacerFitResult
from biofeedback.signals.coupling.locking import Locking, cross_spectral_coherence, phase_locking
from biofeedback.signals.coupling.pulse_arrival import PulseArrival, pulse_arrival
from biofeedback.signals.coupling.swing import swing_bpm
from biofeedback.signals.definitions import DEFINITIONS, Definition
from biofeedback.signals.detection.ecg_beats import EcgBeatFinder, EcgBeats, ecg_beats
from biofeedback.signals.detection.pulse_beats import PulseBeatFinder, PulseBeats, pulse_beats
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from biofeedback.signals.group.record import GroupHeart, GroupRecord, group_heart, group_record
from biofeedback.signals.group.watch import GroupWatch
from biofeedback.signals.resonance.resonance import SlidingAnswer, SteppedAnswer, analyse_sliding, analyse_stepped
from biofeedback.signals.resonance.trial import Trial, led_trial, untimed_trial
from biofeedback.signals.timing.timeline import BeatTimeline, Timeline, rebuild_timeline
from biofeedback.signals.variability.bands import BandPowers, band_powers
from biofeedback.signals.variability.coherence import Coherence, rhythm_coherence
from biofeedback.signals.variability.coherence_windows import CoherenceCurve, coherence_curve
from biofeedback.signals.variability.detrend import detrended
from biofeedback.signals.variability.dfa import dfa_alpha1, fluctuations
from biofeedback.signals.variability.entropy import approximate_entropy, multiscale_entropy, sample_entropy
from biofeedback.signals.variability.even_series import even_series, tachogram
from biofeedback.signals.variability.fuzzy_entropy import fuzzy_entropy
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
    successive_differences_ms,
)
from biofeedback.signals.variability.lomb import lomb_scargle
from biofeedback.signals.variability.spectral_peaks import peak_hz
from biofeedback.signals.variability.spectrum import Spectrum, periodogram, welch

__all__ = [
    "DEFINITIONS",
    "Analysis",
    "BandPowers",
    "BeatTimeline",
    "BreathEstimate",
    "CausalCorrection",
    "Coherence",
    "CoherenceCurve",
    "Corrected",
    "Definition",
    "EcgBeatFinder",
    "EcgBeats",
    "GroupHeart",
    "GroupRecord",
    "GroupWatch",
    "Locking",
    "PacerFit",
    "PacerFitResult",
    "PulseArrival",
    "PulseBeatFinder",
    "PulseBeats",
    "Reason",
    "ReasonCode",
    "Series",
    "SlidingAnswer",
    "Spectrum",
    "SteppedAnswer",
    "Timeline",
    "Trial",
    "analyse",
    "analyse_sliding",
    "analyse_stepped",
    "approximate_entropy",
    "band_powers",
    "breath_from_acceleration",
    "breath_from_amplitude",
    "breath_from_rr",
    "coherence_curve",
    "correct",
    "correct_causally",
    "cross_spectral_coherence",
    "detrended",
    "dfa_alpha1",
    "ecg_beats",
    "even_series",
    "fluctuations",
    "fuse",
    "fuzzy_entropy",
    "group_heart",
    "group_record",
    "led_trial",
    "lomb_scargle",
    "mean_hr_bpm",
    "mean_nn_ms",
    "multiscale_entropy",
    "nn50",
    "peak_hz",
    "periodogram",
    "phase_locking",
    "pnn50_ratio",
    "pulse_arrival",
    "pulse_beats",
    "rebuild_timeline",
    "review_pulse_beats",
    "rhythm_coherence",
    "rmssd_ms",
    "sample_entropy",
    "sd1_ms",
    "sd2_ms",
    "sdnn_ms",
    "sdsd_ms",
    "successive_differences_ms",
    "swing_bpm",
    "tachogram",
    "untimed_trial",
    "welch",
]
