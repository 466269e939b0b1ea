"""The short lines of the practice screen: keys, answers to requests, and the time left."""

import math

from biofeedback.events import Marker, Notice, OfferMade, PauseMode, SettingChanged
from ui.presenter.view_model import Answered
from ui.sound.settings import SOUND_HEARD
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

_PACE_ANSWERS = {
    "stay": "We stay at this pace.",
    "quicker": "A little quicker, from the next in-breath.",
    "slower": "A little slower, from the next in-breath.",
    "too slow": "Back toward a quicker breath, little by little.",
    "go on": "The pace leans on again, gently.",
}
_WORDS_ANSWERS = {"half": "Fewer words from here. W brings them back.", "all": "All the words again."}
_SOUND_ANSWERS = {"off": "Sound rests. V brings it back.", "on": "Sound is here again."}


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


def answer_to(setting: SettingChanged) -> str:
    """Return the answer to the request that changed a setting; empty when no request did."""
    match setting.name:
        case "pace_wish":
            return next((words for request, words in _PACE_ANSWERS.items() if setting.value.startswith(request)), "")
        case "words":
            return _WORDS_ANSWERS.get(setting.value, "")
        case name if name == SOUND_HEARD:
            return _SOUND_ANSWERS.get(setting.value, "")
        case _:
            return ""


def acknowledgement_words(acknowledged: Answered | Notice | None) -> str:
    """Return the line that answers the person: a mark, a request, a notice; empty when nothing is to be said."""
    match acknowledged:
        case Marker():
            return "Marked."
        case SettingChanged():
            return answer_to(acknowledged)
        case Notice(sentence=sentence):
            return sentence
        case None:
            return ""


def offer_words(offered: OfferMade | None) -> str:
    """Return what is offered and how to take it up; empty when nothing is."""
    return "" if offered is None else f"{offered.sentence} {TAKE_UP_HINT}"


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
