"""A library of thousands: everything is listed, found and kept, memory is bounded, and a kill costs only the index."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from biofeedback.app.recordings.history import History
from biofeedback.events import Note
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.index.recording_index import RecordingIndex
from sessions.index.store import INDEX_NAME
from sessions.later.tags import write_tag
from sessions.library import Library
from sessions.reader import Recording
from sessions.recording_file import write_whole
from tests.rigs.files.recorded_practice import STARTED, record
from tests.rigs.suite import programs
from tests.rigs.words.spoken_commands import run
from tests.soak.row import Amounts, Row
from tests.soak.tree import contents
from ui.presenter.past import found
from ui.words.languages import english

ROOT = Path(__file__).resolve().parents[2]

TAGGED_ONE_IN, BROKEN_ONE_IN = 10, 20  # recordings: a choice
TAG = "rosemary"

MOST_KIB_EACH = 32.0
"""By which memory may grow for each recording while all are listed, indexed and found: a choice, a hundredth of what a
short recording holds."""

LEAST_SESSIONS = 1000
"""Of a library whose memory can be judged: a smaller one still fills what is loaded for the first."""


def soak(folder: Path, amounts: Amounts) -> Iterator[Row]:
    """Make a library, kill who indexes it, then look at it as a person does."""
    data = folder / "data"
    made(data / "sessions", amounts.sessions)
    before = _recordings(data)
    yield _killed(data, before)
    for row in _rows_of("looked_at", data, str(amounts.sessions)):
        changed = [name for name, digest in _recordings(data).items() if before[name] != digest]
        yield Row(**(row | {"broken": (*row["broken"], *(f"{name} changed" for name in changed))}))


def made(folder: Path, count: int) -> None:
    """Write so many recordings of one practice, each a day after the other; some are tagged, some cut off."""
    template = record(folder.parent / "template.soften", "three_breaths")
    with Recording(template) as recording:
        facts, events = dict(recording.facts), list(recording.events())
    chance = random.Random(count)
    for number in range(count):
        started = STARTED - timedelta(days=number)
        path = Library(folder).new_path(started, "three_breaths")
        mine = facts | {"started_at": started.isoformat(timespec="seconds")}
        noted = [each for each in events if not isinstance(each.event, Note)]
        write_whole(path, mine, VERSIONS, iter(noted), closed=True)
        if number % TAGGED_ONE_IN == 0:
            write_tag(path, TAG, datetime.fromisoformat(mine["started_at"]), is_there=True)
        if number % BROKEN_ONE_IN == BROKEN_ONE_IN - 1:
            os.truncate(path, chance.randrange(path.stat().st_size))
    template.unlink()


def looked_at(data: Path, count: int) -> Row:
    """List, index and find; on a program of its own, so that its memory tells."""
    folder = data / "sessions"
    few = data.parent / "few"
    made(few / "sessions", BROKEN_ONE_IN)
    _look(few)
    began_kib = _resident_kib()
    broken = []
    listed, read, again, tagged = _look(data)
    grew_kib = (_resident_kib() - began_kib) / count
    cut = count // BROKEN_ONE_IN
    if listed != count or read != count or again:
        broken.append(f"{listed} are listed, {read} were read for the index, and {again} read again")
    if tagged != count // TAGGED_ONE_IN:
        broken.append(f"{tagged} are found by their tag")
    if count >= LEAST_SESSIONS and grew_kib > MOST_KIB_EACH:
        broken.append(f"memory grew by {grew_kib:.1f} KiB for each")
    (folder / INDEX_NAME).write_bytes(b"no index at all" * 1000)
    if len(RecordingIndex(folder).refresh()) != count:
        broken.append("a spoiled index is not made anew")
    return Row(
        fault=f"{count} recordings, {cut} of them cut off",
        seen="every one in the list and in the history; of one that cannot be read, why",
        lost="nothing",
        measured=f"{listed} listed, {read} indexed, {tagged} found by a tag; {grew_kib:.1f} KiB each "
        f"({MOST_KIB_EACH:.0f} KiB); a spoiled index is made anew",
        broken=tuple(broken),
    )


def _look(data: Path) -> tuple[int, int, int, int]:
    """Return how many are listed, were read for the index, were read again, and are found by their tag."""
    folder = data / "sessions"
    (folder / INDEX_NAME).unlink(missing_ok=True)
    read: list[int] = []
    history = History(folder, (), english())
    history.refresh(lambda _done, of: read.append(of))
    again: list[int] = []
    history.refresh(lambda _done, of: again.append(of))
    known = History(folder, (), english()).known()
    listed = run("sessions", "list", "--json", data=data)
    return len(json.loads(listed.out)), len(read), len(again), len(found(known, TAG))


def indexed(data: Path, _count: int) -> Row:
    """Index the library, telling of every recording, until somebody kills this program."""

    def tell(done: int, _of: int) -> None:
        sys.stdout.write(f"{done}\n")
        sys.stdout.flush()

    RecordingIndex(data / "sessions").refresh(tell)
    return Row(fault="", seen="", lost="", measured="")


def _killed(data: Path, before: dict[str, str]) -> Row:
    kills, chance = 3 if len(before) >= LEAST_SESSIONS else 1, random.Random(7)
    for _ in range(kills):
        shown = programs.start(_program("indexed", data, "0"), cwd=ROOT, stdout=subprocess.PIPE, text=True)
        at = chance.randrange(len(before) // 4, len(before) // 2)
        for line in shown.stdout or ():
            if line.strip() == str(at):
                shown.send_signal(signal.SIGKILL)
        shown.communicate()
        (data / "sessions" / INDEX_NAME).unlink(missing_ok=True)
    changed = [name for name, digest in _recordings(data).items() if before.get(name) != digest]
    return Row(
        fault="kill -9 while the library is indexed",
        seen="the history as ever, once it is read anew",
        lost="nothing; the index is a cache",
        measured=f"{kills} kills; no recording changed",
        broken=tuple(f"{name} changed" for name in changed),
    )


def _recordings(data: Path) -> dict[str, str]:
    return {name: told for name, told in contents(data / "sessions").items() if not name.startswith(INDEX_NAME)}


def _program(act: str, data: Path, count: str) -> list[str]:
    return [sys.executable, "-m", "tests.soak.library", act, str(data), count]


def _rows_of(act: str, data: Path, count: str) -> Iterator[dict[str, object]]:
    done = programs.run(_program(act, data, count), cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        yield asdict(Row(fault=act, seen="", lost="", measured="", broken=(done.stderr[-1000:],)))
    else:
        yield json.loads(done.stdout)


def _resident_kib() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


if __name__ == "__main__":
    row = {"looked_at": looked_at, "indexed": indexed}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(asdict(row)))
