"""A screen in memory with a window manager, and keys as a keyboard sends them: Xvfb, Openbox and xdotool."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tests.rigs.suite import programs

NEEDED = ("Xvfb", "openbox", "xdotool")
"""The programs without which there is no such screen."""


_PATIENCE_S = 60.0  # for the window manager; reached only when it does not come
_LOOK_S = 0.02  # between two looks for it


class RealScreen(NamedTuple):
    """A screen; ``environment`` is that of a program which shows itself there."""

    environment: dict[str, str]

    def bring_forward(self, title: str) -> None:
        """Give the keys to the window of this title as soon as it is seen, as a click on it does.

        A manager gives them to a window that is new by itself, and on a machine that is busy now and then to none.
        """
        seen = ["xdotool", "search", "--sync", "--onlyvisible", "--name", title]
        programs.run([*seen, "windowactivate"], env=self.environment, check=True, timeout=_PATIENCE_S)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, named as X names them."""
        programs.run(["xdotool", "key", "--delay", "60", *keys], env=self.environment, check=True)

    def write(self, text: str) -> None:
        """Write a text, letter for letter."""
        programs.run(["xdotool", "type", "--delay", "60", text], env=self.environment, check=True)


def lacking() -> list[str]:
    """Return which of the programs are not here."""
    return [name for name in NEEDED if shutil.which(name) is None]


@contextmanager
def real_screen(width: int = 1440, height: int = 900) -> Iterator[RealScreen]:
    """Have a screen of this many pixels, and a window manager on it, until the end."""
    assert not lacking(), f"not here: {', '.join(lacking())}; make test-packages installs them"
    reads, writes = os.pipe()
    # Without -noreset it begins anew when its last guest leaves: whoever looked for the manager drove it out.
    command = [
        "Xvfb",
        "-displayfd",
        str(writes),
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-nolisten",
        "tcp",
        "-noreset",
        "-r",  # no key repeats itself where the machine lets go of it late
    ]
    server = programs.start(command, pass_fds=(writes,), stderr=subprocess.DEVNULL)
    os.close(writes)
    try:
        with os.fdopen(reads, encoding="ascii") as told:
            number = told.readline().strip()
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND"))}
        environment |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "QT_ACCESSIBILITY": "0"}
        manager = programs.start(["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_for_manager(environment)
            yield RealScreen(environment)
        finally:
            manager.kill_all()
            manager.wait()
    finally:
        server.kill_all()
        server.wait()


def _wait_for_manager(environment: dict[str, str]) -> None:
    """Return once the window manager is there: a window that came before it would never be given the keys."""
    asked = ["xdotool", "get_num_desktops"]  # what a manager alone tells
    end_s = time.monotonic() + _PATIENCE_S
    while programs.run(asked, env=environment, capture_output=True).returncode != 0:
        assert time.monotonic() < end_s, "no window manager came"
        time.sleep(_LOOK_S)
