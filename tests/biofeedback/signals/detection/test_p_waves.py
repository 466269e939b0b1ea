"""A P wave as high as the R is no beat, and where the two cannot be told from one another no beat is trusted."""

from functools import partial

import numpy as np
import pytest

from biofeedback.signals.detection.ecg_beats import EcgBeatFinder, ecg_beats
from biofeedback.signals.detection.p_waves import chances_of_complexes, onto_complexes
from biofeedback.signals.detection.qrs_search import find_qrs
from biofeedback.signals.detection.signal_quality import EXPLAIN_BELOW, Doubt
from tests.rigs.hearts.ecg_noise import at_ratio, noise_of
from tests.rigs.hearts.ecgs_of_waves import LENGTH_S, R_S, heart
from tests.rigs.hearts.ecgs_of_waves import waves as waves_of
from tests.rigs.hearts.made_ecgs import made_ecg
from tests.rigs.hearts.recorded_beats import annotated_ecgs
from tests.rigs.signals.beat_matching import figures

waves = partial(waves_of, noise=0.015, seed=4)


def told(ecg, rate_hz, live):
    """Return when the beats are and their quality, without the first seconds, in which the live search learns."""
    if live:
        beats = EcgBeatFinder(rate_hz).feed(ecg)
        found_s, quality = np.array([beat.t_s for beat in beats]), np.array([beat.quality for beat in beats])
    else:
        found = ecg_beats(ecg, rate_hz)
        found_s, quality = found.t_s, found.quality
    settled = (found_s > 4.0) & (found_s < LENGTH_S - 2.0)
    return found_s[settled], quality[settled]


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("rate_hz", [100.0, 130.0, 500.0])
@pytest.mark.parametrize("rate_bpm", [45.0, 80.0, 150.0])
@pytest.mark.parametrize("p_height", [0.8, 1.2])
def test_a_p_wave_as_high_as_the_r_is_no_beat(p_height, rate_bpm, rate_hz, live):
    beats_s, nearer = heart(rate_bpm), min(1.0, 75.0 / rate_bpm) ** 0.5
    shape = ((1.0, 0.0, R_S), (-0.2, 0.03, R_S), (0.25, 0.27 * nearer, 0.04), (p_height, -0.16 * nearer, 0.022))
    found_s, quality = told(waves(beats_s, rate_hz, shape), rate_hz, live)
    true_s = beats_s[(beats_s > 4.1) & (beats_s < LENGTH_S - 2.1)]
    sensitivity, _, _ = figures(found_s, true_s)
    assert sensitivity > 0.97
    wrong = np.abs(found_s[:, np.newaxis] - beats_s).min(axis=1) > 0.05
    assert np.sum(wrong & (quality > 0.5)) <= 1


@pytest.mark.parametrize("live", [False, True])
def test_p_waves_as_high_as_the_r_before_recorded_complexes_are_no_beats(recordings, live):
    samples, true_s = annotated_ecgs(recordings)["mitdb-100"]
    samples, true_s = samples[: int(LENGTH_S * 360)], true_s[true_s < LENGTH_S]
    ecg = samples + waves(true_s, 360.0, ((1.1, -0.15, 0.022),), noise=0.0)
    found_s, quality = told(ecg, 360.0, live)
    assert figures(found_s, true_s[(true_s > 4.1) & (true_s < LENGTH_S - 2.1)])[0] > 0.97
    wrong = np.abs(found_s[:, np.newaxis] - true_s).min(axis=1) > 0.05
    assert np.sum(wrong & (quality > 0.5)) <= 1


@pytest.mark.parametrize("live", [False, True])
def test_a_wave_as_sharp_as_the_r_at_a_steady_distance_leaves_it_open(live):
    beats_s = heart(70.0)
    ecg = waves(beats_s, 250.0, ((1.0, 0.0, R_S), (1.0, -0.15, R_S)))
    _, quality = told(ecg, 250.0, live)
    assert np.max(quality) < EXPLAIN_BELOW
    assert set(ecg_beats(ecg, 250.0).reasons) == {Doubt.CLOSE}


@pytest.mark.parametrize("seed", range(12))
def test_ordinary_beats_stay_where_they_are(seed):
    ecg, true_s = made_ecg(seed, 30.0, 130.0)
    ecg = ecg + at_ratio(ecg, true_s, noise_of("white", ecg.size, 130.0, seed), 130.0, 20.0)
    found = find_qrs(ecg, 130.0)
    assert onto_complexes(ecg, 130.0, found).at.tolist() == found.at.tolist()
    assert np.mean(chances_of_complexes(ecg, 130.0, found) == 1.0) > 0.95


def test_without_beats_there_is_nothing_to_move():
    found = find_qrs(np.zeros(500), 100.0)
    assert onto_complexes(np.zeros(500), 100.0, found).at.size == 0
    assert chances_of_complexes(np.zeros(500), 100.0, found).size == 0
