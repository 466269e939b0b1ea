"""The pages that tell the keys, made from the tables that bind them."""

from collections.abc import Iterator

from ui.desktop import keys
from ui.desktop.keys import KeyTable
from ui.desktop.screens.practice_keys import AUDIENCE, ENDED, LEADING, PRACTICE, WAVES
from ui.words.help_words import HelpPage
from ui.words.key_words import key_name, key_use_words
from ui.words.language import Language

TABLES: dict[str, KeyTable] = {
    "everywhere": keys.EVERYWHERE,
    "welcome": keys.WELCOME,
    "home": keys.HOME,
    "page": keys.LEFT_BY_ESCAPE,
    "room": keys.LEFT_BY_ESCAPE,
    "practice": PRACTICE,
    "waves": (*WAVES, *AUDIENCE, *keys.LEFT_BY_ESCAPE),
    "operator": LEADING,
    "summary": (*keys.LEFT_BY_ESCAPE, *keys.ASKED_ONCE, *ENDED),
    "farewell": (*keys.LEFT_BY_ESCAPE, *keys.ASKED_ONCE, *ENDED),
    "review": (*keys.PLOT, *keys.BEATS, *keys.EXPORTED, *keys.LEFT_BY_ESCAPE, *keys.ASKED_ONCE),
    "history": (*keys.HISTORY, *keys.FOUND, *keys.EXPORTED, *keys.LEFT_BY_ESCAPE),
    "export": keys.LEFT_BY_ESCAPE,
    "voice": (*keys.VOICE, *keys.LEFT_BY_ESCAPE),
    "settings": (*keys.LEFT_BY_ESCAPE, *keys.ASKED_ONCE),
    "help": keys.HELP,
}
"""What is bound where, by what a screen calls itself in ``help_name``."""


def key_pages(language: Language) -> Iterator[HelpPage]:
    """Yield a page for every screen; each has the keys of every screen too."""
    group = language.gettext("Keys")
    for screen, title in _titles(language).items():
        tables = TABLES[screen] if screen == "everywhere" else (*TABLES[screen], *keys.EVERYWHERE)
        parts = tuple((_names(each.keys, language), key_use_words(each.use, language)) for each in tables)
        yield HelpPage(of_screen(screen), group, title, parts, in_rows=True)


def of_screen(screen: str) -> str:
    """Return the name of the page with the keys of a screen; of every screen for one that has none of its own."""
    return f"keys:{screen if screen in TABLES else 'everywhere'}"


def _names(names: tuple[str, ...], language: Language) -> str:
    return "  ".join(key_name(each, language) for each in names)


def _titles(language: Language) -> dict[str, str]:
    return {
        "practice": language.gettext("Keys of a practice"),
        "operator": language.gettext("Keys of leading others"),
        "home": language.gettext("Keys of the first screen"),
        # Translators: a page that the first screen opens: words to read, questions before a practice, who practises.
        "page": language.gettext("Keys of a page to read or to answer"),
        "room": language.gettext("Keys of a room that gathers"),
        "waves": language.gettext("Keys at the end of a demonstration"),
        "summary": language.gettext("Keys of the summary"),
        "farewell": language.gettext("Keys at the end of a room"),
        "review": language.gettext("Keys of looking back"),
        "welcome": language.gettext("Keys of the welcome"),
        "history": language.gettext("Keys of the history"),
        "export": language.gettext("Keys of writing files"),
        "voice": language.gettext("Keys of your own voice"),
        "settings": language.gettext("Keys of the settings"),
        "help": language.gettext("Keys of help"),
        "everywhere": language.gettext("Keys of every screen"),
    }
