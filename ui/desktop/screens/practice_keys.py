"""The keys of the practice screen and what each requests; the letters are those of the terminal.

The key of `hand` is not among them, because it is held and not struck.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from biofeedback.requests import (
    ChangePace,
    EndGently,
    Mark,
    Request,
    ToggleFewerWords,
    ToggleMute,
    TogglePause,
    TogglePauseSteps,
)
from ui.desktop.keys import HAND, Keys, bind
from ui.words.key_words import KeyUse

REQUESTS: Mapping[KeyUse, Request] = MappingProxyType(
    {
        KeyUse.PAUSE: TogglePause(),
        KeyUse.REST: TogglePauseSteps(),
        KeyUse.MARK: Mark(),
        KeyUse.STAY: ChangePace("stay"),
        KeyUse.QUICKER: ChangePace("quicker"),
        KeyUse.SLOWER: ChangePace("slower"),
        KeyUse.TOO_SLOW: ChangePace("too_slow"),
        KeyUse.RESUME: ChangePace("go_on"),
        KeyUse.FEWER_WORDS: ToggleFewerWords(),
        KeyUse.SOUND: ToggleMute(),
        KeyUse.END: EndGently(),
    }
)
"""What the person asks of the session by the keys below."""

_REQUESTING = (
    Keys(("Space",), KeyUse.PAUSE),
    Keys(("R",), KeyUse.REST),
    Keys(("M",), KeyUse.MARK),
    Keys(("S",), KeyUse.STAY),
    Keys(("F", "+"), KeyUse.QUICKER),
    Keys(("L", "-"), KeyUse.SLOWER),
    Keys(("T",), KeyUse.TOO_SLOW),
    Keys(("G",), KeyUse.RESUME),
    Keys(("W",), KeyUse.FEWER_WORDS),
    Keys(("V",), KeyUse.SOUND),
    Keys(("Q", "Esc"), KeyUse.END),
)
_OF_THE_SCREEN = (
    Keys(("Y",), KeyUse.TAKE_UP),
    Keys(("D",), KeyUse.DETAILS),
    Keys(("F11",), KeyUse.FULL_SCREEN),
)
PRACTICE = (*_REQUESTING, *_OF_THE_SCREEN, *HAND)
"""All keys of the screen."""


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

    acts = {use: partial(request, asked) for use, asked in REQUESTS.items()} | dict(own)
    bind(widget, (*_REQUESTING, *_OF_THE_SCREEN), {use: partial(both, act) for use, act in acts.items()})
