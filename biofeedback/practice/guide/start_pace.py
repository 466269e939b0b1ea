"""Decides where leading begins: at the person's own pace where they give it, else at the practice's easy start.

They give it with the hand, or accept the pace that the heart shows; nothing of it happens by itself.
"""

from dataclasses import dataclass

from biofeedback.events import Event, HandMoved, LeadingBegan, Notice, PaceOrigin
from biofeedback.practice.guide.metric_offers import OwnPaceOffer
from biofeedback.practice.pacing.leading import Leading
from biofeedback.practice.pacing.own_pace import HandBreath, OwnPace


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a pace to begin with comes from, and what is known of it."""

    origin: PaceOrigin
    breaths_per_min: float
    in_share: float | None = None
    sure_share: float | None = None


class StartPace:
    """Finds the pace to begin with.

    Parameters
    ----------
    leading : Leading
        The breaths.
    easy_per_min : float
        The pace at which leading begins for somebody whose own is not known.
    """

    def __init__(self, leading: Leading, easy_per_min: float) -> None:
        self._leading = leading
        self._easy_per_min = easy_per_min
        self._hand = HandBreath()
        self._own: _Origin | None = None
        self._announced = False

    @property
    def known(self) -> bool:
        """Whether the person's own pace is known."""
        return self._own is not None

    @property
    def hand_moves_until_s(self) -> float | None:
        """Until when the hand leads the light, so that nothing else should; None when it does not."""
        return None if self.known else self._hand.moving_until_s

    def move(self, t_s: float, *, inward: bool) -> list[Event]:
        """Take in a turn of the breath by hand; after enough of them leading begins with the next breath."""
        if self.known or self._leading.begun or not self._hand.move(t_s, inward=inward):
            return []
        events: list[Event] = [HandMoved(t_s=t_s, inward=inward)]
        pace = self._hand.pace()
        if pace is not None:
            out_s = 60.0 / pace.breaths_per_min * (1.0 - pace.in_share)
            own = _Origin("hand", pace.breaths_per_min, in_share=pace.in_share)
            events += self._begin_with(pace, t_s, t_s + out_s, own)
        return events

    def accept(self, offer: OwnPaceOffer, now_s: float) -> list[Event]:
        """Begin with the pace that the heart shows."""
        if self.known or self._leading.begun:
            return []
        own = _Origin("heart", offer.pace.breaths_per_min, sure_share=offer.sure_share)
        return self._begin_with(offer.pace, now_s, now_s, own)

    def release_hand(self) -> None:
        """Forget the moves of the hand; it did not move for a while."""
        self._hand.release()

    def begun(self, t_s: float) -> list[Event]:
        """Return, with the first led breath, from where leading began."""
        if self._announced:
            return []
        self._announced = True
        own = self._own or _Origin("easy", self._easy_per_min)
        return [
            LeadingBegan(
                t_s=t_s,
                origin=own.origin,
                breaths_per_min=own.breaths_per_min,
                in_share=own.in_share,
                sure_share=own.sure_share,
            )
        ]

    def _begin_with(self, pace: OwnPace, now_s: float, from_s: float, own: _Origin) -> list[Event]:
        self._own = own
        self._leading.start_with(pace.pattern, from_s)
        return [] if pace.notice is None else [Notice(t_s=now_s, source="", code=pace.notice, facts=())]
