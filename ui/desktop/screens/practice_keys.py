"""The keys of the practice screen and what each requests; the letters are those of the terminal.

The key of `hand` is not among them, because it is held and not struck.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from biofeedback.requests import (
    ChangePace,
    ChangeStep,
    EndGently,
    Mark,
    Request,
    ToggleFewerWords,
    ToggleMute,
    TogglePause,
    TogglePauseSteps,
)
from ui.desktop.keys import HAND, Keys, bind
from ui.words.key_words import KeyUse, key_name
from ui.words.language import Language

REQUESTS: Mapping[KeyUse, Request] = MappingProxyType(
    {
        KeyUse.PAUSE: TogglePause(),
        KeyUse.PAUSE_STEPS: TogglePauseSteps(),
        KeyUse.NEXT_STEP: ChangeStep(forward=True),
        KeyUse.STEP_BACK: ChangeStep(forward=False),
        KeyUse.MARK: Mark(),
        KeyUse.STAY: ChangePace("stay"),
        KeyUse.QUICKER: ChangePace("quicker"),
        KeyUse.SLOWER: ChangePace("slower"),
        KeyUse.TOO_SLOW: ChangePace("too_slow"),
        KeyUse.EASE_ON: ChangePace("go_on"),
        KeyUse.FEWER_WORDS: ToggleFewerWords(),
        KeyUse.SOUND: ToggleMute(),
        KeyUse.END: EndGently(),
    }
)
"""What the person asks of the session by the keys below."""

_REQUESTING = (
    Keys(("Space",), KeyUse.PAUSE),
    Keys(("R",), KeyUse.PAUSE_STEPS),
    Keys(("PgDown",), KeyUse.NEXT_STEP),
    Keys(("PgUp",), KeyUse.STEP_BACK),
    Keys(("M",), KeyUse.MARK),
    Keys(("S",), KeyUse.STAY),
    Keys(("F", "+"), KeyUse.QUICKER),
    Keys(("L", "-"), KeyUse.SLOWER),
    Keys(("T",), KeyUse.TOO_SLOW),
    Keys(("G",), KeyUse.EASE_ON),
    Keys(("E", "W"), KeyUse.FEWER_WORDS),
    Keys(("V",), KeyUse.SOUND),
    Keys(("Q", "Esc"), KeyUse.END),
)
_OF_THE_SCREEN = (
    Keys(("Y",), KeyUse.TAKE_UP),
    Keys(("D",), KeyUse.DETAILS),
    Keys(("F11",), KeyUse.FULL_SCREEN),
    Keys(("A",), KeyUse.AUDIENCE),
)
AUDIENCE = (
    Keys((".", "B"), KeyUse.BLACK),
    Keys(("W",), KeyUse.ROOM_WORDS),
    Keys(("H",), KeyUse.GROUND),
    Keys(("C",), KeyUse.WAVES),
)
"""While there is an audience, on both windows; presenters have one of the first two."""

ENDED = (*AUDIENCE, Keys(("A",), KeyUse.AUDIENCE))
"""On the page after a practice that others looked at: their wall is still theirs who led."""

WAVES = (
    Keys(("D",), KeyUse.DETAILS),
    Keys(("A",), KeyUse.AUDIENCE),
)
"""At the end of a demonstration."""

LEAD = (Keys(("O",), KeyUse.LEAD),)
"""What opens the view of who leads, and closes it."""

PRACTICE = (*_REQUESTING, *_OF_THE_SCREEN, *HAND, *AUDIENCE, *LEAD)
"""All keys of the screen."""

_ASKED_BY_WHO_LEADS = (
    Keys(("Space", "R"), KeyUse.PAUSE_STEPS),
    Keys(("E",), KeyUse.FEWER_WORDS),
    *(each for each in _REQUESTING if each.use not in (KeyUse.PAUSE, KeyUse.PAUSE_STEPS, KeyUse.FEWER_WORDS)),
)
LEADING = (
    *_ASKED_BY_WHO_LEADS,
    *AUDIENCE,
    Keys(("N",), KeyUse.NOTE),
    Keys(("J",), KeyUse.JOIN),
    Keys(("P",), KeyUse.NAMES),
    *LEAD,
    Keys(("A",), KeyUse.AUDIENCE),
    Keys(("F11",), KeyUse.FULL_SCREEN),
)
"""All keys of who leads."""


def key_of(use: KeyUse, language: Language) -> str:
    """Return the name of the key of who leads that is for this; of several a named one, else a letter, else a sign."""
    keys = next(each.keys for each in LEADING if each.use is use)
    return key_name(max(keys, key=lambda key: (key.isalpha(), len(key))), language)


def add_keys(
    widget: QWidget,
    request: Callable[[Request], None],
    own: Mapping[KeyUse, Callable[[], None]],
    also: Callable[[], None],
) -> None:
    """Hand what a key asks to ``request``, or do the screen's own, and call ``also``, wherever the focus is."""

    def both(act: Callable[[], None]) -> None:
        act()
        also()

    acts = _requesting(request) | dict(own)
    bind(widget, (*_REQUESTING, *_OF_THE_SCREEN), {use: partial(both, act) for use, act in acts.items()})


def add_requests(widget: QWidget, request: Callable[[Request], None]) -> None:
    """Hand what who leads asks by key to ``request``, in another window on the practice."""
    bind(widget, _ASKED_BY_WHO_LEADS, _requesting(request))


def add_leading(widget: QWidget, request: Callable[[Request], None], own: Mapping[KeyUse, Callable[[], None]]) -> None:
    """Hand what who leads asks by key to ``request``, or do what is the view's own."""
    bind(widget, LEADING, _requesting(request) | dict(own))


def _requesting(request: Callable[[Request], None]) -> dict[KeyUse, Callable[[], None]]:
    return {use: partial(request, asked) for use, asked in REQUESTS.items()}
