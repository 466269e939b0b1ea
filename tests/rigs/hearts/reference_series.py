"""The frozen reference series, and which of our numbers answers to which of theirs."""

import json
import math

import numpy as np

from biofeedback.signals.variability import hrv
from biofeedback.signals.variability.bands import band_powers
from biofeedback.signals.variability.coherence import rhythm_coherence
from biofeedback.signals.variability.dfa import dfa_alpha1
from biofeedback.signals.variability.entropy import sample_entropy
from biofeedback.signals.variability.lomb import lomb_scargle
from biofeedback.signals.variability.spectrum import REPORT_SEGMENT_S, welch

# Of the references that stand for the moment: 256 samples at 4 Hz.
LIVE_SEGMENT_S = 64.0

# Each reference series: its file and its key.
SERIES = {
    "V1_pyhrv_short_5min": "V1_pyhrv_short_5min",
    "V2_pyhrv_long_60min": "V2_pyhrv_long_60min",
    "V3_systole_rr": "V3_systole_rr",
    "V4_hrv_rest_16min": "V4_hrv_rest_16min",
    "V5_hrvanalysis_12min": "V5_hrvanalysis_12min",
    "V6_EC57_TP2_first375": "V6_EC57_TP2_first375(300s)",
    "V7_EC57_TP3_first300": "V7_EC57_TP3_first300(300s)",
    "V8_paced_6bpm_60ms_333": "V8_paced_6bpm_60ms_333",
}

# Without V5: the reference takes the edge of the band for its peak there (`test_coherence` has it).
COHERENCE_SERIES = ("V1_pyhrv_short_5min", "V3_systole_rr", "V4_hrv_rest_16min")

MEASURES = {
    "mean_nn_ms": (hrv.mean_nn_ms, "meanNN", 1.0),
    "mean_hr_bpm": (hrv.mean_hr_bpm, "meanHR", 1.0),
    "sdnn_ms": (hrv.sdnn_ms, "SDNN", 1.0),
    "rmssd_ms": (hrv.rmssd_ms, "RMSSD", 1.0),
    "sdsd_ms": (hrv.sdsd_ms, "SDSD", 1.0),
    "nn50": (hrv.nn50, "NN50", 1.0),
    "pnn50_ratio": (hrv.pnn50_ratio, "pNN50", 0.01),
    "sd1_ms": (hrv.sd1_ms, "SD1", 1.0),
    "sd2_ms": (hrv.sd2_ms, "SD2", 1.0),
    "dfa_alpha1": (dfa_alpha1, "DFA1", 1.0),
    "sample_entropy": (sample_entropy, "SampEn", 1.0),
}

SPECTRA = {
    "welch_live": ("ref:welch4Hz_256", lambda t_s, nn_ms: welch(t_s, nn_ms, segment_s=LIVE_SEGMENT_S)),
    "welch_report": ("ref:welch4Hz_1024", lambda t_s, nn_ms: welch(t_s, nn_ms, segment_s=REPORT_SEGMENT_S)),
    "welch_live_smoothness_priors": (
        "ref:welch4Hz_256_sp500",
        lambda t_s, nn_ms: welch(t_s, nn_ms, segment_s=LIVE_SEGMENT_S, detrend="smoothness-priors"),
    ),
    "lomb": ("ref:lomb", lomb_scargle),
}


def series(reference_vectors, file):
    """Return the intervals of a reference series in ms, and all that is known of them."""
    known = json.loads((reference_vectors / "reference_vectors.json").read_text())[SERIES[file]]
    return np.loadtxt(reference_vectors / f"{file}.txt"), known


def expected_measures(known):
    """Return the reference values by our names, in our units; those it does not have are left out."""
    return {name: unit * known["ref"][key] for name, (_, key, unit) in MEASURES.items() if key in known["ref"]}


def expected_powers_ms2(known, key):
    return [known[key][band] for band in ("VLF", "LF", "HF")]


def powers_ms2(spectrum):
    powers = band_powers(spectrum, length_s=math.inf)
    return powers.vlf_ms2, powers.lf_ms2, powers.hf_ms2


def found_powers_ms2(spectrum, nn_ms):
    """Return the three powers of intervals by a method of `SPECTRA`."""
    return powers_ms2(SPECTRA[spectrum][1](np.cumsum(nn_ms) / 1000.0, nn_ms))


def coherence_found_and_expected(reference_vectors, file):
    """Return share, ratio, score and peak of the last 64 s of a series, and what the reference has for them."""
    cases = json.loads((reference_vectors / "coherence_vectors.json").read_text())
    case = next(values for name, values in cases.items() if name.startswith(file[:2]) and name.endswith("64 s"))
    nn_ms = np.loadtxt(reference_vectors / f"{file}.txt")
    found = rhythm_coherence(np.cumsum(nn_ms) / 1000.0, nn_ms)
    return (found.share, found.ratio, found.score, found.peak_hz), tuple(
        case[key] for key in ("norm", "CR", "ln_prod", "peak_hz")
    )
