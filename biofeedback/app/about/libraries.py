"""Reads which distributions of Python are installed here, and what each asks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

from biofeedback.app.about.licences import licence_of

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA = re.compile(r"extra == ['\"]([\w-]+)['\"]")


@dataclass(frozen=True, slots=True)
class Library:
    """A distribution of Python that is installed here, under which licence it says it comes, and what it asks for."""

    name: str
    version: str
    licence: str
    asks_for: tuple[str, ...]


@cache
def libraries_of(
    root: str, extras: frozenset[str] | None = None, without: frozenset[str] = frozenset()
) -> tuple[Library, ...]:
    """Return ``root`` and, by name, every distribution here that it asks for, also by way of others.

    Parameters
    ----------
    root : str
        A distribution.
    extras : frozenset of str or None
        Those of its extras that count; ``None`` takes all.
    without : frozenset of str
        Distributions that are left out, with all that they alone ask for; not so what ``root`` itself asks for.

    Raises
    ------
    PackageNotFoundError
        ``root`` itself is not installed.
    """
    found = {root: _library(root, extras)}
    asked = found[root].asks_for
    waiting = list(asked)
    while waiting:
        name = waiting.pop()
        if name in found or (name in without and name not in asked):
            continue
        try:
            found[name] = _library(name, frozenset())
        except PackageNotFoundError:
            continue  # asked for on other systems, or an extra that is not here
        waiting += found[name].asks_for
    return (found.pop(root), *(found[name] for name in sorted(found)))


def name_key(name: str) -> str:
    """Return a name of a distribution as such names are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _library(name: str, extras: frozenset[str] | None) -> Library:
    # The heads alone: beneath them is a page on the library, which takes most of the time to read.
    head = (distribution(name).read_text("METADATA") or "").partition("\n\n")[0]
    metadata = HeaderParser().parsestr(head)
    name = metadata["Name"]
    return Library(name, metadata["Version"], licence_of(name_key(name), metadata), tuple(_asked(metadata, extras)))


def _asked(metadata: Message, extras: frozenset[str] | None) -> Iterable[str]:
    for line in metadata.get_all("Requires-Dist") or ():
        name, extra = _NAME.match(line), _EXTRA.search(line)
        if name is not None and (extra is None or extras is None or extra[1] in extras):
            yield name_key(name[0])
