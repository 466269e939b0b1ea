"""A program that is killed at any moment loses at most the last second of its recording."""

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from biofeedback.errors import RecordingError
from biofeedback.events import Beat, Packet, Tick
from sessions.reader import Recording
from tests.rigs import programs

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")

# Three events every 4 ms of real time; each is told to the parent, with the time, after it was published.
CHILD = """
import sys, threading, time
from pathlib import Path
from biofeedback.events import Beat, Packet, Tick
from biofeedback.hub import Hub
from sessions.recorder import Recorder

hub = Hub()
inbox = hub.subscribe()
recorder = Recorder(Path(sys.argv[1]), {"practice": "crash"}, lambda trouble: print("trouble", trouble, flush=True))
print("starting", 0, flush=True)
recorder.start(inbox)
print("started", 0, flush=True)
rounds, pace = int(sys.argv[2]), threading.Event()
for k in range(rounds):
    hub.publish(
        Packet(source="s", channel="2a37", arrived_s=k / 7, data=k.to_bytes(4, "big")),
        Beat(source="s", index=k, arrived_s=k / 7, rr_ms=800 + k / 3),
        Tick(t_s=float(k)),
    )
    print(f"{3 * (k + 1)} {time.perf_counter()}", flush=True)  # in one piece, for the kill may come between two
    pace.wait(0.004)
print("closing", 0, flush=True)
hub.close(inbox)
recorder.join()
print("closed", 0, flush=True)
"""


def child(path, rounds):
    return programs.start(
        [sys.executable, "-c", CHILD, str(path), str(rounds)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def kill_after(process, is_time):
    """Kill the child at the first line for which it is time, and return all that it said until then."""
    said = []
    with process.stdout:
        for line in process.stdout:
            said.append(line.split(maxsplit=1))
            if is_time(said[-1][0]) and process.poll() is None:
                process.send_signal(signal.SIGKILL)
    process.wait()
    return said


def as_published(number):
    k, kind = divmod(number - 1, 3)
    return (
        Packet(source="s", channel="2a37", arrived_s=k / 7, data=k.to_bytes(4, "big")),
        Beat(source="s", index=k, arrived_s=k / 7, rr_ms=800 + k / 3),
        Tick(t_s=float(k)),
    )[kind]


def check_whole(path):
    """The file is sound, and holds the events from the first to some last one as they were published."""
    with Recording(path) as recording:
        items = list(recording.events())
        unexpected = recording.ended_unexpectedly
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    assert [item.event for item in items] == [as_published(item.number) for item in items]
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    return len(items), unexpected


def test_a_kill_while_recording_loses_at_most_the_last_second(tmp_path):
    chance = random.Random(20261122)
    moments = [chance.randint(1, 450) for _ in range(6)]
    processes = [child(tmp_path / f"{moment}.soften", 100_000) for moment in moments]
    for moment, process in zip(moments, processes, strict=True):
        said = kill_after(process, lambda word, moment=moment: word == str(3 * moment))
        published = [(int(number), float(at_s)) for number, at_s in said if number.isdigit()]
        last_s = published[-1][1]
        safe = [number for number, at_s in published if at_s < last_s - 1.0]
        kept, unexpected = check_whole(tmp_path / f"{moment}.soften")
        assert unexpected
        assert kept >= max(safe, default=0)


def test_a_second_of_events_is_enough_for_a_second_to_be_kept(tmp_path):
    """The promise above is not empty: of more than a second something is there."""
    path = tmp_path / "one.soften"
    kill_after(child(path, 100_000), lambda word: word == "900")
    kept, _ = check_whole(path)
    assert kept > 0


@pytest.mark.parametrize("rounds", [3, 300])
def test_a_kill_in_the_moment_of_closing_leaves_a_recording(tmp_path, rounds):
    processes = [child(tmp_path / f"{n}.soften", rounds) for n in range(3)]
    for n, process in enumerate(processes):
        kill_after(process, lambda word: word == "closing")
        check_whole(tmp_path / f"{n}.soften")


def test_a_kill_in_the_moment_of_beginning_leaves_nothing_or_a_recording(tmp_path):
    for n, word in enumerate(["starting", "starting", "started"]):
        path = tmp_path / f"{n}.soften"
        kill_after(child(path, 100_000), lambda said, word=word: said == word)
        error_message = ""
        try:
            check_whole(path)
        except RecordingError as error:
            error_message = str(error)
        assert (
            error_message == ""
            or "There is no file" in error_message
            or "cut off before the first moment" in error_message
        )


def test_a_session_that_was_closed_in_peace_is_not_marked(tmp_path):
    path = tmp_path / "one.soften"
    said = kill_after(child(path, 3), lambda word: False)
    assert said[-1][0] == "closed"
    assert check_whole(path) == (9, False)
