"""How far the stamps of live streams are off from the recording, over minutes, at rest and on a busy machine."""

import json
import sys
from pathlib import Path

import pytest

from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[2]

MOST_US = 2000.0
"""Microseconds by which a stamp may be off, in any stream, at any time."""

LATEST_TICK_S = 0.5
"""Seconds by which a tick may come late beside programs that want more processors than there are."""


@pytest.mark.parametrize(
    ("seconds", "busy", "kind"), [(180, 0, "practice"), (120, 0, "made"), (90, 4, "practice"), (60, 4, "made")]
)
def test_stamps_agree_with_the_recording(benchmark, seconds, busy, kind):
    done = benchmark.pedantic(
        lambda: programs.run(
            [sys.executable, "-m", "tests.benchmarks.programs.live_streams", str(seconds), str(busy), kind],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ),
        rounds=1,
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    for name, each in figures["streams"].items():
        stream = name.removeprefix("Soften ").replace(" ", "_")
        benchmark.extra_info |= {f"{stream}_us_{key}": each[key] for key in ("p50", "p99", "max")}
    assert {name: each["max"] for name, each in figures["streams"].items() if each["max"] > MOST_US} == {}
    assert len(figures["streams"]) >= 5
    if kind == "practice":
        assert figures["latest_tick_s"] < LATEST_TICK_S
