"""The recordings of a room on one thread: a fault of ours ends one of them, which is told, and the others go on."""

import pytest

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.events import Marker, Tick
from biofeedback.hub import Hub
from sessions.reader import Recording
from sessions.recorder import Recorder, RecorderState
from sessions.recorders import Recorders
from tests.rigs.words.said_errors import said


class _NoEvent:
    """What nobody has a table for."""


@pytest.fixture
def begun(tmp_path):
    """Return two recordings of one room, and what is told of each."""
    hub, recorders = Hub(), Recorders()
    told = {"fern": [], "moss": []}
    made = {}
    for name, errors in told.items():
        recorder, inbox = Recorder(tmp_path / f"{name}.soften", {}, errors.append), hub.subscribe()
        recorder.create()
        recorders.begin(recorder, inbox)
        made[name] = recorder, inbox
    return hub, recorders, made, told


def test_a_fault_of_ours_is_told_of_the_one_that_it_ended(begun, tmp_path, until, caplog):
    hub, recorders, made, errors = begun
    hub.publish(Tick(t_s=1.0))
    fern, inbox = made["fern"]
    recorders.hurry()
    until(lambda: fern._written[Tick] == 1)
    inbox.put(_NoEvent())
    recorders.hurry()
    until(lambda: fern.state is RecorderState.CUT_SHORT)
    hub.publish(Marker(t_s=2.0, label="after"))
    for _, each in made.values():
        hub.close(each)
    recorders.end()
    assert [error.code for error in errors["fern"]] == [RecordingErrorCode.OUR_FAULT]
    assert said(errors["fern"][0]) == (
        f"The recording {tmp_path / 'fern.soften'} had to stop, through a fault of ours. "
        "What was recorded before stays as it is, and the practice can go on."
    )
    assert "a recording stopped short" in caplog.text
    with Recording(tmp_path / "fern.soften") as kept:
        assert kept.ended_unexpectedly
        assert kept.count(Tick) == 1
    assert errors["moss"] == []
    with Recording(tmp_path / "moss.soften") as kept:
        assert not kept.ended_unexpectedly
        assert kept.count(Marker) == 1


def test_what_cannot_be_closed_through_a_fault_of_ours_is_told_too(begun, monkeypatch):
    hub, recorders, made, errors = begun
    moss, _ = made["moss"]
    monkeypatch.setattr(moss, "_read_back", lambda: 1 / 0)
    hub.publish(Tick(t_s=1.0))
    for _, inbox in made.values():
        hub.close(inbox)
    recorders.end()
    assert [error.code for error in errors["moss"]] == [RecordingErrorCode.OUR_FAULT]
    assert errors["fern"] == []
    assert made["fern"][0].state is RecorderState.CLOSED


def test_a_recording_on_a_thread_of_its_own_tells_it_as_well(tmp_path, caplog):
    errors, hub = [], Hub()
    inbox = hub.subscribe()
    recorder = Recorder(tmp_path / "one.soften", {}, errors.append)
    recorder.start(inbox)
    hub.publish(Tick(t_s=1.0))
    inbox.put(_NoEvent())
    recorder.join()
    assert [error.code for error in errors] == [RecordingErrorCode.OUR_FAULT]
    assert recorder.state is RecorderState.CUT_SHORT
    assert "a recording stopped short" in caplog.text
