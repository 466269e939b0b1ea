"""A signal that steps to another height and stays, or falls back slowly, is no ECG; a complex comes back at once."""

import numpy as np
import pytest

from biofeedback.signals.detection.interference.bare_steps import are_bare_steps
from tests.rigs.hearts.made_ecgs import made_ecg

LENGTH_S = 6.0
EVERY_S = 0.8


def signal(kind, rate_hz):
    """Return six seconds of a signal without a heart, and when it steps up."""
    t_s = np.arange(round(LENGTH_S * rate_hz)) / rate_hz
    turn = (t_s / EVERY_S) % 1.0
    wave = {
        "lamp": np.where(turn < 0.5, 1.0, 0.0),
        "saw": 1.0 - turn,
        "recharge": 1.0 - np.exp(-3.0 * turn),
    }[kind]
    return t_s, wave, EVERY_S * np.arange(1, int(LENGTH_S / EVERY_S))


@pytest.mark.parametrize("rate_hz", [100.0, 130.0, 250.0, 1000.0])
@pytest.mark.parametrize("kind", ["lamp", "saw", "recharge"])
@pytest.mark.parametrize("height", [1.0, -300.0])
def test_what_steps_and_stays_is_no_ecg(kind, rate_hz, height):
    t_s, wave, steps_s = signal(kind, rate_hz)
    assert are_bare_steps(t_s, height * wave, rate_hz, steps_s)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("rate_hz", [100.0, 250.0])
def test_complexes_come_back(seed, rate_hz):
    wave, beats_s = made_ecg(seed, LENGTH_S, rate_hz)
    wave += 0.3 * np.sin(2 * np.pi * 0.25 * np.arange(wave.size) / rate_hz)
    assert not are_bare_steps(np.arange(wave.size) / rate_hz, wave, rate_hz, beats_s)


@pytest.mark.parametrize(
    "waves",
    [
        # When after the beat, how wide, in seconds, and how high: the complex, the ST segment, the T wave.
        pytest.param(((-0.02, 0.012, 0.2), (0.03, 0.035, -1.2), (0.16, 0.06, 0.35), (0.32, 0.06, 0.5)), id="bundle"),
        pytest.param(((-0.02, 0.05, 0.8), (0.05, 0.03, 0.5), (0.3, 0.07, -0.5)), id="paced"),
        pytest.param(((0.0, 0.012, 0.5), (0.05, 0.02, 0.5), (0.12, 0.06, 0.3), (0.3, 0.05, -0.2)), id="raised ST"),
    ],
)
@pytest.mark.parametrize("rate_hz", [100.0, 130.0, 250.0])
def test_wide_complexes_come_to_a_t_wave_and_return(waves, rate_hz):
    t_s = np.arange(round(LENGTH_S * rate_hz)) / rate_hz
    beats_s = np.arange(0.4, LENGTH_S - 0.4, EVERY_S)
    ecg = 0.01 * np.random.default_rng(1).normal(size=t_s.size)
    for late_s, width_s, height in waves:
        ecg += height * np.exp(-0.5 * ((t_s[:, np.newaxis] - beats_s - late_s) / width_s) ** 2).sum(axis=1)
    assert not are_bare_steps(t_s, ecg, rate_hz, beats_s)


@pytest.mark.parametrize(
    ("waves", "every_s"),
    [
        pytest.param(
            ((0.0, 0.013, 0.8), (0.05, 0.02, 0.2), (0.09, 0.03, 0.25), (0.15, 0.04, 0.3), (0.23, 0.05, 0.3)),
            0.6,
            id="raised ST without P wave",
        ),
        pytest.param(
            ((-0.01, 0.02, 0.9), (0.045, 0.025, -0.6), (0.13, 0.05, -0.2), (0.34, 0.09, 0.4)), 0.5, id="bundle at 120"
        ),
        pytest.param(
            ((-0.01, 0.02, -0.9), (0.045, 0.025, 0.6), (0.13, 0.05, 0.2), (0.34, 0.09, -0.4)), 0.5, id="upside down"
        ),
    ],
)
@pytest.mark.parametrize("rate_hz", [100.0, 130.0, 250.0, 1000.0])
def test_complexes_go_to_and_fro_where_no_wave_returns_before_the_next(waves, every_s, rate_hz):
    t_s = np.arange(round(LENGTH_S * rate_hz)) / rate_hz
    beats_s = np.arange(0.3, LENGTH_S - 0.2, every_s)
    ecg = 0.01 * np.random.default_rng(1).normal(size=t_s.size)
    for late_s, width_s, height in waves:
        ecg += height * np.exp(-0.5 * ((t_s[:, np.newaxis] - beats_s - late_s) / width_s) ** 2).sum(axis=1)
    assert not are_bare_steps(t_s, ecg, rate_hz, beats_s)


@pytest.mark.parametrize("rate_hz", [100.0, 250.0, 1000.0])
def test_a_smoothed_input_that_recharges_quickly_is_no_ecg(rate_hz):
    t_s = np.arange(round(LENGTH_S * rate_hz)) / rate_hz
    wave = np.exp(-5.5 * ((t_s / EVERY_S) % 1.0))
    size = max(1, round(0.02 * rate_hz))
    wave = np.convolve(np.pad(wave, size, mode="edge"), np.ones(size) / size, mode="same")[size:-size]
    steps_s = EVERY_S * np.arange(1, int(LENGTH_S / EVERY_S))
    assert are_bare_steps(t_s, wave, rate_hz, steps_s)


def test_some_steps_among_complexes_say_nothing():
    wave, beats_s = made_ecg(3, LENGTH_S, 250.0)
    wave[800:] += 2.0
    t_s = np.arange(wave.size) / 250.0
    assert not are_bare_steps(t_s, wave, 250.0, np.sort(np.append(beats_s, 800 / 250.0)))


def test_without_beats_nothing_is_said():
    t_s, wave, _ = signal("lamp", 100.0)
    assert not are_bare_steps(t_s, wave, 100.0, np.empty(0))
    assert not are_bare_steps(t_s, wave, 100.0, np.array([0.01, 5.99])), "at the edges there is nothing to see"
