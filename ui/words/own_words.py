"""The questions that ask a person for a word or two of their own, before a practice and after it."""

from ui.words.language import Language


def words_before(language: Language) -> str:
    """Return what is asked before a practice."""
    return language.gettext("How is it just now, in a word or two?")


def words_after(language: Language) -> str:
    """Return what is asked after it."""
    return language.gettext("And now?")


def own_note(language: Language) -> str:
    """Return what stands where a note to oneself can be written."""
    return language.gettext("A note to yourself, if you like")
