"""Run tests again and again, the later runs with every processor kept busy, and tell how each run ended.

::

    python -m scripts.stress --idle 5 --busy 5 -- -n 4 --dist loadfile --no-loadscope-reorder --ignore=tests/benchmarks

What stands after ``--`` goes to pytest. A run has failed when pytest says so, or when a process that it started is
still there afterwards.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

_BUSY = "import os\nparent = os.getppid()\nwhile os.getppid() == parent:\n    sum(range(100_000))"
_MARK = "SOFTEN_STRESS_RUN"
_GONE_WITHIN_S = 10.0
"""Real seconds after the end of the tests in which what they started has to be gone."""


def main() -> int:
    """Run the tests and return how many runs failed."""
    reading = argparse.ArgumentParser(description="Run tests again and again, with and without other work.")
    reading.add_argument("--idle", type=int, default=5, help="runs on the machine as it is")
    reading.add_argument("--busy", type=int, default=5, help="runs with a busy loop for each processor")
    reading.add_argument("--loops", type=int, default=os.cpu_count() or 2, help="how many busy loops")
    reading.add_argument("--log", type=Path, default=Path("stress.log"), help="where what pytest says is appended")
    reading.add_argument("tests", nargs="*", help="arguments for pytest")
    wanted = reading.parse_args()
    failed = 0
    for number in range(wanted.idle + wanted.busy):
        loops = 0 if number < wanted.idle else wanted.loops
        with _busy(loops):
            failed += not _run(number + 1, loops, wanted.tests, wanted.log)
    sys.stdout.write(f"{wanted.idle + wanted.busy - failed} of {wanted.idle + wanted.busy} runs passed\n")
    return min(failed, 1)


@contextlib.contextmanager
def _busy(loops: int) -> Iterator[None]:
    """Keep so many processors busy; the loops end with us, whatever becomes of us."""
    running = [subprocess.Popen([sys.executable, "-c", _BUSY]) for _ in range(loops)]
    try:
        yield
    finally:
        for loop in running:
            loop.kill()
            loop.wait()


def _run(number: int, loops: int, tests: list[str], log: Path) -> bool:
    mark = f"{os.getpid()}-{number}"
    began_s = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *tests],
        env=os.environ | {_MARK: mark},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    took_s = time.monotonic() - began_s
    left = _left(mark)
    lines = done.stdout.rstrip().splitlines() or [""]
    said = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    kind = f"with {loops} busy loops" if loops else "idle"
    told = "\n".join([f"run {number}, {kind}, {took_s:.0f} s: {lines[-1]}", *said, *(f"LEFT {each}" for each in left)])
    sys.stdout.write(told + "\n")
    sys.stdout.flush()
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{told}\n{'' if done.returncode == 0 else done.stdout}\n")
    return done.returncode == 0 and not left


def _left(mark: str) -> list[str]:
    """Return the processes that a run has left behind; known on Linux alone."""
    pause = threading.Event()
    left: list[Path] = []
    for _ in range(int(_GONE_WITHIN_S / 0.1)):
        left = [each for each in Path("/proc").glob("[0-9]*") if _is_of(each, mark)]
        if not left:
            return []
        pause.wait(0.1)
    return [f"{each.name} {_words(each)}" for each in left]


def _is_of(process: Path, mark: str) -> bool:
    try:
        return f"{_MARK}={mark}".encode() in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _words(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return "gone meanwhile"


if __name__ == "__main__":
    raise SystemExit(main())
