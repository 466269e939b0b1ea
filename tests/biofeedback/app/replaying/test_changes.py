"""A replay tells a number whose definition has changed from a number that is wrong."""

import dataclasses
import json
import sqlite3

import pytest

from biofeedback.app.replaying.replay import replay
from biofeedback.cli.recordings.replay import replay as replay_command
from biofeedback.errors import SoftenError
from biofeedback.events import Beat, Metric
from biofeedback.hub import Hub
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.signals.definitions.stages import STAGES
from biofeedback.signals.definitions.versions import VERSIONED, VERSIONS, lineage
from sessions.reader import Recording
from sessions.recorder import Recorder
from tests.golden.stream import SOURCE, inputs
from ui.words.languages import english

LENGTH_S = 100.0


@pytest.fixture(scope="module")
def course():
    """A hundred seconds of the golden stream with what follows from it, in order."""
    pipeline = Pipeline(SOURCE)
    events = []
    for event in inputs():
        if getattr(event, "t_s", getattr(event, "arrived_s", 0.0)) > LENGTH_S:
            break
        events += [event, *pipeline.step(event)]
    return events


@pytest.fixture
def recorded(course, tmp_path):
    """Write the course into a recording with these versions, changed by a function."""

    def recorded(versions=VERSIONS, change=lambda event: event):
        hub = Hub()
        inbox = hub.subscribe()
        recorder = Recorder(tmp_path / "course.soften", {"source": SOURCE}, pytest.fail, versions)
        recorder.start(inbox)
        hub.publish(*[changed for event in course if (changed := change(event)) is not None])
        hub.close(inbox)
        recorder.join()
        return tmp_path / "course.soften"

    return recorded


def printed(path, capsys):
    replay_command(english(), path)
    return capsys.readouterr().out


def of(changed_name, **fields):
    """Return what changes every known number of this name."""

    def change(event):
        if not (isinstance(event, Metric) and event.name == changed_name and event.value == event.value):
            return event
        return dataclasses.replace(event, **{field: value(event) for field, value in fields.items()})

    return change


def test_every_version_is_kept(recorded):
    with Recording(recorded()) as recording:
        assert recording.versions == VERSIONS
        assert recording.version_of("rmssd_ms") == VERSIONS["rmssd_ms"]
        assert recording.version_of("never_there") == 0
        assert replay(recording).identical


def test_a_version_that_was_raised_for_nothing_that_shows_is_told(recorded, capsys):
    path = recorded({**VERSIONS, "rmssd_ms": VERSIONS["rmssd_ms"] + 1})
    said = printed(path, capsys)
    assert f"RMSSD: version {VERSIONS['rmssd_ms'] + 1} then, {VERSIONS['rmssd_ms']} now." in said
    assert "Nothing comes out otherwise for it." in said
    assert "Every one equals what was recorded, bit for bit." in said


def test_what_another_version_computed_is_told_with_how_much_it_differs(recorded, capsys):
    older = {**VERSIONS, "rmssd_ms": VERSIONS["rmssd_ms"] + 1}
    path = recorded(older, of("rmssd_ms", value=lambda metric: metric.value + (2.5 if metric.t_s == 80.0 else 0.0)))
    with Recording(path) as recording:
        report = replay(recording)
    (change,) = [each for each in report.changed_numbers if not each.same]
    assert (change.name, change.differing, change.largest_at_s) == ("rmssd_ms", 1, 80.0)
    assert change.largest == pytest.approx(2.5)
    assert change.compared > 80
    assert report.equal
    assert not report.identical
    said = printed(path, capsys)
    assert f"RMSSD: 1 of {change.compared} values differ, by 2.5 ms at most (" in said
    assert "Everything else equals what was recorded, bit for bit." in said
    replay_command(english(), path, as_json=True)
    assert json.loads(capsys.readouterr().out)["changed_numbers"][0]["differing"] == 1


def test_the_same_difference_within_one_version_is_a_fault(recorded, capsys):
    other = {**VERSIONS, "sdnn_ms": VERSIONS["sdnn_ms"] + 1}
    path = recorded(other, of("rmssd_ms", value=lambda metric: metric.value + 2.5))
    with pytest.raises(SoftenError):
        replay_command(english(), path)
    said = capsys.readouterr().out
    assert "The first that differs: recorded was RMSSD at " in said
    assert " ms, of quality " in said
    assert "Metric(" not in said


def test_what_rests_on_a_stage_or_on_another_number_follows_it(recorded):
    assert {"coherence", "live_correction", "timeline", "decoding"} < lineage("coherence_share")
    assert "coherence_share" in lineage("warmth_share")
    older = {**VERSIONS, "coherence": VERSIONS["coherence"] + 1}
    path = recorded(older, of("warmth_share", value=lambda metric: metric.value / 2.0))
    with Recording(path) as recording:
        report = replay(recording)
    assert report.equal
    assert {each.name for each in report.changed_definitions} == {"coherence"}
    assert {each.name for each in report.changed_numbers if not each.same} == {"warmth_share"}


def test_a_number_that_was_not_there_then_is_told(recorded, capsys):
    older = {name: version for name, version in VERSIONS.items() if name != "swing_bpm"}
    path = recorded(older, lambda event: None if isinstance(event, Metric) and event.name == "swing_bpm" else event)
    said = printed(path, capsys)
    assert "Heart-rate swing was not there yet." in said
    assert "Heart-rate swing: " in said
    assert "not computed then." in said


def test_a_number_that_is_no_longer_computed_is_told(recorded, capsys):
    path = recorded({**VERSIONS, "calm_share": 1}, of("rmssd_ms", name=lambda metric: "calm_share"))
    with pytest.raises(SoftenError):  # its RMSSD is missing within its own version
        replay_command(english(), path)
    assert "calm_share is not there any more." in capsys.readouterr().out


def test_beats_of_another_reading_are_counted(recorded, capsys):
    path = recorded({**VERSIONS, "decoding": VERSIONS["decoding"] + 1})
    connection = sqlite3.connect(path)
    connection.execute('UPDATE beat SET rr_ms = rr_ms + 1 WHERE "index" = 20')
    connection.commit()
    connection.close()
    with Recording(path) as recording:
        count = recording.count(Beat)
    said = printed(path, capsys)
    assert f"Heartbeats: {count} then, {count} now, {count - 1} of them the same." in said


def test_a_stage_that_had_nothing_to_do_excuses_nothing(recorded):
    path = recorded(
        {**VERSIONS, "ecg_beats": VERSIONS["ecg_beats"] + 1}, of("rmssd_ms", value=lambda metric: metric.value + 1.0)
    )
    with Recording(path) as recording:
        report = replay(recording)
    assert not report.equal
    assert report.changed_definitions == ()


def test_every_stage_and_definition_rests_on_what_there_is():
    names = {each for versioned in VERSIONED.values() for each in versioned.rests_on}
    assert names <= VERSIONED.keys()
    assert not {stage.name for stage in STAGES} & {
        name for name, each in VERSIONED.items() if not hasattr(each, "code")
    }
    assert all(sentence.endswith(".") for versioned in VERSIONED.values() for sentence in versioned.changes)
