"""A desktop of our own: a real screen with real keys, and a message bus with what screen readers ask.

What is missing on this machine is said by `absent`; nothing here touches the desktop of whoever runs the tests.
"""

import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.rigs.radio.private_bus import PrivateBus
from tests.rigs.screens.real_screen import RealScreen, lacking, real_screen
from tests.rigs.screens.spoken_screen import SpokenScreen
from tests.rigs.screens.two_monitors import HIGH, WIDE, put_beside
from tests.rigs.suite import programs

_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_PATIENCE_S = 60.0  # for what must come; reached only when it does not come
_LOOK_S = 0.05  # between two looks for it


def absent() -> list[str]:
    """Return what these tests need and this machine has not."""
    found = lacking() + [each for each in ("dbus-daemon",) if shutil.which(each) is None]
    return found if _launcher() else [*found, "at-spi2-core"]


class WalkedDesktop:
    """The desktop; a context manager.

    ``real`` takes keys, ``screen`` tells what a screen reader is told. ``folder`` is where a program on it keeps what
    it keeps.

    Parameters
    ----------
    folder : Path
        Where the program keeps what it keeps.
    two_monitors : bool
        Whether there is a second one beside the first, as `two_monitors` has them.
    """

    def __init__(self, folder: Path, *, two_monitors: bool = False) -> None:
        self._folder = folder
        self._two_monitors = two_monitors
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        assert not absent(), f"not here: {', '.join(absent())}; make test-packages installs them"
        try:
            bus = self._stack.enter_context(PrivateBus())
            real = self._stack.enter_context(real_screen(*((2 * WIDE, HIGH) if self._two_monitors else ())))
            if self._two_monitors:
                put_beside(real.environment)
            environment = real.environment | {
                "DBUS_SESSION_BUS_ADDRESS": bus.address,
                "HOME": str(self._folder),
                "XDG_RUNTIME_DIR": str(self._folder),
                "SOFTEN_DATA": str(self._folder / "data"),
                "SOFTEN_LANGUAGE": "en",
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "QT_ACCESSIBILITY": "1",
            }
            self.real = RealScreen(environment)
            self._run([_launcher(), "--launch-immediately"])
            self.screen = self._stack.enter_context(SpokenScreen(bus.address))
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    @property
    def data(self) -> Path:
        """Where the program keeps its recordings and preferences."""
        return self._folder / "data"

    def start(self, command: Sequence[str]) -> None:
        """Start a program on this desktop, until the end."""
        self._run(command)

    def until(self, what: str) -> Iterator[None]:
        """Yield again and again, for a loop that looks for something, and fail when it takes too long."""
        end_s = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end_s:
            yield
            time.sleep(_LOOK_S)
        raise AssertionError(f"waited in vain: {what}")

    def _run(self, command: Sequence[str]) -> None:
        program = programs.start([*command], env=self.real.environment, stderr=subprocess.DEVNULL)
        self._stack.callback(program.communicate)
        self._stack.callback(program.kill_all)


def _launcher() -> str:
    return next((each for each in _LAUNCHERS if Path(each).exists()), "")
