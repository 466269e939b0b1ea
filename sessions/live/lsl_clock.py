"""Maps the session clock to the clock of LSL and back, with a bound on the error.

Both run on this machine, but they need not be one clock: the session clock goes on while the machine sleeps, and on
some systems the two drift. So the distance is measured again and again while the practice goes on, each time between
two readings of the one clock around a reading of the other: the middle is off by at most half of what lay between.
"""

from bisect import bisect_right
from collections.abc import Callable
from operator import attrgetter
from typing import NamedTuple

TRIES = 8
"""So many readings a measurement, of which the narrowest counts: a choice; a busy machine breaks into one or two."""

NARROW_S = 20e-6
"""Seconds between the readings that end the trying: a choice, some times what three readings take undisturbed."""

WIDEST_S = 0.5e-3
"""Seconds between the readings beyond which a measurement is passed over: a choice, with `STATED_ERROR_S` in view."""

STATED_ERROR_S = 0.5e-3
"""Seconds within which every stamp is stated to be: a choice, a quarter of the 2 ms that streams may be off."""

FASTEST_DRIFT = 500e-6
"""Seconds a second by which two undisturbed clocks drift apart at most: what NTP allows itself to slew (RFC 5905)."""

_APART_S = 1.0  # seconds between two measurements that are kept: a choice, at 500 ppm half a millisecond of drift
_STALE_S = 0.1  # seconds after which the distance is measured again, when there is something to stamp: a choice
_KEPT = 600  # measurements that are kept: those of ten minutes, and no beat is judged later than that


class _Measured(NamedTuple):
    """The distance of LSL's clock from the session clock, at a session time."""

    t_s: float
    distance_s: float
    error_s: float


class LslClock:
    """The two clocks beside each other; each thread has its own.

    Parameters
    ----------
    session_s : callable
        Reads the session clock, in seconds.
    lsl_s : callable
        Reads the clock of LSL, in seconds.
    """

    def __init__(self, session_s: Callable[[], float], lsl_s: Callable[[], float]) -> None:
        self._session_s = session_s
        self._lsl_s = lsl_s
        self._measured: list[_Measured] = []
        self.measure()

    def measure(self) -> None:
        """Measure the distance now; a measurement that was broken into is passed over, unless it is the first."""
        found = self._bracketed()
        for _ in range(TRIES - 1):
            if found.error_s <= NARROW_S / 2.0:
                break
            found = min(found, self._bracketed(), key=attrgetter("error_s"))
        kept = self._measured
        if kept and found.error_s > WIDEST_S / 2.0 and abs(self._stepped_s(kept[-1], found)) <= found.error_s:
            return
        if len(kept) > 1 and kept[-1].t_s - kept[-2].t_s < _APART_S and not self._stepped_s(kept[-1], found):
            kept.pop()
        kept.append(found)
        del kept[:-_KEPT]

    def refresh(self) -> None:
        """Measure again, if the latest measurement is no longer fresh."""
        if self._session_s() - self._measured[-1].t_s >= _STALE_S:
            self.measure()

    def to_lsl(self, t_s: float) -> float:
        """Return the time on LSL's clock of a session time."""
        return t_s + self._distance(t_s)[0]

    def to_session(self, lsl_s: float) -> float:
        """Return the session time of a time on LSL's clock."""
        latest = self._measured[-1]
        t_s = lsl_s - latest.distance_s
        for _ in range(3):  # the distance changes so slowly that it stands after one round, but for a step
            t_s = lsl_s - self._distance(t_s)[0]
        return t_s

    def error_s(self, t_s: float) -> float:
        """Return by how much a session time may be off on LSL's clock, in seconds."""
        return self._distance(t_s)[1]

    @property
    def zero_s(self) -> float:
        """LSL's time at the beginning of the session, as far as it is known now."""
        return self._measured[-1].distance_s

    def _bracketed(self) -> _Measured:
        before_s = self._lsl_s()
        t_s = self._session_s()
        after_s = self._lsl_s()
        return _Measured(t_s, (before_s + after_s) / 2.0 - t_s, (after_s - before_s) / 2.0)

    def _distance(self, t_s: float) -> tuple[float, float]:
        """Return the distance at a session time, and its error."""
        index = bisect_right(self._measured, t_s, key=attrgetter("t_s"))
        if index in (0, len(self._measured)):
            near = self._measured[max(0, index - 1)]
            return near.distance_s, near.error_s + FASTEST_DRIFT * abs(t_s - near.t_s)
        earlier, later = self._measured[index - 1], self._measured[index]
        if stepped_s := self._stepped_s(earlier, later):
            near = earlier if t_s - earlier.t_s < later.t_s - t_s else later
            aside_s = min(t_s - earlier.t_s, later.t_s - t_s)
            return near.distance_s, near.error_s + (FASTEST_DRIFT * aside_s if aside_s <= _APART_S else abs(stepped_s))
        share = (t_s - earlier.t_s) / (later.t_s - earlier.t_s)
        changed_s = later.distance_s - earlier.distance_s
        # Whether it changed evenly nobody saw.
        error_s = max(earlier.error_s, later.error_s) + max(share, 1.0 - share) * abs(changed_s)
        return earlier.distance_s + share * changed_s, error_s

    @staticmethod
    def _stepped_s(earlier: _Measured, later: _Measured) -> float:
        """Return by how much the distance changed, where that is more than any drift; else 0."""
        changed_s = later.distance_s - earlier.distance_s
        most_s = earlier.error_s + later.error_s + 2.0 * FASTEST_DRIFT * abs(later.t_s - earlier.t_s)
        return changed_s if abs(changed_s) > most_s else 0.0
