"""Fit the weights of `biofeedback.signals.detection.pulse_trust` on made pulse waves with noise and print them.

``python -m scripts.fit_pulse_trust [waves]`` from the top of the checkout; about two minutes for 256. The waves are
those of ``tests/rigs/hearts/made_pulses.py`` with seeds from 0; the tests check on seeds from 100 000 and on real
pulses, which are not used here.
"""

import sys
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from biofeedback.signals.detection import pulse_blocks, pulse_review
from biofeedback.signals.detection.pulse_beats import PulseBeats, pulse_beats
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from biofeedback.signals.detection.pulse_trust import FEATURES, RIGHT_WITHIN_S
from biofeedback.signals.detection.signal_quality import FEWEST_BEATS, Doubts
from biofeedback.signals.timing.beats import FloatArray
from scripts.fit_ecg_trust import Rows, fit, right
from tests.rigs.hearts.made_pulses import NOISES, RHYTHMS, coarse, made_pulse, pulse_noise, rhythmic_noise, weakened

RATES_HZ = (25.0, 30.0, 50.0, 75.0, 100.0, 125.0, 250.0, 500.0)
"""Samples a second of cameras, optical arm bands and finger sensors in use."""

FAULTS = (
    *("clean", "motion", "motion", "motion", "walk", "walk", "walk", "fidget", "fidget"),
    *("flicker", "white", "hum", "wander", "steps", "drops", "weak"),
)
"""What is wrong with a wave, one after another; motion is what people make most, often in a rhythm. A choice."""

LEVELS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8)
"""Effective value of the noise, in heights of a pulse. A choice: from hardly seen to beyond what can be read."""

FLOOR_LEVEL = 0.005
"""Noise of every sensor, in heights of a pulse. A choice: eight bits of it."""

EMPTY_SHARE = 20
"""Of so many waves, one holds no heart at all, and no rhythm either. A choice: enough that noise alone is trusted less
than a heart in it, and not more, since `wave_presence` tells most of it."""

LENGTH_S = 90.0
"""Of each wave; every second one with motion, hum or steps has them in its second half only. A choice."""


def noisy(seed: int) -> tuple[FloatArray, FloatArray, float]:
    """Return a pulse wave with one fault, or noise without a heart; its beats and its rate."""
    fault, level = FAULTS[seed // len(RATES_HZ) % len(FAULTS)], LEVELS[seed // 3 % len(LEVELS)]
    rate_hz = RATES_HZ[seed % len(RATES_HZ)]
    if seed % EMPTY_SHARE == EMPTY_SHARE - 1:
        kind = NOISES[seed // EMPTY_SHARE % len(NOISES)]
        return pulse_noise(kind, round(LENGTH_S * rate_hz), rate_hz, seed), np.empty(0), rate_hz
    return faulty(seed, rate_hz, fault, level)


def faulty(seed: int, rate_hz: float, fault: str, level: float) -> tuple[FloatArray, FloatArray, float]:
    """Return a pulse wave with the fault, its beats and its rate."""
    wave, true_s = made_pulse(seed, LENGTH_S, rate_hz)

    def noise(kind: str) -> FloatArray:
        made: FloatArray = level * noise_of(kind, wave.size, rate_hz, seed)
        return made

    added = FLOOR_LEVEL * np.random.default_rng(seed).normal(size=wave.size)
    if fault == "drops":
        return weakened(wave, rate_hz, seed) + added + 0.2 * noise("white"), true_s, rate_hz
    if fault == "weak":
        return coarse(wave + added + 0.5 * noise("white") + 0.5 * noise("wander"), seed), true_s, rate_hz
    if fault != "clean":
        fault_s = noise(fault)
        if seed // 5 % 2:
            fault_s[: wave.size // 2] = 0.0
        added += fault_s
    return wave + added, true_s, rate_hz


def noise_of(kind: str, size: int, rate_hz: float, seed: int) -> FloatArray:
    """Return noise with or without a rhythm."""
    make = rhythmic_noise if kind in RHYTHMS else pulse_noise
    noise: FloatArray = make(kind, size, rate_hz, seed)
    return noise


def observe(wave: FloatArray, true_s: FloatArray, rate_hz: float, *, live: bool) -> Rows:
    """Return what is weighed of each beat found in a wave, and whether it was right."""
    kept: list[FloatArray] = []

    def numbered(
        quality: FloatArray, reasons: Doubts, features: FloatArray, _too_even: FloatArray
    ) -> tuple[FloatArray, Doubts]:
        # In place of its quality each beat is given the number of its row.
        if quality.size < FEWEST_BEATS:
            return quality, reasons
        first = sum(len(rows) for rows in kept)
        kept.append(features)
        return np.arange(first, first + quality.size, dtype=np.float64), reasons

    def everywhere(_t_s: FloatArray, _wave: FloatArray, _rate_hz: float, beats: PulseBeats) -> NDArray[np.bool_]:
        # The quality is stated of all that is found, whether it counts or not: that rests on it.
        return np.ones(beats.t_s.size, dtype=bool)

    looked_at = patch.object(pulse_review, "of_a_heart", everywhere)
    with patch.object(pulse_blocks if live else pulse_review, "trusted", numbered), looked_at:
        found = pulse_beats(wave, rate_hz) if live else review_pulse_beats(wave, rate_hz)
    if not kept:
        return np.empty((0, len(FEATURES))), np.empty(0, dtype=bool)
    known: NDArray[np.bool_] = np.isfinite(found.quality)
    rows = np.concatenate(kept)[found.quality[known].astype(np.int64)]
    return rows, right(found.t_s, true_s, RIGHT_WITHIN_S)[known]


def main() -> None:
    """Print the weights."""
    waves = range(int(sys.argv[1]) if len(sys.argv) > 1 else 256)
    seen = [observe(*noisy(seed), live=live) for seed in waves for live in (True, False)]
    features, was_right = np.concatenate([rows for rows, _ in seen]), np.concatenate([hit for _, hit in seen])
    sys.stdout.write(f"{was_right.size} beats, {np.mean(was_right):.1%} of them right\n")
    sys.stdout.write(f"FEATURES = {FEATURES}\nWEIGHTS = {fit(features, was_right)}\n")


if __name__ == "__main__":
    main()
