"""The recorder writes everything, in private, over nothing, and says trouble once."""

import os
import sqlite3
import stat
import sys
import threading

import pytest

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import Beat, BeatJudged, Marker, Tick
from biofeedback.hub import Hub, Inbox
from sessions import recorder as recorder_module
from sessions import recording_file
from sessions.reader import Recording
from sessions.recorder import Recorder, RecorderState
from sessions.schema import APPLICATION_ID, USER_VERSION
from tests.rigs.radio.recorded_packets import count_packets, packet, small_disk
from tests.rigs.words.said_errors import raises_saying, said


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_finished_session_is_one_ordinary_sqlite_file(tmp_path, record, one_of_each, names_in):
    path = tmp_path / "one.soften"
    assert record(path, one_of_each) == []
    assert names_in(tmp_path) == ["one.soften"]
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,) == (0x536F4674,)
    assert connection.execute("PRAGMA user_version").fetchone() == (USER_VERSION,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT number, source, rr_ms FROM beat").fetchall() == [(8, "strap", 833.0078125)]
    assert dict(connection.execute("SELECT * FROM fact"))["sensor"] == "simulated"
    connection.close()


def test_the_example_of_the_documentation_answers(tmp_path, record, one_of_each):
    from sessions import schema

    example = schema.__doc__.partition("SELECT")[2].partition(";")[0]
    record(tmp_path / "one.soften", one_of_each)
    connection = sqlite3.connect(tmp_path / "one.soften")
    rows = connection.execute(f"SELECT{example}").fetchall()
    connection.close()
    assert rows == [(1.0, 833.0078125, 0.9, "normal", 0.1 + 0.2)]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are other there")
def test_only_its_owner_can_read_it_from_the_first_byte(tmp_path, open_recording, until):
    before = os.umask(0)
    try:
        recording = open_recording(tmp_path / "my" / "own" / "one.soften")
        recording.publish(Tick(t_s=1.0))
        folder = tmp_path / "my" / "own"
        until(lambda: (folder / "one.soften-wal").exists())
        assert {path.name: mode_of(path) for path in folder.iterdir()} == {
            "one.soften": 0o600,
            "one.soften-wal": 0o600,
            "one.soften-shm": 0o600,
        }
        assert mode_of(folder) == mode_of(tmp_path / "my") == 0o700
    finally:
        os.umask(before)


def test_a_commit_needs_the_disk_to_have_it(tmp_path, open_recording, monkeypatch):
    made = []
    connect = sqlite3.connect

    def remembering(*args, **kwargs):
        made.append(connect(*args, **kwargs))
        return made[-1]

    monkeypatch.setattr(recording_file.sqlite3, "connect", remembering)
    open_recording(tmp_path / "one.soften")
    assert made[0].execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert made[0].execute("PRAGMA synchronous").fetchone() == (2,)


def test_what_happened_is_on_disk_while_the_session_goes_on(tmp_path, open_recording, until):
    recording = open_recording(tmp_path / "one.soften")
    recording.publish(Tick(t_s=1.0), Tick(t_s=2.0))

    def on_disk():
        with Recording(tmp_path / "one.soften") as seen:
            return [item.event.t_s for item in seen.events()] == [1.0, 2.0]

    until(on_disk)
    recording.publish(Tick(t_s=3.0))
    recording.finish()
    with Recording(tmp_path / "one.soften") as seen:
        assert [item.number for item in seen.events()] == [1, 2, 3]


def test_commits_are_half_a_second_apart(tmp_path, record, monkeypatch):
    """With a clock that stands still, everything after the first commit waits for the end."""

    class StandingClock:
        def now_s(self):
            return 100.0

        def until_s(self, t_s):
            return max(0.0, t_s - 100.0)

    written = []
    write = recorder_module.write
    gate = threading.Event()

    def remembering(connection, items):
        written.append([item.number for item in items])
        write(connection, items)
        gate.set()

    monkeypatch.setattr(recorder_module, "HostClock", StandingClock)
    monkeypatch.setattr(recorder_module, "write", remembering)
    hub = Hub()
    inbox = hub.subscribe()
    recorder = Recorder(tmp_path / "one.soften", {}, lambda error_message: None)
    recorder.start(inbox)
    hub.publish(Tick(t_s=1.0))
    assert gate.wait(60)
    for t_s in range(2, 50):
        hub.publish(Tick(t_s=t_s))
    hub.close(inbox)
    recorder.join()
    # Half a second of real time may pass in between on a busy machine; the clock says it did not.
    assert [number for batch in written for number in batch] == list(range(1, 50))
    assert written[0] == [1]
    assert len(written) == 2


def test_what_is_there_is_never_written_over(tmp_path, record):
    path = tmp_path / "one.soften"
    path.write_bytes(b"dear diary")
    with raises_saying(RecordingError, "already there") as caught:
        record(path, [])
    assert caught.value.path == str(path)
    assert path.read_bytes() == b"dear diary"


def test_a_folder_that_cannot_be_made_is_said(tmp_path, record):
    (tmp_path / "file").write_text("")
    with raises_saying(RecordingError, r"cannot be made at .*one\.soften.*choose another place"):
        record(tmp_path / "file" / "one.soften", [])


def test_a_disk_without_room_for_the_beginning_leaves_nothing_behind(tmp_path, record, monkeypatch, names_in):
    small_disk(monkeypatch, pages=3)
    with raises_saying(RecordingError, "full"):
        record(tmp_path / "one.soften", [])
    assert names_in(tmp_path) == []


def test_an_inbox_that_ended_at_once_makes_a_whole_recording(tmp_path, record):
    assert record(tmp_path / "one.soften", []) == []
    with Recording(tmp_path / "one.soften") as recording:
        assert not recording.ended_unexpectedly
        assert list(recording.events()) == []


def test_a_fact_that_is_no_text_is_kept_as_far_as_it_is(tmp_path, record):
    record(tmp_path / "one.soften", [], {"sensor": "replay:/tmp/\udcff.soften"})
    with Recording(tmp_path / "one.soften") as recording:
        assert recording.facts["sensor"] == "replay:/tmp/?.soften"


def test_joining_what_never_began_is_nothing(tmp_path, names_in):
    Recorder(tmp_path / "one.soften", {}, lambda error_message: None).join()
    assert names_in(tmp_path) == []


def test_it_runs_on_its_own_named_thread(tmp_path, open_recording):
    open_recording(tmp_path / "one.soften")
    assert "recorder" in [thread.name for thread in threading.enumerate()]


def test_what_sensors_sent_is_written_before_what_was_thought_of_it(tmp_path):
    statements = []
    connection = recording_file.create(tmp_path / "one.soften", {}, {})
    connection.set_trace_callback(statements.append)
    inbox = Inbox()
    hub = Hub()
    hub._inboxes.append(inbox)
    hub.publish(
        Marker(t_s=0.0, label="now"),
        BeatJudged(source="s", index=0, t_s=1.0, kind="normal", nn_ms=800.0),
        Beat(source="s", index=0, arrived_s=1.0, rr_ms=800.0),
        packet(1),
    )
    recording_file.write(connection, list(inbox.drain()))
    connection.close()
    tables = [statement.split()[2] for statement in statements if statement.startswith("INSERT")]
    assert tables == ["packet", "beat", "beat_judged", "marker"]


def cut(path, share):
    os.truncate(path, int(path.stat().st_size * share))


def overwrite(path):
    with path.open("r+b") as file:
        file.write(b"\xff" * (path.stat().st_size))


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be changed there")
@pytest.mark.parametrize(
    ("ending", "harm"),
    [
        ("-wal", lambda path: cut(path, 0.0)),
        ("-wal", lambda path: cut(path, 0.3)),
        ("-wal", lambda path: cut(path, 0.9)),
        ("-wal", overwrite),
        ("", lambda path: cut(path, 0.0)),
        ("", lambda path: cut(path, 0.5)),
        ("", overwrite),
    ],
)
def test_what_cannot_be_read_back_is_not_called_a_recording(tmp_path, open_recording, until, names_in, ending, harm):
    path = tmp_path / "one.soften"
    recording = open_recording(path)
    for batch in range(4):
        recording.publish(*(packet(number) for number in range(50 * batch, 50 * batch + 50)))
        until(lambda batch=batch: count_packets(path) == 50 * batch + 50)
    harm(tmp_path / f"one.soften{ending}")
    there = names_in(tmp_path)
    recording.finish()
    assert recording.recorder.state is RecorderState.CUT_SHORT
    last = recording.error_messages[-1]
    assert last.code is RecordingErrorCode.NOT_READ_BACK
    assert "cannot be read back. Nothing was deleted: one.soften" in said(last)
    assert f"stayed in {tmp_path}" in said(last)
    assert "one.soften" in names_in(tmp_path)
    assert set(names_in(tmp_path)) <= set(there)
    assert [each.code for each in recording.error_messages].count(RecordingErrorCode.NOT_READ_BACK) == 1


def test_what_was_written_is_read_back_in_no_time(tmp_path, record):
    assert record(tmp_path / "one.soften", [packet(number) for number in range(3000)]) == []
