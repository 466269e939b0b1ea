"""What thirty hearts cost in two windows, against one heart in one window, and what petals cost in a frame."""

import os
import statistics
import sys
from pathlib import Path

from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[2]
SECONDS = "25"
HEARTS = "30"

MOST_CPU = 2.5
"""A room of thirty with two windows may take so many times the CPU of one heart with one, all equally large."""

MOST_MEMORY = 1.5
"""And hold so many times its memory."""

RATE_HZ = 60.0
"""Frames a second for which the two are compared: a common display's."""

ROUNDS = 3
FULL_HD = ("1920", "1080")
"""px: a projector, whose window costs more than the one of who leads. Told, and not held to anything."""

MOST_LIGHTS = 1.5
"""A frame of the wall with thirty petals may take so many times one of the lone light there: a choice, for all that is
added to it is pictures that are copied."""


def run(program: str, *words: str) -> tuple[float, ...]:
    done = programs.run(
        [sys.executable, "-m", f"tests.benchmarks.programs.{program}", *words],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(map(float, done.stdout.split()))


def at_full_rate(costs: tuple[float, ...]) -> float:
    """Return the CPU seconds a minute at sixty frames a second: a busy machine paints fewer, and none for less."""
    paints_s, others_s, _, *rates_hz = costs
    return paints_s * RATE_HZ / min(rates_hz) + others_s


def test_thirty_hearts_in_two_windows_against_one_in_one(benchmark, tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    (tmp_path / "opening_page_shown").touch()
    alone, room = [], []
    for _ in range(ROUNDS):
        # One after the other, so that whoever shares the machine disturbs both.
        alone.append(run("room_windows", SECONDS, "1"))
        room.append(run("room_windows", SECONDS, HEARTS))
    large = benchmark.pedantic(run, ("room_windows", SECONDS, HEARTS, *FULL_HD), rounds=1)
    cpu = statistics.median(at_full_rate(many) / at_full_rate(one) for one, many in zip(alone, room, strict=True))
    memory = statistics.median(many[2] / one[2] for one, many in zip(alone, room, strict=True))
    names = ("paints_cpu_s_per_min", "others_cpu_s_per_min", "mib", "frames_per_s", "second_frames_per_s")
    for who, costs in (("one", alone), ("thirty", room), ("full_hd", [large])):
        found = zip(names, map(statistics.median, zip(*costs, strict=True)), strict=False)
        benchmark.extra_info |= {f"{who}_{name}": value for name, value in found}
    benchmark.extra_info |= {"cpu_ratio": cpu, "memory_ratio": memory}
    benchmark.extra_info["full_hd_cpu_ratio"] = at_full_rate(large) / statistics.median(map(at_full_rate, alone))
    assert cpu <= MOST_CPU
    assert memory <= MOST_MEMORY


def test_thirty_petals_against_the_light_alone(benchmark):
    alone_ms, none_ms, thirty_ms, named_ms = benchmark.pedantic(run, ("petal_frames",), rounds=1)
    benchmark.extra_info |= {
        "alone_ms": alone_ms,
        "no_petals_ms": none_ms,
        "thirty_ms": thirty_ms,
        "thirty_named_ms": named_ms,
        "ratio": thirty_ms / alone_ms,
    }
    assert thirty_ms / alone_ms <= MOST_LIGHTS
