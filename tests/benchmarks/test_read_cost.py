"""What a night with ECG takes as arrays: its memory follows the arrays, and no list of Python's objects."""

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import numpy as np

from biofeedback.events import Beat, BeatJudged, Event, Metric, Numbered, Packet, SampleBlock, Tick
from sessions.recording_file import write_whole
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[2]
HOURS = 8
RATE_HZ = 130.0  # of the ECG of a strap
BLOCK = 65  # samples in a block, two of which are a second
METRICS = 25  # numbers in a second, about as many as a practice has

MOST_TIMES = 2.0
"""The peak may be so many times the arrays themselves; it was 1.5 (165 of 108 MiB), where lists of rows took 4.3."""


def night() -> Iterator[Event]:
    """Yield what a strap with ECG sends in a night, and what is made of it."""
    rng = np.random.default_rng(20261130)
    for s in range(HOURS * 3600):
        for half in (1, 2):
            t_s = s + half / 2
            device_s = t_s + (np.arange(BLOCK) - BLOCK + 1) / RATE_HZ
            wave = np.rint(rng.normal(0.0, 200.0, BLOCK))
            yield SampleBlock(
                source="strap",
                kind="ecg",
                unit="uV",
                channels=1,
                rate_hz=RATE_HZ,
                arrived_s=t_s,
                t_s=t_s,
                device_s=device_s.astype("<f8").tobytes(),
                values=wave.astype("<f8").tobytes(),
            )
        rr_ms = 1000.0 + 40.0 * float(np.sin(s / 1.6)) - 40.0 * float(np.sin((s - 1) / 1.6))
        yield Packet(source="strap", channel="2a37", arrived_s=s + 0.5, data=bytes(4))
        yield Beat(source="strap", index=s, arrived_s=s + 0.5, rr_ms=rr_ms)
        yield BeatJudged(source="strap", index=s, t_s=s + 0.5, nn_ms=rr_ms, kind="normal")
        for k in range(METRICS):
            yield Metric(
                t_s=float(s),
                source="strap",
                name=f"metric_{k}",
                value=s / (k + 1),
                unit="ms",
                window_s=64.0,
                quality_share=1.0,
            )
        yield Tick(t_s=float(s))


def test_a_night_as_arrays(benchmark, tmp_path):
    path = tmp_path / "night.soften"
    numbered = (Numbered(number, event) for number, event in zip(count(1), night(), strict=False))
    write_whole(path, {"practice": "night", "sensor": "polar", "source": "strap"}, {}, numbered, closed=True)
    done = benchmark.pedantic(
        lambda: programs.run(
            [sys.executable, "-m", "tests.benchmarks.programs.long_read", str(path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ),
        rounds=1,
    )
    peak_mib, held_mib, took_s = map(float, done.stdout.split())
    benchmark.extra_info |= {"peak_mib": peak_mib, "arrays_mib": held_mib, "seconds": took_s}
    assert held_mib > 80.0
    assert peak_mib < MOST_TIMES * held_mib
