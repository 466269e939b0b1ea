"""The end that a person asks for: words to close with, and a few breaths until it is over."""

from biofeedback.events import ClosingBegan, Event, PromptShown
from biofeedback.practice.guide.breathing import Breathing
from biofeedback.practice.pacing.moments import latest
from biofeedback.practice.script.reading_time import reading_s

CLOSING_WORDS = "Feet on the floor. Three ordinary breaths, and that is enough."
_CLOSING_BREATHS = 3
"""So many breaths follow when the person ends a practice: those that `CLOSING_WORDS` speak of."""

_CLOSING_UNLED_S = 18.0
"""As long as these breaths would take at 10 a minute, in seconds, where none is led: a choice."""


class Closing:
    """Closes a practice before its steps are through.

    Parameters
    ----------
    breathing : Breathing
        Leads the breath to the end.
    words : str
        `CLOSING_WORDS`, in the language of the practice.

    Attributes
    ----------
    ends_s : float or None
        When the practice will have closed; None before it begins to.
    """

    def __init__(self, breathing: Breathing, words: str) -> None:
        self._breathing = breathing
        self._words = words
        self.ends_s: float | None = None

    def begin(self, now_s: float) -> list[Event]:
        """Plan the end, leave about three breaths at the pace there is, and return what says so.

        Where none is led, leave as long a time. `ClosingBegan` says until when.
        """
        leading = self._breathing.leading
        if self._breathing.led_at(now_s):
            ends_s = leading.close(now_s, _CLOSING_BREATHS)
        else:
            ends_s = latest(now_s + _CLOSING_UNLED_S, leading.ends_s)
        # What the hand began to show of the breath is no longer waited for.
        self._breathing.release_hand()
        self.ends_s = ends_s
        return [
            ClosingBegan(t_s=now_s, ends_s=ends_s),
            PromptShown(t_s=now_s, text=self._words, for_s=reading_s(self._words)),
        ]
