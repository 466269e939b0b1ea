"""Beats of real ECGs: as experts annotated them, as another search finds them, and at the rate of the sensor."""

import gzip

import numpy as np
import pytest
from scipy.signal import resample_poly

from biofeedback.signals.detection.ecg_beats import EcgBeatFinder, ecg_beats
from tests.rigs.hearts.recorded_beats import annotated_ecgs
from tests.rigs.signals.beat_matching import figures, live_ecg_beats, matched, times
from tests.rigs.suite.long_forms import first_of
from tests.rigs.suite.shared_data import column


@pytest.fixture(scope="module")
def labelled(recordings):
    return annotated_ecgs(recordings)


@pytest.mark.parametrize("rate_hz", first_of([130.0, 360.0], 1))
def test_annotated_beats(labelled, rate_hz):
    for name, (samples, true_s) in labelled.items():
        at_rate = samples if rate_hz == 360.0 else resample_poly(samples - samples[0], 13, 36)
        sensitivity, precision, error_ms = figures(ecg_beats(at_rate, rate_hz).t_s, true_s)
        assert sensitivity > 0.995, name
        assert precision > 0.995, name
        assert error_ms < (1.5 if name == "mitdb-100" else 5.0), name
        beats, waits_s = live_ecg_beats(at_rate, rate_hz, block=round(rate_hz / 20))
        sensitivity, precision, error_ms = figures(times(beats), true_s)
        assert sensitivity > 0.985, name
        assert precision > 0.99, name
        assert error_ms < (1.5 if name == "mitdb-100" else 5.0), name
        assert np.quantile(waits_s[5:], 0.95) < EcgBeatFinder.delay_s + 0.06, name


def test_trust_falls_with_noise_before_beats_are_wrong(labelled):
    samples, true_s = labelled["mitdb-100"]
    random = np.random.default_rng(2)
    noisy = samples + 0.35 * np.convolve(random.normal(size=samples.size), np.ones(12) / np.sqrt(12), mode="same")
    found = ecg_beats(noisy, 360.0)
    right = np.isin(np.arange(found.t_s.size), [at for _, at in matched(found.t_s, true_s, 0.05)])
    assert 0.3 < right.mean() < 0.99
    assert np.mean(found.quality[right]) > np.mean(found.quality[~right]) + 0.15
    assert np.mean(right[found.quality > 0.7]) > right.mean()


def test_another_search_agrees_on_real_ecgs(recordings):
    detect_heartbeats = pytest.importorskip("sleepecg").detect_heartbeats
    ecgs = {
        "h10": (h10_ecg(recordings)[0], 130.0, 0.995),
        "bitalino": (column(recordings / "bitalino-ecg-shared" / "d2_e2.txt", 5, 1, None), 100.0, 0.99),
        # Ectopic beats and drop-outs: ours finds more of the low ones.
        "208": (column(recordings / "scipy-ecg208" / "ecg.csv.gz"), 360.0, 0.97),
    }
    for name, (samples, rate_hz, share) in ecgs.items():
        theirs, ours = detect_heartbeats(samples, rate_hz) / rate_hz, ecg_beats(samples, rate_hz).t_s
        assert len(matched(ours, theirs, 0.06)) > share * theirs.size, name


def h10_ecg(recordings):
    """Return samples in uV, and when each was taken, from raw notifications of 73 samples."""
    with gzip.open(recordings / "h10-pmd-ecg-shared" / "frames.hex.gz", "rt") as file:
        frames = [bytes.fromhex(line) for line in file.read().split()]
    assert all(frame[0] == 0 and frame[9] == 0 for frame in frames)
    blocks = [np.frombuffer(frame[10:], dtype=np.uint8).reshape(-1, 3).astype(np.int32) for frame in frames]
    samples = np.concatenate([(b[:, 0] | b[:, 1] << 8 | b[:, 2] << 16) << 8 >> 8 for b in blocks]).astype(float)
    ends_s = np.array([int.from_bytes(frame[1:9], "little") / 1e9 for frame in frames])
    t_s = np.interp(np.arange(samples.size), np.cumsum([len(b) for b in blocks]) - 1, ends_s - ends_s[0])
    return samples, t_s


def test_rate_agrees_with_the_strap_while_cycling(recordings):
    samples, t_s = h10_ecg(recordings)
    beats_s = np.interp(ecg_beats(samples, 130.0).t_s * 130.0, np.arange(samples.size), t_s)
    flow = np.genfromtxt(recordings / "h10-pmd-ecg-shared" / "flow_hr.csv", delimiter=",", skip_header=1)
    ours_bpm = [60 / np.median(np.diff(beats_s[(beats_s > t - 6) & (beats_s < t + 1)])) for t in flow[:, 0]]
    assert np.median(np.abs(ours_bpm - flow[:, 1])) < 1.0
    assert np.mean(np.abs(ours_bpm - flow[:, 1]) < 4.0) > 0.93


def test_mean_rates_of_a_100_hz_sensor(recordings):
    folder = recordings / "biopeaks-bitalino-shared"
    for name, mean_s in {"1A": 0.7916, "1J": 0.7285, "2A": 0.7889, "2J": 0.7402}.items():
        found = ecg_beats(column(folder / f"OSmontage{name}.txt.gz", 6, 3, None), 100.0)
        assert np.mean(np.diff(found.t_s)) == pytest.approx(mean_s, rel=0.04), name
        assert np.mean(found.quality > 0.5) > 0.93, name
