"""The motion of the chest, packet by packet, shows the breath; only while it is unbroken, valid and of now."""

import math

import numpy as np
import pytest

from biofeedback.events import Beat, Metric, SampleBlock, Tick
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.signals.breath.recent_motion import RecentMotion
from biofeedback.signals.breath.respiration import NO_BREATH, breath_from_acceleration
from tests.rigs.hearts.breathing_bodies import breathing, chest_motion
from tests.rigs.hearts.irregular_rhythms import noise
from tests.rigs.words.reason_sentences import why_of, why_unknown

RATE_HZ = 50.0
PACKET = 36
LENGTH_S = 90.0
PER_MIN = 13.0


def block(device_s, xyz, *, late_s=0.3, rate_hz=RATE_HZ, source="strap", channels=3, kind="acceleration"):
    return SampleBlock(
        source=source,
        kind=kind,
        unit="mg",
        channels=channels,
        rate_hz=rate_hz,
        arrived_s=float(device_s[-1]) + late_s,
        t_s=float(device_s[-1]),
        device_s=np.asarray(device_s, dtype="<f8").tobytes(),
        values=np.asarray(xyz, dtype="<f8").tobytes(),
    )


@pytest.fixture(scope="module")
def breath():
    return breathing(np.random.default_rng(5), LENGTH_S, rate=PER_MIN, irregularity=0.04)


@pytest.fixture(scope="module")
def true_per_min(breath):
    return breath.rate_per_min(LENGTH_S - 65.0, LENGTH_S - 1.0)


@pytest.fixture(scope="module")
def motion(breath):
    return chest_motion(breath, 5, LENGTH_S, RATE_HZ, tilt_mg=8.0, restless=0.0)


def blocks(xyz, **options):
    times_s = np.arange(1, len(xyz) + 1) / RATE_HZ
    return [
        block(times_s[at : at + PACKET], xyz[at : at + PACKET], **options)
        for at in range(0, len(xyz) - PACKET + 1, PACKET)
    ]


def fed(some, recent=None):
    recent = recent or RecentMotion()
    for each in some:
        recent.add(each)
    return recent


def test_it_tells_what_the_whole_stretch_tells(motion, true_per_min):
    some = blocks(motion)
    now_s = some[-1].t_s
    found = fed(some).breath(now_s)
    whole = breath_from_acceleration(motion[: len(some) * PACKET], RATE_HZ)
    assert found == whole
    assert found.rate_per_min == pytest.approx(true_per_min, abs=0.7)
    assert found.confidence > 0.8


def test_it_keeps_no_more_than_a_minute_needs(motion):
    recent = RecentMotion()
    for turn in range(5):
        for each in blocks(motion):
            device_s = np.frombuffer(each.device_s) + turn * LENGTH_S
            recent.add(block(device_s, np.frombuffer(each.values)))
    assert recent._count == sum(len(each) for each in recent._blocks) <= 64 * RATE_HZ + PACKET
    # One huge packet cannot grow it either.
    recent.add(block(10_000.0 + np.arange(50_000) / RATE_HZ, np.ones((50_000, 3))))
    assert recent._count <= 64 * RATE_HZ


def test_a_gap_a_new_rate_or_a_clock_set_back_begins_anew(motion):
    some = blocks(motion)
    for spoiled in (
        [*some[:100], *some[102:]],
        [*some[:100], block(np.arange(1, 37) / 25.0 + some[99].t_s, motion[:PACKET], rate_hz=25.0), *some[100:]],
        [*some[:100], some[3], *some[104:]],
    ):
        recent = fed(spoiled)
        assert recent._count < 30 * PACKET
        assert "chest motion" in why_of(recent.breath(spoiled[-1].t_s).reason)


@pytest.mark.parametrize(
    "odd",
    [
        block(np.array([0.02]), [1.0, 2.0], channels=2),
        block(np.array([0.02]), [1.0, math.nan, 2.0]),
        block(np.array([0.02]), [1.0, 2.0]),
        block(np.array([0.02]), [1.0, 2.0, 3.0], rate_hz=5.0),
        block(np.array([0.02]), [1.0, 2.0, 3.0], rate_hz=math.nan),
        block(np.array([0.02]), [1.0, 2.0, 3.0], rate_hz=math.inf),
    ],
)
def test_what_is_no_acceleration_of_three_axes_is_left_out(odd):
    assert fed([odd]).breath(0.1) == NO_BREATH


def test_motion_that_ended_says_nothing_of_now(motion):
    some = blocks(motion)
    recent = fed(some)
    assert recent.breath(some[-1].t_s + 4.0).candidates
    assert recent.breath(some[-1].t_s + 6.0) == NO_BREATH
    recent.clear()
    assert recent.breath(some[-1].t_s) == NO_BREATH


def even_heart():
    """A heart that hardly answers the breath."""
    random, t_s, beats = np.random.default_rng(2), 0.0, []
    while t_s < LENGTH_S:
        rr_ms = 850.0 + 4.0 * random.normal()
        t_s += rr_ms / 1000.0
        beats.append(Beat(source="strap", index=len(beats), arrived_s=t_s + 0.5, rr_ms=float(rr_ms)))
    return beats


def found(*groups):
    """Return the breathing rates that the pipeline tells of these events in order of their arrival."""
    rows = [(event.t_s if isinstance(event, Tick) else event.arrived_s, event) for group in groups for event in group]
    pipeline = Pipeline("strap")
    out = [result for _, event in sorted(rows, key=lambda row: row[0]) for result in pipeline.step(event)]
    return [metric for metric in out if isinstance(metric, Metric) and metric.name.startswith("breath_")]


def test_the_pipeline_hears_the_breath_in_the_motion_of_its_own_sensor(motion, true_per_min):
    ticks = [Tick(t_s=float(second)) for second in range(1, int(LENGTH_S))]
    heart = even_heart()
    with_motion = found(heart, blocks(motion), ticks)
    rate, confidence = with_motion[-2:]
    assert rate.value == pytest.approx(true_per_min, abs=0.7)
    assert confidence.value > 0.8
    assert repr(found(heart, blocks(motion), ticks)) == repr(with_motion)
    alone = repr(found(heart, ticks))
    assert alone != repr(with_motion)
    assert repr(found(heart, blocks(motion, source="another"), ticks)) == alone
    assert repr(found(heart, blocks(motion, kind="ecg"), ticks)) == alone


def test_motion_alone_tells_the_breath_without_any_heartbeat(motion, true_per_min):
    ticks = [Tick(t_s=float(second)) for second in range(1, int(LENGTH_S))]
    assert found(blocks(motion), ticks)[-2].value == pytest.approx(true_per_min, abs=0.7)


def test_the_chest_tells_the_breath_of_a_heart_without_order(motion, true_per_min):
    rr_ms = np.clip(noise(900_000, 0.3, 100.0), 320.0, 1900.0)
    ends_s = np.cumsum(rr_ms) / 1000.0
    beats = [
        Beat(source="strap", index=index, arrived_s=float(at_s), rr_ms=float(each))
        for index, (at_s, each) in enumerate(zip(ends_s, rr_ms, strict=True))
        if at_s < LENGTH_S
    ]
    ticks = [Tick(t_s=float(second)) for second in range(1, int(LENGTH_S))]
    events = [*beats, *blocks(motion), *ticks]
    events.sort(key=lambda event: event.t_s if isinstance(event, Tick) else event.arrived_s)
    pipeline = Pipeline("strap")
    last = {metric.name: metric for event in events for metric in pipeline.step(event) if isinstance(metric, Metric)}
    assert why_unknown(last["rmssd_ms"]) == "These beats come too irregularly for this number."
    assert last["breath_rate_per_min"].value == pytest.approx(true_per_min, abs=1.0)
