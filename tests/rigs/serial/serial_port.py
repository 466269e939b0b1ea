"""A serial port that a test holds the other end of: a pseudo-terminal behind a name that stays.

It can be plugged in, pulled out and plugged in again, as a sensor with a cable is.
"""

import contextlib
import os
import select
import tempfile
import termios
import threading
import tty
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from devices.transports.serial import link
from devices.transports.serial.port import OpenPort

_SPEEDS = slice(4, 6)
_NOBODY_READS_S = 0.5


class FakePort:
    """A port at ``device``; a context manager that takes it away."""

    def __init__(self, name: str = "ttySENSOR") -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="soften-port-")
        self.device = str(Path(self._folder.name) / name)
        self._ends: tuple[int, int] | None = None
        self._lock = threading.Lock()
        self._handed_over = 0
        """Of what was sent, how many bytes whoever has the port open has handed over, or nobody will."""

        self._is_open = False
        self.sent = b""
        """What went into the port; what is still in it when it is pulled out is heard by nobody."""

        self.written = 0
        """How many bytes whoever has `followed` it open has written to the sensor."""

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
                self._is_open = False
                Path(self.device).unlink()
                for end in ends:
                    os.close(end)

    @property
    def is_set_up(self) -> bool:
        """Whether somebody has opened the port and set its speed, since it was plugged in."""
        return self._ends is not None and termios.tcgetattr(self._ends[1])[_SPEEDS] != [termios.B50, termios.B50]

    @property
    def is_read(self) -> bool:
        """Whether all that was said to the one who has `followed` it open has been read, stamped and handed over."""
        return not self._is_open or self._handed_over >= len(self.sent)

    @contextlib.contextmanager
    def followed(self) -> Iterator[None]:
        """Follow what the reader of the sensor, the real one on its thread, does with what was said; see `is_read`."""
        fake = self

        class Followed(OpenPort):
            def __init__(self, *args) -> None:
                with fake._lock:  # nobody speaks while it is opened
                    fake._handed_over = len(fake.sent)  # opening throws away what lies in it
                    super().__init__(*args)
                    fake._is_open = fake._ends is not None

            def write(self, data: bytes) -> None:
                super().write(data)
                fake.written += len(data)

            def close(self) -> None:
                fake._is_open = False
                super().close()

            def _hand_over(self, data: bytes, arrived_s: float) -> None:
                super()._hand_over(data, arrived_s)
                fake._handed_over += len(data)

        with mock.patch.object(link, "OpenPort", Followed):
            yield

    def send(self, data: bytes) -> None:
        """Let the sensor speak; nobody hears what is said while it is pulled out, or where nobody listens."""
        with self._lock:
            while data and self._ends is not None:
                board = self._ends[0]
                os.set_blocking(board, False)
                _, writable, _ = select.select([], [board], [], _NOBODY_READS_S)
                if not writable and self._is_open:
                    continue  # who has it open is only slow
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
