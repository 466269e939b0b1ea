"""Reads a text in the first preferred language that has it: one folder a language, else English.

A folder is named as languages are in `LANG` (``de``, or ``pt_BR`` where one country speaks differently) and holds files
of the same names as ``en``; a translation may begin with one of them.
"""

import re
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENGLISH = "en"

SETTING, OPTION = "SOFTEN_LANGUAGE", "--language"
"""What a person says for one start: the variable, and the option of the command line that sets it."""

SYSTEM = "LANGUAGE"
"""The variable that may name several languages, which every program obeys."""

SAID_BY = (SETTING, SYSTEM, "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that say a language, the strongest first."""

_TEXTS = Path(__file__).parent / "practices"
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z]{2,4}))?(?:[.@].*)?")

_COUNTRY = 2  # letters, all of them large; a way of writing has four (``zh_Hant``)


def preferred_languages(environment: Mapping[str, str], chosen: str = "") -> tuple[str, ...]:
    """Return the names of the folders to look in, the most preferred first.

    Parameters
    ----------
    environment : mapping of str to str
        The variables of the process. ``SOFTEN_LANGUAGE`` goes before those that every program obeys, of which the first
        that says something holds. Each may name several languages with colons between them, in small or large letters.
    chosen : str
        A language that the person chose elsewhere, which goes before these; empty where they chose none.
    """
    of_system = next((value for name in SAID_BY[1:] if (value := environment.get(name))), "")
    said = f"{environment.get(SETTING, '')}:{of_system}"
    requested: list[str] = []
    for tag in filter(None, map(_TAG.fullmatch, (chosen, *said.split(":")))):
        language, country = tag.groups()
        language = language.lower()
        if country:
            requested.append(f"{language}_{country.upper() if len(country) == _COUNTRY else country.title()}")
        requested.append(language)
    return tuple(dict.fromkeys(requested))


def asked_language(arguments: Sequence[str], with_value: Container[str] = ()) -> str:
    """Return the language that the words of a command line ask for before any command; empty where they ask for none.

    It has to be known before anything reads them in whole, since that speaks already.

    Parameters
    ----------
    arguments : sequence of str
        The words behind the name of the program.
    with_value : container of str
        The other options that may stand before a command and take the word behind them.
    """
    asked, words = "", iter(arguments)
    for word in words:
        if word == OPTION:
            asked = next(words, "")
        elif word.startswith(f"{OPTION}="):
            asked = word.partition("=")[2]
        elif word in with_value:
            next(words, "")
        elif not word.startswith("-"):
            break
    return asked


def words_of(file: str, languages: Sequence[str] = (), folders: "Traversable | None" = None) -> str:
    """Return the text of a file in the first of these languages that has it, else in English.

    Parameters
    ----------
    file : str
        Its name, such as ``compassionate_pause.toml``.
    languages : sequence of str
        Names of folders, the most preferred first.
    folders : Traversable or None
        What holds the folders; ``None`` takes those that come with Soften.
    """
    folders = folders or _TEXTS
    for language in languages:
        text = folders / language / file
        if text.is_file():
            return text.read_text(encoding="utf-8")
    return (folders / ENGLISH / file).read_text(encoding="utf-8")
