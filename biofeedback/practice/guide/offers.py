"""What is offered to the person while they practise, and what they take up; by itself an offer changes nothing.

This module must not lead; whoever takes something up does.
"""

import math

from biofeedback.events import Event, Metric, Notice, OfferMade
from biofeedback.practice.guide.breathing import Breathing
from biofeedback.practice.guide.hearing import Hearing, MuchAir, NotFollowing, OwnPaceHeard
from biofeedback.practice.pacing.pace import pattern_of

OFFER_S = 45.0
"""How long an offer can be taken up."""

OWN_PACE_WORDS = "Your heart tells of about {per_min:.0f} breaths a minute. The light can begin there, if you like."
STAY_WORDS = "We can stay at this pace, if you like."
SOFTER_WORDS = "If it feels like a lot of air, let each breath be softer and smaller."


class Offers:
    """Listens to the numbers of the heart.

    Parameters
    ----------
    breathing : Breathing
        What the offers are about.
    attuned : bool
        Whether leading may begin at the pace that the heart tells.
    """

    def __init__(self, breathing: Breathing, *, attuned: bool) -> None:
        self._breathing = breathing
        self._attuned = attuned
        self._hearing = Hearing()
        self._open: OwnPaceHeard | NotFollowing | None = None
        self._open_until_s = -math.inf

    def hear(self, now_s: float, metric: Metric) -> list[Event]:
        """Take in a number and return what it gives reason to offer, or to hint at."""
        running = self._breathing.leading.running
        heard = self._hearing.hear(
            metric,
            led_per_min=math.nan if running is None else pattern_of(running).breaths_per_min,
            led_since_s=self._breathing.led_since_s,
            ramping=not self._breathing.requests.requested,
        )
        match heard:
            case OwnPaceHeard(pace=pace) if self._attuned and not self._breathing.leading.begun:
                sentence = OWN_PACE_WORDS.format(per_min=pace.breaths_per_min)
                offer: Event = OfferMade(t_s=now_s, offer="own_pace", sentence=sentence)
            case NotFollowing():
                offer = OfferMade(t_s=now_s, offer="stay", sentence=STAY_WORDS)
            case MuchAir():
                return [Notice(t_s=now_s, sentence=SOFTER_WORDS)]
            case _:
                return []
        self._open, self._open_until_s = heard, now_s + OFFER_S
        return [offer]

    def take(self, now_s: float) -> OwnPaceHeard | NotFollowing | None:
        """Return what was offered and can still be taken up; it is then no longer open."""
        offer, self._open = self._open, None
        return offer if now_s <= self._open_until_s else None
