"""How a pulse arrives after the heart's beats, on hearts made for it and on one that was recorded."""

import math

import numpy as np
import pytest

from biofeedback.signals.coupling.pulse_arrival import FEWEST_PAIRS, pulse_arrival
from biofeedback.signals.detection.ecg_beats import ecg_beats
from biofeedback.signals.detection.pulse_beats import pulse_beats


def heart(beats=600, seed=0, usual_s=0.26, spread_s=0.008):
    """Return R peaks of a heart that varies, and how long each pulse takes."""
    random = np.random.default_rng(seed)
    intervals_s = 0.85 + 0.06 * np.sin(np.arange(beats) * 0.6) + random.normal(0.0, 0.02, beats)
    arrival_s = usual_s + random.normal(0.0, spread_s, beats)
    return 10.0 + np.cumsum(intervals_s), arrival_s


def test_each_number_is_its_definition():
    r_s, arrival_s = heart()
    found = pulse_arrival(r_s, r_s + arrival_s, one_clock=True)
    # The last R peak has no time left for its pulse.
    heart_ms, pulse_ms = 1000.0 * np.diff(r_s), 1000.0 * np.diff(r_s + arrival_s)
    assert found.mean_ms == pytest.approx(1000.0 * np.mean(arrival_s))
    assert found.sd_ms == pytest.approx(1000.0 * np.std(arrival_s, ddof=1))
    assert found.rmssd_ms == pytest.approx(1000.0 * np.sqrt(np.mean(np.diff(arrival_s) ** 2)))
    assert found.coverage_share == 1.0
    assert found.interval_correlation == pytest.approx(np.corrcoef(heart_ms, pulse_ms)[0, 1])
    expected = np.sqrt(np.mean(np.diff(pulse_ms) ** 2) / np.mean(np.diff(heart_ms) ** 2))
    assert found.rmssd_ratio == pytest.approx(expected)
    assert found.rmssd_ratio > 1.0
    assert found.reason is None


def test_a_pulse_that_was_not_seen_is_no_late_one():
    r_s, arrival_s = heart()
    seen = np.ones(r_s.size, dtype=bool)
    seen[50:600:7] = False
    found = pulse_arrival(r_s, (r_s + arrival_s)[seen], one_clock=True)
    assert found.coverage_share == pytest.approx(np.mean(seen), abs=0.005)
    assert found.mean_ms == pytest.approx(1000.0 * np.mean(arrival_s[seen]), abs=0.2)
    assert found.sd_ms == pytest.approx(1000.0 * np.std(arrival_s[seen], ddof=1), rel=0.02)


def test_a_break_is_no_interval():
    r_s, arrival_s = heart()
    r_s[300:] += 60.0
    found = pulse_arrival(r_s, r_s + arrival_s, one_clock=True)
    assert found.interval_correlation < 0.999
    assert found.rmssd_ratio == pytest.approx(pulse_arrival(*_pair(heart()), one_clock=True).rmssd_ratio, rel=0.02)


def _pair(made):
    r_s, arrival_s = made
    return r_s, r_s + arrival_s


@pytest.mark.parametrize("offset_s", [-2.4, -0.7, 0.0, 0.3, 1.9])
def test_of_two_clocks_only_changes_are_told(offset_s):
    r_s, arrival_s = heart()
    pulse_s = (r_s + arrival_s) * (1.0 + 5e-5) + offset_s
    found = pulse_arrival(r_s, pulse_s, one_clock=False)
    together = pulse_arrival(r_s, r_s + arrival_s, one_clock=True)
    assert math.isnan(found.mean_ms)
    assert found.coverage_share > 0.99
    assert found.sd_ms == pytest.approx(together.sd_ms, rel=0.05)
    assert found.rmssd_ms == pytest.approx(together.rmssd_ms, rel=0.01)
    assert found.interval_correlation == pytest.approx(together.interval_correlation, abs=0.005)


@pytest.mark.parametrize("one_clock", [True, False])
def test_two_hearts_have_nothing_to_tell(one_clock):
    r_s, _ = heart(seed=1)
    random = np.random.default_rng(2)
    pulse_s = 10.0 + np.cumsum(random.uniform(0.9, 1.6, 500))
    found = pulse_arrival(r_s, pulse_s, one_clock=one_clock)
    assert found.reason is not None or found.interval_correlation < 0.5


@pytest.mark.parametrize("beats", [0, 1, FEWEST_PAIRS])
def test_too_few_are_unknown_with_a_reason(beats):
    r_s, arrival_s = heart(beats=beats)
    found = pulse_arrival(r_s, r_s + arrival_s, one_clock=True)
    assert math.isnan(found.sd_ms)
    assert math.isnan(found.mean_ms)
    assert found.reason is not None


def test_a_recorded_heart_and_its_finger(recordings):
    table = np.genfromtxt(recordings / "neurokit-rest5/bio_resting_5min_100hz.csv.gz", delimiter=",", skip_header=1)
    # A quality says how likely a beat is right: from 0.8 on one in ten may be wrong, and this record of 100 Hz has one.
    trusted = [
        found.t_s[found.quality >= 0.9] for found in (ecg_beats(table[:, 0], 100.0), pulse_beats(table[:, 1], 100.0))
    ]
    found = pulse_arrival(*trusted, one_clock=True)
    assert found.coverage_share > 0.95
    assert 250.0 < found.mean_ms < 400.0
    assert found.sd_ms < 15.0
    assert found.interval_correlation > 0.99
