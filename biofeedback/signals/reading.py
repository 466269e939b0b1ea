"""One number of a moment, before it becomes an event."""

from typing import NamedTuple

from biofeedback.reasons import Reason


class Reading(NamedTuple):
    """One number: ``nan`` has a reason, and ``quality_share`` (0 to 1) of its window was covered by accepted beats."""

    name: str
    value: float
    quality_share: float
    reason: Reason | None
