"""The golden test: from raw packets to every number, frozen, so that no number changes unnoticed anywhere."""

import copy
import json
import math
from collections import Counter

import pytest

from biofeedback.app.replaying.replay import replay
from biofeedback.events import Beat, Contact, Metric, Packet
from biofeedback.hub import Hub, consume
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.reader import Recording
from sessions.recorder import Recorder
from tests.golden.stream import FROZEN, SOURCE, digest, inputs, metrics, unraised


@pytest.fixture(scope="module")
def events():
    return inputs()


def test_the_numbers_are_the_frozen_ones_on_every_machine(events):
    kept = json.loads(FROZEN.read_text())
    computed, frozen = digest(metrics(events)), kept["courses"]
    assert unraised(computed, kept) == [], "raise a version, as CONTRIBUTING.md tells"
    assert computed.keys() == frozen.keys(), "a new number is frozen by: python -m tests.golden.stream"
    for name, course in computed.items():
        assert [t_s for t_s, _ in course] == pytest.approx([t_s for t_s, _ in frozen[name]], rel=1e-9)
        for (t_s, value), (_, expected) in zip(course, frozen[name], strict=True):
            if expected is None or value is None:
                assert value is expected, f"{name} at {t_s} s"
            else:
                assert value == pytest.approx(expected, rel=1e-9, abs=1e-12), f"{name} at {t_s} s"


def test_the_versions_are_the_frozen_ones():
    assert json.loads(FROZEN.read_text())["versions"] == VERSIONS, "freeze the stream anew"


@pytest.mark.parametrize(
    ("raised", "missing"),
    [
        ({}, ["coherence_share"]),
        ({"coherence_share": 9}, []),
        ({"timeline": 9}, []),
        ({"rmssd_ms": 9}, ["coherence_share"]),
    ],
)
def test_a_number_that_changes_without_a_version_is_named(raised, missing):
    kept = json.loads(FROZEN.read_text())
    changed = copy.deepcopy(kept["courses"])
    point = next(point for point in changed["coherence_share"] if point[1] is not None)
    point[1] += 1e-6
    assert unraised(changed, kept, {**kept["versions"], **raised}) == missing


def test_a_new_number_needs_no_more_than_its_definition():
    kept = json.loads(FROZEN.read_text())
    courses = copy.deepcopy(kept["courses"])
    del kept["courses"]["swing_bpm"]
    del kept["versions"]["swing_bpm"]
    assert unraised(courses, kept) == []


def test_the_numbers_are_bit_identical_each_time(events):
    first, second = metrics(events), metrics(inputs())
    assert len(first) == len(second) > 1000
    for a, b in zip(first, second, strict=True):
        assert repr(a) == repr(b)


def test_the_golden_stream_is_a_lively_one(events):
    assert sum(isinstance(event, Packet) for event in events) > 170
    computed = metrics(events)
    assert {metric.name for metric in computed} <= set(DEFINITIONS)
    for name in {metric.name for metric in computed}:
        values = [metric.value for metric in computed if metric.name == name and metric.value == metric.value]
        assert len(set(values)) > 2, f"{name} hardly moves"


def test_recorded_and_replayed_the_numbers_are_the_same_to_the_last_bit(events, tmp_path):
    """From raw packets through hub, recorder and file, in the heart's own time, and back at full speed."""
    hub = Hub()
    recorder = Recorder(tmp_path / "golden.soften", {"source": SOURCE}, pytest.fail)
    recorded, computed = hub.subscribe(), hub.subscribe()
    recorder.start(recorded)
    pipeline = Pipeline(SOURCE)
    thread = consume(computed, lambda event: hub.publish(*pipeline.step(event)), "pipeline", pytest.fail)
    for group in packets_with_their_beats(events):
        hub.publish(*group)
    hub.close(computed)
    thread.join()
    hub.close(recorded)
    recorder.join()
    with Recording(tmp_path / "golden.soften") as recording:
        report = replay(recording)
        known = Counter(m.name for _, m in recording.events(Metric) if not math.isnan(m.value))
    assert report.identical, report.first_difference
    assert report.packets == sum(isinstance(event, Packet) for event in events)
    assert {name for name, count in known.items() if count >= 15} >= {
        "heart_rate_bpm", "rmssd_ms", "sdnn_ms", "coherence_share", "coherence_peak_hz", "swing_bpm", "warmth_share",
    }  # fmt: skip


def packets_with_their_beats(events):
    """Group the events as they are published: a packet together with what was decoded from it."""
    group = []
    for event in events:
        if group and not isinstance(event, Beat | Contact):
            yield group
            group = []
        group.append(event)
    yield group
