"""Decides which numbers of the heart give reason for an offer or a hint; none changes the breath by itself."""

import math
from dataclasses import dataclass
from typing import TypeAlias

from biofeedback.events import Metric
from biofeedback.practice.guide.over_breathing import OverBreathing
from biofeedback.practice.pacing.own_pace import OwnPace

SURE_SHARE = 0.8
"""The least confidence (0 to 1) of a breath rate that is offered. It is calibrated: four in five such estimates lie
within one breath a minute of a belt's (table 4b of ``make accuracy``)."""

OFFER_METRICS = frozenset(
    {"breath_rate_per_min", "breath_confidence", "phase_locking_share", "heart_rate_bpm", "swing_bpm"}
)
"""The names of the metrics from which offers are made."""

_CHANCE_LOCKING_SHARE = 0.53
"""95 % of hearts that have nothing to do with the breath stay below this (`biofeedback.signals.definitions`)."""

_COVERED_SHARE = 0.8
"""The least quality of phase locking that is looked at, the share of its window between beats that count: a choice; one
with holes gives no reason to doubt."""

_DOUBTS = 2
"""So many values in a row below chance, so that one bad window offers nothing: a choice."""

_LED_FOR_S = 150.0
"""Phase locking looks back 120 s; so much later, the window holds led breath alone and the heart had time to follow."""

# The same offer or hint is not made again for so many seconds: a choice, so that it does not urge.
_STAY_AGAIN_S = 300.0
_SOFTER_AGAIN_S = 300.0

_USUAL_IN_SHARE = 0.4
"""The heart does not show how a breath is divided; the share that practices have by default is taken."""


@dataclass(frozen=True, slots=True)
class OwnPaceOffer:
    """Leading may begin at the pace that the heart shows, with ``sure_share`` the confidence in it."""

    pace: OwnPace
    sure_share: float


@dataclass(frozen=True, slots=True)
class StayOffer:
    """Heart and led breath do not keep step, so the pace may stay where it is."""


@dataclass(frozen=True, slots=True)
class SofterBreathHint:
    """There are signs of taking in too much air."""


Suggestion: TypeAlias = OwnPaceOffer | StayOffer | SofterBreathHint


class MetricOffers:
    """Follows the metrics of one practice; the same suggestion is not repeated for some minutes."""

    def __init__(self) -> None:
        self._rate: Metric | None = None
        self._own_pace_offered = False
        self._doubts = 0
        self._stay_from_s: float | None = None  # before which staying is not offered again
        self._softer_from_s: float | None = None  # before which the hint is not given again
        self._over_breathing = OverBreathing()

    def on_metric(
        self, metric: Metric, *, led_per_min: float | None, led_since_s: float | None, ramping: bool
    ) -> Suggestion | None:
        """Take in a metric and return what it gives reason for, if anything.

        Parameters
        ----------
        metric : Metric
            The number.
        led_per_min : float or None
            The pace at which breath is led; None while it is not.
        led_since_s : float or None
            Since when it is led without a break; None while it is not.
        ramping : bool
            Whether the pace still moves toward its aim.
        """
        if self._over_breathing.on_metric(metric, led_per_min) and _reached(self._softer_from_s, metric.t_s):
            self._softer_from_s = metric.t_s + _SOFTER_AGAIN_S
            return SofterBreathHint()
        match metric.name:
            case "breath_rate_per_min":
                self._rate = metric
            case "breath_confidence" if led_per_min is None:
                return self._own_pace(metric)
            case "phase_locking_share" if ramping and led_since_s is not None:
                return self._stay(metric) if metric.t_s - led_since_s >= _LED_FOR_S else None
            case _:
                pass
        return None

    def _own_pace(self, confidence: Metric) -> OwnPaceOffer | None:
        rate = self._rate
        if self._own_pace_offered or rate is None or rate.t_s != confidence.t_s or math.isnan(rate.value):
            return None
        if not confidence.value >= SURE_SHARE:
            return None
        self._own_pace_offered = True
        return OwnPaceOffer(OwnPace(rate.value, _USUAL_IN_SHARE), confidence.value)

    def _stay(self, locking: Metric) -> StayOffer | None:
        if math.isnan(locking.value) or locking.quality_share < _COVERED_SHARE:
            return None
        self._doubts = self._doubts + 1 if locking.value < _CHANCE_LOCKING_SHARE else 0
        if self._doubts < _DOUBTS or not _reached(self._stay_from_s, locking.t_s):
            return None
        self._doubts = 0
        self._stay_from_s = locking.t_s + _STAY_AGAIN_S
        return StayOffer()


def _reached(from_s: float | None, t_s: float) -> bool:
    return from_s is None or t_s >= from_s
