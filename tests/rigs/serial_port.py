"""A serial port that a test holds the other end of: a pseudo-terminal behind a name that stays.

It can be plugged in, pulled out and plugged in again, as a sensor with a cable is.
"""

import contextlib
import os
import select
import tempfile
import termios
import tty
from pathlib import Path

_SPEEDS = slice(4, 6)
_NOBODY_READS_S = 0.5


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
        settings = termios.tcgetattr(computer)
        settings[_SPEEDS] = [termios.B50, termios.B50]
        termios.tcsetattr(computer, termios.TCSANOW, settings)
        Path(self.device).symlink_to(os.ttyname(computer))
        self._ends = board, computer

    def pull_out(self) -> None:
        """Take the port away; a reader finds that out at once."""
        if self._ends is not None:
            ends, self._ends = self._ends, None
            Path(self.device).unlink()
            for end in ends:
                os.close(end)

    @property
    def is_set_up(self) -> bool:
        """Whether somebody has opened the port and set its speed, since it was plugged in."""
        return self._ends is not None and termios.tcgetattr(self._ends[1])[_SPEEDS] != [termios.B50, termios.B50]

    def send(self, data: bytes) -> None:
        """Let the sensor speak; nobody hears what is said while it is pulled out, or where nobody listens."""
        if self._ends is None:
            return
        board = self._ends[0]
        os.set_blocking(board, False)
        while data:
            _, writable, _ = select.select([], [board], [], _NOBODY_READS_S)
            if not writable:
                return
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(board, data) :]

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
