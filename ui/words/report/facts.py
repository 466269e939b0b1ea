"""What a report and the methods are made of: facts of one recording, gathered before a word is said."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biofeedback.practice.pacing.breath import ends_s
from biofeedback.reasons import Reason
from biofeedback.sensor_timing import SensorTiming
from ui.presenter.recorded import Recorded
from ui.presenter.review import Review

if TYPE_CHECKING:
    from biofeedback.signals.analysed import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """The facts of one recording.

    Attributes
    ----------
    name : str
        The name of its file; of a seat of a room that of its time, since its file is called as a person.
    recorded : Recorded
        How it was made.
    review : Review
        What there is to look back on.
    analysis : Analysis or None
        Its numbers in hindsight; ``None`` where nobody listened to a heart, or no beat came.
    edits : int
        How often a person edited its beats by hand.
    timing : SensorTiming
        What is known of the sensor's clock.
    analysed_with : str
        The version of Soften that computed the analysis.
    live_versions : mapping of str to int
        With which version of their definitions the numbers of the steps were computed; 0 where that is not known.
    """

    name: str
    recorded: Recorded
    review: Review
    analysis: "Analysis | None"
    edits: int
    timing: SensorTiming
    analysed_with: str
    live_versions: Mapping[str, int]

    @property
    def cautions(self) -> tuple[Reason, ...]:
        """What its numbers need to be read with."""
        if self.analysis is None:
            return self.timing.cautions_with((), math.nan)
        return self.timing.cautions_with(self.analysis.cautions, self.analysis.rmssd_ms)

    @property
    def breaths_s(self) -> tuple[tuple[float, float], ...]:
        """When each breath that was led began and ended, in seconds; the last no later than the practice."""
        return tuple((each.t_s, min(ends_s(each), self.review.until_s)) for each in self.review.breaths)

    @property
    def paces_per_min(self) -> tuple[float, ...]:
        """The pace of every breath that was led, in breaths a minute."""
        lengths_s = (ends_s(each) - each.t_s for each in self.review.breaths)
        return tuple(60.0 / length_s for length_s in lengths_s if length_s > 0.0)
