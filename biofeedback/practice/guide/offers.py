"""Makes offers to the person while they practise, and keeps the latest open until it is accepted or too old."""

from biofeedback.codes import NoticeCode
from biofeedback.events import Event, Metric, Notice, OfferMade
from biofeedback.practice.guide.breathing import Breathing
from biofeedback.practice.guide.metric_offers import MetricOffers, OwnPaceOffer, SofterBreathHint, StayOffer
from biofeedback.practice.pacing.pace import pattern_of

OFFER_S = 45.0
"""How long an offer can be accepted, in seconds: a choice, some four slow breaths to read it and decide."""


class Offers:
    """Turns suggestions from the metrics into events.

    Parameters
    ----------
    breathing : Breathing
        What the offers are about.
    from_own_pace : bool
        Whether leading may begin at the pace that the heart shows.
    """

    def __init__(self, breathing: Breathing, *, from_own_pace: bool) -> None:
        self._breathing = breathing
        self._from_own_pace = from_own_pace
        self._metric_offers = MetricOffers()
        self._open: tuple[OwnPaceOffer | StayOffer, float] | None = None  # and until when it can be accepted

    def on_metric(self, now_s: float, metric: Metric) -> list[Event]:
        """Take in a metric and return the offer or the hint that it gives reason for."""
        running = self._breathing.leading.running
        suggestion = self._metric_offers.on_metric(
            metric,
            led_per_min=None if running is None else pattern_of(running).breaths_per_min,
            led_since_s=self._breathing.leading.led_since_s,
            ramping=not self._breathing.requests.requested,
        )
        match suggestion:
            case OwnPaceOffer(pace=pace) if self._from_own_pace and not self._breathing.leading.begun:
                offer: Event = OfferMade(t_s=now_s, offer="own_pace", breaths_per_min=pace.breaths_per_min)
            case StayOffer():
                offer = OfferMade(t_s=now_s, offer="stay", breaths_per_min=None)
            case SofterBreathHint():
                return [Notice(t_s=now_s, source="", code=NoticeCode.SOFTER_BREATH, facts=())]
            case _:
                return []
        self._open = (suggestion, now_s + OFFER_S)
        return [offer]

    def accept(self, now_s: float) -> OwnPaceOffer | StayOffer | None:
        """Return the offer that is still open, if any, and close it."""
        if self._open is None:
            return None
        (offer, until_s), self._open = self._open, None
        return offer if now_s <= until_s else None
