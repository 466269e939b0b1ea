"""Hostile text, and events that hold it wherever text goes."""

import unicodedata
from enum import EnumType
from types import UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

from biofeedback.codes import LinkCode, NoticeCode
from biofeedback.events import EVENT_TYPES, Event, LinkChanged, Notice, PracticeEnded
from biofeedback.facts import Facts, FactValue, facts
from tests.rigs.practices.pretend_session import SOURCE

HOSTILE = "\x1b[2J\x1b]0;title\x07\x1b]52;c;Zm9v\x07\x9b31m\r\b\u202egnp\u200b<img src='/etc/x.png'><h1>big</h1>"
"""Clears the screen, sets the title and the clipboard, colours, goes back, turns direction, hides, and is HTML."""

_NUMBERS = {int: 3, float: 1.5, bool: True, bytes: b"\x10\x48"}
_FACT_NAMES = ("label", "name", "problem", "port", "error", "code", "names", "seen", "firmware", "model", "nameless")


def hostile(event_type: type[Event]) -> Event:
    """Return an event with hostile text wherever text goes."""
    return event_type(**{name: _value(hint) for name, hint in get_type_hints(event_type).items()})


def _value(hint: object) -> object:
    if hint == Facts:
        return facts(**dict.fromkeys(_FACT_NAMES, HOSTILE))
    if hint == FactValue or hint is str:
        return HOSTILE
    if hint in _NUMBERS:
        return _NUMBERS[hint]
    if isinstance(hint, EnumType):
        return next(iter(hint))
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    if get_origin(hint) in (Union, UnionType):
        return _value(next(each for each in get_args(hint) if each is not type(None)))
    raise AssertionError(hint)


def events() -> list[Event]:
    """Return one of every kind, a link and a notice with every code, and the end last."""
    named = facts(**dict.fromkeys(_FACT_NAMES, HOSTILE))
    ordinary = [hostile(each) for each in EVENT_TYPES if each is not PracticeEnded]
    links = [LinkChanged(source=SOURCE, t_s=2.0, state="lost", code=code, facts=named) for code in LinkCode]
    notices = [Notice(t_s=2.0, source=SOURCE, code=code, facts=named) for code in NoticeCode]
    return [*ordinary, *links, *notices]


def commands_in(text: str) -> list[str]:
    """Return the signs in a text that a terminal would obey or nobody would see."""
    return [sign for sign in text if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs")]
