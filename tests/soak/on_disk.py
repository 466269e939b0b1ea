"""A program: full disks, read-only ones and such as are taken away, from within; tells what came of each as JSON lines.

``python -m tests.soak.on_disk FAULT DISK``, run by `tests.soak.places` on a small disk of its own.
"""

import dataclasses
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from biofeedback.app.profile_store import PAGE_SHOWN
from biofeedback.app.replaying.replay import replay
from biofeedback.errors import RecordingError
from biofeedback.events import Tick
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.index.store import INDEX_NAME
from sessions.reader import Recording
from sessions.recording_file import create
from sessions.side_files import side_files
from tests.rigs.files.mounted_disks import make_read_only, take_away
from tests.rigs.words.spoken_commands import Printed, run
from tests.soak.midst import in_the_midst
from tests.soak.row import Row
from tests.soak.tree import contents, sentence

PRACTICE = "begin three_breaths --sensor simulated --terminal --speed"
QUICK, SLOW = "100", "20"  # times the speed of life: a choice; something can be done in the midst of the slower
LENGTH_S = 28.0  # seconds of that practice, about
ENOUGH_S = 5.0  # seconds of it that are there when something is done to it: a choice

MAKES = ("sessions share {}", "report {} --format html", "export {} --format kubios", "practices new own.toml")
"""Commands that make a file."""

READS = ("sessions list", "sessions show {}", "analyse {}", "replay {}", "verify {}")
"""Commands that need no room."""


class Disk:
    """A person whose data lie on one small disk, with a recording of before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.data.mkdir()
        (self.data / PAGE_SHOWN).touch()
        os.chdir(folder)
        self.run(f"{PRACTICE} {QUICK}")
        (self.before,) = self.recordings()

    def recordings(self) -> list[Path]:
        """Return the recordings that are there."""
        return sorted((self.data / "sessions").glob("*.soften"))

    def run(self, words: str) -> Printed:
        """Run a command, in which ``{}`` is the recording of before."""
        return run(*(str(self.before) if word == "{}" else word for word in words.split()), data=self.data)

    def fill(self, left_bytes: int) -> None:
        """Leave so much room on the disk."""
        filling = self.folder / "filling"
        filling.unlink(missing_ok=True)
        room = os.statvfs(self.folder)
        filling.write_bytes(bytes(max(0, room.f_bavail * room.f_frsize - left_bytes)))


def full(folder: Path) -> Iterator[Row]:
    """The disk becomes full in a practice, then is full from the beginning."""
    disk = Disk(folder)
    before = contents(folder)
    disk.fill(room_for_a_while(folder))
    practised = disk.run(f"{PRACTICE} {SLOW}")
    (path,) = {*disk.recordings()} - {disk.before}
    yield _stopped("the disk is full in the midst of a practice", practised, path)
    for each in (path, *side_files(path)):
        each.unlink(missing_ok=True)
    disk.fill(0)
    yield _refused("the disk is full before a practice", disk, f"{PRACTICE} {QUICK}", before)
    yield _made_nothing("reports, exports, copies and practices on a full disk", disk, before)
    yield _still_read("recordings of before on a full disk", disk, before)


def read_only(folder: Path) -> Iterator[Row]:
    """Nobody may write to the disk."""
    disk = Disk(folder)
    disk.run("sessions list")
    before = contents(folder)
    make_read_only(folder)
    os.chdir(folder)  # it is another one by now
    yield _refused("the folder is read-only", disk, f"{PRACTICE} {QUICK}", before)
    yield _made_nothing("reports, exports, copies and practices in a read-only folder", disk, before)
    yield _still_read("recordings of before in a read-only folder", disk, before)


def removed(folder: Path) -> Iterator[Row]:
    """The folder is deleted in the midst of a practice."""
    disk = Disk(folder)
    practised = _amid(disk, lambda: shutil.rmtree(disk.data / "sessions"))
    yield _stopped("the folder is deleted in the midst of a practice", practised, None)


def taken_away(folder: Path) -> Iterator[Row]:
    """The disk is pulled out in the midst of a practice."""
    disk = Disk(folder)
    os.chdir("/")
    practised = _amid(disk, lambda: take_away(folder))
    yield _stopped("the disk is pulled out in the midst of a practice", practised, None)


_FOR_A_WHILE = 109_000
"""Bytes beyond an empty recording in which one begins and does not end: its first second takes 33 kB, all 139 kB."""


def room_for_a_while(folder: Path) -> int:
    """Return the bytes in which a recording begins and does not end; an empty one grows with each new table."""
    path = folder / "empty.soften"
    with closing(create(path, {}, VERSIONS)):
        taken = sum(each.stat().st_size for each in (path, *side_files(path)) if each.exists())
    path.unlink()
    return taken + _FOR_A_WHILE


def _amid(disk: Disk, act: Callable[[], None]) -> Printed:
    """Practise, and do something once some seconds are there."""
    return in_the_midst(lambda: disk.run(f"{PRACTICE} {SLOW}"), lambda: _some_are_there(disk), act)


def _some_are_there(disk: Disk) -> bool:
    return any(_last_s(path) >= ENOUGH_S for path in disk.recordings() if path != disk.before)


def _last_s(path: Path) -> float:
    try:
        with Recording(path) as recording:
            return max((event.t_s for _, event in recording.events(Tick)), default=0.0)
    except RecordingError:
        return 0.0


def _stopped(fault: str, practised: Printed, path: Path | None) -> Row:
    """Tell of a recording that had to stop while the practice went on."""
    broken = _wrong_in(practised, code=1)
    if "You were here for 28 seconds" not in practised.out:
        broken.append("the practice did not go on to its end")
    kept = "nothing is left of the file, as somebody took it away"
    if path is not None:
        with Recording(path) as recording:
            if not (recording.ended_unexpectedly and replay(recording).identical):
                broken.append("the recording is not whole up to where it stopped")
        kept = f"{_last_s(path):.0f} s of {LENGTH_S:.0f} s are there and replay"
        if not 0 < _last_s(path) < LENGTH_S:
            broken.append(f"{_last_s(path)} s were kept")
    return Row(
        fault=fault,
        seen=sentence(practised),
        lost="what came after that" if path else "this recording, and no other",
        measured=f"the practice went on to its end; {kept}",
        broken=tuple(broken),
    )


def _refused(fault: str, disk: Disk, words: str, before: dict[str, str]) -> Row:
    printed = disk.run(words)
    broken = [*_wrong_in(printed, code=1), *_changed(disk, before)]
    return Row(
        fault=fault, seen=sentence(printed), lost="nothing", measured="nothing is left behind", broken=tuple(broken)
    )


def _made_nothing(fault: str, disk: Disk, before: dict[str, str]) -> Row:
    said = {words: disk.run(words) for words in MAKES}
    broken = [f"{words}: {each}" for words, printed in said.items() for each in _wrong_in(printed, code=1)]
    broken += _changed(disk, before)
    return Row(
        fault=fault,
        seen=sentence(next(iter(said.values()))),
        lost="nothing",
        measured=f"{len(MAKES)} commands, a sentence each, and nothing half made is left",
        broken=tuple(broken),
    )


def _still_read(fault: str, disk: Disk, before: dict[str, str]) -> Row:
    said = {words: disk.run(words) for words in READS}
    broken = [f"{words}: {each}" for words, printed in said.items() for each in _wrong_in(printed, code=0)]
    broken += _changed(disk, before)
    return Row(
        fault=fault,
        seen="all there is to see, as ever",
        lost="nothing",
        measured=f"{len(READS)} commands read it, and no byte changed",
        broken=tuple(broken),
    )


def _wrong_in(printed: Printed, *, code: int) -> list[str]:
    wrong = [] if printed.code == code else [f"ended with {printed.code}, not {code}: {sentence(printed)}"]
    if "fault of ours" in printed.err or "Traceback" in printed.err:
        wrong.append(printed.err)
    if code and not printed.err.strip():
        wrong.append("nothing was said")
    return wrong


def _changed(disk: Disk, before: dict[str, str]) -> list[str]:
    """Return what is not as it was; the index is a cache, and the filling is ours."""
    now = contents(disk.folder)
    names = sorted(before.keys() | now.keys())
    return [
        f"{name} is not as it was"
        for name in names
        if before.get(name) != now.get(name) and not name.endswith((INDEX_NAME, "filling"))
    ]


FAULTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "full": full,
    "read-only": read_only,
    "removed": removed,
    "taken-away": taken_away,
}
"""By the name that the program is told."""


def main() -> None:
    """Bring about the fault that is named, in the folder that is named."""
    for row in FAULTS[sys.argv[1]](Path(sys.argv[2])):
        sys.stdout.write(json.dumps(dataclasses.asdict(row)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
