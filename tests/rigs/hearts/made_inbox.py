"""An inbox over a made session, which goes by as fast as whoever reads it: time passes only while it waits."""

from collections import deque
from collections.abc import Iterable
from math import ceil

from biofeedback.clock import HostClock
from biofeedback.events import Event, Numbered


class MadeInbox:
    """What `Inbox` is to whoever reads it; it ends after the last event.

    Parameters
    ----------
    due : iterable of (float, Event)
        The events, each with the session second at which it comes, in order.
    speed : float
        Session seconds for each real one that is waited.
    """

    def __init__(self, due: Iterable[tuple[float, Event]], speed: float = 1.0) -> None:
        self._now_ns = 0
        self._due = deque(due)
        self._number = 0
        self.clock = HostClock(speed, counter_ns=lambda: self._now_ns)
        """The session clock, which stands still but for `wait`."""

        self.ended = False

    def wait(self, timeout_s: float) -> list[Numbered]:
        """Return the next event when it comes within so many real seconds, which pass at once."""
        if not self._due:
            self.ended = True
            return []
        due_s, event = self._due[0]
        until_s = self.clock.until_s(due_s)
        self._now_ns += ceil(1e9 * min(timeout_s, until_s))
        if until_s > timeout_s:
            return []
        self._due.popleft()
        self._number += 1
        return [Numbered(self._number, event)]
