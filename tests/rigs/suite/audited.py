"""Runs the program with a hook that notes what it asks of the system: files, sockets, programs, and what it imports.

``python -m tests.rigs.suite.audited REPORT WORD...`` runs ``soften WORD...`` and writes the report as JSON.
"""

import atexit
import json
import os
import sys
from pathlib import Path
from typing import Any

PROGRAMS = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.forkpty",
    "pty.spawn",
)
"""Audit events of another program being started (docs.python.org/3/library/audit_events.html)."""

CHANGES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.chmod", "os.link", "os.symlink", "os.truncate")
"""Audit events of files that are made, moved or taken away otherwise than by opening."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Notes:
    """What was asked, each once."""

    def __init__(self) -> None:
        self.read: set[str] = set()
        self.written: set[str] = set()
        self.sockets: set[str] = set()
        self.programs: set[str] = set()

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note an audit event."""
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = str(Path(os.fsdecode(arguments[0])).absolute())
            (self.written if arguments[2] & _WRITES else self.read).add(path)
        elif event in CHANGES:
            self.written |= {
                str(Path(os.fsdecode(each)).absolute()) for each in arguments if isinstance(each, str | bytes)
            }
        elif event == "sqlite3.connect":
            self.written.add(str(arguments[0]))
        elif event.startswith("socket.") and event != "socket.__new__":
            self.sockets.add(f"{event} {arguments[1:] if 'connect' in event or 'bind' in event else arguments}")
        elif event.startswith(PROGRAMS):
            self.programs.add(f"{event} {arguments[:2]}")

    def report(self, path: Path) -> None:
        """Write all of it, with the modules that are there by now."""
        found = {name: sorted(each) for name, each in vars(self).items()} | {"modules": sorted(sys.modules)}
        path.write_text(json.dumps(found), encoding="utf-8")


def main() -> None:
    """Run the program, noted down."""
    report, *sys.argv[1:] = sys.argv[1:]
    notes = Notes()
    atexit.register(notes.report, Path(report))
    sys.addaudithook(notes.hook)
    from biofeedback.__main__ import main as soften

    soften()


if __name__ == "__main__":
    main()
