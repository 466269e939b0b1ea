"""Our numbers agree with frozen reference values: of generated series here, of real ones where they are at hand."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from biofeedback.signals.analysis import analyse
from biofeedback.signals.variability import hrv
from biofeedback.signals.variability.bands import band_powers
from biofeedback.signals.variability.coherence import rhythm_coherence
from biofeedback.signals.variability.dfa import fluctuations
from biofeedback.signals.variability.entropy import template_entropy
from biofeedback.signals.variability.lomb import lomb_scargle
from biofeedback.signals.variability.spectrum import welch
from tests.rigs.hearts.reference_series import (
    COHERENCE_SERIES,
    LIVE_SEGMENT_S,
    MEASURES,
    SERIES,
    SPECTRA,
    coherence_found_and_expected,
    expected_measures,
    expected_powers_ms2,
    found_powers_ms2,
    series,
)

GENERATED = json.loads((Path(__file__).parent / "vectors" / "generated.json").read_text())

COHERENCE = json.loads((Path(__file__).parent / "vectors" / "coherence.json").read_text())


def wave(mean_s, swing_s, rate_hz, beats):
    """Return the intervals in ms of a heart that swings evenly, each drawn where it begins."""
    now_s, nn_ms = 0.0, []
    for _ in range(beats):
        length_s = mean_s + swing_s * math.sin(2 * math.pi * rate_hz * now_s)
        nn_ms.append(1000.0 * length_s)
        now_s += length_s
    return np.array(nn_ms)


def generated(name):
    case = GENERATED[name]
    return wave(case["mean_s"], case["swing_s"], case["rate_hz"], case["beats"])


@pytest.mark.parametrize("name", GENERATED)
@pytest.mark.parametrize("measure", MEASURES)
def test_numbers_of_generated_series(name, measure):
    expected = GENERATED[name]["expected"][measure]
    assert MEASURES[measure][0](generated(name)) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("name", GENERATED)
@pytest.mark.parametrize("spectrum", SPECTRA)
def test_powers_of_generated_series(name, spectrum):
    nn_ms = generated(name)
    found = found_powers_ms2(spectrum, nn_ms)
    # A band without power holds what rounding leaves: then one part in 1e12 of the largest is enough.
    expected = GENERATED[name]["powers_ms2"][spectrum]
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-12 * max(expected))


@pytest.mark.parametrize("case", COHERENCE, ids=lambda case: f"{case['rate_hz']} Hz in {case['window_s']:.0f} s")
def test_coherence_of_generated_waves(case):
    nn_ms = wave(case["mean_s"], case["swing_s"], case["rate_hz"], case["beats"])
    found = rhythm_coherence(np.cumsum(nn_ms) / 1000.0, nn_ms, window_s=case["window_s"])
    for name in ("share", "ratio", "score", "peak_hz"):
        assert getattr(found, name) == pytest.approx(case[name], rel=1e-6), name


@pytest.mark.parametrize("file", COHERENCE_SERIES)
def test_coherence_of_the_reference_series(reference_vectors, file):
    found, expected = coherence_found_and_expected(reference_vectors, file)
    assert found == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("mean_s", "swing_s", "rate_hz", "band", "truth_ms2"),
    [
        (0.8, 0.035, 0.25, "hf_ms2", 612.5),
        (1.0, 0.070, 0.1, "lf_ms2", 2450.0),
        (3.0, 0.280, 1 / 30, "vlf_ms2", 39_200.0),
    ],
    ids=["TP2", "TP3", "TP4"],
)
@pytest.mark.parametrize("method", ["welch", "lomb"])
def test_the_power_of_standard_patterns_is_true_within_two_per_cent(mean_s, swing_s, rate_hz, band, truth_ms2, method):
    # ANSI/AAMI EC57:2012, table A.10; an hour, so that no wave is cut in the middle to any effect.
    nn_ms = wave(mean_s, swing_s, rate_hz, round(3600.0 / mean_s))
    t_s = np.cumsum(nn_ms) / 1000.0
    powers = band_powers(welch(t_s, nn_ms) if method == "welch" else lomb_scargle(t_s, nn_ms), length_s=3600.0)
    assert getattr(powers, band) == pytest.approx(truth_ms2, rel=0.02)


@pytest.mark.parametrize("method", ["welch", "lomb"])
def test_the_pattern_of_an_hour_has_no_power_in_the_bands(method):
    nn_ms = wave(1.5, 0.140, 1 / 3600, 2400 * 4)
    t_s = np.cumsum(nn_ms) / 1000.0
    powers = band_powers(welch(t_s, nn_ms) if method == "welch" else lomb_scargle(t_s, nn_ms), length_s=4 * 3600.0)
    assert powers.vlf_ms2 + powers.lf_ms2 + powers.hf_ms2 < 0.02 * 9800.0


@pytest.mark.parametrize("file", SERIES)
def test_numbers_of_the_reference_series(reference_vectors, file):
    nn_ms, known = series(reference_vectors, file)
    for name, expected in expected_measures(known).items():
        assert MEASURES[name][0](nn_ms) == pytest.approx(expected, rel=1e-9), name


@pytest.mark.parametrize("file", SERIES)
@pytest.mark.parametrize("spectrum", SPECTRA)
def test_powers_of_the_reference_series(reference_vectors, file, spectrum):
    nn_ms, known = series(reference_vectors, file)
    expected = expected_powers_ms2(known, SPECTRA[spectrum][0])
    assert found_powers_ms2(spectrum, nn_ms) == pytest.approx(expected, rel=1e-6, abs=1e-12 * max(expected))


@pytest.mark.parametrize("file", [name for name in SERIES if name != "V3_systole_rr"])
def test_an_independent_program_agrees_with_the_report_preset(reference_vectors, file):
    # systole resamples at 5 Hz in segments of 256 s; on the short V3 it differs by some per cent.
    nn_ms, known = series(reference_vectors, file)
    expected = expected_powers_ms2(known, "systole:welch5Hz")
    assert found_powers_ms2("welch_report", nn_ms) == pytest.approx(expected, rel=1e-3, abs=1e-4 * max(expected))


@pytest.mark.parametrize("file", SERIES)
def test_an_analysis_without_correction_says_the_same(reference_vectors, file):
    nn_ms, known = series(reference_vectors, file)
    numbers = analyse(nn_ms, corrected=False).numbers()
    for name, expected in expected_measures(known).items():
        assert numbers[name] == pytest.approx(expected, rel=1e-9), name
    for name, key in (("lf_ms2", "LF"), ("hf_ms2", "HF")):
        expected = known["ref:welch4Hz_1024"][key]
        assert numbers[name] == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_the_fluctuations_of_a_day(recordings):
    """The values that the C program of the DFA tutorial of PhysioNet printed, to six decimals."""
    folder = recordings / "physionet-dfa-sampen"
    found = fluctuations(np.loadtxt(folder / "rr-intervals.gz"))
    compared = 0
    for log_beats, log_fluctuation in np.loadtxt(folder / "dfa.out"):
        beats = round(10**log_beats)
        if 4 <= beats <= 16:
            assert math.log10(found[beats - 4]) == pytest.approx(log_fluctuation, abs=1e-6)
            compared += 1
    assert compared >= 10


@pytest.mark.parametrize(
    ("file", "tolerance", "template_beats"),
    [
        ("sampen_expected_m5_r02.txt", 0.2, 1),
        ("sampen_expected_m5_r02.txt", 0.2, 2),
        ("sampen_expected_m5_r02.txt", 0.2, 3),
        # That program leaves the edge out and we do not: among whole numbers less than 2 is up to 1.5.
        ("sampen_expected_m5_r2.txt", 1.5, 2),
    ],
)
def test_the_entropy_of_ten_thousand_values(recordings, file, tolerance, template_beats):
    """The values that the sampen program of PhysioNet printed."""
    folder = recordings / "physionet-dfa-sampen"
    lines = (folder / file).read_text().splitlines()
    expected = float(next(line for line in lines if line.startswith(f"SampEn({template_beats},")).split("=")[1])
    values = np.loadtxt(folder / "test.10000.gz")
    found = template_entropy(values, template_beats=template_beats, tolerance_ms=tolerance)
    assert found == pytest.approx(expected, abs=1e-6)


def test_a_record_with_the_values_of_another_program(recordings):
    nn_ms = np.loadtxt(recordings / "hrvanalysis-nn" / "rr_ms.txt")
    assert hrv.mean_nn_ms(nn_ms) == pytest.approx(718.248, rel=1e-12)
    assert hrv.sdnn_ms(nn_ms) == pytest.approx(43.113074968427306, rel=1e-9)
    assert hrv.rmssd_ms(nn_ms) == pytest.approx(19.519400785039664, rel=1e-9)
    assert hrv.nn50(nn_ms) == 24
    assert hrv.mean_hr_bpm(nn_ms) == pytest.approx(83.84733227281252, rel=1e-9)
    assert hrv.sd1_ms(nn_ms) == pytest.approx(13.80919037557993, rel=1e-3)
    assert hrv.sd2_ms(nn_ms) == pytest.approx(59.38670497373513, rel=1e-3)


def test_a_record_at_rest_with_the_values_of_another_program(recordings):
    nn_ms = np.loadtxt(recordings / "hrvpy-rest" / "rest_rr_ms.txt")
    assert hrv.rmssd_ms(nn_ms) == pytest.approx(55.13744203126742, rel=1e-12)
    assert hrv.sdnn_ms(nn_ms) == pytest.approx(57.81817771970009, rel=1e-12)
    assert hrv.sdsd_ms(nn_ms) == pytest.approx(55.167700730663555, rel=1e-12)
    assert hrv.nn50(nn_ms) == 321
    # It divides by the intervals where we divide by the differences.
    assert hrv.pnn50_ratio(nn_ms) * (nn_ms.size - 1) / nn_ms.size == pytest.approx(0.3527472527, rel=1e-9)
    assert hrv.mean_hr_bpm(nn_ms) == pytest.approx(56.85278105637358, rel=1e-12)
    powers = band_powers(welch(np.cumsum(nn_ms) / 1000.0, nn_ms, segment_s=LIVE_SEGMENT_S), length_s=960.0)
    assert (powers.lf_ms2, powers.hf_ms2) == pytest.approx((770.447, 895.025), rel=0.12)


def test_an_hour_with_the_report_of_another_program(recordings):
    nn_ms = np.loadtxt(recordings / "pyhrv-samples" / "nni_long_ms.txt")
    assert hrv.mean_nn_ms(nn_ms) == pytest.approx(768.438, abs=5e-4)
    assert hrv.sdnn_ms(nn_ms) == pytest.approx(85.357, abs=5e-4)
    assert hrv.rmssd_ms(nn_ms) == pytest.approx(60.523, abs=5e-4)
    assert hrv.nn50(nn_ms) == 1338
    assert hrv.pnn50_ratio(nn_ms) == pytest.approx(0.28571, abs=5e-6)
