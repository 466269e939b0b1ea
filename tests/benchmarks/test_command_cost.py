"""What `soften analyse` of a day of intervals costs beside the sum of its parts, in one run."""

import os
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import pytest

from biofeedback.signals.artefacts.causal_correction import correct_causally
from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.artefacts.disorder import disordered_stretches
from biofeedback.signals.breath.record_breath import record_breath
from biofeedback.signals.variability.bands import record_peak_hz
from biofeedback.signals.variability.coherence_windows import coherence_curve
from biofeedback.signals.variability.dfa import dfa_alpha1
from biofeedback.signals.variability.entropy import entropy_numbers
from biofeedback.signals.variability.patterns import pattern_numbers
from biofeedback.signals.variability.spectrum import welch
from sessions.rr_text import read_rr_text
from tests.benchmarks.test_signals_speed import heart, time_domain, with_odd_beats
from tests.rigs.suite import programs

DAY_S = 86_400.0
MOST_OF_PARTS = 1.5
"""The whole command, its start included, may cost so many times what its parts cost."""


@pytest.fixture
def day(tmp_path):
    """Return a text of a day's intervals."""
    rr_ms = with_odd_beats(heart(DAY_S, seed=5), 0.01, seed=6)
    path = tmp_path / "day.txt"
    path.write_text("\n".join(f"{each:.0f}" for each in rr_ms))
    return path


def cpu_s(part: Callable[[], object]) -> float:
    began_s = time.process_time()
    part()
    return time.process_time() - began_s


def of_child_s(path) -> float:
    def used_s() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    began_s = used_s()
    # As it is installed: without this each start compiles 280 modules anew, a sixth of a second.
    compiled = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-m", "biofeedback", "analyse", str(path), "--json"]
    programs.run(command, capture_output=True, check=True, env=compiled)
    return used_s() - began_s


def test_the_command_costs_little_more_than_its_parts(benchmark, day):
    rr_ms = np.array(read_rr_text(day).rr_ms)
    t_s, segment = np.cumsum(rr_ms) / 1000.0, np.zeros(rr_ms.size, dtype=np.int64)
    beats = correct(rr_ms).beats
    nn_ms = beats.broken_nn_ms()
    parts: dict[str, Callable[[], object]] = {
        "reading": lambda: read_rr_text(day),
        "correction": lambda: correct(rr_ms),
        "live_correction": lambda: correct_causally(rr_ms),
        "disorder": lambda: disordered_stretches(t_s, rr_ms, segment),
        "time_domain": lambda: time_domain(nn_ms),
        "welch": lambda: welch(beats.t_s, beats.nn_ms),
        "peak": lambda: record_peak_hz(beats.t_s, beats.nn_ms),
        "coherence": lambda: coherence_curve(beats, 0.0, float(t_s[-1])),
        "breath": lambda: record_breath(beats),
        "dfa": lambda: dfa_alpha1(nn_ms),
        "entropy": lambda: entropy_numbers(nn_ms),
        "patterns": lambda: pattern_numbers(nn_ms),
    }
    parts_s = {name: min(cpu_s(part) for _ in range(2)) for name, part in parts.items()}
    whole_s = min(of_child_s(day) for _ in range(2))
    benchmark.pedantic(lambda: None, rounds=1)
    ratio = whole_s / sum(parts_s.values())
    benchmark.extra_info |= {"whole_s": whole_s, "ratio_to_parts": ratio, **{f"{k}_s": v for k, v in parts_s.items()}}
    assert ratio <= MOST_OF_PARTS
