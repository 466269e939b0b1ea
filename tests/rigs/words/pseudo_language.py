"""A language that nobody speaks: every message with accents, longer by 40 per cent and written from right to left.

Whatever still stands on a screen without accents was never handed to the translator; whatever is cut off has no room
for German or Finnish.
"""

import gettext
import io
import re

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from ui.words.language import Language

LONGER_SHARE = 0.4  # of the letters of a message, added; as much as Finnish or German take for whole sentences

# Around what has a direction of its own; the marks take no room.
_RIGHT_TO_LEFT, _END = "\u2067", "\u2069"
_STRONG = "\u200f"
"""Goes before a message of a language that is written from right to left, and says which way its line goes, as a letter
would; what stands within the marks around does not, and its letters are Latin."""

_ACCENTED = str.maketrans("aeiouyAEIOUYcdghjklnrstwzCDGHJKLNRSTWZ", "àéîôüýÀÉÎÔÜÝçďĝĥĵķļñŕšťŵžÇĎĜĤĴĶĻÑŔŠŤŴŽ")
_KEPT = re.compile(r"(\{[^{}]*\}|\{\{|\}\}|`[^`]*`|(?<![\w`-])--[a-z][\w-]*|(?<![\w'’])[A-Z](?![\w'’]))")
"""Placeholders, what is typed as it stands, and letters that are keys."""

_ADDED = "šö mâñý mörè wörďš ţhéŕè âŕé "


def pseudo(message: str) -> str:
    """Return a message in the pseudo-language, what is no words in it as it is."""
    said = message.strip(" ")
    pieces = _KEPT.split(said)
    own = "".join(piece if _KEPT.fullmatch(piece) else piece.translate(_ACCENTED) for piece in pieces)
    letters = sum(len(piece) for piece in pieces if not _KEPT.fullmatch(piece))
    more = (_ADDED * letters)[: round(letters * LONGER_SHARE)].rstrip()
    # What ends a message stays at its end, as do the spaces that keep it from its neighbours.
    bare = own.rstrip(" .,:;?…")
    pseudo = f"{_RIGHT_TO_LEFT}{bare}{' ' if more else ''}{more}{own[len(bare) :]}{_END}"
    return message.replace(said, pseudo) if said else message


def is_pseudo(text: str) -> bool:
    """Return whether a text came through the translator, as a whole or around what is no message."""
    return _RIGHT_TO_LEFT in text and _END in text


def pseudo_catalogue(template: Catalog, code: str = "de") -> Catalog:
    """Return the catalogue of the pseudo-language, in as many forms of the plural as that language has."""
    catalogue = Catalog(locale=code, domain="soften", fuzzy=False)
    leads = _STRONG if Locale.parse(code).text_direction == "rtl" else ""
    for message in filter(None, template):
        if not message.id:
            continue
        if isinstance(message.id, (list, tuple)):
            first, *others = (leads + pseudo(each) for each in message.id)
            translation = (first, *others * (catalogue.num_plurals - 1))
        else:
            translation = leads + pseudo(message.id)
        catalogue.add(message.id, translation, context=message.context)
    return catalogue


def pseudo_language(template: Catalog, code: str = "de") -> Language:
    """Return the pseudo-language, with numbers and days as ``code`` writes them."""
    binary = io.BytesIO()
    write_mo(binary, pseudo_catalogue(template, code))
    binary.seek(0)
    return Language(code, gettext.GNUTranslations(binary))
