"""Tests that end, crash or are killed leave no process behind."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = ["-p", "no:cacheprovider", "--dist", "loadfile", "-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}"]
GONE_WITHIN_S = 60.0

# A shell that runs something in the background has it ignore interrupts, and so do all that it starts.
HEEDING = (
    "import signal, sys, pytest; signal.signal(signal.SIGINT, signal.default_int_handler); sys.exit(pytest.main())"
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the servers of the rigs and /proc are there on Linux")

# Two files, so that two workers have one each; they start all that tests start, tell who it is, and never end.
HANGING = """
import os, sys, threading
from pathlib import Path
from tests.rigs.suite import programs
from tests.rigs.radio.private_bus import PrivateBus
from tests.rigs.sound.private_sound import PrivateSound

GRANDCHILD = "import subprocess, sys, time; print(subprocess.Popen(['sleep', '600']).pid, flush=True); time.sleep(600)"

def test_that_never_ends():
    told = Path(os.environ["TELL_IN"])
    with PrivateBus() as bus, PrivateSound() as sound:
        parent = programs.start([sys.executable, "-c", GRANDCHILD], stdout=-1, text=True)
        pids = [os.getpid(), bus._process.pid, sound._process.pid, parent.pid, int(parent.stdout.readline())]
        (told / f"{os.getpid()}.part").write_text(" ".join(map(str, pids)))
        (told / f"{os.getpid()}.part").rename(told / f"{os.getpid()}.pids")
        threading.Event().wait(600)
"""


def is_there(pid: int) -> bool:
    """Whether a process runs; one that nobody has asked for its end does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def wait_until(condition) -> bool:
    pause = threading.Event()
    for _ in range(int(GONE_WITHIN_S / 0.05)):
        if condition():
            return True
        pause.wait(0.05)
    return condition()


@pytest.mark.parametrize(("name", "workers"), [("SIGKILL", 0), ("SIGKILL", 2), ("SIGTERM", 0), ("SIGINT", 2)])
def test_tests_that_are_killed_leave_no_process_behind(tmp_path, name, workers):
    for number in range(max(1, workers)):
        (tmp_path / f"test_hanging_{number}.py").write_text(HANGING)
    tests = programs.start(
        [sys.executable, "-c", HEEDING, *OPTIONS, "-n", str(workers), str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"TELL_IN": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert wait_until(lambda: len(list(tmp_path.glob("*.pids"))) == max(1, workers)), "they did not begin"
    pids = [int(pid) for each in tmp_path.glob("*.pids") for pid in each.read_text().split()]
    assert len(pids) == 5 * max(1, workers)
    assert all(map(is_there, pids))
    ended = os.WEXITED | os.WNOWAIT | os.WNOHANG

    def have_ended() -> bool:
        return os.waitid(os.P_PID, tests.pid, ended) is not None

    os.kill(tests.pid, getattr(signal, name))  # the tests alone, none of those that they started
    try:
        if not wait_until(have_ended):
            # An interrupt that comes while Python collects is lost, and whoever sent it sends another.
            os.kill(tests.pid, getattr(signal, name))
        assert wait_until(have_ended), "they did not end"
        assert wait_until(lambda: not any(map(is_there, pids))), [pid for pid in pids if is_there(pid)]
    finally:
        tests.kill()
        tests.wait()
        for pid in pids:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)


def test_every_program_that_tests_start_is_guarded():
    """Whoever starts one by hand leaves it behind when the tests are killed."""
    by_hand = re.compile(r"subprocess\.(run|Popen|call|check_call|check_output)\(|os\.(fork|spawn\w*|posix_spawn\w*)\(")
    files = [path for path in (ROOT / "tests").rglob("*.py") if path not in (Path(__file__), Path(programs.__file__))]
    assert [path.name for path in files if by_hand.search(path.read_text())] == []
