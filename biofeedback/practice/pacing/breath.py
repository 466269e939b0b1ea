"""The shape of a breath: how long each phase lasts, and how full the breath is at any moment.

Everyone who shows, sounds, records or follows the breath keeps a `BreathPlan` of its own and feeds it the events, so
that all agree to the last bit.
"""

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from biofeedback.error_codes import BreathErrorCode
from biofeedback.errors import UsageError
from biofeedback.events import BreathPlanned, Event, Paused

BreathPhase: TypeAlias = Literal["in", "hold_in", "out", "hold_out", "still"]
"""``hold_in`` holds after the in-breath, ``hold_out`` after the out-breath; ``still``: no breath is led."""

# What can be led, in breaths a minute: a choice. Below about 3 the heart is said to answer otherwise than near its
# resonance (Vaschillo 2002, at second hand); at 12 many people breathe at rest.
SLOWEST_PER_MIN = 3.0
FASTEST_PER_MIN = 12.0

# The in-breath's share of the moving time that can be led: a choice, 1:4 to 4:1, wider than any practice we know.
SMALLEST_IN_SHARE = 0.2
LARGEST_IN_SHARE = 0.8

_SHORTEST_MOVEMENT_S = 0.9
"""No in-breath or out-breath is led in less, in seconds: a choice, a little below the shortest possible without holds
(1 s: a fifth of a breath at 12 a minute)."""

_REMEMBERED_S = 180.0
"""So many seconds of breaths are kept: more than the longest window of a metric of the led breath (120 s)."""


@dataclass(frozen=True, slots=True)
class BreathPattern:
    """How one breath goes.

    Parameters
    ----------
    breaths_per_min : float
        3 to 12.
    in_share : float
        Share of the moving time (the breath without its holds) that belongs to the in-breath, 0.2 to 0.8.
    hold_in_s, hold_out_s : float
        Holds after the in-breath and after the out-breath, in seconds.

    Raises
    ------
    UsageError
        When a value is out of its range, or the holds leave less than 0.9 s for the in-breath or the out-breath.
    """

    breaths_per_min: float = 6.0
    in_share: float = 0.4
    hold_in_s: float = 0.0
    hold_out_s: float = 0.0

    def __post_init__(self) -> None:
        if not SLOWEST_PER_MIN <= self.breaths_per_min <= FASTEST_PER_MIN:
            raise UsageError(
                BreathErrorCode.PACE_OUT_OF_RANGE,
                per_min=float(self.breaths_per_min),
                slowest=SLOWEST_PER_MIN,
                fastest=FASTEST_PER_MIN,
            )
        if not SMALLEST_IN_SHARE <= self.in_share <= LARGEST_IN_SHARE:
            raise UsageError(
                BreathErrorCode.IN_SHARE_OUT_OF_RANGE,
                in_share=float(self.in_share),
                smallest=SMALLEST_IN_SHARE,
                largest=LARGEST_IN_SHARE,
            )
        if not (0.0 <= self.hold_in_s < math.inf and 0.0 <= self.hold_out_s < math.inf):
            raise UsageError(BreathErrorCode.HOLD_BELOW_ZERO)
        if min(self.in_s, self.out_s) < _SHORTEST_MOVEMENT_S:
            raise UsageError(BreathErrorCode.NO_TIME_TO_BREATHE, per_min=float(self.breaths_per_min))

    @property
    def cycle_s(self) -> float:
        """Length of one breath with its holds, in seconds."""
        return 60.0 / self.breaths_per_min

    @property
    def in_s(self) -> float:
        """Length of the in-breath in seconds."""
        return (self.cycle_s - self.hold_in_s - self.hold_out_s) * self.in_share

    @property
    def out_s(self) -> float:
        """Length of the out-breath in seconds."""
        return (self.cycle_s - self.hold_in_s - self.hold_out_s) * (1.0 - self.in_share)

    def breath(self, t_s: float) -> BreathPlanned:
        """Return the breath of this pattern whose in-breath begins at ``t_s``."""
        return BreathPlanned(
            t_s=t_s, in_s=self.in_s, hold_in_s=self.hold_in_s, out_s=self.out_s, hold_out_s=self.hold_out_s
        )


def out_begins_s(breath: BreathPlanned) -> float:
    """Return when the out-breath begins, in seconds."""
    return breath.t_s + breath.in_s + breath.hold_in_s


def ends_s(breath: BreathPlanned) -> float:
    """Return when the breath ends, in seconds: exactly where a breath that follows it begins."""
    return out_begins_s(breath) + breath.out_s + breath.hold_out_s


class BreathMoment(NamedTuple):
    """Where the breath is at one moment.

    Attributes
    ----------
    phase : BreathPhase
        The phase that holds.
    position : float
        0 is empty, 1 is full; 0 while still.
    phase_share : float
        How much of the phase has passed, 0 to 1; 0 while still.
    next_turn_s : float
        When the next phase begins, in seconds; ``nan`` when nothing more is planned.
    """

    phase: BreathPhase
    position: float
    phase_share: float
    next_turn_s: float


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
