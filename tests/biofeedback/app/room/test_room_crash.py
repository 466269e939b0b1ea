"""A program that is killed amid a room loses at most the last second of every recording, and none of them is torn."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from biofeedback.app.recordings.verifying import verify
from biofeedback.app.replaying.replay import replay
from biofeedback.error_codes import VerifyErrorCode
from biofeedback.events import Tick
from sessions.library.rooms import delete_guests_left_over
from sessions.reader import Recording
from tests.rigs import programs

ROOT = Path(__file__).resolve().parents[4]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")

KILLS = int(os.environ.get("KILLS", "6"))
SEATS = 5
ROUNDS_A_SECOND = 50
"""A second is counted in pauses of 20 ms: a machine that wakes nobody for a while does not wake the recorder either."""

# Imported once; every room that is killed is a fork, which says the time once a round. A fork is of the group of its
# program, and so it ends with it.
CHILD = """
import os, sys, threading
from os import fork
from biofeedback.app.application import LiveApplication
import biofeedback.app.room.session, biofeedback.room_pipelines, devices.transports.simulated.heart
from biofeedback.practice.script.file import parse_practice
from tests.rigs.held_practice import BREATHING

for folder in sys.argv[1:]:
    os.environ["SOFTEN_DATA"] = folder
    if pid := fork():
        os.waitpid(pid, 0)
        print("killed", flush=True)
        continue
    with LiveApplication(speed=10.0, seed=7) as application:
        session = application.begin_room(parse_practice(BREATHING, "breathing.toml"), None)
        for place in range(5):
            session.take_seat("simulated", name=f"Seat {place}", kept=place < 4, consent="Yes.")
        print("pid", os.getpid(), flush=True)
        pace = threading.Event()
        while True:
            print(session.clock.now_s(), flush=True)
            pace.wait(0.02)
"""


def killed(process: subprocess.Popen[str], rounds: int) -> list[float]:
    """Kill the room after so many rounds, and return the times that it said."""
    said: list[float] = []
    pid = 0
    for line in process.stdout:
        word, _, number = line.strip().partition(" ")
        if word == "killed":
            return said
        if word == "pid":
            pid = int(number)
            continue
        said.append(float(word))
        if len(said) == rounds:
            os.kill(pid, signal.SIGKILL)
    raise AssertionError("the program ended by itself")


def test_every_recording_of_a_killed_room_is_there_up_to_the_last_second(tmp_path: Path) -> None:
    chance = random.Random(20261130)
    folders = [tmp_path / str(kill) for kill in range(KILLS)]
    command = [sys.executable, "-c", CHILD, *map(str, folders)]
    with programs.start(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for folder in folders:
            said = killed(process, chance.randrange(20, 90))
            (room,) = (folder / "sessions").glob("* room")
            paths = sorted(room.glob("*.soften"))
            assert len(paths) == SEATS + 1
            for path in paths:
                with Recording(path) as recording:
                    assert recording.ended_unexpectedly
                    last_s = max((event.t_s for _, event in recording.events(Tick)), default=0.0)
                    assert replay(recording).identical
                assert sum(t_s > last_s + 1.0 for t_s in said) <= ROUNDS_A_SECOND, path
                assert [each.code for each in verify(path, quick=True).looked.found] == [VerifyErrorCode.NOT_CLOSED]
            assert delete_guests_left_over(folder / "sessions") == 1
            left = {each.stem.rpartition("_")[2] for each in room.glob("*.soften")}
            assert left == {"Seat-0", "Seat-1", "Seat-2", "Seat-3", "room"}
