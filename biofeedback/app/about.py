"""The page about Soften: its version, whose work it is made of, and under which licences that is used."""

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

from ui.words.help_words import HelpPage, good_to_know
from ui.words.language import Language

ABOUT = "about"
"""The name of the page of help."""

_SOFTEN = "soften"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OF_CLASSIFIER = "License :: "
_LONGEST = 80  # letters of a licence's name; a choice: some libraries give its whole text in place of a name

WITHIN = (
    ("Qt", "LGPL, version 3"),
    ("Python", "PSF-2.0"),
    ("SQLite", "blessing"),
    ("SQLite3 Multiple Ciphers", "MIT"),
    ("PortAudio", "MIT"),
    ("libsndfile", "LGPL-2.1-or-later"),
    ("libsoxr", "LGPL-2.1-or-later"),
    ("liblsl", "MIT"),
    ("OpenBLAS", "BSD-3-Clause"),
    ("Inter", "OFL-1.1"),
    ("Pretendard", "OFL-1.1"),
)
"""What comes within libraries of Python, or with Soften itself, each with its licence."""


def about_page(language: Language) -> HelpPage:
    """Return the page; it tells what is installed here, in a checkout as in an installed program."""
    soften, *libraries = libraries_of(_SOFTEN)
    parts = (
        (
            "",
            language.gettext("Soften {version}, under the licence {licence}. It comes without any warranty.").format(
                version=soften.version, licence=soften.licence
            ),
        ),
        (
            language.gettext("Qt, and how to put another in its place"),
            language.gettext(
                "The windows are drawn by Qt through PySide6, which are free software under the LGPL, version 3. Their "
                "libraries lie as files of their own beside the program, and may be replaced by others of the same "
                "version, also by changed ones; docs/installers.md says how."
            ),
        ),
        (
            language.gettext("Libraries"),
            "\n".join(f"{each.name} {each.version} · {each.licence}" for each in libraries),
        ),
        (language.gettext("Within them, and beside them"), "\n".join(f"{name} · {of}" for name, of in WITHIN)),
        (
            language.gettext("Their texts"),
            language.gettext(
                "The whole text of each licence lies with its library, in a folder that ends in .dist-info."
            ),
        ),
    )
    return HelpPage(ABOUT, good_to_know(language), language.gettext("About Soften"), parts)


@dataclass(frozen=True, slots=True)
class Library:
    """A distribution of Python that is installed here, under which licence it says it comes, and what it asks for."""

    name: str
    version: str
    licence: str
    asks_for: tuple[str, ...]


@cache
def libraries_of(root: str) -> tuple[Library, ...]:
    """Return ``root`` and, by name, every distribution here that it asks for, also by way of others.

    Raises
    ------
    PackageNotFoundError
        ``root`` itself is not installed.
    """
    found = {root: _library(root, extras=True)}  # of Soften its extras too, where they are here
    waiting = list(found[root].asks_for)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = _library(name, extras=False)
        except PackageNotFoundError:
            continue  # asked for on other systems, or an extra that is not here
        waiting += found[name].asks_for
    return (found.pop(root), *(found[name] for name in sorted(found)))


def _library(name: str, *, extras: bool) -> Library:
    # The heads alone: beneath them is a page on the library, which takes most of the time to read.
    head = (distribution(name).read_text("METADATA") or "").partition("\n\n")[0]
    metadata = HeaderParser().parsestr(head)
    required = [line for line in metadata.get_all("Requires-Dist") or () if extras or "extra ==" not in line]
    return Library(
        metadata["Name"],
        metadata["Version"],
        _licence(metadata),
        tuple(name_key(match[0]) for match in map(_NAME.match, required) if match),
    )


def name_key(name: str) -> str:
    """Return a name of a distribution as such names are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(metadata: Message) -> str:
    """Return a licence as an expression, else by its classifiers, else by the first line of what is said of it."""
    of_classifiers = [
        each.rpartition(" :: ")[2] for each in metadata.get_all("Classifier") or () if each.startswith(_OF_CLASSIFIER)
    ]
    said = metadata.get("License", "").strip().partition("\n")[0]
    return metadata.get("License-Expression") or ", ".join(of_classifiers) or said[:_LONGEST] or "?"
