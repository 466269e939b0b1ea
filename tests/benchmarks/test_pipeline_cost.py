"""What a beat and a second cost in the pipeline, as ratios to the bare arithmetic of one coherence, in one run."""

import statistics
import time
from dataclasses import replace

import numpy as np
import pytest
from scipy.interpolate import CubicSpline

from biofeedback.events import Beat, BreathPlanned, Event, Tick
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.pipelines.several_hearts import Pipelines
from biofeedback.signals.artefacts.correction import correct

LENGTH_S = 600.0
HOURS_S = 3600.0 * 8

MOST_KERNELS_A_SECOND = 12.0
"""A second's metrics may take so many times one spline and one transform of the length that coherence needs."""

MOST_KERNELS_A_DAY = 900.0
"""The 100 000 beats of a day may take so many of the same to correct."""

MOST_GROWTH = 1.5
"""A second may take so many times longer after hours than in the first minutes."""


def heart(length_s: float) -> list[Event]:
    """Return the beats, ticks and led breaths of a heart that follows six a minute, packets once a second."""
    events: list[Event] = []
    beat_s, index, tick_s = 0.0, 0, 1.0
    while beat_s < length_s:
        rr_s = 0.9 + 0.06 * np.sin(2 * np.pi * 0.1 * beat_s) + 0.01 * np.sin(1.7 * index)
        beat_s += rr_s
        arrived_s = np.ceil(beat_s) + 0.4
        while tick_s <= arrived_s:
            events.append(Tick(t_s=tick_s))
            if tick_s % 10.0 == 0.0:
                # Each breath is announced one ahead.
                events.append(BreathPlanned(t_s=tick_s + 10.0, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0))
            tick_s += 1.0
        events.append(Beat(source="heart", index=index, arrived_s=float(arrived_s), rr_ms=float(1000 * rr_s)))
        index += 1
    return events


def kernel_s() -> float:
    """Return the seconds that one spline at 4 Hz over 64 s and one transform of 4096 points take."""
    t_s = np.cumsum(np.full(71, 0.9))
    rr_ms = 900 + 60 * np.sin(2 * np.pi * 0.1 * t_s)
    grid_s = np.arange(t_s[0], t_s[-1], 0.25)
    began = time.perf_counter()
    np.abs(np.fft.rfft(CubicSpline(t_s, rr_ms)(grid_s), 4096)) ** 2
    return time.perf_counter() - began


def step_times(pipeline: Pipeline, events: list[Event], kind: type[Event]) -> list[float]:
    times = []
    for event in events:
        began = time.perf_counter()
        pipeline.step(event)
        if isinstance(event, kind):
            times.append(time.perf_counter() - began)
    return times


MOST_OF_ONE_ALONE = 1.1
"""One heart among the pipelines of a session may take so many times what a pipeline by itself takes."""

MOST_OF_TWO = 2.2
"""Two hearts may take so many times what one takes."""

ROUNDS = 5
"""How often each is measured, in turns; the quickest counts, which a busy machine disturbs least."""


@pytest.fixture(scope="module")
def kernel() -> float:
    return statistics.median(kernel_s() for _ in range(500))


def test_cost_of_a_second_and_of_a_beat(benchmark, kernel):
    events = heart(LENGTH_S)
    whole = benchmark.pedantic(lambda: [Pipeline.step(p, e) for p in [Pipeline("heart")] for e in events], rounds=3)
    assert whole
    beat_s = statistics.median(step_times(Pipeline("heart"), events, Beat))
    tick_s = statistics.median(step_times(Pipeline("heart"), events, Tick))
    benchmark.extra_info |= {
        "beat_us": 1e6 * beat_s,
        "tick_us": 1e6 * tick_s,
        "kernel_us": 1e6 * kernel,
        "tick_ratio": tick_s / kernel,
        "beat_ratio": beat_s / kernel,
    }
    assert tick_s / kernel < MOST_KERNELS_A_SECOND
    assert beat_s < tick_s


def test_cost_of_a_heart_among_others(benchmark):
    """One heart costs what it cost by itself, and a second one no more than the first."""
    events = heart(LENGTH_S / 4)
    of_two = [
        each
        for event in events
        for each in (event, *([replace(event, source="other")] if isinstance(event, Beat) else []))
    ]

    def once(pipelines: Pipeline | Pipelines, stream: list[Event]) -> float:
        began = time.process_time()
        for event in stream:
            pipelines.step(event)
        return time.process_time() - began

    def measured() -> tuple[float, float, float]:
        rounds = [
            (
                once(Pipeline("heart"), events),
                once(Pipelines(["heart"]), events),
                once(Pipelines(["heart", "other"]), of_two),
            )
            for _ in range(ROUNDS)
        ]
        alone_s, one_s, two_s = (min(times) for times in zip(*rounds, strict=True))
        return alone_s, one_s, two_s

    alone_s, one_s, two_s = benchmark.pedantic(measured, rounds=1)
    benchmark.extra_info |= {"one_ratio": one_s / alone_s, "two_ratio": two_s / one_s}
    assert one_s / alone_s < MOST_OF_ONE_ALONE
    assert two_s / one_s < MOST_OF_TWO


def test_cost_does_not_grow_with_the_hours(benchmark):
    events = heart(HOURS_S)
    pipeline = Pipeline("heart")
    times = benchmark.pedantic(step_times, (pipeline, events, Tick), rounds=1)
    early, late = statistics.median(times[120:720]), statistics.median(times[-600:])
    benchmark.extra_info |= {"early_us": 1e6 * early, "late_us": 1e6 * late, "growth": late / early}
    assert late / early < MOST_GROWTH


def test_cost_of_correcting_a_day(benchmark, kernel):
    random = np.random.default_rng(0)
    rr_ms = 860.0 + 50.0 * np.sin(np.arange(100_000) * 0.6) + 30.0 * random.normal(size=100_000)
    early = random.choice(np.arange(100, 99_000), 500, replace=False)
    rr_ms[early] -= 250.0
    rr_ms[early + 1] += 250.0
    corrected = benchmark(correct, rr_ms)
    assert len(corrected.kind) == 100_000
    ratio = benchmark.stats.stats.median / kernel
    benchmark.extra_info["day_ratio"] = ratio
    assert ratio < MOST_KERNELS_A_DAY
