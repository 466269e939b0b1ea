"""Follows what is known of the clock of a sensor: what it rounds to, its floor below RMSSD, and its delay."""

import math
from collections.abc import Iterable

from biofeedback.events import DeviceFact, Event
from biofeedback.facts import FactValue
from biofeedback.reasons import Reason, ReasonCode

LARGEST_PULSE_ERROR_MS = 100
"""ms: a pulse interval whose error the sensor itself puts higher is none. Polar advises to drop those; a choice."""


class SensorTiming:
    """Follows the facts of a sensor's clock.

    Attributes
    ----------
    resolution_ms : float
        What a beat or an interval is rounded to; ``nan`` while no fact says.
    rmssd_floor_ms : float
        What that alone adds to the RMSSD of a perfectly regular heart; ``nan`` while no fact says.
    feedback_delay_s : float
        How long after a heartbeat it usually arrives; ``nan`` while no fact says.
    interval_unit_ms : float
        What one count of an interval is, of a strap that was found not to keep to the standard's 1/1024 s; ``nan``
        while no fact says so.
    """

    def __init__(self) -> None:
        self.resolution_ms = math.nan
        self.rmssd_floor_ms = math.nan
        self.feedback_delay_s = math.nan
        self.interval_unit_ms = math.nan

    @property
    def caution(self) -> Reason | None:
        """What all numbers of this sensor need to be read with; None where nothing is known against its clock."""
        return None if math.isnan(self.interval_unit_ms) else Reason(ReasonCode.INTERVALS_IN_MS)

    def cautions_with(self, of_analysis: Iterable[Reason]) -> tuple[Reason, ...]:
        """Return all that the numbers of an analysis need to be read with, that of the clock first."""
        return (self.caution, *of_analysis) if self.caution else tuple(of_analysis)

    def apply(self, event: Event) -> None:
        """Take in an event; every other than a fact of a clock changes nothing."""
        match event:
            case DeviceFact(name="resolution_ms", value=value):
                self.resolution_ms = _number(value)
            case DeviceFact(name="rmssd_floor_ms", value=value):
                self.rmssd_floor_ms = _number(value)
            case DeviceFact(name="feedback_delay_s", value=value):
                self.feedback_delay_s = _number(value)
            case DeviceFact(name="interval_unit_ms", value=value):
                self.interval_unit_ms = _number(value)
            case _:
                pass


def _number(value: FactValue) -> float:
    """Return a fact that is a number; what is no finite one is not known."""
    return float(value) if not isinstance(value, str) and math.isfinite(value) else math.nan
