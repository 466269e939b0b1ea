"""A program: reads hostile files as the commands of `soften` do, each in a fork with bounds, and tells what came of it.

``python -m tests.soak.reading DATA WARM...`` runs the latter once, then takes a command, with its words as a JSON list,
in each line of standard input, and answers with a JSON line. Whatever a command starts, and whatever it writes beyond
the folder of the person and that for passing files, is noted.
"""

import contextlib
import json
import os
import resource
import select
import signal
import sys
import tempfile
from os import fork
from pathlib import Path
from typing import Any

from biofeedback.clock import HostClock
from tests.rigs.suite.audited import CHANGES, PROGRAMS
from tests.rigs.words.spoken_commands import run

MOST_BYTES = 768 * 2**20
"""Addresses that a command may take beyond those of a program that has everything imported: a choice, so that what has
no end is told by a MemoryError and not by the machine."""

LONGEST_S = 60.0
"""Real seconds after which a command hangs: a choice, far above `tests.soak.hostile.LONGEST_S`."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_LONGEST_TOLD = 4000  # characters of what was said that are told


def main() -> None:
    """Answer until there is nothing more to read."""
    data = Path(sys.argv[1])
    _import_all(data)
    in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for line in sys.stdin:
        words, beyond = json.loads(line)
        sys.stdout.write(json.dumps(_apart(words, data, Path(beyond), in_use)) + "\n")
        sys.stdout.flush()


def _import_all(data: Path) -> None:
    """Run commands once on a sound recording, so that what takes time is there in every fork; none starts a thread.

    A fork of a program with threads may wait for one of them for ever, so neither a report nor WFDB is among them.
    """
    sound = data.parent / "sound.soften"
    for words in sys.argv[2:]:
        command, *rest = words.split(" --")
        options = [word for each in rest for word in f"--{each}".split()]
        to = [tempfile.mkdtemp()] if words.endswith("--to") else []
        run(*command.split(), sound, *options, *to, data=data)
    import sessions.importers.registry as registry
    from sessions.importers.waves.bounds import library

    for name in registry.IMPORTERS:
        registry._imported(name)
    for name in ("pyxdf", "edfio", "fitdecode", "defusedxml.ElementTree"):
        library(name)


def _apart(words: list[str], data: Path, beyond: Path, in_use: int) -> dict[str, Any]:
    """Run a command in a fork, and return how it ended, what it said, and what it took."""
    reads, writes = os.pipe()
    clock = HostClock()
    if (pid := fork()) == 0:
        os.close(reads)
        _bounded(words, data, beyond, in_use, writes)
    os.close(writes)
    told = b""
    while (left_s := LONGEST_S - clock.now_s()) > 0 and select.select([reads], [], [], left_s)[0]:
        if not (part := os.read(reads, 65_536)):
            break
        told += part
    hangs = clock.now_s() >= LONGEST_S
    if hangs:
        os.kill(pid, signal.SIGKILL)
    os.close(reads)
    _, status, used = os.wait4(pid, 0)
    answer = json.loads(told) if told else {"code": -1, "out": "", "err": "", "noted": [], "grew_mib": 0.0}
    return answer | {
        "ended": "hangs" if hangs else "" if told else f"ended by {os.waitstatus_to_exitcode(status)}",
        "took_s": used.ru_utime + used.ru_stime,
    }


def _bounded(words: list[str], data: Path, beyond: Path, in_use: int, writes: int) -> None:
    noted: list[str] = []
    allowed = (str(data), tempfile.gettempdir(), str(beyond), "/dev/null", "/dev/shm")

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith((*PROGRAMS, "socket.connect", "ctypes.dlopen", "pickle.find_class")):
            noted.append(f"{event} {arguments[:1]}")
        elif event in CHANGES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES):
            paths = [os.fsdecode(each) for each in arguments[:2] if isinstance(each, str | bytes) and len(each) > 2]
            noted.extend(f"{event} {path}" for path in paths if not str(Path(path).resolve()).startswith(allowed))

    code, began_kib = -1, _resident_kib()
    out = err = ""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (in_use + MOST_BYTES,) * 2)
        sys.addaudithook(note)
        os.chdir(beyond)
        code, out, err = run(*words, data=data)
    except BaseException as fault:  # noqa: BLE001 (whatever it is, it is told)
        err = f"FOREIGN {fault!r}"
    finally:
        grew_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - began_kib) / 1024
        answer = {
            "grew_mib": grew_mib,
            "code": code,
            "out": out[:_LONGEST_TOLD],
            "err": err[-_LONGEST_TOLD:],
            "noted": noted[:9],
        }
        with contextlib.suppress(BaseException):
            os.write(writes, json.dumps(answer).encode())
        os._exit(0)


def _resident_kib() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1024


if __name__ == "__main__":
    main()
