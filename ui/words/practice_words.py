"""The short lines of the practice screen: keys, answers to requests, offers, and the time left."""

import math

from biofeedback.events import (
    PAUSE_STEPS,
    Marker,
    Notice,
    OfferMade,
    PaceChanged,
    PauseMode,
    SoundMuted,
    WordsSpared,
)
from ui.presenter.view_model import Answered, Change
from ui.words.language import Language
from ui.words.lengths import no_end
from ui.words.notice_words import notice_sentence


def usual_hints(language: Language, *, details: bool = True) -> str:
    """Return the keys there always are, in one line; without that of the numbers where nobody is to see ``details``."""
    return _in_one_line(
        # Translators: a key of the keyboard, and what it does; the keys stay as they are.
        language.gettext("Space pause"),
        language.gettext("M mark"),
        language.gettext("V sound"),
        language.gettext("D details") if details else "",
        language.gettext("F11 full screen"),
        language.gettext("? help"),
        language.gettext("Esc end gently"),
    )


def hand_hint(language: Language) -> str:
    """Return how to show one's own breath before breath is led; nobody has to."""
    return language.gettext("Hold B or the mouse while you breathe in; the light follows.")


def pace_hints(language: Language) -> str:
    """Return the keys while breath is led; the largest button beside them pauses the steps."""
    return _in_one_line(
        language.gettext("S stay"),
        language.gettext("F quicker"),
        language.gettext("L slower"),
        language.gettext("T too slow"),
        language.gettext("G go on"),
        language.gettext("E fewer words"),
        language.gettext("D details"),
        language.gettext("Esc end gently"),
    )


def pause_steps_help(language: Language, *, in_assessment: bool) -> str:
    """Return what the largest button does."""
    if in_assessment:
        return language.gettext("Everything waits until you go on. Stopping is always fine.")
    return language.gettext("Words and steps wait; the breath light goes on. Stopping is always fine.")


def room_line(hearts: int, language: Language) -> str:
    """Return what is said of a room where a practice alone tells of its sensor: how many hearts are in it."""
    if not hearts:
        return language.gettext("A room; nobody sits in it yet")
    return language.ngettext("A room with {count} heart", "A room with {count} hearts", hearts).format(
        count=language.whole(hearts)
    )


def without_numbers_words(language: Language, *, in_room: bool) -> str:
    """Return why there are no numbers of a heart in the details of a practice."""
    if in_room:
        return language.gettext(
            "In a room nobody's numbers are shown. How each sensor is stands in the view of who leads."
        )
    return language.gettext("There is no sensor in this practice, so there are no numbers of your heart.")


def _in_one_line(*keys: str) -> str:
    # A key and its word stay together when the line has to break.
    return "   ".join(key.replace(" ", "\u00a0") for key in keys if key)


def hints(language: Language, *, hand: bool, led: bool, whole: bool, details: bool = True) -> str:
    """Return the hints of this moment.

    Parameters
    ----------
    language : Language
        The person's language.
    hand : bool
        Whether the person may show their breath by hand.
    led : bool
        Whether breath is led.
    whole : bool
        Whether a whole line of keys fits, beside the numbers.
    details : bool
        Whether the numbers can be shown.
    """
    if hand:
        return hand_hint(language)
    return pace_hints(language) if led and not whole else usual_hints(language, details=details)


def answer_to(change: Change, language: Language) -> str:
    """Return the answer to the request that changed something."""
    match change:
        case PaceChanged(request="stay"):
            return language.gettext("We stay at this pace.")
        case PaceChanged(request="quicker"):
            return language.gettext("A little quicker, from the next in-breath.")
        case PaceChanged(request="slower"):
            return language.gettext("A little slower, from the next in-breath.")
        case PaceChanged(request="too_slow"):
            return language.gettext("Back toward a quicker breath, little by little.")
        case PaceChanged():
            return language.gettext("The pace eases on again, gently.")
        case WordsSpared(spared=True):
            return language.gettext("Fewer words from here. E brings them back.")
        case WordsSpared():
            return language.gettext("All the words again.")
        case SoundMuted(muted=True):
            return language.gettext("The sound rests. V brings it back.")
        case SoundMuted():
            return language.gettext("The sound is back.")


def acknowledgement_words(acknowledged: Answered | Notice | None, language: Language) -> str:
    """Return the line that answers the person: a mark, a request, a notice; empty when nothing is to be said."""
    match acknowledged:
        case Marker():
            return language.gettext("Marked.")
        case PaceChanged() | WordsSpared() | SoundMuted():
            return answer_to(acknowledged, language)
        case Notice(code=code, facts=facts):
            return notice_sentence(code, facts, language)
        case None:
            return ""


def offer_sentence(made: OfferMade, language: Language) -> str:
    """Return what is offered."""
    if made.offer == "stay" or made.breaths_per_min is None:
        return language.gettext("We can stay at this pace, if you like.")
    return language.gettext(
        "Going by your heart, you breathe about {pace} times a minute. The light can begin there, if you like."
    ).format(pace=language.number(made.breaths_per_min))


def offer_words(offered: OfferMade | None, language: Language) -> str:
    """Return what is offered and how to take it up; empty when nothing is."""
    if offered is None:
        return ""
    # Translators: a whole sentence that offers something, and then how to take it up.
    return language.gettext("{offer} Y or a click takes it up.").format(offer=offer_sentence(offered, language))


def left_words(left_s: float, waiting: PauseMode | None, language: Language) -> str:
    """Return how long the practice still takes, without counting seconds; or that it is paused."""
    if waiting == PAUSE_STEPS:
        return language.pgettext("practice", "resting")
    if waiting == "pause":
        return language.pgettext("practice", "paused")
    if not left_s > 0.0:
        return ""
    if math.isinf(left_s):
        return no_end(language)
    if left_s <= 60.0:
        return language.gettext("less than a minute left")
    minutes = math.ceil(left_s / 60.0 - 0.25)
    return language.ngettext("{count} min left", "{count} min left", minutes).format(count=language.whole(minutes))


def pause_steps_label(waiting: PauseMode | None, language: Language) -> str:
    """Return what the largest button says."""
    return language.gettext("Rest here") if waiting is None else language.gettext("Go on")
