"""Systems that allow little, are set up oddly or change meanwhile: each is a sentence, and the recording is whole."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from biofeedback.app.profile_store import PAGE_SHOWN
from sessions.library import Library
from sessions.reader import Recording
from tests.rigs.suite import programs

ROOT = Path(__file__).parents[2]
PATIENCE_S = 120
PRACTICE = "begin three_breaths --sensor simulated --speed 100 --terminal"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the shell brings about what these tests are of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is done, with ``$S`` for the program and ``$P`` for a short practice, and what is to come of it.

    Attributes
    ----------
    name : str
        What is odd.
    command : str
        For a shell, in an empty folder, which is the home.
    code : int
        How it ends.
    errors : str
        What is said where errors go, a part of it; empty for nothing at all.
    whole : int
        How many recordings there are then, all of them whole.
    shown : str
        What else is printed.
    """

    name: str
    command: str
    code: int = 0
    errors: str = ""
    whole: int = 1
    shown: str = ""


LONG = "x" * 240
"""With ``.soften`` and the names beside it as long as names can be."""

CASES = (
    # What a system allows.
    Case(name="few files, and more on request", command="ulimit -S -n 9; $S $P"),
    Case(name="few files", command="ulimit -n 12; $S $P", code=1, errors="open 12 files at once", whole=0),
    Case(name="a file or two", command="ulimit -n 5; $S $P", code=1, errors="open 5 files at once", whole=0),
    Case(name="few files to list", command="ulimit -n 32; $S sessions list", whole=0, shown="No recordings yet"),
    Case(name="no large files", command="ulimit -f 10; $S $P", code=1, errors="cannot be made", whole=0),
    Case(name="no files", command="ulimit -f 0; $S $P 2>&1 | cat", code=0, shown="cannot be made", whole=0),
    # Names.
    Case(name="the longest name", command=f"$S $P --output {LONG}.soften && mkdir -p data && mv {LONG}* data"),
    Case(name="a longer name", command=f"$S $P --output xx{LONG}.soften", code=1, errors="name too long", whole=0),
    Case(name="a name far too long", command=f"$S $P --output {LONG * 30}.soften", code=1, errors="too long", whole=0),
    Case(name="a recording with such a name", command=f"$S analyse {LONG * 30}", code=1, errors="x", whole=0),
    Case(name="a name that is no text", command="""$S $P --output "data/$(printf 'a\\377b').soften" """),
    Case(
        name="a name with a line in it",
        command="""N="$(printf 'data/a\\nb').soften"; $S $P --output "$N" && $S sessions show "$N" """,
        shown="a␊b.soften",
    ),
    Case(name="a folder that is no text", command="""SOFTEN_DATA="data/$(printf '\\377')" $S $P"""),
    # Folders.
    Case(name="a file for a folder", command="touch f; SOFTEN_DATA=f $S $P", code=1, errors="Not a directory", whole=0),
    Case(name="a folder that lets nobody in", command="SOFTEN_DATA=/proc/x $S $P", code=1, errors="be made", whole=0),
    Case(
        name="a folder that is gone meanwhile",
        command="$S begin three_breaths --sensor simulated --speed 20 --terminal & p=$!;"
        " until ls data/sessions/*.soften; do sleep 0.05; done 2>&-; sleep 0.4; rm -r data; wait $p",
        code=1,
        errors="was moved or deleted",
        whole=0,
        shown="The recording:",
    ),
    Case(name="a folder from here", command="SOFTEN_DATA=data/own $S $P"),
    Case(name="a folder of XDG from here", command="unset SOFTEN_DATA; HOME=$PWD/data XDG_DATA_HOME=x $S $P"),
    Case(name="no home, but a folder", command="unset HOME; $S $P"),
    Case(
        name="no home at all",
        command="unset HOME SOFTEN_DATA USER; $WITHOUT_ACCOUNT sessions list",
        code=1,
        errors="Please set SOFTEN_DATA",
        whole=0,
    ),
    Case(
        name="no home of another",
        command="$S begin --terminal --sensor 'replay:~nobody-of-us/x'",
        code=1,
        errors="There is no recording",
        whole=0,
    ),
    # Languages, widths and kinds of terminals, one of each at a time: none hides what another does.
    *(
        Case(
            name=f"the language {tag[:12]!r}, lines of {width} and the terminal {kind!r}",
            command=f"export LANG={tag} LC_ALL={tag} LANGUAGE={tag} COLUMNS={width} LINES={width} TERM={kind};"
            " $S $P && $S begin --help",
        )
        for tag, width, kind in (
            ("rubbish", "0", "dumb"),
            ("xx_YY.UTF-99", "1", "''"),
            ("../../etc", "-5", "rubbish"),
            ("x" * 3000, "rubbish", "dumb"),
            ("rubbish", "99999999999", "''"),
        )
    ),
    # Zones.
    Case(name="a zone of half hours", command="TZ=Asia/Kolkata $S $P && TZ=Asia/Kathmandu $S sessions list"),
    Case(name="hours that jump", command="TZ=$JUMPS $S begin three_breaths --sensor simulated --speed 10 --terminal"),
    Case(name="the year 1", command="$IN_YEAR 1 $P && $S sessions list", shown="0001-01-01"),
    Case(name="the year 9999", command="$IN_YEAR 9999 $P && $S sessions list", shown="9999-12-31"),
    # Who reads what is printed.
    Case(name="nobody listens", command="$S $P | true"),
    Case(name="somebody stops listening", command="$S $P; $S sessions list --json | head -c 1", shown="["),
    *([Case(name="no terminal at all", command="setsid -w $S $P </dev/null")] if shutil.which("setsid") else []),
)


def environment(folder: Path) -> dict[str, str]:
    """Return the surroundings, with some ways to run the program."""
    (folder / "data").mkdir()
    (folder / "data" / PAGE_SHOWN).touch()
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "COLUMNS")}
    start = "from biofeedback.__main__ import main; main()"
    homeless = f"import pwd; pwd.getpwuid = {{}}.__getitem__; {start}"
    in_year = (
        "import sys, biofeedback.wall_clock as clock; from datetime import *; year = int(sys.argv.pop(1)); "
        "when = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))) if year == 1 else "
        "datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-12))); "
        f"clock.local_now = lambda: when; {start}"
    )
    (folder / "homeless.py").write_text(homeless)
    (folder / "in_year.py").write_text(in_year)
    jump = datetime.now(UTC) + timedelta(seconds=4)
    at = f"{jump.timetuple().tm_yday - 1}/{jump:%H:%M:%S}"  # days of POSIX count from 0 and know leap years
    return kept | {
        "S": f"{sys.executable} -m biofeedback",
        "P": PRACTICE,
        "LONGER": PRACTICE.replace("three_breaths", "compassionate_pause").replace("100", "20"),
        "WITHOUT_ACCOUNT": f"{sys.executable} homeless.py",
        "IN_YEAR": f"{sys.executable} in_year.py",
        "JUMPS": f"AAA0BBB,{at},364",
        "HOME": str(folder),
        "SOFTEN_DATA": str(folder / "data"),
        "PYTHONPATH": str(ROOT),
    }


def run(folder: Path, command: str) -> subprocess.CompletedProcess[Any]:
    """Run a command of a shell in a folder."""
    return programs.run(
        ["sh", "-c", command], cwd=folder, env=environment(folder), capture_output=True, timeout=PATIENCE_S
    )


def kept(folder: Path) -> list[bool]:
    """Return for each recording below a folder whether it is whole."""
    whole = []
    for path in folder.rglob("*.soften"):
        with Recording(path) as recording:
            whole.append(not recording.ended_unexpectedly)
    return whole


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_odd_is_a_sentence(tmp_path: Path, case: Case) -> None:
    done = run(tmp_path, case.command)
    out, err = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    assert done.returncode == case.code, err
    assert case.errors in err if case.errors else err == ""
    assert len(err.splitlines()) <= 1
    assert case.shown in out
    assert "Traceback" not in out
    assert not list(tmp_path.rglob("last-fault.txt"))
    assert kept(tmp_path) == [True] * case.whole


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0 or not shutil.which("mount"), reason="disks are root's")
def test_a_disk_that_fills_up_is_said_and_what_was_kept_is_whole(tmp_path: Path) -> None:
    """A disk of 400 KiB holds a recording as it begins, and not all of a practice of three minutes."""
    command = 'mount -t tmpfs -o size=400k none data || exit 99; $S $LONGER; echo "ended $?"; cp -r data/. copied'
    done = programs.run(
        ["unshare", "-m", "sh", "-c", command],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        timeout=PATIENCE_S,
    )
    if done.returncode == 99 or b"unshare" in done.stderr:
        pytest.skip("this system lets nobody make a disk")
    (said,) = done.stderr.decode().splitlines()
    assert "Please free some space" in said
    (path,) = (tmp_path / "copied" / "sessions").glob("*.soften")
    with Recording(path) as recording:
        assert recording.ended_unexpectedly
        assert recording.last_number() > 10


def test_recordings_of_any_year_and_zone_are_listed_in_order(tmp_path: Path) -> None:
    from biofeedback.events import Tick
    from biofeedback.hub import Hub
    from sessions.recorder import Recorder

    moments = (
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-23:59", "2026-11-29T10:00:00+05:45", "", "rubbish",
        "2026-11-29T10:00:00", "0001-01-01T00:00:00", "9999-12-31T23:59:59", "10000-01-01T00:00:00+00:00",
    )  # fmt: skip
    for number, moment in enumerate(moments):
        hub = Hub()
        inbox = hub.subscribe()
        recorder = Recorder(tmp_path / f"{number}.soften", {"started_at": moment, "practice": "x"}, print)
        recorder.start(inbox)
        hub.publish(Tick(t_s=1.0))
        hub.close(inbox)
        recorder.join()
    entries = Library(tmp_path).entries()
    assert len(entries) == len(moments)
    known = [entry.started.year for entry in entries if entry.started is not None]
    assert known == sorted(known, reverse=True)
    assert {1, 9999, 2026} == {*known}
