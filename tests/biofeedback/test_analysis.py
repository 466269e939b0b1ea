import math
from dataclasses import asdict

import numpy as np
import pytest

from biofeedback.signals.analysis import analyse
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.hrv import mean_hr_bpm, rmssd_ms, sdnn_ms

PACES_PER_MIN = (6.5, 6.0, 5.5, 5.0, 4.5, 6.5)


def paced(breaths_per_min, *, length_s=120.0, mean_s=0.86, noise_s=0.012, seed=0):
    """Whole milliseconds, an in-breath half as long as the out-breath, a slow drift and noise: like a real trial."""
    random = np.random.default_rng(seed)
    now_s, rr_ms = 0.0, []
    while now_s < length_s:
        share = (now_s * breaths_per_min / 60.0) % 1.0
        wave = -math.cos(3 * math.pi * share) if share < 1 / 3 else math.cos(1.5 * math.pi * (share - 1 / 3))
        drift_s = 0.03 * math.sin(2 * math.pi * now_s / 200.0)
        interval_s = mean_s - 0.06 * wave + drift_s + noise_s * random.normal()
        now_s += interval_s
        rr_ms.append(round(1000.0 * interval_s))
    return np.array(rr_ms, dtype=float)


@pytest.mark.parametrize("breaths_per_min", sorted(set(PACES_PER_MIN)))
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_pace_is_found(breaths_per_min, seed):
    analysis = analyse(paced(breaths_per_min, seed=seed))
    assert analysis.peak_hz * 60.0 == pytest.approx(breaths_per_min, abs=0.15)
    assert analysis.coherence_peak_hz * 60.0 == pytest.approx(breaths_per_min, abs=0.15)


def test_the_paces_of_real_trials_are_found(recordings):
    files = sorted((recordings / "rf-paced-elite-01-17").glob("*.txt"))
    assert len(files) == len(PACES_PER_MIN)
    for file, pace in zip(files, PACES_PER_MIN, strict=True):
        analysis = analyse(np.loadtxt(file))
        assert analysis.peak_hz * 60.0 == pytest.approx(pace, abs=0.15)
        assert analysis.coherence_windows > 0


def test_numbers_of_a_clean_record():
    rr_ms = paced(6.0, length_s=200.0)
    analysis = analyse(rr_ms)
    assert analysis.beats == rr_ms.size
    assert analysis.duration_s == pytest.approx(np.sum(rr_ms) / 1000.0)
    assert analysis.corrected_ratio == 0.0
    assert analysis.mean_hr_bpm == mean_hr_bpm(rr_ms)
    assert analysis.rmssd_ms == rmssd_ms(rr_ms)
    assert analysis.sdnn_ms == sdnn_ms(rr_ms)
    assert analysis.coherence_windows == math.floor((analysis.duration_s - 64.0) / 5.0) + 1
    assert analysis.coherence_ratio == pytest.approx(
        analysis.coherence_share / (1.0 - analysis.coherence_share), rel=0.05
    )


def test_beats_set_aside_do_not_count():
    rr_ms = paced(6.0)
    with_extra = rr_ms.copy()
    with_extra[40] -= 300.0
    with_extra[41] += 300.0
    analysis = analyse(with_extra)
    assert analysis.corrected_ratio == pytest.approx(2.0 / rr_ms.size)
    assert analysis.rmssd_ms == pytest.approx(analyse(rr_ms).rmssd_ms, rel=0.1)
    assert rmssd_ms(with_extra) > 1.5 * analysis.rmssd_ms


def test_a_gap_is_kept_when_arrivals_show_it():
    rr_ms = paced(6.0, length_s=300.0)
    t_s = np.cumsum(rr_ms) / 1000.0
    kept = ~((t_s > 140.0) & (t_s < 155.0))
    analysis = analyse(rr_ms[kept], arrived_s=t_s[kept] + 0.5)
    assert analysis.duration_s == pytest.approx(t_s[-1], abs=0.1)
    assert analysis.peak_hz * 60.0 == pytest.approx(6.0, abs=0.15)
    whole = analyse(rr_ms, arrived_s=t_s + 0.5)
    assert whole.coherence_windows - analysis.coherence_windows > 10
    without_arrivals = analyse(rr_ms[kept])
    assert without_arrivals.duration_s == pytest.approx(np.sum(rr_ms[kept]) / 1000.0)


def test_differences_are_not_taken_across_a_gap():
    rr_ms = np.concatenate([np.full(60, 800.0), np.full(60, 900.0)])
    arrived_s = np.cumsum(rr_ms) / 1000.0
    arrived_s[60:] += 10.0
    assert analyse(rr_ms, arrived_s=arrived_s).rmssd_ms == 0.0
    assert analyse(rr_ms).rmssd_ms > 5.0


@pytest.mark.parametrize("rr_ms", [[], [math.nan] * 5, [0.0] * 100, [5000.0] * 20])
@pytest.mark.parametrize("arrivals", [False, True])
def test_nothing_to_compute_with_is_nan(rr_ms, arrivals):
    analysis = analyse(rr_ms, arrived_s=np.arange(float(len(rr_ms))) if arrivals else None)
    assert analysis.beats == len(rr_ms)
    assert analysis.coherence_windows == 0
    for name in (
        "mean_hr_bpm",
        "rmssd_ms",
        "sdnn_ms",
        "peak_hz",
        "coherence_share",
        "coherence_ratio",
        "coherence_peak_hz",
    ):
        assert math.isnan(getattr(analysis, name)), name


def test_a_short_record_has_no_windows():
    analysis = analyse(paced(6.0, length_s=50.0))
    assert analysis.coherence_windows == 0
    assert math.isnan(analysis.coherence_share)
    assert not math.isnan(analysis.peak_hz)


def test_lengths_must_agree():
    with pytest.raises(ValueError, match=r"shorter|longer"):
        analyse([800.0, 800.0], arrived_s=[1.0])


def test_every_key_has_its_definition():
    assert asdict(analyse([])).keys() <= DEFINITIONS.keys()


def test_definitions_are_whole():
    for name, definition in DEFINITIONS.items():
        assert definition.name == name
        assert definition.title
        assert definition.unit
        assert definition.text.endswith(".")
        assert definition.source
        assert "HeartMath" not in definition.title + definition.text
