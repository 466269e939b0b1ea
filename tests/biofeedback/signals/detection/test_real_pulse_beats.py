"""Beats of real pulse waves, against a strap, an ECG and the rates that are known."""

import gzip
from itertools import islice

import numpy as np
import pytest

from biofeedback.signals.detection.pulse_beats import pulse_beats
from tests.rigs.hearts.recorded_beats import (
    camera_against_strap,
    finger_against_ecg,
    low_cost_pulses,
    mean_rate_bpm,
    published_pulses,
)
from tests.rigs.signals.pulses_both_ways import LIVE_AND_REVIEW
from tests.rigs.suite.long_forms import short_and_long
from tests.rigs.suite.shared_data import column


@pytest.mark.parametrize("find", LIVE_AND_REVIEW)
def test_camera_against_a_strap(recordings, find):
    rows = camera_against_strap(recordings, find)
    quality, sensitivity, precision = np.array([row[1:4] for row in rows]).T
    spread_ms, median_ms = np.array([(errors_ms.std(), np.median(np.abs(errors_ms))) for *_, errors_ms in rows]).T
    assert np.median(sensitivity) > (0.97 if find is pulse_beats else 0.92)
    assert np.median(precision) > 0.95
    assert np.mean(sensitivity) > (0.95 if find is pulse_beats else 0.92)
    assert np.median(spread_ms) < 18.0
    assert np.median(median_ms) < 9.0
    # Where beats are wrong, they are trusted less.
    assert quality[np.argmin(precision)] < np.median(quality) - 0.1 or precision.min() > 0.85


def test_finger_against_an_ecg(recordings):
    sensitivity, precision, errors_ms = finger_against_ecg(recordings, pulse_beats)
    assert sensitivity > 0.98
    assert precision > 0.96
    assert np.median(np.abs(errors_ms)) < 5.0


@pytest.mark.parametrize("people", short_and_long(3, None))
def test_rates_of_a_wave_from_a_finger_while_breathing_at_four_a_minute(recordings, people):
    for name, t_s, wave, published_bpm in islice(published_pulses(recordings), people):
        for find in LIVE_AND_REVIEW:
            found = find(wave, 75.0, t_s=t_s)
            assert mean_rate_bpm(found.t_s) == pytest.approx(published_bpm, rel=0.035), name
            assert np.nanmean(found.quality) > 0.93, name


@pytest.mark.parametrize("oximeter_s", short_and_long(200, 600))
def test_low_cost_sensors(recordings, oximeter_s):
    (_, wave, rate_hz, first_bpm), (_, third_wave, third_hz, third_bpm) = low_cost_pulses(recordings)
    first = pulse_beats(wave, rate_hz)
    assert 60 / np.mean(np.diff(first.t_s)) == pytest.approx(first_bpm, abs=3.0)
    assert np.max(np.diff(first.t_s)) / np.min(np.diff(first.t_s)) < 1.6
    third = pulse_beats(third_wave, third_hz)
    assert 60 / np.median(np.diff(third.t_s)) == pytest.approx(third_bpm, abs=1.0)
    nonin = pulse_beats(column(recordings / "systole-rr-ppg" / "ppg.csv.gz"), 75.0)
    assert 60 / np.median(np.diff(nonin.t_s)) == pytest.approx(68.0, abs=1.0)
    with gzip.open(recordings / "smartcare-ppg" / "ppg_smartcare.csv.gz", "rt") as file:
        table = np.genfromtxt(file, delimiter=",", skip_header=1, usecols=(3, 6))
    oximeter_t_s = pulse_beats(table[: 100 * oximeter_s, 1], 100.0).t_s
    ours_bpm = [
        60 / np.median(np.diff(oximeter_t_s[(oximeter_t_s > t - 10) & (oximeter_t_s < t)]))
        for t in range(20, oximeter_s, 5)
    ]
    assert np.median(np.abs(np.array(ours_bpm) - table[2000 : 100 * oximeter_s : 500, 0])) < 1.5
    text = (recordings / "bangle-ppg" / "hrm_log.csv").read_text().replace("\n", "").split(",")
    watch = pulse_beats([float(value) for value in text[1:] if value], 50.0)
    assert 60 / np.median(np.diff(watch.t_s)) == pytest.approx(83.5, abs=3.0)
