"""Changes the pace as the person asks while breath is led: stay here, quicker, slower, too slow, go on.

A request takes effect with the next in-breath, by at most 0.2 s a breath, and holds until the person asks to go on.
"""

from collections.abc import Mapping
from dataclasses import replace

from biofeedback.errors import UsageError
from biofeedback.events import PaceRequest
from biofeedback.practice.pacing.leading import Leading
from biofeedback.practice.pacing.pace import pattern_of
from biofeedback.practice.pacing.pattern import FASTEST_PER_MIN, LARGEST_RAMP_S, SLOWEST_PER_MIN, BreathPattern
from biofeedback.practice.script.model import BreathGuidance

_CHANGE_S: Mapping[PaceRequest, float] = {"stay": 0.0, "quicker": -0.2, "slower": 0.2, "too_slow": -1.0}
"""How much longer each request makes a breath, in seconds. Quicker and slower are one step of `LARGEST_RAMP_S`; too
slow is an ease-back by a whole second, which the ramp reaches in five breaths: a choice."""


class PaceRequests:
    """Turns requests into aims.

    Parameters
    ----------
    guidance : BreathGuidance
        How breath is led when nothing is asked.
    leading : Leading
        The breaths.
    """

    def __init__(self, guidance: BreathGuidance, leading: Leading) -> None:
        self._guidance = guidance
        self._leading = leading
        self._aim: BreathPattern | None = None

    @property
    def requested(self) -> bool:
        """Whether a request of the person holds."""
        return self._aim is not None

    def take(self, request: PaceRequest) -> BreathPattern | None:
        """Take a request and return the breath that it leads to; ``None`` if it changes nothing.

        Notes
        -----
        Quicker and slower move by two tenths of a second from where the last request led, or from the running breath;
        too slow moves back by a whole second. What would leave 3 to 12 breaths a minute, or no time beside the holds,
        is not gone beyond.
        """
        running = self._leading.running
        if request == "go_on":
            if self._aim is None:
                return None
            self._aim = None
            self._leading.ramp_toward(self._guidance.aim, self._guidance.ramp_s)
            return self._guidance.aim
        if running is None:
            return None
        here = pattern_of(running) if self._aim is None or request == "stay" else self._aim
        aim = _longer(here, _CHANGE_S[request])
        self._aim = aim
        self._leading.ramp_toward(aim, LARGEST_RAMP_S)
        return aim


def _longer(pattern: BreathPattern, by_s: float) -> BreathPattern:
    if by_s == 0.0:
        return pattern
    length_s = min(60.0 / SLOWEST_PER_MIN, max(60.0 / FASTEST_PER_MIN, round(pattern.cycle_s + by_s, 1)))
    try:
        return replace(pattern, breaths_per_min=60.0 / length_s)
    except UsageError:  # the holds would leave too little time to breathe
        return pattern
