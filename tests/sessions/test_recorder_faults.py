"""What keeps a recorder from writing is said once, and what was written stays."""

import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from biofeedback.events import Tick
from sessions import recording_file
from sessions.reader import Recording
from tests.rigs.radio.recorded_packets import count_packets, packet, small_disk
from tests.rigs.suite import programs
from tests.rigs.words.said_errors import said

ROOT = Path(__file__).resolve().parents[2]


def test_a_full_disk_is_said_once_and_what_was_written_stays(tmp_path, open_recording, monkeypatch, until):
    small_disk(monkeypatch, pages=100)
    path = tmp_path / "one.soften"
    recording = open_recording(path)
    recording.publish(packet(1), packet(2))
    wal = tmp_path / "one.soften-wal"
    until(lambda: count_packets(path) == 2)
    recording.publish(*(packet(number) for number in range(3, 1000)))
    assert recording.error_said.wait(60)
    recording.publish(*(packet(number) for number in range(1000, 2000)))
    recording.finish()
    (error_message,) = recording.error_messages
    assert "the disk is full" in said(error_message)
    assert str(path) in said(error_message)
    assert "stays as it is" in said(error_message)
    assert error_message.path == str(path)
    assert isinstance(error_message.__cause__, sqlite3.OperationalError)
    assert not wal.exists()
    with Recording(path) as seen:
        assert [item.event for item in seen.events()] == [packet(1), packet(2)]
        assert seen.ended_unexpectedly


FULL_DISK = """
import resource, sys, threading
from pathlib import Path
from biofeedback.events import Packet
from biofeedback.hub import Hub
from sessions.recorder import Recorder, RecorderState
from tests.rigs.words.said_errors import said as sentence_of

hub, said = Hub(), threading.Event()
inbox = hub.subscribe()
def report(error):
    print(sentence_of(error), flush=True)
    said.set()
recorder = Recorder(Path(sys.argv[1]), {}, report)
recorder.start(inbox)
resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
number = 0
while not said.is_set():
    number += 1
    hub.publish(Packet(source="s", channel="c", arrived_s=float(number), data=bytes(2000)))
    said.wait(0.002)
hub.close(inbox)
recorder.join()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit there")
def test_a_disk_that_takes_no_more_for_real(tmp_path):
    path = tmp_path / "one.soften"
    done = programs.run(
        [sys.executable, "-c", FULL_DISK, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
    assert "the disk takes no more data" in done.stdout
    with Recording(path) as seen:
        numbers = [item.number for item in seen.events()]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers
        assert seen.ended_unexpectedly
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be deleted there")
def test_a_recording_that_is_deleted_on_the_way_is_said(tmp_path, open_recording, names_in):
    recording = open_recording(tmp_path / "folder" / "one.soften")
    shutil.rmtree(tmp_path / "folder")
    recording.publish(Tick(t_s=1.0))
    assert recording.error_said.wait(60)
    recording.publish(Tick(t_s=2.0))
    recording.finish()
    (error_message,) = recording.error_messages
    assert "moved or deleted" in said(error_message)
    assert names_in(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_recording_that_is_moved_on_the_way_keeps_what_it_has(tmp_path, open_recording, until):
    recording = open_recording(tmp_path / "one.soften")
    recording.publish(Tick(t_s=1.0))
    until(lambda: holds(tmp_path / "one.soften", 1))
    (tmp_path / "one.soften").rename(tmp_path / "two.soften")
    recording.publish(Tick(t_s=2.0))
    assert recording.error_said.wait(60)
    recording.finish()
    with Recording(tmp_path / "two.soften") as seen:
        assert next(seen.events(Tick)).event == Tick(t_s=1.0)


def holds(path, ticks):
    with Recording(path) as seen:
        return seen.count(Tick) == ticks


def test_a_program_that_holds_the_file_is_named(tmp_path, open_recording, monkeypatch):
    monkeypatch.setattr(recording_file, "WAIT_FOR_OTHERS_S", 0.05)
    recording = open_recording(tmp_path / "one.soften")
    other = sqlite3.connect(tmp_path / "one.soften")
    other.execute("BEGIN IMMEDIATE")
    recording.publish(Tick(t_s=1.0))
    assert recording.error_said.wait(60)
    recording.finish()
    other.rollback()
    other.close()
    assert "another program is holding the file" in said(recording.error_messages[0])


def test_a_reader_that_does_not_let_go_costs_only_tidiness(tmp_path, open_recording, until):
    recording = open_recording(tmp_path / "one.soften")
    recording.publish(Tick(t_s=1.0))
    until(lambda: holds(tmp_path / "one.soften", 1))
    with Recording(tmp_path / "one.soften") as early:
        recording.publish(Tick(t_s=2.0))
        recording.finish()
        assert recording.error_messages == []
        assert [item.number for item in early.events()] == [1]
        with Recording(tmp_path / "one.soften") as late:
            assert [item.number for item in late.events()] == [1, 2]
            assert not late.ended_unexpectedly
