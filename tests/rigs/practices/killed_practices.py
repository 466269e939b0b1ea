"""Practices of the real application that are killed at any moment: of one person, or of a room of five.

The program imports all that it needs once; every practice that is killed is a fork of it, in its process group.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from biofeedback.app.recordings.verifying import verify
from biofeedback.app.replaying.replay import replay
from biofeedback.error_codes import VerifyErrorCode
from biofeedback.events import Tick
from sessions.library.room_names import is_room
from sessions.reader import Recording
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[3]

SEATS = 5
"""Of the room, whose last one is a guest that keeps nothing."""

PAUSE_S = 0.02
"""Between two times that are told. Seconds are counted in these pauses: a machine that wakes nobody for a while does
not wake the recorder either."""

_AS_KILLED = (VerifyErrorCode.NOT_CLOSED, VerifyErrorCode.STEP_UNFINISHED)
"""What is to be found in a recording whose program was killed, the latter as it put its log away."""

Who = Literal["one", "five"]

_NEVER = 100_000  # rounds, after which a practice that is to be killed would close by itself

PROGRAM = """
import os, sys, threading
from os import fork
from biofeedback.app.application import LiveApplication
import biofeedback.app.live_session, biofeedback.app.room.session
import biofeedback.pipelines.one_heart, biofeedback.pipelines.room
import devices.transports.simulated.heart
from biofeedback.practice.script.file import parse_practice
from tests.rigs.practices.held_practice import BREATHING

who, *rest = sys.argv[1:]
practice = parse_practice(BREATHING, "breathing.toml")
for folder, rounds in zip(rest[::2], map(int, rest[1::2])):
    os.environ["SOFTEN_DATA"] = folder
    if pid := fork():
        os.waitpid(pid, 0)
        print("killed", flush=True)
        continue
    with LiveApplication(speed=10.0, seed=7) as application:
        if who == "one":
            session = application.begin(practice, "simulated", None)
        else:
            session = application.begin_room(practice, None)
            for place in range(5):
                session.take_seat("simulated", name=f"Seat {place}", kept=place < 4, consent="Yes.")
        print("pid", os.getpid(), flush=True)
        pace = threading.Event()
        for _ in range(rounds):
            print(session.clock.now_s(), flush=True)
            pace.wait(0.02)
        print("closing", flush=True)
        session.finish()
        print("closed", flush=True)
    os._exit(0)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a practice is killed: after so many rounds of `PAUSE_S`, or so long after it began to close."""

    rounds: int
    closing_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KilledPractice:
    """What a practice said before it was killed.

    Attributes
    ----------
    folder : Path
        The folder of the person's data.
    said_s : sequence of float
        The times of the session, every `PAUSE_S`.
    closing : bool
        Whether it was about to close its recordings.
    """

    folder: Path
    said_s: Sequence[float]
    closing: bool

    @property
    def recordings(self) -> list[Path]:
        """What it left, those of a room among them."""
        return sorted((self.folder / "sessions").rglob("*.soften"))

    @property
    def room(self) -> Path:
        """The folder of the room."""
        (room,) = (each for each in (self.folder / "sessions").iterdir() if is_room(each))
        return room

    def lost_s(self, last_s: float) -> float:
        """Return how many real seconds went on after the last moment that was kept."""
        return PAUSE_S * sum(t_s > last_s for t_s in self.said_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a killed practice left in one recording.

    Attributes
    ----------
    path : Path
        The recording.
    last_s : float
        The last moment that is in it, in seconds of the session; 0 where there is none.
    unexpected : bool
        Whether it says that it ended unexpectedly.
    faults : tuple of str
        What is not as it should be; empty when it is whole and every number comes out again.
    """

    path: Path
    last_s: float
    unexpected: bool
    faults: tuple[str, ...]


def left_in(path: Path) -> Left:
    """Read a recording to its end and compute all its numbers anew; raises `RecordingError` where it does not open."""
    with Recording(path) as recording:
        last_s = max((event.t_s for _, event in recording.events(Tick)), default=0.0)
        unexpected = recording.ended_unexpectedly
        found = [] if replay(recording).identical else ["its numbers come out otherwise"]
    looked = verify(path, quick=True).looked
    assert looked is not None
    found += [str(each.code) for each in looked.found if each.code not in _AS_KILLED]
    return Left(path=path, last_s=last_s, unexpected=unexpected, faults=tuple(found))


def killed_practices(who: Who, folders: Sequence[Path], moments: Sequence[Moment]) -> Iterator[KilledPractice]:
    """Begin a practice in each folder, one after the other, and kill it at its moment."""
    command = [sys.executable, "-c", PROGRAM, who]
    for folder, moment in zip(folders, moments, strict=True):
        command += [str(folder), str(_NEVER if moment.closing_s is None else moment.rounds)]
    with programs.start(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            for folder, moment in zip(folders, moments, strict=True):
                yield _killed(process, folder, moment)
        finally:
            process.kill_all()


def _killed(process: programs.Program, folder: Path, moment: Moment) -> KilledPractice:
    said_s: list[float] = []
    pid, closing = 0, False
    for line in process.stdout or ():
        word, _, number = line.strip().partition(" ")
        match word:
            case "killed":
                return KilledPractice(folder=folder, said_s=said_s, closing=closing)
            case "pid":
                pid = int(number)
            case "closing":
                closing = True
                threading.Event().wait(moment.closing_s)
                with contextlib.suppress(ProcessLookupError):  # it was through by then
                    os.kill(pid, signal.SIGKILL)
            case "closed":
                pass
            case _:
                said_s.append(float(word))
                if moment.closing_s is None and len(said_s) == moment.rounds:
                    os.kill(pid, signal.SIGKILL)
    raise AssertionError("the program ended by itself")
