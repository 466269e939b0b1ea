"""The short lines of the practice screen: keys, answers to requests, and the time left."""

import math
from collections.abc import Mapping

from biofeedback.events import (
    Marker,
    Notice,
    Offer,
    OfferMade,
    PaceChanged,
    PaceRequest,
    PauseMode,
    SoundMuted,
    WordsSpared,
)
from ui.presenter.view_model import Answered, Change
from ui.words.lengths import NO_END


def _in_one_line(*keys: str) -> str:
    # A key and its word stay together when the line has to break.
    return "   ".join(key.replace(" ", "\u00a0") for key in keys)


HINTS = _in_one_line("Space pause", "M mark", "V sound", "D details", "F11 full screen", "Esc end gently")
"""The keys there always are, in one line."""

HAND_HINT = "Hold B or the mouse while you breathe in; the light follows."
"""How to show one's own breath before breath is led; nobody has to."""

PACE_HINTS = _in_one_line(
    "S stay", "F quicker", "L slower", "T too slow", "G go on", "W fewer words", "D details", "Esc end gently"
)
"""The keys while breath is led; the largest button beside them pauses the steps."""

PAUSE_STEPS_HELP = "Words and steps wait; the breath light goes on. Stopping is always fine."
PAUSE_STEPS_HELP_IN_ASSESSMENT = "Everything waits until you go on. Stopping is always fine."
"""What the largest button does."""

TAKE_UP_HINT = "Y or a click takes it up."

_OFFERS: Mapping[Offer, str] = {
    "own_pace": "Your heart tells of about {per_min:.0f} breaths a minute. The light can begin there, if you like.",
    "stay": "We can stay at this pace, if you like.",
}
_PACE_ANSWERS: Mapping[PaceRequest, str] = {
    "stay": "We stay at this pace.",
    "quicker": "A little quicker, from the next in-breath.",
    "slower": "A little slower, from the next in-breath.",
    "too_slow": "Back toward a quicker breath, little by little.",
    "go_on": "The pace leans on again, gently.",
}
_FEWER_WORDS = "Fewer words from here. W brings them back."
_ALL_WORDS = "All the words again."
_MUTED = "Sound rests. V brings it back."
_UNMUTED = "Sound is here again."


def hints(*, hand: bool, led: bool, whole: bool) -> str:
    """Return the hints of this moment.

    Parameters
    ----------
    hand : bool
        Whether the person may show their breath by hand.
    led : bool
        Whether breath is led.
    whole : bool
        Whether a whole line of keys fits, beside the numbers.
    """
    if hand:
        return HAND_HINT
    return PACE_HINTS if led and not whole else HINTS


def answer_to(change: Change) -> str:
    """Return the answer to the request that changed something."""
    match change:
        case PaceChanged(request=request):
            return _PACE_ANSWERS[request]
        case WordsSpared(spared=spared):
            return _FEWER_WORDS if spared else _ALL_WORDS
        case SoundMuted(muted=muted):
            return _MUTED if muted else _UNMUTED


def acknowledgement_words(acknowledged: Answered | Notice | None) -> str:
    """Return the line that answers the person: a mark, a request, a notice; empty when nothing is to be said."""
    match acknowledged:
        case Marker():
            return "Marked."
        case PaceChanged() | WordsSpared() | SoundMuted():
            return answer_to(acknowledged)
        case Notice(sentence=sentence):
            return sentence
        case None:
            return ""


def offer_sentence(made: OfferMade) -> str:
    """Return what is offered."""
    return _OFFERS[made.offer].format(per_min=made.breaths_per_min)


def offer_words(offered: OfferMade | None) -> str:
    """Return what is offered and how to take it up; empty when nothing is."""
    return "" if offered is None else f"{offer_sentence(offered)} {TAKE_UP_HINT}"


def left_words(left_s: float, waiting: PauseMode | None) -> str:
    """Return how long the practice still takes, without counting seconds; or that it is paused."""
    if waiting == "rest":
        return "resting"
    if waiting == "pause":
        return "paused"
    if not left_s > 0.0:
        return ""
    if math.isinf(left_s):
        return NO_END
    if left_s <= 60.0:
        return "less than a minute left"
    return f"{math.ceil(left_s / 60.0 - 0.25)} min left"


def pause_steps_label(waiting: PauseMode | None) -> str:
    """Return what the largest button says."""
    return "Rest here" if waiting is None else "Go on"
