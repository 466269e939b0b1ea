"""A serial port that a test holds the other end of: a pseudo-terminal behind a name that stays.

It can be plugged in, pulled out and plugged in again, as a sensor with a cable is.
"""

import contextlib
import os
import select
import tempfile
import tty
from pathlib import Path


class FakePort:
    """A port at ``device``; a context manager that takes it away."""

    def __init__(self, name: str = "ttySENSOR") -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="soften-port-")
        self.device = str(Path(self._folder.name) / name)
        self._ends: tuple[int, int] | None = None
        self.plug_in()

    def plug_in(self) -> None:
        board, computer = os.openpty()
        tty.setraw(computer)
        Path(self.device).symlink_to(os.ttyname(computer))
        self._ends = board, computer

    def pull_out(self) -> None:
        """Take the port away; a reader finds that out at once."""
        if self._ends is not None:
            ends, self._ends = self._ends, None
            Path(self.device).unlink()
            for end in ends:
                os.close(end)

    def send(self, data: bytes) -> None:
        """Let the sensor speak; nobody hears what is said while it is pulled out, or where nobody listens."""
        if self._ends is not None:
            os.set_blocking(self._ends[0], False)
            with contextlib.suppress(BlockingIOError):
                os.write(self._ends[0], data)

    def received(self, timeout_s: float = 5.0) -> bytes:
        """Return what was written to the sensor by now, waiting for the first byte."""
        assert self._ends is not None
        ready, _, _ = select.select([self._ends[0]], [], [], timeout_s)
        return os.read(self._ends[0], 4096) if ready else b""

    def __enter__(self) -> "FakePort":
        return self

    def __exit__(self, *_: object) -> None:
        self.pull_out()
        self._folder.cleanup()
