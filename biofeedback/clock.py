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


class PatientCounter:
    """Counts real nanoseconds, and stands still while those who live by it have not come round.

    A practice at many times the speed of life does in a hundredth of a second what takes a second of its own. On a
    machine that is busy with something else that moment is easily missed, and a beat would seem to be missing where
    only we were late. So time goes on for a short while after each `come_round`, and then waits for the next.

    Parameters
    ----------
    longest_ns : int
        For how many nanoseconds it goes on by itself.
    counter_ns : callable
        Real nanoseconds since some moment.
    """

    def __init__(self, longest_ns: int, counter_ns: Callable[[], int] = awake_or_asleep_ns) -> None:
        self._longest_ns = longest_ns
        self._counter_ns = counter_ns
        # How long it has stood still, and until when it may go on: always replaced together, since threads read them.
        self._stood_and_until_ns = (0, counter_ns() + longest_ns)

    def __call__(self) -> int:
        """Return the nanoseconds; from any thread."""
        stood_ns, until_ns = self._stood_and_until_ns
        return min(self._counter_ns() - stood_ns, until_ns)

    def come_round(self) -> None:
        """Let it go on; only ever from one thread."""
        stood_ns, until_ns = self._stood_and_until_ns
        now_ns = self._counter_ns() - stood_ns
        stood_ns += max(0, now_ns - until_ns)
        self._stood_and_until_ns = (stood_ns, min(now_ns, until_ns) + self._longest_ns)


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
