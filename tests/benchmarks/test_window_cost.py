"""What the window costs, as ratios to the barest window that could do the same, in one run."""

import os
import sys
from pathlib import Path

from tests.rigs import programs

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7
SECONDS = "10"

MOST_STARTS = 4.0
"""The first screen may take so many times a bare window to be painted, each at its quickest: whatever else a machine
does disturbs a start, and never helps it."""

MOST_GLOWS = 6.0
"""A running practice, recording and all, may take so many times the CPU of a bare widget that paints its glow."""


def run(program: str, *words: str) -> list[str]:
    done = programs.run(
        [sys.executable, "-m", f"tests.benchmarks.programs.{program}", *words],
        cwd=ROOT,
        # As on anybody's machine, what was imported once is not compiled again.
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()[-1].split(maxsplit=1)


def test_first_window_against_a_bare_one(benchmark, tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    run("bare_window")
    benchmark.pedantic(run, args=("first_window",), rounds=1)
    bare_s, first_s = [], []
    for _ in range(RUNS):
        bare_s.append(float(run("bare_window")[0]))
        age_s, heavy = run("first_window")
        assert heavy == "[]", f"imported before the first picture: {heavy}"
        first_s.append(float(age_s))
    ratio = min(first_s) / min(bare_s)
    benchmark.extra_info |= {
        "bare_s": min(bare_s),
        "first_s": min(first_s),
        "ratio": ratio,
    }
    assert ratio < MOST_STARTS


def test_running_practice_against_a_bare_glow(benchmark):
    bare_share, bare_rate_hz = map(float, run("bare_glow", SECONDS))
    practice_share, practice_rate_hz = map(
        float, benchmark.pedantic(run, ("running_practice", SECONDS, "quiet"), rounds=1)
    )
    details_share, details_rate_hz = map(float, run("running_practice", SECONDS, "details"))
    ratio = practice_share / bare_share
    benchmark.extra_info |= {
        "bare_share_of_core": bare_share,
        "bare_frames_per_s": bare_rate_hz,
        "practice_share_of_core": practice_share,
        "practice_frames_per_s": practice_rate_hz,
        "details_share_of_core": details_share,
        "details_frames_per_s": details_rate_hz,
        "ratio": ratio,
    }
    assert ratio < MOST_GLOWS
