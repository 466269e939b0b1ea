import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.variability.coherence import rhythm_coherence
from tests.rigs.words.reason_sentences import why_of


def paced(rate_hz, *, length_s=300.0, mean_s=0.9, swing_s=0.06, noise_s=0.0, seed=0):
    """A wave sampled by its own beats: ends of the intervals in s, intervals in ms."""
    random = np.random.default_rng(seed)
    now_s, t_s, nn_ms = 0.0, [], []
    while now_s < length_s:
        interval_s = mean_s + swing_s * math.sin(2 * math.pi * rate_hz * now_s) + noise_s * random.normal()
        now_s += interval_s
        t_s.append(now_s)
        nn_ms.append(1000.0 * interval_s)
    return np.array(t_s), np.array(nn_ms)


def reference(t_s, nn_ms, window_s=64.0):
    """The definition again, written out with SciPy: an independent computation for the tests."""
    from scipy.interpolate import CubicSpline
    from scipy.signal import detrend, periodogram

    count = int(4 * window_s)
    samples = CubicSpline(t_s, nn_ms)(t_s[-1] - np.arange(count)[::-1] / 4.0)
    frequency_hz, density = periodogram(detrend(samples), 4.0, window="hann", nfft=4096, detrend=False)
    inside = (frequency_hz >= 0.04) & (frequency_hz <= 0.26)
    peak_hz = frequency_hz[inside][np.argmax(density[inside])]

    def power(from_hz, until_hz):
        grid = np.unique(np.concatenate(([from_hz, until_hz], frequency_hz)))
        grid = grid[(grid >= from_hz) & (grid <= until_hz)]
        return np.trapezoid(np.interp(grid, frequency_hz, density), grid)

    peak = power(peak_hz - 0.015, peak_hz + 0.015)
    below, above = power(0.0033, peak_hz - 0.015), power(peak_hz + 0.015, 0.4)
    total = power(0.0033, 0.4)
    return peak / total, peak / (total - peak), math.log1p(peak / below * peak / above), peak_hz


@given(
    rate_hz=st.floats(0.06, 0.25),
    noise_s=st.floats(0.0, 0.06),
    mean_s=st.floats(0.6, 1.2),
    seed=st.integers(0, 1000),
)
@settings(deadline=None, max_examples=40)
def test_the_definition_step_by_step(rate_hz, noise_s, mean_s, seed):
    t_s, nn_ms = paced(rate_hz, length_s=150.0, noise_s=noise_s, mean_s=mean_s, seed=seed)
    coherence = rhythm_coherence(t_s, nn_ms)
    measured = (coherence.share, coherence.ratio, coherence.score, coherence.peak_hz)
    assert measured == pytest.approx(reference(t_s, nn_ms), rel=1e-9)


@pytest.mark.parametrize("rate_hz", [0.05, 0.0625, 0.0833, 0.1, 0.109375, 0.125, 0.15, 0.18, 0.2, 0.23, 0.26])
@pytest.mark.parametrize(
    ("length_s", "least", "most"),
    [(299.0, 0.899, 0.904), (300.0, 0.899, 0.904), (100.0, 0.897, 0.905), (777.0, 0.897, 0.905)],
)
def test_a_pure_wave_reads_nine_tenths(rate_hz, length_s, least, most):
    # Where in the wave the window ends moves the third decimal.
    coherence = rhythm_coherence(*paced(rate_hz, length_s=length_s))
    assert least <= coherence.share <= most
    assert coherence.peak_hz == pytest.approx(rate_hz, abs=0.0007)
    assert coherence.ratio == pytest.approx(coherence.share / (1.0 - coherence.share))
    assert coherence.reason is None


@pytest.mark.parametrize(
    ("rate_hz", "share", "ratio", "score", "peak_hz"),
    [
        (0.1, 0.9003176608077955, 9.031867310736258, 5.795645224384775, 0.099609375),
        (0.15, 0.9012398145066358, 9.12553788760544, 5.821641247109893, 0.150390625),
    ],
)
def test_frozen_values(rate_hz, share, ratio, score, peak_hz):
    coherence = rhythm_coherence(*paced(rate_hz))
    assert coherence.share == pytest.approx(share, rel=1e-9)
    assert coherence.ratio == pytest.approx(ratio, rel=1e-9)
    assert coherence.score == pytest.approx(score, rel=1e-9)
    assert coherence.peak_hz == peak_hz


@pytest.mark.parametrize(
    ("case", "series"),
    [
        ("V1 rest last 64 s", "V1_pyhrv_short_5min"),
        ("V3 systole last 64 s", "V3_systole_rr"),
        ("V4 rest last 64 s", "V4_hrv_rest_16min"),
    ],
)
def test_reference_vectors(reference_vectors, case, series):
    expected = json.loads((reference_vectors / "coherence_vectors.json").read_text())[case]
    nn_ms = np.loadtxt(reference_vectors / f"{series}.txt")
    coherence = rhythm_coherence(np.cumsum(nn_ms) / 1000.0, nn_ms)
    assert coherence.share == pytest.approx(expected["norm"], rel=1e-9)
    assert coherence.ratio == pytest.approx(expected["CR"], rel=1e-9)
    assert coherence.score == pytest.approx(expected["ln_prod"], rel=1e-9)
    assert coherence.peak_hz == expected["peak_hz"]


def test_a_reference_that_takes_the_edge_of_the_band_for_a_peak_is_not_followed(reference_vectors):
    # Its highest bin is the first of the band, 0.0401 Hz, on the flank of a slower swing; a true peak lies at 0.1 Hz.
    expected = json.loads((reference_vectors / "coherence_vectors.json").read_text())["V5 last 64 s"]
    nn_ms = np.loadtxt(reference_vectors / "V5_hrvanalysis_12min.txt")
    coherence = rhythm_coherence(np.cumsum(nn_ms) / 1000.0, nn_ms)
    assert expected["peak_hz"] < 0.041
    assert coherence.peak_hz == pytest.approx(0.0996, abs=0.0005)
    assert coherence.share < expected["norm"]


@pytest.mark.parametrize("rate_hz", [0.003, 0.01, 0.02, 0.03, 0.035, 0.27, 0.3])
@pytest.mark.parametrize("swing_s", [0.02, 0.06, 0.15])
def test_a_wave_outside_the_band_is_no_peak_in_it(rate_hz, swing_s):
    # The bin at the edge of the band was one: 0.03 Hz had a share of 0.6.
    coherence = rhythm_coherence(*paced(rate_hz, swing_s=swing_s))
    assert math.isnan(coherence.share)
    assert math.isnan(coherence.peak_hz)
    assert why_of(coherence.reason) == "The heart shows no wave of its own between 2.4 and 15.6 a minute."


@pytest.mark.parametrize("period_s", [28.0, 33.0, 40.0, 50.0, 60.0])
@pytest.mark.parametrize("seed", range(4))
def test_swings_as_of_apnea_are_no_steady_wave_in_the_band(period_s, seed):
    # Slower and slower while no breath comes, quick for a third of the time when it does; beats by 5 ms uneven.
    random = np.random.default_rng(seed)
    now_s, t_s, nn_ms = 0.0, [], []
    while now_s < 300.0:
        turned = (now_s / period_s) % 1.0
        swing = turned / 0.7 if turned < 0.7 else 1.0 - 3.0 * math.sin(math.pi * (turned - 0.7) / 0.3)
        nn_ms.append(900.0 + 50.0 * swing + 5.0 * random.normal())
        now_s += nn_ms[-1] / 1000.0
        t_s.append(now_s)
    share = rhythm_coherence(t_s, nn_ms).share
    assert math.isnan(share) or share < 0.35


def test_a_wave_beside_a_larger_slow_swing_ends_where_that_begins():
    t_s, slow_ms = paced(0.02, swing_s=0.1)
    nn_ms = slow_ms + 15.0 * np.sin(2.0 * np.pi * 0.1 * t_s)
    coherence = rhythm_coherence(t_s, nn_ms)
    assert coherence.peak_hz == pytest.approx(0.1, abs=0.002)
    assert coherence.share < 0.1
    # So near to the swing that 0.015 Hz would reach up its slope.
    near = rhythm_coherence(t_s, slow_ms + 40.0 * np.sin(2.0 * np.pi * 0.057 * t_s))
    assert near.peak_hz == pytest.approx(0.057, abs=0.005)
    assert near.share < 0.25


def test_noise_has_little_of_one_wave():
    shares = [rhythm_coherence(*paced(0.1, swing_s=0.0, noise_s=0.03, seed=seed)).share for seed in range(40)]
    assert 0.12 < float(np.median(shares)) < 0.3


def test_only_beats_before_the_window_that_shape_it_matter():
    t_s, nn_ms = paced(0.1, length_s=600.0, noise_s=0.01)
    first = int(np.searchsorted(t_s, t_s[-1] - 64.0 - 40.0))
    assert rhythm_coherence(t_s, nn_ms).share == rhythm_coherence(t_s[first:], nn_ms[first:]).share


def test_it_is_known_when_nine_tenths_of_the_window_are_there():
    t_s, nn_ms = paced(0.1)
    known = [not rhythm_coherence(t_s[:count], nn_ms[:count]).reason for count in range(1, 80)]
    first = known.index(True)
    assert t_s[first - 1] < 57.6 <= t_s[first]
    assert all(known[first:])
    unknown = rhythm_coherence(t_s[:first], nn_ms[:first])
    assert math.isnan(unknown.share)
    assert math.isnan(unknown.peak_hz)
    assert why_of(unknown.reason) == "Needs 58 s of unbroken heartbeats. 57 s are there."
    assert unknown.spectrum.frequency_hz.size == 0


def test_silence_makes_it_unknown():
    t_s, nn_ms = paced(0.1)
    assert not rhythm_coherence(t_s, nn_ms, now_s=t_s[-1] + 6.0).reason
    assert rhythm_coherence(t_s, nn_ms, now_s=t_s[-1] + 7.0).reason
    assert rhythm_coherence(t_s, nn_ms, now_s=t_s[-1] + 100.0).quality_share == 0.0


def test_where_beats_stopped_long_ago_none_are_there():
    t_s, nn_ms = paced(0.1)
    coherence = rhythm_coherence(t_s, nn_ms, now_s=t_s[-1] + 500.0)
    assert why_of(coherence.reason) == "Needs 58 s of unbroken heartbeats. 0 s are there."


def test_no_curve_is_drawn_across_a_gap():
    t_s, nn_ms = paced(0.1)
    gap_s = t_s[-1] - 30.0
    kept = (t_s <= gap_s) | (t_s > gap_s + 4.0)
    coherence = rhythm_coherence(t_s[kept], nn_ms[kept])
    assert math.isnan(coherence.share)
    assert why_of(coherence.reason) == "Needs 58 s of unbroken heartbeats. 27 s are there."
    assert coherence.quality_share == pytest.approx(60.0 / 64.0, abs=0.02)


def test_a_few_beats_may_be_set_aside_and_not_many():
    t_s, nn_ms = paced(0.1)
    few, many = nn_ms.copy(), nn_ms.copy()
    few[-60::15] = math.nan
    # Eleven beats of 72 are more than 15 in 100; it was 10 before the error that they bring was known.
    many[-60:-5:5] = math.nan
    assert rhythm_coherence(t_s, few).share == pytest.approx(rhythm_coherence(t_s, nn_ms).share, abs=0.01)
    assert math.isnan(rhythm_coherence(t_s, many).share)
    assert why_of(rhythm_coherence(t_s, many).reason) == "11 of 72 heartbeats could not be used."


def test_thirty_beats_are_needed():
    # A heart at 26 beats a minute: the window is full and holds too few.
    nn_ms = 2300.0 + 100.0 * np.sin(np.arange(60.0))
    assert why_of(rhythm_coherence(np.cumsum(nn_ms) / 1000.0, nn_ms).reason) == "Needs 30 heartbeats. 28 are there."


@pytest.mark.parametrize("nn_ms", [[], [math.nan] * 50])
def test_no_beats(nn_ms):
    coherence = rhythm_coherence(np.arange(len(nn_ms)), nn_ms)
    assert math.isnan(coherence.ratio)
    assert why_of(coherence.reason) == "No heartbeats to compute with yet."


def test_a_heart_like_a_clock_has_no_wave():
    coherence = rhythm_coherence(np.arange(1, 200) * 0.9, np.full(199, 900.0))
    assert math.isnan(coherence.share)
    assert coherence.quality_share == pytest.approx(1.0)
    assert "evenly" in why_of(coherence.reason)


@given(shift_s=st.floats(0.0, 30_000.0), factor=st.floats(0.2, 5.0))
@settings(deadline=None, max_examples=25)
def test_neither_the_hour_nor_the_size_of_the_wave_matters(shift_s, factor):
    t_s, nn_ms = paced(0.1, length_s=100.0, noise_s=0.02)
    plain = rhythm_coherence(t_s, nn_ms)
    # Times stay; the wave alone grows.
    grown = rhythm_coherence(t_s + shift_s, 900.0 + factor * (nn_ms - 900.0))
    assert grown.share == pytest.approx(plain.share, rel=1e-6)
    assert grown.peak_hz == plain.peak_hz
