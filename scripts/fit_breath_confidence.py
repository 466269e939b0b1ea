"""Fit the numbers of `biofeedback.signals.breath.confidence` on generated bodies and print them.

``python -m scripts.fit_breath_confidence [bodies]`` from the top of the checkout; two minutes for 9000 bodies. They
are those of ``tests/rigs/hearts/breathing_bodies.py`` with seeds from 0; the tests check on seeds from 100 000 and on
real belts, which are not used here.
"""

import sys

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from biofeedback.signals.breath.chest_motion import chest_wave
from biofeedback.signals.breath.confidence import (
    RIVAL_MARGIN_SHARE,
    SHARED_DOUBT,
    Candidate,
    described,
    pool,
    weigh,
)
from biofeedback.signals.breath.peaks import FEATURES, MOST_CANDIDATES, SAME_WITHIN_PER_MIN, BreathPeaks, breath_peaks
from biofeedback.signals.breath.record_breath import window_breaths, windows_agree
from biofeedback.signals.breath.waves import FEWEST_BEATS, WINDOW_S, wave_from_beats
from tests.rigs.hearts.breathing_bodies import body, chest_motion

_NO_PEAKS = BreathPeaks(np.empty(0), np.empty((0, len(FEATURES))))

USED = {
    "rr": (
        *(
            "share",
            "lasting",
            "counted",
            "uneven",
            "steady",
            "mayer",
            "pitch",
            "near_end",
            "between",
            "locked",
            "halved",
        ),
        *("slow_base", "slow_share", "slow_counted", "slow_whole", "slow_between", "slow_locked"),
        *("fast_line", "fast_counted", "fast_apart", "fast_uneven", "fast_steady", "fast_unusual"),
        *("even_base", "even_counted", "even_steady"),
    ),
    "amplitude": (
        *("share", "line", "counted", "apart", "uneven", "steady", "pitch", "near_end"),
        *("slow_base", "slow_unusual", "slow_whole"),
        *("fast_line", "fast_counted", "fast_uneven", "fast_steady", "fast_unusual"),
        *("even_base", "even_counted", "even_apart", "even_steady"),
    ),
    "acceleration": (
        *("share", "line", "counted", "uneven", "steady", "pitch"),
        *("slow_base", "slow_whole", "slow_steady"),
        *("fast_base", "fast_counted", "fast_apart", "fast_steady", "fast_unusual"),
        *("even_base", "even_counted", "even_apart", "even_steady"),
    ),
}
"""What is weighed for each signal: leaving one of these out costs, adding another gains little or nothing."""

RIDGE = 1e-3
"""The penalty on large weights: a choice, so small that thousands of bodies decide, and no weight runs away."""

EVEN_EACH, EVEN_IRREGULARITY = 3, 0.03
"""Every third body breathes evenly at any rate, as those whom a metronome or a machine leads: a coefficient of
variation. A choice; of the other bodies few that breathe fast are even."""

FIRST_RECORD, PART_SEEDS = 20_000, 10_000
"""Seeds of whole records, and from a part of one to its next; none is a seed of a single window."""

CHANGING_SHARE = 1.0 / 6.0
"""Of the records that change their breath on the way: a choice, so many that they are reckoned with."""

Row = tuple[BreathPeaks, float]


def observe(bodies: int) -> dict[str, list[Row]]:
    """Return for each signal the peaks of every body, their features and the true rate."""
    seen: dict[str, list[Row]] = {kind: [] for kind in USED}
    for seed in range(bodies):
        length_s = 64.0 if seed % 2 else 46.0 + seed % 18
        person = body(seed, length_s, irregularity=None if seed % EVEN_EACH else EVEN_IRREGULARITY)
        rate_per_min = person.breathing.rate_per_min
        for kind, values in (("rr", person.nn_ms), ("amplitude", person.amplitude)):
            wave = wave_from_beats(person.t_s, values)
            peaks = _NO_PEAKS if wave.reason else breath_peaks(wave.samples, highest_hz=wave.highest_hz)
            seen[kind].append((peaks, rate_per_min(person.t_s[0], person.t_s[-1])))
        chest = chest_wave(chest_motion(person.breathing, seed, length_s), 50.0)
        seen["acceleration"].append((breath_peaks(chest.samples), rate_per_min(0.0, length_s)))
    return seen


def fit(rows: list[Row], names: tuple[str, ...]) -> dict[str, float]:
    """Return the weights under which the true peaks, or the absence of one, are likeliest."""
    features = np.zeros((len(rows), MOST_CANDIDATES, len(names) + 1))
    there = np.zeros((len(rows), MOST_CANDIDATES), dtype=bool)
    right = np.zeros((len(rows), MOST_CANDIDATES), dtype=bool)
    for at, (peaks, truth) in enumerate(rows):
        rates = peaks.rate_per_min
        if rates.size:
            columns, known_names = described(peaks)
            features[at, : rates.size] = columns[:, [known_names.index(name) for name in ("base", *names)]]
        there[at, : rates.size] = True
        right[at, : rates.size] = np.abs(rates - truth) <= SAME_WITHIN_PER_MIN

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = np.where(there, np.exp(np.minimum(features @ weights, 30.0)), 0.0)
        shares = odds / (1.0 + odds.sum(axis=1, keepdims=True))
        known = right.any(axis=1)
        hit = np.where(known, (shares * right).sum(axis=1), 1.0 - shares.sum(axis=1)) + 1e-12
        target = np.where(known[:, None], shares * right / hit[:, None], 0.0)
        slope = -((target - shares)[..., None] * features).sum(axis=(0, 1)) / len(rows)
        return float(-np.mean(np.log(hit)) + RIDGE * weights @ weights), slope + 2.0 * RIDGE * weights

    found = minimize(loss, np.zeros(features.shape[2]), jac=True, method="L-BFGS-B")
    return dict(zip(("base", *names), (round(float(value), 2) for value in found.x), strict=True))


def fit_doubt(seen: dict[str, list[Row]], tables: dict[str, dict[str, float]]) -> float:
    """Return the doubt for each further signal that makes pooled confidences of 0.9 and more come true."""
    said = {kind: [weigh(peaks, tables[kind]) for peaks, _ in rows] for kind, rows in seen.items()}
    doubts = []
    for group in [("rr", "amplitude"), ("rr", "acceleration"), ("amplitude", "acceleration"), tuple(USED)]:
        given, right = [], []
        for at, (_, truth) in enumerate(seen["rr"]):
            sources = [said[kind][at] for kind in group if said[kind][at]]
            together = pool(sources)
            if len(sources) == len(group) and together[0].confidence >= 0.9:
                given.append(together[0].confidence / (1.0 - SHARED_DOUBT) ** (len(group) - 1))
                right.append(abs(together[0].rate_per_min - truth) <= SAME_WITHIN_PER_MIN)
        doubts.append(1.0 - (np.mean(right) / np.mean(given)) ** (1.0 / (len(group) - 1)))
    return round(float(np.mean(doubts)), 2)


def fit_record(records: int) -> tuple[float, ...]:
    """Return what makes of the windows of a record how likely most of them breathe at the rate they agree on."""
    rows, right = [], []
    for seed in range(FIRST_RECORD, FIRST_RECORD + records):
        random = np.random.default_rng(seed)
        # Some change from one breath to another.
        parts = [record_windows(seed, 0), record_windows(seed, 1)] if random.random() < CHANGING_SHARE else []
        windows = [window for part in parts or [record_windows(seed, 0)] for window in part]
        agreed = windows_agree([candidates for candidates, _ in windows])
        if agreed is not None and agreed.share > 0.0:
            ahead = np.log((agreed.share + RIVAL_MARGIN_SHARE) / (agreed.rival_share + RIVAL_MARGIN_SHARE))
            rows.append((1.0, np.log(agreed.share / (1.0 - min(0.995, agreed.share))), ahead))
            apart = np.abs([truth - agreed.rate_per_min for _, truth in windows])
            right.append(np.mean(apart <= SAME_WITHIN_PER_MIN) > 0.5)
    features, signs = np.array(rows), np.where(right, 1.0, -1.0)

    def loss(weights: NDArray[np.float64]) -> float:
        return float(np.mean(np.logaddexp(0.0, -signs * (features @ weights))) + RIDGE * weights @ weights)

    return tuple(round(float(value), 2) for value in minimize(loss, np.zeros(3)).x)


def record_windows(seed: int, part: int) -> list[tuple[tuple[Candidate, ...], float]]:
    """Return the candidates and the true rate of each window of a generated record of one to ten minutes."""
    length_s = float(np.exp(np.random.default_rng((seed, part)).uniform(np.log(64.0), np.log(600.0))))
    person = body(seed + part * PART_SEEDS, length_s)
    if person.t_s.size < FEWEST_BEATS:
        return []
    told = window_breaths(person.t_s, person.nn_ms)
    rate_per_min = person.breathing.rate_per_min
    return [(breath.candidates, rate_per_min(max(0.0, end_s - WINDOW_S), end_s)) for end_s, breath in told]


def main() -> None:
    """Print the tables."""
    seen = observe(int(sys.argv[1]) if len(sys.argv) > 1 else 9000)
    tables = {kind: fit(rows, USED[kind]) for kind, rows in seen.items()}
    for kind, table in tables.items():
        sys.stdout.write(f"FROM_{kind.upper()} = {table}\n")
    sys.stdout.write(f"SHARED_DOUBT = {fit_doubt(seen, tables)}\n")
    sys.stdout.write(f"OF_A_RECORD = {fit_record(len(seen['rr']) // 12)}, with the tables as they stand\n")


if __name__ == "__main__":
    main()
