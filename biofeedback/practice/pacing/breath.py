"""The breaths that were announced, and how full the breath is at any moment.

Everyone who shows, sounds, records or follows the breath keeps a `BreathPlan` of its own and feeds it the events, so
that all agree to the last bit.
"""

import math
from bisect import bisect_left, bisect_right

from biofeedback.events import BreathPlanned, Event, Paused
from biofeedback.practice.pacing.pattern import BreathMoment

_REMEMBERED_S = 180.0
"""So many seconds of breaths are kept: more than the longest window of a metric of the led breath (120 s)."""


def out_begins_s(breath: BreathPlanned) -> float:
    """Return when the out-breath begins, in seconds."""
    return breath.t_s + breath.in_s + breath.hold_in_s


def ends_s(breath: BreathPlanned) -> float:
    """Return when the breath ends, in seconds: exactly where a breath that follows it begins."""
    return out_begins_s(breath) + breath.out_s + breath.hold_out_s


class BreathPlan:
    """The breaths that were announced, and where breath is at any moment.

    Notes
    -----
    Position is a raised cosine in the in-breath and in the out-breath, each with its own duration, and constant in the
    holds. Its velocity is 0 at every turn, so that position and velocity stay continuous when the pace changes, and a
    turn is felt coming. Asking is cheap (a bisection over a few dozen breaths): a screen may ask at every frame.
    Should a breath be announced to begin inside a running one, it takes over at its beginning.
    """

    def __init__(self) -> None:
        self._breaths: list[BreathPlanned] = []
        self._begin_s: list[float] = []

    def apply(self, event: Event) -> None:
        """Take in an event: a planned breath or a pause; every other event changes nothing."""
        match event:
            case BreathPlanned():
                self._keep_before(bisect_left(self._begin_s, event.t_s))
                self._breaths.append(event)
                self._begin_s.append(event.t_s)
                self._forget_before(event.t_s - _REMEMBERED_S)
            case Paused(mode="pause"):
                self._keep_before(bisect_right(self._begin_s, event.t_s))
            case _:
                pass

    def at(self, t_s: float) -> BreathMoment:
        """Return where the breath is at ``t_s``, in the past 180 s or in what is planned."""
        following = bisect_right(self._begin_s, t_s)
        if following:
            moment = within(self._breaths[following - 1], t_s)
            if moment is not None:
                return moment
        next_begin_s = self._begin_s[following] if following < len(self._begin_s) else math.nan
        return BreathMoment("still", 0.0, 0.0, next_begin_s)

    def running(self, t_s: float) -> BreathPlanned | None:
        """Return the breath that runs at ``t_s``; None when none does."""
        following = bisect_right(self._begin_s, t_s)
        latest = self._breaths[following - 1] if following else None
        return latest if latest is not None and t_s < ends_s(latest) else None

    def position(self, t_s: float) -> float:
        """Return how full the breath is at ``t_s``, 0 to 1; 0 when no breath is led."""
        return self.at(t_s).position

    def finished_before(self, t_s: float) -> tuple[BreathPlanned, ...]:
        """Return the remembered breaths that had ended by ``t_s``, oldest first."""
        return tuple(breath for breath in self._breaths if ends_s(breath) <= t_s)

    def _keep_before(self, count: int) -> None:
        del self._breaths[count:]
        del self._begin_s[count:]

    def _forget_before(self, t_s: float) -> None:
        # The newest always stays: it was announced a moment ago.
        count = 0
        while count < len(self._breaths) - 1 and ends_s(self._breaths[count]) < t_s:
            count += 1
        del self._breaths[:count]
        del self._begin_s[:count]


def within(breath: BreathPlanned, t_s: float) -> BreathMoment | None:
    """Return the moment ``t_s`` of a breath that began by then; None when it has ended."""
    full_s = breath.t_s + breath.in_s
    out_s = out_begins_s(breath)
    empty_s = out_s + breath.out_s
    end_s = ends_s(breath)
    if t_s < full_s:
        share = min(1.0, (t_s - breath.t_s) / breath.in_s)
        return BreathMoment("in", _raised_cosine(share), share, full_s)
    if t_s < out_s:
        return BreathMoment("hold_in", 1.0, min(1.0, (t_s - full_s) / breath.hold_in_s), out_s)
    if t_s < empty_s:
        share = min(1.0, (t_s - out_s) / breath.out_s)
        return BreathMoment("out", 1.0 - _raised_cosine(share), share, empty_s)
    if t_s < end_s:
        return BreathMoment("hold_out", 0.0, min(1.0, (t_s - empty_s) / breath.hold_out_s), end_s)
    return None


def _raised_cosine(share: float) -> float:
    return 0.5 - 0.5 * math.cos(math.pi * share)
