"""Which languages there are, and which of them a person asked for: one compiled catalogue each beside this file."""

import gettext
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.languages import SETTING, preferred_languages
from ui.words.language import ENGLISH, Language

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

DOMAIN = "soften"
"""What the catalogues are called: ``soften.po`` as people write them, ``soften.mo`` as they are read here."""


def english() -> Language:
    """Return English, which is in the code itself."""
    return Language(ENGLISH, gettext.NullTranslations())


def available_languages(folders: "Traversable | None" = None) -> tuple[str, ...]:
    """Return the codes of the languages there are, English first.

    Parameters
    ----------
    folders : Traversable or None
        What holds a folder for each; ``None`` takes those that come with Soften.
    """
    folders = _folders(folders)
    if not folders.is_dir():
        return (ENGLISH,)
    others = (each.name for each in folders.iterdir() if _catalogue(folders, each.name).is_file())
    return (ENGLISH, *sorted(code for code in others if code != ENGLISH))


def own_name(code: str) -> str:
    """Return what a language is called by those who speak it."""
    return Language(code, gettext.NullTranslations()).own_name


def first_language(codes: Sequence[str], folders: "Traversable | None" = None) -> Language:
    """Return the first of these languages that there is; English where there is none of them.

    Parameters
    ----------
    codes : sequence of str
        Languages as `LANG` names them, the most preferred first.
    folders : Traversable or None
        What holds a folder for each; ``None`` takes those that come with Soften.
    """
    folders = _folders(folders)
    for code in codes:
        if code == ENGLISH:
            break
        catalogue = _catalogue(folders, code)
        if catalogue.is_file():
            with catalogue.open("rb") as file:
                return Language(code, gettext.GNUTranslations(file))
    return english()


def preferred_language(
    environment: Mapping[str, str], chosen: str = "", folders: "Traversable | None" = None
) -> Language:
    """Return the language a person wants, as far as there is one.

    Parameters
    ----------
    environment : mapping of str to str
        The variables of the process: ``SOFTEN_LANGUAGE``, ``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES``, ``LANG``.
    chosen : str
        What the person chose in the window, which goes before these; empty where they chose nothing.
    folders : Traversable or None
        What holds a folder for each; ``None`` takes those that come with Soften.
    """
    return first_language(preferred_languages(environment, chosen), folders)


def chosen_before(chosen: str, environment: Mapping[str, str], folders: "Traversable | None" = None) -> str:
    """Return the language that was chosen in the window another time; empty where this start says one of its own.

    Parameters
    ----------
    chosen : str
        That language, as ``LANG`` names it; empty where none was chosen.
    environment : mapping of str to str
        The variables of the process: ``SOFTEN_LANGUAGE``, which counts where it names a language that there is.
    folders : Traversable or None
        What holds a folder for each; ``None`` takes those that come with Soften.
    """
    asked = preferred_languages({SETTING: environment.get(SETTING, "")})
    return "" if asked and not set(asked).isdisjoint(available_languages(folders)) else chosen


def _folders(folders: "Traversable | None") -> "Traversable":
    return Path(__file__).parent / "locales" if folders is None else folders


def _catalogue(folders: "Traversable", code: str) -> "Traversable":
    return folders / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
