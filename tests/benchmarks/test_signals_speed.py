"""How quickly a record is analysed, as ratios to NeuroKit2 in the same run.

NeuroKit2 lives in an environment of its own (`make oracle`). Where that is not there, our own times are still told and
the comparison is skipped.
"""

import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.variability.bands import band_powers
from biofeedback.signals.variability.coherence import rhythm_coherence
from biofeedback.signals.variability.dfa import dfa_alpha1
from biofeedback.signals.variability.entropy import sample_entropy
from biofeedback.signals.variability.hrv import (
    mean_hr_bpm,
    mean_nn_ms,
    nn50,
    pnn50_ratio,
    rmssd_ms,
    sd1_ms,
    sd2_ms,
    sdnn_ms,
    sdsd_ms,
)
from biofeedback.signals.variability.lomb import lomb_scargle
from biofeedback.signals.variability.spectrum import welch
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[2]
ORACLE = ROOT / ".oracle-venv" / "bin" / "python"
PROGRAM = Path(__file__).parent / "programs" / "neurokit_figures.py"

TIME_DOMAIN = (mean_nn_ms, mean_hr_bpm, sdnn_ms, rmssd_ms, sdsd_ms, nn50, pnn50_ratio, sd1_ms, sd2_ms)

LEAST_5MIN = 50.0
LEAST_24H = 5.0
LEAST_CORRECTION = 20.0
LEAST_SAME_LABELS = 0.999
MOST_COHERENCE_S = 1e-3


def heart(length_s: float, seed: int) -> np.ndarray:
    """Return the whole milliseconds of a heart at rest: breath, a slower wave, the hours of the day, and noise."""
    random = np.random.default_rng(seed)
    rr_ms, now_s, drift = [], 0.0, 0.0
    while now_s < length_s:
        drift = 0.98 * drift + random.normal(0.0, 6.0)
        day = 90.0 * np.sin(2 * np.pi * now_s / 86_400.0)
        wave = 25.0 * np.sin(2 * np.pi * 0.1 * now_s) + 30.0 * np.sin(2 * np.pi * 0.24 * now_s)
        interval_ms = round(840.0 + day + wave + drift + random.normal(0.0, 8.0))
        rr_ms.append(interval_ms)
        now_s += interval_ms / 1000.0
    return np.array(rr_ms, dtype=float)


def with_odd_beats(rr_ms: np.ndarray, share: float, seed: int) -> np.ndarray:
    """Return the intervals with early beats, beats not seen and beats too many among them, apart from one another."""
    random = np.random.default_rng(seed)
    peaks = np.concatenate(([0.0], np.cumsum(rr_ms)))
    places = np.arange(50, peaks.size - 50, 12)
    places = np.sort(random.choice(places, size=int(share * rr_ms.size), replace=False))
    early, unseen, many = (places[kind::3] for kind in range(3))
    peaks[early] -= random.uniform(0.2, 0.4, early.size) * rr_ms[early - 1]
    # Not shorter than 300 ms: below that ours are out of range before they are anything else.
    added = peaks[many] + random.uniform(0.45, 0.55, many.size) * rr_ms[many]
    return np.diff(np.sort(np.concatenate((np.delete(peaks, unseen), np.round(added)))))


def peaks_of(rr_ms: np.ndarray) -> np.ndarray:
    return np.concatenate(([0], np.cumsum(np.round(rr_ms)))).astype(int)


def timed(task: Callable[[], object], rounds: int) -> list[float]:
    """Return the seconds of each round, without the collector, which here would walk through all of pytest."""
    task()
    times = []
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        began = time.perf_counter()
        task()
        times.append(time.perf_counter() - began)
    gc.enable()
    return times


def least_s(task: Callable[[], object], rounds: int) -> float:
    """Return the quickest of several rounds, for whatever else the machine does only ever adds; so for NeuroKit2."""
    return min(timed(task, rounds))


def time_domain(nn_ms: np.ndarray) -> list[float]:
    return [measure(nn_ms) for measure in TIME_DOMAIN]


def full_set(nn_ms: np.ndarray) -> list[object]:
    t_s = np.cumsum(nn_ms) / 1000.0
    length_s = float(t_s[-1])
    return [
        *time_domain(nn_ms),
        band_powers(welch(t_s, nn_ms), length_s=length_s),
        band_powers(lomb_scargle(t_s, nn_ms), length_s=length_s),
        dfa_alpha1(nn_ms),
        sample_entropy(nn_ms),
    ]


def time_and_welch(nn_ms: np.ndarray) -> list[object]:
    t_s = np.cumsum(nn_ms) / 1000.0
    return [*time_domain(nn_ms), band_powers(welch(t_s, nn_ms), length_s=float(t_s[-1]))]


@pytest.fixture(scope="module")
def short() -> np.ndarray:
    return heart(300.0, seed=1)


@pytest.fixture(scope="module")
def day() -> np.ndarray:
    return heart(86_400.0, seed=2)


@pytest.fixture(scope="module")
def odd_day(day) -> np.ndarray:
    return np.round(with_odd_beats(day, 0.01, seed=3))


@pytest.fixture(scope="module")
def neurokit(short, day, odd_day, tmp_path_factory):
    """The figures of NeuroKit2; None where its environment is not there."""
    if not ORACLE.exists():
        return None
    folder = tmp_path_factory.mktemp("neurokit")
    given, wanted = folder / "given.npz", folder / "wanted.npz"
    np.savez(given, peaks_5min=peaks_of(short), peaks_24h=peaks_of(day), peaks_24h_odd=peaks_of(odd_day))
    done = programs.run([ORACLE, PROGRAM, given, wanted], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(np.load(wanted))


def compared(neurokit: dict[str, np.ndarray] | None) -> dict[str, np.ndarray]:
    if neurokit is None:
        pytest.skip("NeuroKit2 is not here to compare with. Please run: make oracle")
    return neurokit


def test_five_minutes_in_full(benchmark, short, neurokit):
    ours_s = least_s(lambda: full_set(short), 50)
    benchmark.pedantic(full_set, (short,), rounds=20)
    benchmark.extra_info |= {"beats": short.size, "ours_ms": 1e3 * ours_s}
    theirs_s = float(compared(neurokit)["full_5min_s"])
    benchmark.extra_info |= {"neurokit_ms": 1e3 * theirs_s, "times_faster": theirs_s / ours_s}
    assert theirs_s / ours_s > LEAST_5MIN


def test_a_day_of_time_domain_and_welch(benchmark, day, neurokit):
    ours_s = least_s(lambda: time_and_welch(day), 7)
    benchmark.pedantic(time_and_welch, (day,), rounds=3)
    benchmark.extra_info |= {"beats": day.size, "ours_ms": 1e3 * ours_s}
    theirs_s = float(compared(neurokit)["time_and_welch_24h_s"])
    benchmark.extra_info |= {"neurokit_ms": 1e3 * theirs_s, "times_faster": theirs_s / ours_s}
    assert theirs_s / ours_s > LEAST_24H


def test_a_day_of_correction(benchmark, odd_day, neurokit):
    corrected = correct(odd_day)
    ours_s = least_s(lambda: correct(odd_day), 7)
    benchmark.pedantic(correct, (odd_day,), rounds=3)
    benchmark.extra_info |= {"beats": odd_day.size, "ours_ms": 1e3 * ours_s, "odd": sum(corrected.counts().values())}
    theirs = compared(neurokit)
    names = np.array(corrected.kind)
    names[np.isin(names, ("long", "short"))] = "longshort"
    labels = np.full(odd_day.size, "normal", dtype=names.dtype)
    for name in ("ectopic", "missed", "extra", "longshort"):
        # Theirs are counted by the peak that ends the interval, and the first peak ends none.
        labels[theirs[name][theirs[name] > 0] - 1] = name
    same_share = float(np.mean(names == labels))
    theirs_s = float(theirs["correction_24h_s"])
    benchmark.extra_info |= {
        "neurokit_ms": 1e3 * theirs_s,
        "times_faster": theirs_s / ours_s,
        "same_label_share": same_share,
        "other_labels": int(np.count_nonzero(names != labels)),
    }
    assert theirs_s / ours_s > LEAST_CORRECTION
    assert same_share >= LEAST_SAME_LABELS


def test_one_step_of_rhythm_coherence(benchmark, short):
    t_s = np.cumsum(short) / 1000.0
    last = slice(-110, None)
    ours_s = statistics.median(timed(lambda: rhythm_coherence(t_s[last], short[last]), 300))
    benchmark.pedantic(rhythm_coherence, (t_s[last], short[last]), rounds=50)
    benchmark.extra_info |= {"step_us": 1e6 * ours_s}
    assert ours_s < MOST_COHERENCE_S
