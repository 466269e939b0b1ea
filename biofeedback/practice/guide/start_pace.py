"""Where leading begins: at the person's own pace if they tell it, else easily, as the practice says.

They tell it with the hand, or take up what the heart tells; nothing of it happens by itself.
This module must not know steps or words.
"""

import math

from biofeedback.events import Event, HandMoved, Notice, SettingChanged
from biofeedback.practice.guide.hearing import OwnPaceHeard
from biofeedback.practice.pacing.leading import Leading
from biofeedback.practice.pacing.own_pace import HandBreath, OwnPace

LEADING_FROM = "leading_from"
"""The setting that says from where leading began: ``hand 8.4 in_share 0.41``, ``heart 13.2 sure 0.85``, ``easy 9``."""


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
        self._own = ""
        self._told = False

    @property
    def known(self) -> bool:
        """Whether the person's own pace is known."""
        return bool(self._own)

    @property
    def hand_moves_until_s(self) -> float:
        """Until when the hand is telling, so that nothing should lead; ``-inf`` when it is not."""
        return -math.inf if self.known else self._hand.moving_until_s

    def move(self, t_s: float, *, inward: bool) -> list[Event]:
        """Take in a turn of the breath that the hand told; once it told enough, leading begins with its next breath."""
        if self.known or self._leading.begun or not self._hand.move(t_s, inward=inward):
            return []
        events: list[Event] = [HandMoved(t_s=t_s, inward=inward)]
        pace = self._hand.pace()
        if pace is not None:
            out_s = 60.0 / pace.breaths_per_min * (1.0 - pace.in_share)
            own = f"hand {pace.breaths_per_min:.3g} in_share {pace.in_share:.2g}"
            events += self._begin_with(pace, t_s, t_s + out_s, own)
        return events

    def take_up(self, heard: OwnPaceHeard, now_s: float) -> list[Event]:
        """Begin with the pace that the heart told."""
        if self.known or self._leading.begun:
            return []
        own = f"heart {heard.pace.breaths_per_min:.3g} sure {heard.sure_share:.2g}"
        return self._begin_with(heard.pace, now_s, now_s, own)

    def release_hand(self) -> None:
        """Forget what the hand told; it did not move for a while."""
        self._hand.release()

    def begun(self, t_s: float) -> list[Event]:
        """Return what tells, with the first led breath, from where leading began."""
        if self._told:
            return []
        self._told = True
        return [SettingChanged(t_s=t_s, name=LEADING_FROM, value=self._own or f"easy {self._easy_per_min:.3g}")]

    def _begin_with(self, pace: OwnPace, now_s: float, from_s: float, own: str) -> list[Event]:
        self._own = own
        self._leading.start_with(pace.pattern, from_s)
        return [Notice(t_s=now_s, sentence=pace.words)] if pace.words else []
