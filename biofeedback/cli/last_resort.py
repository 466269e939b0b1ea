"""Makes a command fit for any terminal, and says a fault of ours in one sentence when nothing else did.

Nobody is shown a traceback: it goes into a file that can be sent to us, and what was recorded is whole.
"""

import contextlib
import logging
import os
import sys
import traceback
from collections import deque
from pathlib import Path

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError
from biofeedback.outside_text import shown_lines

FAULT_FILE = "last-fault.txt"

_reported: deque[str] = deque(maxlen=20)  # what this program told so far, the last of it: a choice, some pages

FEWEST_FILES = 32
"""Files and sockets open at once: a practice in the window with sound has some 20, and loads its parts meanwhile."""

_USUAL_FILES = 256  # what macOS allows, the fewest among common systems (launchctl limit maxfiles)
_NARROWEST, _WIDEST = 20, 1000  # characters of a line: a word fits in, and no screen has more; a choice

_STANDARD_STREAMS = 3  # descriptors 0, 1 and 2 are standard input, output and errors (POSIX)


def prepare_streams() -> None:
    """Have standard streams that take every word: closed ones lead nowhere, and a foreign sign becomes a mark."""
    # What is closed would else be given to the next file that is opened, and words be written into a recording.
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < _STANDARD_STREAMS:
        pass
    os.close(descriptor)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def prepare_surroundings() -> None:
    """Have room for open files, where the system lets us, and no width of a line that nobody can read.

    Raises
    ------
    SoftenError
        The system allows too few open files for a practice.
    """
    for name in ("COLUMNS", "LINES"):
        said = os.environ.get(name, "")
        if said and not (said.isdecimal() and _NARROWEST <= int(said[:9]) <= _WIDEST):
            del os.environ[name]
    if sys.platform != "win32":
        import resource

        allowed, at_most = resource.getrlimit(resource.RLIMIT_NOFILE)
        if 0 <= allowed < _USUAL_FILES:
            wanted = _USUAL_FILES if at_most == resource.RLIM_INFINITY else min(at_most, _USUAL_FILES)
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, at_most))
            if wanted < FEWEST_FILES:
                raise SoftenError(CommandErrorCode.TOO_FEW_FILES, allowed=wanted, needed=FEWEST_FILES)


def log_into_file() -> None:
    """Let what is logged, such as a fault that cost a part alone, go into the file too and not onto the screen."""
    root = logging.getLogger()
    if not any(isinstance(each, _FaultFile) for each in root.handlers):
        root.addHandler(_FaultFile(logging.WARNING))


def lead_nowhere() -> None:
    """Let what still waits to be written be forgotten: its stream is full or gone, and nobody reads it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def of_system(error: OSError) -> SoftenError:
    """Return what the system refused, and where, as an error that has a sentence."""
    problem = error.strerror or str(error)
    if error.filename is None:
        return SoftenError(CommandErrorCode.REFUSED_BY_SYSTEM, problem=problem)
    return SoftenError(CommandErrorCode.REFUSED_AT, problem=problem, path=str(error.filename))


def of_ours(fault: BaseException) -> SoftenError:
    """Write a fault of ours into a file and return what is said of it."""
    try:
        path = _keep("".join(traceback.format_exception(fault)))
    except (OSError, SoftenError):
        return SoftenError(CommandErrorCode.FAULT_OF_OURS, fault=_in_short(fault))
    return SoftenError(CommandErrorCode.FAULT_KEPT, fault=_in_short(fault), path=str(path))


class _FaultFile(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError, SoftenError):
            _keep(f"{self.format(record)}\n")


def _keep(report: str) -> Path:
    """Put what went amiss behind what did before, and return the file."""
    from biofeedback.app.paths import data_folder
    from biofeedback.files.private import make_private_folder, write_private

    path = data_folder() / FAULT_FILE
    make_private_folder(path.parent)
    _reported.append(shown_lines(report))
    path.unlink(missing_ok=True)
    write_private(path, "".join(_reported), new=True)
    return path


def _in_short(fault: BaseException) -> str:
    last = traceback.extract_tb(fault.__traceback__)[-1:]
    where = "".join(f", {Path(frame.filename).name} {frame.lineno}" for frame in last)
    return f"{type(fault).__name__}{where}"
