"""What the numbers of the heart give reason to offer or to hint at; nothing that is heard changes the breath by itself.

This module must not lead, and it computes no number of the heart; it is told them.
"""

import math
from dataclasses import dataclass
from typing import TypeAlias

from biofeedback.events import Metric
from biofeedback.practice.guide.over_breathing import OverBreathing
from biofeedback.practice.pacing.own_pace import OwnPace

SURE_SHARE = 0.8
"""So sure has the breath told by the heart to be before it is offered. The confidence is calibrated: four in five such
estimates lie within one breath a minute of a belt's."""

HEARD_NAMES = frozenset(
    {"breath_rate_per_min", "breath_confidence", "phase_locking_share", "heart_rate_bpm", "swing_bpm"}
)
"""The numbers that are listened to."""

# 95 % of hearts that have nothing to do with the breath stay below this (`signals.definitions`).
_CHANCE_LOCKING_SHARE = 0.53
_COVERED_SHARE = 0.8
_DOUBTS = 2
_LED_FOR_S = 150.0
_STAY_AGAIN_S = 300.0
_SOFTER_AGAIN_S = 300.0
# A heart tells the breath of anybody with equal in- and out-breath; the usual share is taken.
_USUAL_IN_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class OwnPaceHeard:
    """The heart tells how fast the person breathes, and how sure that is."""

    pace: OwnPace
    sure_share: float


@dataclass(frozen=True, slots=True)
class NotFollowing:
    """Heart and led breath do not keep step."""


@dataclass(frozen=True, slots=True)
class MuchAir:
    """The signs of taking in too much air are there."""


Heard: TypeAlias = OwnPaceHeard | NotFollowing | MuchAir


class Hearing:
    """Listens through one practice; what it hears once it does not repeat for some minutes."""

    def __init__(self) -> None:
        self._rate: Metric | None = None
        self._own_pace_heard = False
        self._doubts = 0
        self._stay_from_s = -math.inf
        self._softer_from_s = -math.inf
        self._much_air = OverBreathing()

    def hear(self, metric: Metric, *, led_per_min: float, led_since_s: float, ramping: bool) -> Heard | None:
        """Take in a number and return what it gives reason for, if anything.

        Parameters
        ----------
        metric : Metric
            The number.
        led_per_min : float
            The pace at which breath is led; ``nan`` while it is not.
        led_since_s : float
            Since when it is led without a break; ``nan`` while it is not.
        ramping : bool
            Whether the pace still leans.
        """
        if self._much_air.hear(metric, led_per_min) and metric.t_s >= self._softer_from_s:
            self._softer_from_s = metric.t_s + _SOFTER_AGAIN_S
            return MuchAir()
        match metric.name:
            case "breath_rate_per_min":
                self._rate = metric
            case "breath_confidence" if math.isnan(led_per_min):
                return self._own_pace(metric)
            case "phase_locking_share" if ramping and metric.t_s - led_since_s >= _LED_FOR_S:
                return self._following(metric)
            case _:
                pass
        return None

    def _own_pace(self, confidence: Metric) -> OwnPaceHeard | None:
        rate = self._rate
        if self._own_pace_heard or rate is None or rate.t_s != confidence.t_s or math.isnan(rate.value):
            return None
        if not confidence.value >= SURE_SHARE:
            return None
        self._own_pace_heard = True
        return OwnPaceHeard(OwnPace(rate.value, _USUAL_IN_SHARE), confidence.value)

    def _following(self, locking: Metric) -> NotFollowing | None:
        if math.isnan(locking.value) or locking.quality_share < _COVERED_SHARE:
            return None
        self._doubts = self._doubts + 1 if locking.value < _CHANCE_LOCKING_SHARE else 0
        if self._doubts < _DOUBTS or locking.t_s < self._stay_from_s:
            return None
        self._doubts = 0
        self._stay_from_s = locking.t_s + _STAY_AGAIN_S
        return NotFollowing()
