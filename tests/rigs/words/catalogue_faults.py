"""What keeps a catalogue from being used: what is missing, in doubt, or lost of what a message has and no words are."""

import gettext
import re
from collections.abc import Iterable, Iterator
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.plural import PluralRule

TYPED = re.compile(r"`[^`]*`|(?<![\w`-])--[a-z][a-z0-9_-]*")
"""What is typed as it stands: between backticks, and options."""

_KEY = re.compile(r"^[B-HJ-Z](?= [a-z])|(?<=[·:.}] )[A-Z](?=: | [a-z]+s it\b| or a click)")
"""A letter that is a key: one with what it does behind it."""

_EXCLAMATION = re.compile(r"(?<=\w)!|[！¡]")
"""Where it ends a sentence; a sign of a file format has none before it."""

_COUNTS = (*range(201), 1000)
"""For which the forms of the plural are tried: every remainder that languages look at."""

_MILLION = 1_000_000
"""What French has a form for, which a catalogue may tell apart or not."""


def placeholders(text: str) -> set[str]:
    """Return the placeholders of a message with what stands in their braces; raises `ValueError` for a stray brace."""
    return {
        f"{name}{'!' + conversion if conversion else ''}{':' + spec if spec else ''}"
        for _, name, spec, conversion in Formatter().parse(text)
        if name is not None
    }


def message_faults(message: Message) -> Iterator[str]:
    """Yield what is wrong with a message as it stands in the code: a placeholder has a name, and nothing but a name."""
    for text in _texts(message.id):
        try:
            names = placeholders(text)
        except ValueError as error:
            yield f"{text!r}: {error}"
            continue
        yield from (f"{text!r}: {{{name}}} is no plain name" for name in sorted(names) if not name.isidentifier())


def catalogue_faults(catalogue: Catalog, template: Catalog) -> Iterator[str]:
    """Yield what is wrong with the catalogue of a language, a line each."""
    yield from _plural_faults(catalogue)
    wanted = {(message.context, message.id): message for message in template if message.id}
    there = {(message.context, message.id): message for message in catalogue if message.id}
    for key in wanted.keys() - there.keys():
        yield f"{key[1]!r} is missing"
    for key in there.keys() - wanted.keys():
        yield f"{key[1]!r} is no message any more"
    for key in catalogue.obsolete:
        yield f"{key!r} is left over from a message that is gone"
    for key in wanted.keys() & there.keys():
        message = there[key]
        if message.fuzzy:
            yield f"{message.id!r} is fuzzy"
        yield from _translation_faults(message, catalogue.num_plurals)


def _plural_faults(catalogue: Catalog) -> Iterator[str]:
    """Yield where the head of a catalogue tells other forms of the plural apart than its language does (CLDR)."""
    try:
        form = gettext.c2py(catalogue.plural_expr)
    except ValueError as error:
        yield f"plural forms: {error}"
        return
    if catalogue.locale is None:
        return
    rule: PluralRule = catalogue.locale.plural_form
    for counts in (_COUNTS, (*_COUNTS, _MILLION)):
        pairs = {(rule(count), form(count)) for count in counts}
        forms, tags = {number for _, number in pairs}, {tag for tag, _ in pairs}
        if len(pairs) == len(forms) == len(tags) and forms == set(range(catalogue.num_plurals)):
            return
    head = f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr}"
    yield f"plural forms: {head} is not as {catalogue.locale} tells them apart: {sorted(tags)}"


def _translation_faults(message: Message, forms: int) -> Iterator[str]:
    ids, texts = _texts(message.id), _texts(message.string)
    plural = len(ids) > 1
    if len(texts) != (forms if plural else 1) or not all(texts):
        yield f"{message.id!r} is not translated, or not in every form of the plural"
        return
    names = set().union(*map(placeholders, ids))
    # A form of the plural may say the count as a word: one, two.
    needed = names - {"count"} if plural else names
    for text in texts:
        try:
            said = placeholders(text)
        except ValueError as error:
            yield f"{text!r}: {error}"
            continue
        yield from (f"{text!r} lacks {{{name}}}" for name in sorted(needed - said))
        yield from (f"{text!r} has {{{name}}}, which the message has not" for name in sorted(said - names))
        yield from _wording_faults(text, ids, context=message.context)


def _wording_faults(text: str, ids: tuple[str, ...], *, context: str | None) -> Iterator[str]:
    """Yield what a text lost or gained beside its placeholders."""
    for kept in (TYPED, _KEY):
        needed = set.intersection(*({*kept.findall(each)} for each in ids))
        lost = (each for each in sorted(needed) if not _stands_in(each, text))
        yield from (f"{text!r} lacks {each}, which is typed as it is" for each in lost)
    typed = set().union(*(TYPED.findall(each) for each in ids))
    yield from (f"{text!r} has {each}, which the message has not" for each in {*TYPED.findall(text)} - typed)
    # What stands between two things that are listed has the spaces of its own language.
    if context != "list":
        for end, cut in (("begin", str.lstrip), ("end", str.rstrip)):
            if {each != cut(each) for each in ids} == {text == cut(text)}:
                yield f"{text!r} does not {end} with a space as the message does, or does and the message not"
    if _EXCLAMATION.search(text) and not any(map(_EXCLAMATION.search, ids)):
        yield f"{text!r} has an exclamation mark"


def _stands_in(kept: str, text: str) -> bool:
    return kept in text if not kept.isalpha() else re.search(rf"(?<![A-Za-z]){kept}(?![A-Za-z])", text) is not None


def _texts(text: str | Iterable[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
