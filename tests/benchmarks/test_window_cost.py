"""What the window costs, as ratios to the barest window that could do the same, in one run."""

import os
import statistics
import sys
from pathlib import Path

import pytest

from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7
SECONDS = "25"
"""Measured for so long from the 37th second on: to the end of the first minute of a practice."""

MOST_FIRST_PICTURES = 1.5
"""The first screen may take so many times a bare window to be painted, each at its quickest: whatever else a machine
does disturbs a start, and never helps it."""

MOST_FIRST_LIGHTS = 2.0
"""The light of `soften begin` may take so many times a bare window."""

MOST_GLOWS = 1.5
"""A running practice, recording and all, may take so many times the CPU of a bare widget that paints its glow."""

MOST_FOR_TWO = 1.6
"""Two windows on one session may take so many times the CPU of one."""

FEWEST_FRAMES_PER_S = 45.0
"""Each of two windows paints so many frames a second at least: a choice, three quarters of the display's rate, since a
machine that somebody else uses drops some."""

MOST_RESIDENT_MIB = 140.0
"""What a practice may hold of the memory after a minute, Qt and Python included."""


def run(program: str, *words: str) -> str:
    done = programs.run(
        [sys.executable, "-m", f"tests.benchmarks.programs.{program}", *words],
        cwd=ROOT,
        # As on anybody's machine, what was imported once is not compiled again.
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def pictures(program: str) -> dict[str, tuple[float, float, str]]:
    """Return of the ``first`` picture and of the ``whole`` one: its age, its CPU time, and what was imported."""
    found = {}
    for line in run(program).splitlines():
        if line.startswith(("first ", "whole ")):
            name, age_s, cpu_s, heavy = line.split(maxsplit=3)
            found[name] = (float(age_s), float(cpu_s), heavy)
    return found


@pytest.mark.parametrize(
    ("program", "most"), [("first_window", MOST_FIRST_PICTURES), ("first_practice", MOST_FIRST_LIGHTS)]
)
def test_first_picture_against_a_bare_window(benchmark, tmp_path, monkeypatch, program, most):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    (tmp_path / "opening_page_shown").touch()
    run("bare_window")
    benchmark.pedantic(run, args=(program,), rounds=1)
    bare, first, whole = [], [], []
    for _ in range(RUNS):
        bare.append(tuple(map(float, run("bare_window").split())))
        seen = pictures(program)
        *seconds, heavy = seen["first"]
        assert heavy == "[]", f"imported before the first picture: {heavy}"
        first.append(tuple(seconds))
        whole.append(seen["whole"][:2])
    bare_s, bare_cpu_s, _ = map(min, zip(*bare, strict=True))
    first_s, first_cpu_s = map(min, zip(*first, strict=True))
    whole_s, whole_cpu_s = map(min, zip(*whole, strict=True))
    benchmark.extra_info |= {
        "bare_s": bare_s,
        "first_s": first_s,
        "bare_cpu_s": bare_cpu_s,
        "first_cpu_s": first_cpu_s,
        "whole_s": whole_s,
        "whole_cpu_s": whole_cpu_s,
        "ratio_of_cpu": first_cpu_s / bare_cpu_s,
        "ratio_of_whole": whole_s / bare_s,
        "ratio": first_s / bare_s,
    }
    assert first_s / bare_s <= most


def test_running_practice_against_a_bare_glow(benchmark, tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    bare, quiet = [], []
    for _ in range(3):
        bare.append(tuple(map(float, run("bare_glow", SECONDS).split())))
        quiet.append(tuple(map(float, run("running_practice", SECONDS, "quiet").split())))
    details = benchmark.pedantic(run, ("running_practice", SECONDS, "details"), rounds=1)
    details_share, details_rate_hz, details_mib = map(float, details.split())
    # One after the other, so that whoever shares the machine disturbs both.
    ratio = statistics.median(practice[0] / glow[0] for practice, glow in zip(quiet, bare, strict=True))
    bare_share, bare_rate_hz = map(statistics.median, zip(*bare, strict=True))
    quiet_share, quiet_rate_hz, quiet_mib = map(statistics.median, zip(*quiet, strict=True))
    bare_mib = float(run("bare_window").split()[2])
    benchmark.extra_info |= {
        "bare_cpu_s_per_min": 60.0 * bare_share,
        "bare_frames_per_s": bare_rate_hz,
        "bare_window_mib": bare_mib,
        "practice_cpu_s_per_min": 60.0 * quiet_share,
        "practice_frames_per_s": quiet_rate_hz,
        "practice_mib": quiet_mib,
        "details_cpu_s_per_min": 60.0 * details_share,
        "details_frames_per_s": details_rate_hz,
        "details_mib": details_mib,
        "ratio": ratio,
    }
    assert quiet_mib <= MOST_RESIDENT_MIB
    assert ratio <= MOST_GLOWS


def test_two_windows_against_one(benchmark, tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))

    def windows(count: str) -> tuple[float, ...]:
        return tuple(map(float, run("two_windows", SECONDS, count, "quiet").split()))

    one, two = [], []
    for _ in range(3):
        one.append(windows("1"))
        two.append(windows("2"))
    apart_cpu_s, *_ = map(float, benchmark.pedantic(run, ("two_windows", SECONDS, "2", "quiet", "apart")).split())
    # One after the other, so that whoever shares the machine disturbs both.
    ratio = statistics.median(both[0] / alone[0] for alone, both in zip(one, two, strict=True))
    one_cpu_s, one_rate_hz = map(statistics.median, zip(*one, strict=True))
    two_cpu_s, first_rate_hz, second_rate_hz = map(statistics.median, zip(*two, strict=True))
    benchmark.extra_info |= {
        "one_cpu_s_per_min": one_cpu_s,
        "two_cpu_s_per_min": two_cpu_s,
        "two_apart_cpu_s_per_min": apart_cpu_s,
        "one_frames_per_s": one_rate_hz,
        "two_first_frames_per_s": first_rate_hz,
        "two_second_frames_per_s": second_rate_hz,
        "ratio": ratio,
    }
    assert min(first_rate_hz, second_rate_hz) >= FEWEST_FRAMES_PER_S
    assert ratio <= MOST_FOR_TWO
