"""A dbus-daemon of our own, so that a test can own the name org.bluez without touching the machine's bus."""

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.rigs.suite import programs

_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
    {denial}
  </policy>
  <limit name="max_connections_per_user">1024</limit>
</busconfig>
"""


class PrivateBus:
    """A running dbus-daemon at ``address``.

    With ``denied`` nobody may talk to that name on it: what an account without permission meets.
    """

    def __init__(self, denied: str | None = None) -> None:
        program = shutil.which("dbus-daemon")
        if program is None:
            raise AssertionError("these tests need dbus-daemon: install the package “dbus-daemon” (or “dbus”)")
        self._folder = tempfile.TemporaryDirectory(prefix="soften-bus-")
        folder = Path(self._folder.name)
        configuration = folder / "bus.conf"
        denial = f'<deny send_destination="{denied}"/>' if denied else ""
        configuration.write_text(_CONFIGURATION.format(socket=folder / "bus", denial=denial))
        self._process = programs.start(
            [program, f"--config-file={configuration}", "--nofork", "--nopidfile", "--print-address=1"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()  # printed when the bus is open

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Have the bus read nothing for a while, as on a machine that has no time for it."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self._process.terminate()
        self._process.communicate()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
