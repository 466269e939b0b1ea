"""A T wave higher than the R is no beat, and an early beat as blunt as a T wave is none."""

from functools import partial

import numpy as np
import pytest

from biofeedback.signals.detection.ecg_beats import EcgBeatFinder, ecg_beats
from biofeedback.signals.detection.qrs_maxima import local_maxima
from biofeedback.signals.detection.t_waves import HighTWaves
from tests.rigs.hearts.ecgs_of_waves import LENGTH_S, R_S, heart
from tests.rigs.hearts.ecgs_of_waves import waves as waves_of
from tests.rigs.hearts.recorded_beats import annotated_ecgs
from tests.rigs.signals.beat_matching import figures

COMPLEX = ((1.0, 0.0, R_S), (-0.2, 0.03, R_S))
BROAD = ((1.1, -0.02, 0.022), (0.9, 0.02, 0.022), (-0.4, 0.3, 0.05))


waves = partial(waves_of, noise=0.03, seed=6)


def told(ecg, rate_hz, live):
    """Return when the beats are, without the first seconds, in which the live search learns."""
    found_s = np.array([beat.t_s for beat in EcgBeatFinder(rate_hz).feed(ecg)]) if live else ecg_beats(ecg, rate_hz).t_s
    return found_s[(found_s > 4.0) & (found_s < LENGTH_S - 2.0)]


def settled(true_s, margin_s=0.1):
    return true_s[(true_s > 4.0 + margin_s) & (true_s < LENGTH_S - 2.0 - margin_s)]


def wrong(found_s, true_s):
    return int(np.sum(np.abs(found_s[:, np.newaxis] - true_s).min(axis=1) > 0.05))


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("rate_hz", [125.0, 250.0, 500.0])
@pytest.mark.parametrize("rate_bpm", [45.0, 70.0, 100.0])
@pytest.mark.parametrize("t_height", [1.9, -1.9])
def test_a_t_wave_higher_than_the_r_is_no_beat(t_height, rate_bpm, rate_hz, live):
    true_s, nearer = heart(rate_bpm), min(1.0, 75.0 / rate_bpm) ** 0.5
    found_s = told(waves(true_s, rate_hz, (*COMPLEX, (t_height, 0.28 * nearer, 0.031))), rate_hz, live)
    assert figures(found_s, settled(true_s))[0] > 0.97
    assert wrong(found_s, true_s) <= 1


@pytest.mark.parametrize("live", [False, True])
def test_a_high_t_wave_of_an_irregular_heart_is_no_beat(live):
    true_s = 0.5 + np.cumsum(np.clip(0.75 * np.exp(0.2 * np.random.default_rng(3).normal(size=48)), 0.5, 1.3))
    found_s = told(waves(true_s, 250.0, (*COMPLEX, (1.8, 0.27, 0.03))), 250.0, live)
    assert figures(found_s, settled(true_s))[0] > 0.97
    assert wrong(found_s, true_s) <= 1


@pytest.mark.parametrize("live", [False, True])
def test_high_t_waves_after_recorded_complexes_are_no_beats(recordings, live):
    samples, true_s = annotated_ecgs(recordings)["mitdb-100"]
    samples, true_s = samples[: int(LENGTH_S * 360)], true_s[true_s < LENGTH_S]
    found_s = told(samples + waves(true_s, 360.0, ((2.2, 0.26, 0.03),), noise=0.0), 360.0, live)
    assert figures(found_s, settled(true_s))[0] > 0.97
    assert wrong(found_s, true_s) <= 1


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("coupling_s", [0.35, 0.4])
def test_an_early_broad_beat_stays_a_beat(coupling_s, live):
    usual_s, extra_s = np.arange(0.5, 39.0, 0.85), []
    for number in range(6, usual_s.size - 2, 7):
        extra_s.append(usual_s[number] + coupling_s)
        usual_s[number + 1] = np.nan
    usual_s, extra_s = usual_s[np.isfinite(usual_s)], np.array(extra_s)
    ecg = waves(usual_s, 250.0, (*COMPLEX, (0.25, 0.28, 0.045))) + waves(extra_s, 250.0, BROAD, noise=0.0)
    found_s = told(ecg, 250.0, live)
    assert figures(found_s, settled(np.sort(np.concatenate((usual_s, extra_s)))))[0] == 1.0


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("rate_bpm", [150.0, 200.0])
def test_of_a_fast_heart_whose_beats_differ_none_is_a_t_wave(rate_bpm, live):
    true_s = heart(rate_bpm)
    ecg = waves(true_s[::2], 130.0, COMPLEX) + 0.65 * waves(true_s[1::2], 130.0, COMPLEX, noise=0.0)
    found_s = told(ecg, 130.0, live)
    assert figures(found_s, settled(true_s))[:2] == (1.0, 1.0)


def test_a_wave_that_follows_one_beat_only_is_no_t_wave():
    true_s = np.arange(0.5, 9.0, 0.8)
    ecg = waves(true_s, 250.0, COMPLEX, length_s=10.0, noise=0.0)
    for after, follows in ((true_s, True), (true_s[[5]], False)):
        both = ecg + waves(after, 250.0, ((1.8, 0.28, 0.031),), length_s=10.0, noise=0.0)
        maxima = local_maxima(both, 250.0)
        numbers = [int(np.argmin(np.abs(maxima.tops - at * 250.0))) for at in true_s[:6]]
        top = int(np.argmin(np.abs(maxima.tops - (true_s[5] + 0.28) * 250.0)))
        t_waves = HighTWaves(both, maxima, 250.0)
        assert t_waves.blunt(top, numbers[-1])
        assert t_waves.follows(numbers, top, 200.0) is follows
