"""The one host clock of a session.

Everything that needs the time is handed a `Clock`; nothing in Soften reads another one. A practice can therefore run
at any speed, and a test can hold time in its hand. Wall time is not this module's business.
"""

import time
from typing import Protocol


class Clock(Protocol):
    """Seconds since the session began, and how long to sleep until a moment."""

    def now_s(self) -> float:
        """Return the session time in seconds."""
        ...

    def until_s(self, t_s: float) -> float:
        """Return how many seconds to really sleep until session time ``t_s``; 0 if that has passed."""
        ...


class HostClock:
    """The clock of this machine (``perf_counter_ns``), started at construction.

    Parameters
    ----------
    speed : float
        Session seconds per real second; 1 with a real sensor.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._began_ns = time.perf_counter_ns()

    def now_s(self) -> float:
        """Return the session time in seconds."""
        return (time.perf_counter_ns() - self._began_ns) * 1e-9 * self.speed

    def until_s(self, t_s: float) -> float:
        """Return how many seconds to really sleep until session time ``t_s``; 0 if that has passed."""
        return max(0.0, (t_s - self.now_s()) / self.speed)
