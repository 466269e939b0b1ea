"""What keeps a catalogue from being used: what is missing, in doubt, or says other placeholders than the message."""

import gettext
from collections.abc import Iterable, Iterator
from string import Formatter

from babel.messages.catalog import Catalog, Message


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
    try:
        gettext.c2py(catalogue.plural_expr)
    except ValueError as error:
        yield f"plural forms: {error}"
    wanted = {(message.context, message.id): message for message in template if message.id}
    there = {(message.context, message.id): message for message in catalogue if message.id}
    for key in wanted.keys() - there.keys():
        yield f"{key[1]!r} is missing"
    for key in there.keys() - wanted.keys():
        yield f"{key[1]!r} is no message any more"
    for key in wanted.keys() & there.keys():
        message = there[key]
        if message.fuzzy:
            yield f"{message.id!r} is fuzzy"
        yield from _translation_faults(message, catalogue.num_plurals)


def _translation_faults(message: Message, forms: int) -> Iterator[str]:
    texts = _texts(message.string)
    plural = isinstance(message.id, (list, tuple))
    if len(texts) != (forms if plural else 1) or not all(texts):
        yield f"{message.id!r} is not translated, or not in every form of the plural"
        return
    names = set().union(*map(placeholders, _texts(message.id)))
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


def _texts(text: str | Iterable[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
