"""Follows what is known of how a sensor times beats: what it rounds to, what that and noise add to RMSSD, its delay."""

import math
from collections.abc import Iterable

from biofeedback.events import DeviceFact, Event
from biofeedback.facts import FactValue
from biofeedback.reasons import Reason, ReasonCode

LARGEST_PULSE_ERROR_MS = 100
"""ms: a pulse interval whose error the sensor itself puts higher is none. Polar advises to drop those; a choice."""

_LARGEST_NOISE_SHARE = 0.4
"""From so much of an RMSSD on, what sampling and noise make by themselves is said: 8 % of it is then not the heart's. A
choice: less is within what two windows of one heart differ by."""


class SensorTiming:
    """Follows the facts of a sensor's clock.

    Attributes
    ----------
    resolution_ms : float
        What a beat or an interval is rounded to; ``nan`` while no fact says.
    rmssd_floor_ms : float
        What that alone adds to the RMSSD of a perfectly regular heart; ``nan`` while no fact says.
    rmssd_noise_ms : float
        What noise in its wave adds to it; ``nan`` while no fact says.
    feedback_delay_s : float
        How long after a heartbeat it usually arrives; ``nan`` while no fact says.
    interval_unit_ms : float
        What one count of an interval is, of a strap that was found not to keep to the standard's 1/1024 s; ``nan``
        while no fact says so.
    """

    def __init__(self) -> None:
        self.resolution_ms = math.nan
        self.rmssd_floor_ms = math.nan
        self.rmssd_noise_ms = math.nan
        self.feedback_delay_s = math.nan
        self.interval_unit_ms = math.nan

    @property
    def caution(self) -> Reason | None:
        """What all numbers of this sensor need to be read with; None where nothing is known against its clock."""
        return None if math.isnan(self.interval_unit_ms) else Reason(ReasonCode.INTERVALS_IN_MS)

    def cautions_with(self, of_analysis: Iterable[Reason], rmssd_ms: float) -> tuple[Reason, ...]:
        """Return all that the numbers of an analysis need to be read with, that of the clock first.

        Parameters
        ----------
        of_analysis : iterable of Reason
            The cautions of the analysis.
        rmssd_ms : float
            Its RMSSD; ``nan`` where it has none.
        """
        return tuple(filter(None, (self.caution, *of_analysis, self._of_noise(rmssd_ms))))

    def _of_noise(self, rmssd_ms: float) -> Reason | None:
        """Return how much of an RMSSD is of sampling and noise; None where that is little, or not known."""
        own_ms = math.hypot(*(each for each in (self.rmssd_floor_ms, self.rmssd_noise_ms) if not math.isnan(each)))
        if not (rmssd_ms > 0.0 and own_ms >= _LARGEST_NOISE_SHARE * rmssd_ms):
            return None
        own_share = 1.0 - math.sqrt(max(0.0, 1.0 - (own_ms / rmssd_ms) ** 2))
        return Reason.of(ReasonCode.RMSSD_OF_SENSOR, own_ms=own_ms, own_share=own_share)

    def apply(self, event: Event) -> None:
        """Take in an event; every other than a fact of a clock changes nothing."""
        match event:
            case DeviceFact(name="resolution_ms", value=value):
                self.resolution_ms = _number(value)
            case DeviceFact(name="rmssd_floor_ms", value=value):
                self.rmssd_floor_ms = _number(value)
            case DeviceFact(name="rmssd_noise_ms", value=value):
                self.rmssd_noise_ms = _number(value)
            case DeviceFact(name="feedback_delay_s", value=value):
                self.feedback_delay_s = _number(value)
            case DeviceFact(name="interval_unit_ms", value=value):
                self.interval_unit_ms = _number(value)
            case _:
                pass


def _number(value: FactValue) -> float:
    """Return a fact that is a number; what is no finite one is not known."""
    return float(value) if not isinstance(value, str) and math.isfinite(value) else math.nan
