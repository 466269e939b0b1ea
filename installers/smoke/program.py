"""The installed program as the smoke test starts it, with a home of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

PATIENCE_S = 180.0
"""For one command on a slow and busy machine; reached only when it hangs. A choice."""

LOOK_S = 0.2
"""Between two looks for what is waited for; a choice."""

_OF_PYTHON = ("PYTHON", "QT_", "VIRTUAL_ENV", "SOFTEN_", "LD_LIBRARY_PATH")
"""How the names of variables begin that could lend the program something of the build machine."""


class SmokeError(Exception):
    """The installed program did not do what it does from its sources."""


@dataclass(frozen=True, slots=True)
class Program:
    """An installed program.

    Parameters
    ----------
    command : tuple of str
        What starts it, such as ``("dist/soften/soften",)``, or with ``chroot`` and the account in front.
    folder : PurePosixPath or Path
        Where it keeps what it makes, as the program has it.
    root : Path
        What stands before that folder here: ``/``, or the folder of a chroot.
    """

    command: tuple[str, ...]
    folder: PurePosixPath | Path
    root: Path

    def here(self, name: str = "") -> Path:
        """Return where this machine has a file of that folder."""
        inside = self.folder / name
        return self.root / inside.relative_to(inside.anchor)

    def say(self, *words: str, fails: bool | None = False, environment: Mapping[str, str] | None = None) -> str:
        """Return what a command says, which has to end well, or badly where it ``fails``; ``None`` takes either."""
        started = self.start(*words, environment=environment)
        try:
            said, _ = started.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            end(started)
            raise SmokeError(f"{' '.join(words)}: no end after {PATIENCE_S:g} s") from None
        if fails not in (None, started.returncode != 0):
            raise SmokeError(f"{' '.join(words)}: exit code {started.returncode}\n{said}")
        return said

    def start(self, *words: str, environment: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
        """Start a command in a group of its own, so that all of it can be ended."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(_OF_PYTHON)}
        own |= {"SOFTEN_DATA": str(self.folder / "data"), "SOFTEN_LANGUAGE": "en", "NO_COLOR": "1", "COLUMNS": "120"}
        return subprocess.Popen(
            [*self.command, *words],
            env=own | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=sys.platform != "win32",
        )


def end(started: "subprocess.Popen[str]") -> int:
    """Ask a program with a window to end, as the system does when somebody leaves; return its exit code."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/PID", str(started.pid), "/T"], check=False, capture_output=True)
    else:
        os.killpg(started.pid, signal.SIGTERM)
    try:
        return started.wait(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        started.kill()
        return started.wait()


def wait_for(what: str, is_there: Callable[[], bool], started: "subprocess.Popen[str]") -> None:
    """Return once it is there; a program that ended before, or a long time, is an error."""
    end_s = time.monotonic() + PATIENCE_S
    while not is_there():
        if started.poll() is not None:
            raise SmokeError(f"{what} never came: exit code {started.returncode}\n{started.communicate()[0]}")
        if time.monotonic() > end_s:
            raise SmokeError(f"{what} did not come in {PATIENCE_S:g} s")
        time.sleep(LOOK_S)
