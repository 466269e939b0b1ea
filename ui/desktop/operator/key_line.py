"""The line that names the keys of whoever leads."""

from ui.desktop.screens.practice_keys import key_of
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.rooms.operator_words import keyed


def key_line(language: Language, *, in_room: bool) -> str:
    """Return the keys, each with a word for what it does; those of seats in a room alone."""
    joins = (
        ((KeyUse.JOIN, language.gettext("somebody sits down")), (KeyUse.NAMES, language.gettext("names")))
        if in_room
        else ()
    )
    keys = (
        (KeyUse.PAUSE_STEPS, language.gettext("stay here")),
        (KeyUse.NEXT_STEP, language.gettext("next")),
        (KeyUse.STEP_BACK, language.gettext("back")),
        (KeyUse.BLACK, language.gettext("black-out")),
        (KeyUse.ROOM_WORDS, language.gettext("words")),
        (KeyUse.GROUND, language.gettext("grounding")),
        (KeyUse.NOTE, language.gettext("note")),
        *joins,
        (KeyUse.LEAD, language.gettext("to the practice")),
        (KeyUse.END, language.gettext("end gently")),
    )
    # A key and its word stay together when the line has to break.
    return " · ".join(keyed(key_of(use, language), words, language).replace(" ", "\u00a0") for use, words in keys)
