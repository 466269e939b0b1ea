"""The shape of one breath: how long its phases last, which of it can be led, and where it is at a moment.

The first pictures need it, so it knows no event.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from biofeedback.error_codes import BreathErrorCode
from biofeedback.errors import UsageError

if TYPE_CHECKING:
    from biofeedback.events import BreathPlanned

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

LARGEST_RAMP_S = 0.2
"""The most that a breath may be longer or shorter than the one before, in seconds: a choice, so small that it can be
followed without thinking of it."""


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

    def breath(self, t_s: float) -> "BreathPlanned":
        """Return the breath of this pattern whose in-breath begins at ``t_s``."""
        from biofeedback.events import BreathPlanned

        return BreathPlanned(
            t_s=t_s, in_s=self.in_s, hold_in_s=self.hold_in_s, out_s=self.out_s, hold_out_s=self.hold_out_s
        )


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
