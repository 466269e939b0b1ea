"""Programs that tests start, none of which outlives them, whatever becomes of the tests.

Each is started in a process group of its own. A guard, one for each program that runs tests, knows the groups; when the
tests are gone, ended or killed, it sees its pipe close and kills what is left of them.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from typing import Any

_POSIX = os.name == "posix"

_GUARD = """
import os, signal, sys
groups = set()
for line in sys.stdin:
    (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
for group in groups:
    try:
        os.killpg(group, signal.SIGKILL)
    except OSError:
        pass
"""

_lock = threading.Lock()
_guards: dict[int, int] = {}
"""By process, the end of the pipe that stays open until that process is gone."""


def start(command: Any, **options: Any) -> "Program":
    """Start a program as `subprocess.Popen` does."""
    return Program(command, **options)


def run(
    command: Any, *, input: Any = None, capture_output: bool = False, timeout: float | None = None, **options: Any
) -> "subprocess.CompletedProcess[Any]":
    """Run a program to its end as `subprocess.run` does."""
    check = options.pop("check", False)
    if input is not None:
        options["stdin"] = subprocess.PIPE
    if capture_output:
        options |= {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with Program(command, **options) as program:
        try:
            out, err = program.communicate(input, timeout=timeout)
        except BaseException:
            program.kill_all()
            raise
    done = subprocess.CompletedProcess(program.args, program.returncode, out, err)
    if check:
        done.check_returncode()
    return done


class Program(subprocess.Popen[Any]):
    """A program, and all that it starts itself."""

    def __init__(self, command: Any, **options: Any) -> None:
        self._guarded = False
        super().__init__(command, start_new_session=_POSIX, **options)
        self._guarded = _POSIX
        if self._guarded:
            _tell_guard(f"+{self.pid}\n")

    def kill_all(self) -> None:
        """Kill it, and all that it started."""
        if _POSIX:
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
        self.kill()

    def poll(self) -> int | None:
        ended = super().poll()
        if ended is not None:
            self._leave_nothing()
        return ended

    def wait(self, timeout: float | None = None) -> int:
        ended = super().wait(timeout)
        self._leave_nothing()
        return ended

    def _leave_nothing(self) -> None:
        if self._guarded:
            self._guarded = False
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
            _tell_guard(f"-{self.pid}\n")


def _tell_guard(line: str) -> None:
    with _lock:
        if os.getpid() not in _guards:
            reads, writes = os.pipe()
            guard = subprocess.Popen(
                [sys.executable, "-S", "-E", "-c", _GUARD],
                stdin=reads,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            os.close(reads)
            guard.returncode = 0  # nobody waits for it: it ends after us
            _guards[os.getpid()] = writes
        os.write(_guards[os.getpid()], line.encode())
