"""The one gate for markers from outside: so many, so long, so old, and with every sign seen for what it is."""

import math
from collections.abc import Callable

from biofeedback.error_codes import LiveErrorCode
from biofeedback.errors import SoftenError
from biofeedback.events import Marker
from biofeedback.outside_text import shown
from biofeedback.requests import Mark

LONGEST_LABEL = 200
"""Characters of a marker that are kept; a choice: those of experiments are a word or a line."""

MOST_PER_S = 50.0
"""Markers a second that are kept for long: a choice, above any paradigm, and nothing to a recording."""

MOST_AT_ONCE = 100.0
"""Markers that may come together: a choice, those of two seconds."""

OLDEST_S = 10.0
"""Seconds that a marker may have been on its way: a choice; a stamp older than that is of another clock."""

LONGEST_WAIT_S = 1.0
"""Real seconds that the end of a session waits for the last word on markers: a choice, some looks at what comes in."""

_EARLIEST_S = 1.0  # seconds by which a stamp may lie ahead: a choice, above what clocks of a network differ by


class MarkerGate:
    """Makes requests of what comes in, from one thread.

    Parameters
    ----------
    origin : str
        Where the markers come from.
    now_s : callable
        Reads the session clock.
    request : callable
        Takes a request.
    on_error : callable
        Takes what is to be said to the person.
    """

    def __init__(
        self,
        origin: str,
        now_s: Callable[[], float],
        request: Callable[[Mark], None],
        on_error: Callable[[SoftenError], None],
    ) -> None:
        self._origin = shown(origin, LONGEST_LABEL)
        self._now_s = now_s
        self._request = request
        self._on_error = on_error
        self._may = MOST_AT_ONCE
        self._asked_s = now_s()
        self._left_out = 0

    def take(self, label: str, t_s: float = math.nan, correction_s: float = math.nan) -> None:
        """Mark a moment: ``t_s`` where that can be, else now."""
        words = label.strip()
        if not words:
            return
        now_s = self._now_s()
        self._may = min(MOST_AT_ONCE, self._may + MOST_PER_S * max(0.0, now_s - self._asked_s))
        self._asked_s = now_s
        if self._may < 1.0:
            self.leave_out()
            return
        self._may -= 1.0
        if not max(0.0, now_s - OLDEST_S) <= t_s <= now_s + _EARLIEST_S:
            t_s, correction_s = now_s, math.nan
        marker = Marker(t_s=t_s, label=shown(words, LONGEST_LABEL), origin=self._origin, correction_s=correction_s)
        self._request(Mark(marker))

    def leave_out(self) -> None:
        """Count a marker that is not kept; the first time it is said."""
        self._left_out += 1
        if self._left_out == 1:
            self._on_error(SoftenError(LiveErrorCode.MARKERS_LEFT_OUT, most=round(MOST_PER_S)))

    def close(self) -> None:
        """Say how many markers were left out, where any was."""
        if self._left_out:
            self._on_error(SoftenError(LiveErrorCode.MARKERS_LEFT_OUT_COUNTED, count=self._left_out))
