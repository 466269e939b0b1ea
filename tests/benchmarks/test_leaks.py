"""Every screen, opened and left 200 times: nothing is left behind, and memory does not grow."""

import os
import sys
from pathlib import Path

from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = "200"

MOST_KIB_A_ROUND = 4.0
"""Resident memory may grow so much each time that a screen is opened, by the slope of the second half: what the
allocator scatters is less, the smallest of the pictures of a screen more."""


def test_opening_each_screen_200_times(benchmark):
    done = benchmark.pedantic(
        lambda: programs.run(
            [sys.executable, "-m", "tests.benchmarks.programs.opened_often", ROUNDS],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=True,
        ),
        rounds=1,
    )
    lines = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
    slopes = {name: float(slope) for name, slope, _ in lines}
    benchmark.extra_info |= {f"kib_a_round_{name}": slope for name, slope in slopes.items()}
    assert {name: left for name, _, left in lines if left != "{}"} == {}
    assert {name: slope for name, slope in slopes.items() if slope > MOST_KIB_A_ROUND} == {}
