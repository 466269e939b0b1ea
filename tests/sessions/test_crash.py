"""A program that is killed at any moment loses at most the last second of its recording."""

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from biofeedback.errors import RecordingError
from biofeedback.events import Beat, Packet, Tick
from sessions.looking import Looking
from sessions.reader import Recording
from tests.rigs.suite import programs
from tests.rigs.words.said_errors import said as sentence_of

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")

# Three events after every pause of 4 ms; each round is told to the parent after it was published.
CHILD = """
import sys, threading
from pathlib import Path
from biofeedback.events import Beat, Packet, Tick
from biofeedback.hub import Hub
from sessions.recorder import Recorder
from sessions.sealed.passphrases import passphrase_in

seal = passphrase_in(sys.stdin.buffer.readline()) if len(sys.argv) > 3 else None
hub = Hub()
inbox = hub.subscribe()
facts = {"practice": "crash"}
recorder = Recorder(Path(sys.argv[1]), facts, lambda trouble: print("trouble", trouble, flush=True), seal=seal)
print("starting", flush=True)
recorder.start(inbox)
print("started", flush=True)
rounds, pace = int(sys.argv[2]), threading.Event()
for k in range(rounds):
    hub.publish(
        Packet(source="s", channel="2a37", arrived_s=k / 7, data=k.to_bytes(4, "big")),
        Beat(source="s", index=k, arrived_s=k / 7, rr_ms=800 + k / 3),
        Tick(t_s=float(k)),
    )
    print(3 * (k + 1), flush=True)
    pace.wait(0.004)
print("closing", flush=True)
hub.close(inbox)
recorder.join()
print("closed", flush=True)
"""


ROUNDS_A_SECOND = 250
"""A second is counted in pauses of 4 ms: a machine that wakes nobody for a while does not wake the recorder either."""


def child(path, rounds):
    return programs.start(
        [sys.executable, "-c", CHILD, str(path), str(rounds)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def sealed_child(path, rounds, passphrase):
    """The same, sealed; the passphrase comes in by a pipe."""
    process = programs.start(
        [sys.executable, "-c", CHILD, str(path), str(rounds), "sealed"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(path.parent)},
    )
    with process.stdin:
        process.stdin.write(f"{passphrase}\n")
    return process


def kill_after(process, is_time):
    """Kill the child at the first line for which it is time, and return all that it said until then."""
    said = []
    with process.stdout:
        for line in process.stdout:
            said.append(line.strip())
            if is_time(said[-1]) and process.poll() is None:
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
    assert repr([item.event for item in items]) == repr([as_published(item.number) for item in items])
    # As the program looks: one that was killed while it put its log away has a step that SQLite alone would take back.
    with Looking(path) as looking, closing(looking.open()) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return len(items), unexpected


def test_a_kill_while_recording_loses_at_most_the_last_second(tmp_path):
    chance = random.Random(20261122)
    moments = [chance.randint(1, 450) for _ in range(6)]
    processes = [child(tmp_path / f"{moment}.soften", 100_000) for moment in moments]
    for moment, process in zip(moments, processes, strict=True):
        said = kill_after(process, lambda word, moment=moment: word == str(3 * moment))
        last = max(int(word) for word in said if word.isdigit())
        kept, unexpected = check_whole(tmp_path / f"{moment}.soften")
        assert unexpected
        assert kept >= last - 3 * ROUNDS_A_SECOND


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
            error_message = sentence_of(error)
        assert (
            error_message == ""
            or "There is no file" in error_message
            or "cut off before the first moment" in error_message
        )


def test_a_session_that_was_closed_in_peace_is_not_marked(tmp_path):
    path = tmp_path / "one.soften"
    said = kill_after(child(path, 3), lambda word: False)
    assert said[-1] == "closed"
    assert check_whole(path) == (9, False)
