"""The clock on the wall is set back, and far ahead: times of a practice go on, and nothing is written over."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

from biofeedback.app.profile_store import PAGE_SHOWN
from biofeedback.app.replaying.replay import replay
from biofeedback.events import Tick
from sessions.library import Library
from sessions.reader import Recording
from tests.rigs.words.spoken_commands import Printed, run
from tests.soak.midst import in_the_midst
from tests.soak.row import Amounts, Row
from tests.soak.tree import contents, sentence

PRACTICE = ("begin", "three_breaths", "--sensor", "simulated", "--terminal", "--speed", "50")
BEGAN = datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
SET_BACK = timedelta(hours=1)
FAR = timedelta(days=36_525)  # a century, as after a battery was empty the other way round


class _WallClock:
    """The one clock on the wall that the program reads, in the hand."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now


def soak(folder: Path, _amounts: Amounts) -> Iterator[Row]:
    """Practise while the clock is set back, then again and again in the second that it was before, then far ahead."""
    data = folder / "data"
    data.mkdir()
    (data / PAGE_SHOWN).touch()
    wall = _WallClock()
    with ExitStack() as around:
        # Each module that was imported by now has the function itself.
        for module in _READERS:
            around.enter_context(patch(f"{module}.local_now", wall))
        yield _set_back_amid(data, wall)
        yield _the_same_second(data, wall)
        yield _far_ahead(data, wall)


_READERS = ("biofeedback.wall_clock", "biofeedback.app.recordings.verifying")


def _set_back_amid(data: Path, wall: _WallClock) -> Row:
    printed = in_the_midst(
        lambda: run(*PRACTICE, data=data), lambda: _goes(data), lambda: setattr(wall, "now", BEGAN - SET_BACK)
    )
    broken = _wrong(printed)
    if wall.now == BEGAN:
        broken.append("the practice was over before the clock was set back")
    fault = "the clock is set back an hour in the midst of a practice"
    if broken:
        return Row(fault=fault, seen=sentence(printed), lost="", measured="", broken=tuple(broken))
    (path,) = (data / "sessions").glob("*.soften")
    with Recording(path) as recording:
        times_s = [event.t_s for _, event in recording.events(Tick)]
        if not all(before < after for before, after in pairwise(times_s)) or not replay(recording).identical:
            broken.append("times went back")
        if recording.facts["started_at"] != BEGAN.isoformat(timespec="seconds"):
            broken.append(f"it is said to have begun at {recording.facts['started_at']}")
    if "28 seconds" not in printed.out:
        broken.append("its length is not told as it was")
    return Row(
        fault=fault,
        seen="the practice as ever; its date is that of its beginning",
        lost="nothing",
        measured=f"{len(times_s)} s one after another, and all of it replays",
        broken=tuple(broken),
    )


def _goes(data: Path) -> bool:
    """Return whether there is a recording with something in it."""
    return any(each.stat().st_size > 0 for each in (data / "sessions").glob("*.soften-wal"))


def _the_same_second(data: Path, wall: _WallClock) -> Row:
    before = contents(data / "sessions")
    wall.now = BEGAN
    broken = [each for _ in range(2) for each in _wrong(run(*PRACTICE, data=data))]
    now = contents(data / "sessions")
    broken += [f"{name} was written over" for name in before if before[name] != now.get(name)]
    listed = Library(data / "sessions").entries()
    if len(listed) != 3 or any(each.error for each in listed):
        broken.append(f"{len(listed)} recordings are listed")
    return Row(
        fault="a practice in a second that already was",
        seen="a recording of its own, whose name ends with a number",
        lost="nothing",
        measured=f"{len(listed)} recordings of one second: "
        + ", ".join(sorted(each.path.stem[20:] for each in listed)),
        broken=tuple(broken),
    )


def _far_ahead(data: Path, wall: _WallClock) -> Row:
    wall.now = BEGAN + FAR
    broken = _wrong(run(*PRACTICE, data=data))
    wall.now = BEGAN + SET_BACK
    listed = run("sessions", "list", data=data)
    broken += _wrong(listed)
    newest = max((data / "sessions").glob("*.soften"))
    verified = run("verify", newest, data=data)
    if not newest.name.startswith("2126") or "still to come" not in verified.out:
        broken.append(f"verify says: {verified.out[-300:]}")
    if str((BEGAN + FAR).year) not in listed.out:
        broken.append("it is not listed")
    return Row(
        fault="a practice while the clock was a century ahead",
        seen=sentence(Printed(verified.code, _about_clock(verified.out), "")),
        lost="nothing",
        measured="it is listed by the date that it was given, and opens",
        broken=tuple(broken),
    )


def _about_clock(out: str) -> str:
    return next((line for line in out.splitlines() if "clock" in line), out)


def _wrong(printed: Printed) -> list[str]:
    return [] if printed.code == os.EX_OK else [f"ended with {printed.code}: {sentence(printed)}"]
