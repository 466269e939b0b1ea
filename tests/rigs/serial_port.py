"""A serial port that a test holds the other end of: a pseudo-terminal behind a name that stays.

It can be plugged in, pulled out and plugged in again, as a sensor with a cable is.
"""

import contextlib
import fcntl
import os
import select
import tempfile
import termios
import threading
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
        self._lock = threading.Lock()
        self.sent = b""
        """What went into the port; what is still in it when it is pulled out is heard by nobody."""

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
        with self._lock:
            if self._ends is not None:
                ends, self._ends = self._ends, None
                Path(self.device).unlink()
                for end in ends:
                    os.close(end)

    @property
    def is_set_up(self) -> bool:
        """Whether somebody has opened the port and set its speed, since it was plugged in."""
        return self._ends is not None and termios.tcgetattr(self._ends[1])[_SPEEDS] != [termios.B50, termios.B50]

    @property
    def is_read(self) -> bool:
        """Whether nothing that was said lies unread in a port that somebody has opened."""
        with self._lock:
            if self._ends is None:
                return True
            unread = bytearray(4)
            fcntl.ioctl(self._ends[1], termios.FIONREAD, unread)
        return not any(unread) or not self.is_set_up

    def send(self, data: bytes) -> None:
        """Let the sensor speak; nobody hears what is said while it is pulled out, or where nobody listens."""
        with self._lock:
            while data and self._ends is not None:
                board = self._ends[0]
                os.set_blocking(board, False)
                _, writable, _ = select.select([], [board], [], _NOBODY_READS_S)
                if not writable:
                    return
                with contextlib.suppress(BlockingIOError):
                    written = os.write(board, data)
                    self.sent += data[:written]
                    data = data[written:]

    def received(self, timeout_s: float = 5.0) -> bytes:
        """Return what was written to the sensor by now, waiting for the first byte."""
        with self._lock:
            board = -1 if self._ends is None else self._ends[0]
        if board < 0:
            return b""
        ready, _, _ = select.select([board], [], [], timeout_s)
        return os.read(board, 4096) if ready else b""

    def __enter__(self) -> "FakePort":
        return self

    def __exit__(self, *_: object) -> None:
        self.pull_out()
        self._folder.cleanup()
