"""A screen in memory with two monitors beside each other: Xvfb and xrandr."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tests.rigs.suite import programs

WIDE, HIGH = 1600, 1080
"""Each of the two, in pixels."""


@contextmanager
def two_monitors() -> Iterator[dict[str, str]]:
    """Have monitors named ``left`` and ``right``, until the end; gives the environment of a program on them."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{2 * WIDE}x{HIGH}x24", "-nolisten", "tcp"]
    # With the last program that looks at it, it would forget its monitors.
    with programs.start([*command, "-noreset"], pass_fds=(write,), stderr=-3) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        there = os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": "1"}
        try:
            put_beside(there)
            yield there
        finally:
            server.kill_all()


def put_beside(there: dict[str, str]) -> None:
    """Make two monitors of one wide screen, in whose environment ``there`` is."""
    for name, at, output in (("left", 0, "screen"), ("right", WIDE, "none")):
        asked = ["xrandr", "--setmonitor", name, f"{WIDE}/400x{HIGH}/270+{at}+0", output]
        programs.run(asked, env=there, check=True)
