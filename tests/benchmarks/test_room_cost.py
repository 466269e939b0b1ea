"""What a room costs beneath its screens: thirty pipelines, their group and 31 recorders against what one heart costs.

`test_room_windows` has the whole, with two windows.
"""

import os
import statistics
import sys
from pathlib import Path

from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[2]
HEARTS = 30
SECONDS = "20"
ROUNDS = 2

MOST_A_HEART = 1.1
"""A heart of a room may take so many times the CPU of one alone: its share of the group and of a recording of its own
included, though of the second a program with one heart is hardly awake for."""

MOST_MEMORY = 1.6
"""A room may hold so many times the memory of one heart, both without a window."""


def practised(hearts: int, folder: Path) -> tuple[float, float]:
    """Return the CPU seconds a minute and the MiB of a practice in real time."""
    done = programs.run(
        [sys.executable, "-m", "tests.benchmarks.programs.room_practice", SECONDS, str(hearts)],
        cwd=ROOT,
        env=os.environ | {"SOFTEN_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    cpu_s, mib = map(float, done.stdout.split())
    return cpu_s, mib


def test_thirty_hearts_cost_no_more_than_thirty_times_one(benchmark, tmp_path):
    one = [practised(1, tmp_path) for _ in range(ROUNDS)]
    room = [practised(HEARTS, tmp_path) for _ in range(ROUNDS - 1)]
    room.append(benchmark.pedantic(practised, (HEARTS, tmp_path), rounds=1))
    one_cpu_s, one_mib = map(statistics.median, zip(*one, strict=True))
    room_cpu_s, room_mib = map(statistics.median, zip(*room, strict=True))
    ratios = {"of_a_heart": room_cpu_s / HEARTS / one_cpu_s, "of_memory": room_mib / one_mib}
    benchmark.extra_info |= {"one_cpu_s_per_min": one_cpu_s, "room_cpu_s_per_min": room_cpu_s, **ratios}
    assert ratios["of_a_heart"] <= MOST_A_HEART
    assert ratios["of_memory"] <= MOST_MEMORY
