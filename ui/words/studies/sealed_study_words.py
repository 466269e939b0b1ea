"""What is said of the sessions of a study, and of its key; nothing of conditions."""

from collections.abc import Sequence
from datetime import datetime

from biofeedback.outside_text import shown
from ui.words.language import Language


def state_word(state: str, language: Language) -> str:
    """Return how far a session came, in a word or two; empty where there is no recording of it."""
    return {
        "": language.pgettext("a session of a study", "not yet"),
        "complete": language.pgettext("a session of a study", "done"),
        "early": language.pgettext("a session of a study", "ended early"),
        "cut off": language.pgettext("a session of a study", "begun, without an end"),
        "sealed": language.pgettext("a session of a study", "recorded, sealed"),
        "unreadable": language.pgettext("a session of a study", "recorded, cannot be read"),
    }[state]


def opening_line(opening: Sequence[str], language: Language) -> str:
    """Return when the key was opened (ISO 8601; empty where nobody knows), by whom and why, where they said so."""
    moment, told_by, why = opening
    if not moment:
        return language.gettext("The key was opened; when is not kept in this folder.")
    when = datetime.fromisoformat(moment)
    if told_by and why:
        said = language.gettext("The key was opened on {day} at {time} by {name}: {why}")
    elif told_by:
        said = language.gettext("The key was opened on {day} at {time} by {name}.")
    elif why:
        said = language.gettext("The key was opened on {day} at {time}: {why}")
    else:
        said = language.gettext("The key was opened on {day} at {time}.")
    return said.format(day=language.day(when), time=language.time_of_day(when), name=shown(told_by), why=shown(why))
