"""Fit the weights of `biofeedback.signals.detection.ecg_trust` on made ECGs with noise and print them.

``python -m scripts.fit_ecg_trust [ecgs]`` from the top of the checkout; two minutes for 240 with noise and as many with
steps. The ECGs are those of ``tests/rigs/hearts/made_ecgs.py`` with the noise of ``tests/rigs/hearts/ecg_noise.py`` and
seeds from 0; the tests check on seeds from 100 000 and on real ECGs, which are not used here.
"""

import sys
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from biofeedback.signals.detection import ecg_beats as search
from biofeedback.signals.detection.ecg_trust import FEATURES, RIGHT_WITHIN_S
from biofeedback.signals.detection.signal_quality import Doubts
from biofeedback.signals.timing.beats import FloatArray
from tests.rigs.hearts.ecg_noise import at_ratio, noise_of
from tests.rigs.hearts.made_ecgs import made_ecg

RATIOS_DB = (40.0, 24.0, 18.0, 12.0, 6.0, 3.0, 0.0, -6.0)
"""Signal to noise in decibels, as the MIT-BIH Noise Stress Test has them, with one that is clean."""

KINDS = ("electrode", "baseline", "muscle", "white")
"""Of noise that lasts."""

STEP_RATIOS_DB = (-6.0, 0.0, 6.0, 12.0)
"""The same for an electrode that moves in steps; below, hardly a beat is left, and above, hardly a step is seen."""

RATES_HZ = (100.0, 130.0, 250.0, 360.0)
"""Samples a second of sensors in use."""

LENGTH_S = 90.0
"""Of each ECG; every second one is noisy in its second half only. A choice."""

LIVE_SHARE = 2
"""Of so many ECGs, one is looked at as it comes. A choice: the same weights hold there."""

LIVE_TOGETHER = 7
"""Of those with steps, so many in a row are looked at as they come, then so many whole. A choice: no rate and no
ratio comes round with it."""

EMPTY_SHARE = 12
"""Of so many ECGs, one holds no heart at all. A choice: enough to learn that noise alone has no beats."""

RIDGE = 1e-4
"""The penalty on large weights: a choice, so small that thousands of beats decide."""

_SURELY_NOT = 1e-9
"""Nothing is less likely than this, so that no logarithm is of 0."""

Rows = tuple[FloatArray, NDArray[np.bool_]]


def noisy(seed: int) -> tuple[FloatArray, FloatArray, float]:
    """Return an ECG with noise, its beats and its rate; half of the noise is that of electrodes."""
    rate_hz = RATES_HZ[seed % len(RATES_HZ)]
    clean, true_s = made_ecg(seed, LENGTH_S, rate_hz)
    kind = KINDS[seed // 2 % len(KINDS)] if seed % 2 else "electrode"
    noise = noise_of(kind, clean.size, rate_hz, seed)
    if seed % EMPTY_SHARE == EMPTY_SHARE - 1:
        return noise, np.empty(0), rate_hz
    scaled = at_ratio(clean, true_s, noise, rate_hz, RATIOS_DB[seed // 3 % len(RATIOS_DB)])
    if seed // 5 % 2:
        scaled[: clean.size // 2] = 0.0
    return clean + scaled, true_s, rate_hz


def stepped(seed: int, ratio_db: float) -> tuple[FloatArray, FloatArray, float]:
    """Return an ECG whose electrode moves in steps, its beats and its rate."""
    rate_hz = RATES_HZ[seed % len(RATES_HZ)]
    clean, true_s = made_ecg(seed, LENGTH_S, rate_hz)
    steps = noise_of("steps", clean.size, rate_hz, seed)
    return clean + at_ratio(clean, true_s, steps, rate_hz, ratio_db), true_s, rate_hz


def right(found_s: FloatArray, true_s: FloatArray, within_s: float = RIGHT_WITHIN_S) -> NDArray[np.bool_]:
    """Return which of the beats found are right; one heartbeat makes one of them right, the nearest."""
    hit = np.zeros(found_s.size, dtype=bool)
    if found_s.size and true_s.size:
        nearest = np.abs(found_s[:, np.newaxis] - true_s).argmin(axis=0)
        hit[nearest[np.abs(found_s[nearest] - true_s) <= within_s]] = True
    return hit


def observe(samples: FloatArray, true_s: FloatArray, rate_hz: float, *, live: bool) -> Rows:
    """Return what is weighed of each beat found in an ECG, and whether it was right."""
    kept: list[FloatArray] = []

    def numbered(quality: FloatArray, reasons: Doubts, features: FloatArray) -> tuple[FloatArray, Doubts]:
        # In place of its quality each beat is given the number of its row.
        first = sum(len(rows) for rows in kept)
        kept.append(features)
        return np.arange(first, first + quality.size, dtype=np.float64), reasons

    with patch.object(search, "trusted", numbered):
        found = search.EcgBeatFinder(rate_hz).feed(samples) if live else search.ecg_beats(samples, rate_hz)
    found_s = np.array([beat.t_s for beat in found]) if isinstance(found, list) else found.t_s
    rows = np.array([beat.quality for beat in found]) if isinstance(found, list) else found.quality
    if not kept:
        return np.empty((0, len(FEATURES))), np.empty(0, dtype=bool)
    known = np.isfinite(rows)
    return np.concatenate(kept)[rows[known].astype(np.int64)], right(found_s, true_s)[known]


def fit(features: FloatArray, was_right: NDArray[np.bool_]) -> tuple[float, ...]:
    """Return the weights under which what was seen is likeliest; none but the first may raise the trust."""
    signs = np.where(was_right, 1.0, -1.0)

    def loss(weights: FloatArray) -> tuple[float, FloatArray]:
        against = -signs * (features @ weights)
        slope = -(signs / (1.0 + np.exp(-against))) @ features / signs.size
        return float(np.mean(np.logaddexp(0.0, against)) + RIDGE * weights @ weights), slope + 2.0 * RIDGE * weights

    bounds = [(None, None), *[(None, 0.0)] * (features.shape[1] - 1)]
    found = minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds)
    return tuple(round(float(value), 2) for value in found.x)


def fit_beside(features: FloatArray, was_right: NDArray[np.bool_], weights: tuple[float, ...]) -> tuple[float, ...]:
    """Return the weights under which what was seen is likeliest where the lesser of these and of others counts."""
    known = 1.0 / (1.0 + np.exp(-(features @ np.array(weights))))

    def loss(others: FloatArray) -> tuple[float, FloatArray]:
        likely = 1.0 / (1.0 + np.exp(-(features @ others)))
        lesser = np.clip(np.minimum(likely, known), _SURELY_NOT, 1.0 - _SURELY_NOT)
        slope = np.where(likely < known, likely - was_right, 0.0) @ features / was_right.size
        seen = np.where(was_right, lesser, 1.0 - lesser)
        return float(RIDGE * others @ others - np.mean(np.log(seen))), slope + 2.0 * RIDGE * others

    bounds = [(None, None), *[(None, 0.0)] * (features.shape[1] - 1)]
    found = minimize(loss, np.array(weights), jac=True, method="L-BFGS-B", bounds=bounds)
    return tuple(round(float(value), 2) for value in found.x)


def main() -> None:
    """Print the weights."""
    ecgs = range(int(sys.argv[1]) if len(sys.argv) > 1 else 240)
    noise = [observe(*noisy(seed), live=seed % LIVE_SHARE == 0) for seed in ecgs]
    steps = [
        observe(*stepped(seed, STEP_RATIOS_DB[seed // 3 % len(STEP_RATIOS_DB)]), live=seed // LIVE_TOGETHER % 2 == 0)
        for seed in ecgs
    ]
    features, was_right = _together(noise)
    lasting = (*fit(features[:, :-1], was_right), 0.0)
    features, was_right = _together([*noise, *steps])
    sys.stdout.write(f"{was_right.size} beats, {np.mean(was_right):.1%} of them right\n")
    sys.stdout.write(
        f"FEATURES = {FEATURES}\nWEIGHTS = (\n    {lasting},\n    {fit_beside(features, was_right, lasting)},\n)\n"
    )


def _together(seen: list[Rows]) -> Rows:
    """Return the rows of many ECGs as those of one."""
    return np.concatenate([rows for rows, _ in seen]), np.concatenate([hit for _, hit in seen])


if __name__ == "__main__":
    main()
