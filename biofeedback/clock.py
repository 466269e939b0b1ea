"""The clock of a session, which is handed to everything that needs the time.

Nothing in Soften reads another one, so a practice can run at any speed, and a test can set the time.
"""

import sys
import time
from collections.abc import Callable
from typing import Protocol


class Clock(Protocol):
    """Seconds since the session began, and how long to sleep until a moment."""

    def now_s(self) -> float:
        """Return the session time in seconds."""
        ...

    def until_s(self, t_s: float) -> float:
        """Return how many seconds to really sleep until session time ``t_s``; 0 if that has passed."""
        ...


def awake_or_asleep_ns() -> int:
    """Return nanoseconds since some moment, which go on while the machine sleeps and never go back.

    Setting the clock on the wall and daylight saving do not touch them. ``perf_counter`` is such a clock on Windows;
    on Linux and macOS it stands still while the machine sleeps, and other clocks go on.
    """
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    else:
        return time.perf_counter_ns()


class HostClock:
    """The clock of this machine, started at construction; it goes on while the machine sleeps.

    Parameters
    ----------
    speed : float
        Session seconds per real second; 1 with a real sensor.
    counter_ns : callable
        Real nanoseconds since some moment.
    """

    def __init__(self, speed: float = 1.0, counter_ns: Callable[[], int] = awake_or_asleep_ns) -> None:
        self.speed = speed
        self._counter_ns = counter_ns
        self._began_ns = counter_ns()

    def now_s(self) -> float:
        """Return the session time in seconds."""
        return (self._counter_ns() - self._began_ns) * 1e-9 * self.speed

    def until_s(self, t_s: float) -> float:
        """Return how many seconds to really sleep until session time ``t_s``; 0 if that has passed."""
        return max(0.0, (t_s - self.now_s()) / self.speed)
