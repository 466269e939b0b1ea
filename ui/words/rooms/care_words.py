"""The page of care for whoever leads others as a page of help, and the words that lead somebody outward again."""

from biofeedback.practice.script.care import CarePage
from ui.words.help_words import HelpPage, too_much_words
from ui.words.language import Language

CARE = "care"
"""The name of the page of care; whatever stands on the window asks for it with ``ask_for_help(widget, CARE)``."""


def of_leading(language: Language) -> str:
    """Return the heading of what is told to whoever leads others."""
    return language.gettext("Leading others")


def care_help(words: CarePage, language: Language) -> HelpPage:
    """Return the page of care as a page of help."""
    parts = [("", line) for line in words.opening]
    parts += [(section.title, "\n".join(f"· {line}" for line in section.lines)) for section in words.sections]
    parts.append((words.sources_title, "\n".join(f"· {line}" for line in words.sources)))
    return HelpPage(CARE, of_leading(language), words.title, tuple(parts), found_by=too_much_words(language))


def grounding_words(language: Language) -> tuple[str, ...]:
    """Return words that lead outward, into the room, a sentence at a time; none of them leads the breath.

    What they turn to is that of the first aid of the World Health Organization 2011, ISBN 978 92 4 154820 5: the floor,
    the hands, what can be seen and heard here.
    """
    return (
        language.gettext("You are here, in this room. Nothing has to happen now."),
        language.gettext("Let your eyes be open, and look around for a while."),
        language.gettext("Feel both feet on the floor, and what carries you."),
        language.gettext("Rest a hand on something firm: the chair, the table, your knee."),
        language.gettext("Find three things that you can see. Then something that you hear."),
        language.gettext("Let the breath come and go as it likes."),
        language.gettext("Move a little, drink something, or go out for a while. All of it is fine."),
        language.gettext("Somebody is here with you."),
    )
