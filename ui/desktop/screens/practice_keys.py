"""The keys of the practice screen and what each requests; the letters are those of the terminal.

The key of `hand` is not among them, because it is held and not struck.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
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

REQUESTS: Mapping[str, Request] = MappingProxyType(
    {
        "Space": TogglePause(),
        "R": TogglePauseSteps(),
        "M": Mark(),
        "S": ChangePace("stay"),
        "F": ChangePace("quicker"),
        "+": ChangePace("quicker"),
        "L": ChangePace("slower"),
        "-": ChangePace("slower"),
        "T": ChangePace("too_slow"),
        "G": ChangePace("go_on"),
        "W": ToggleFewerWords(),
        "V": ToggleMute(),
        "Q": EndGently(),
        "Esc": EndGently(),
    }
)
"""What each key asks of the session."""


def add_keys(widget: QWidget, request: Callable[[Request], None], also: Callable[[], None]) -> None:
    """Hand what a key asks to ``request`` and call ``also``, once a press, wherever the focus is in ``widget``."""
    for key, asked in REQUESTS.items():
        add_key(widget, key, partial(request, asked), also)


def add_key(widget: QWidget, key: str, act: Callable[[], None], also: Callable[[], None]) -> None:
    """Connect a key with ``act`` and with ``also``, once a press, wherever the focus is in ``widget``."""
    shortcut = QShortcut(QKeySequence(key), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(act)
    shortcut.activated.connect(also)
