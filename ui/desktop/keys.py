"""The keys of every screen, in the tables that bind them; help tells them from here."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore  # its namespace Qt takes a tenth of a start, and no first picture needs it
from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.letters import latin
from ui.words.key_words import KeyUse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import Qt


_LAST_ASCII = 0x7F  # the last code of ASCII, whose letters are Latin

_CODES = {
    code: letter
    for row, first in (("qwertyuiop", 16), ("asdfghjkl", 30), ("zxcvbnm", 44))
    for code, letter in enumerate(row, start=first)
}
"""The Latin letter at each place of a keyboard, by its scan code of set 1; Linux has the same (input-event-codes.h)."""

_X = {code + 8: letter for code, letter in _CODES.items()}  # X counts from 8 (X Keyboard Extension, evdev)
_PLACES = {"windows": _CODES, "xcb": _X, "wayland": _X}
"""The same by what Qt tells of a key on each platform."""


class Keys(NamedTuple):
    """Keys that do the same, as `QKeySequence` spells them, and what they do.

    Those of the block of digits, ``Enter`` there and ``=`` for ``+`` without Shift among them, are ``silent``: they are
    bound and not told.
    """

    keys: tuple[str, ...]
    use: KeyUse
    silent: tuple[str, ...] = ()


KeyTable = tuple[Keys, ...]

ARROWS = ("Left", "Right", "Up", "Down")
_ENTER = ("Return",), ("Enter",)

ASKED = (Keys(("?", "F1"), KeyUse.HELP),)
"""What opens help, on every screen and anywhere but in a text."""

PRESSED = (Keys(_ENTER[0], KeyUse.PRESS, _ENTER[1]),)
"""What presses a button beside the space bar, which Qt binds itself."""

EVERYWHERE = (
    *ASKED,
    Keys(("Tab",), KeyUse.NEXT),
    Keys(("Shift+Tab",), KeyUse.BEFORE),
    Keys(("Return", "Space"), KeyUse.PRESS),
    Keys(ARROWS, KeyUse.STEP),
)
"""What every screen has: the first by us, Tab, Space and the arrows by Qt as well."""

STEPPER = (Keys(("Left", "Down"), KeyUse.LESS), Keys(("Right", "Up"), KeyUse.MORE))
DAYS = (Keys(("Left", "Up"), KeyUse.EARLIER), Keys(("Right", "Down"), KeyUse.LATER))
"""How one goes from light to light of the last weeks, and around the ring of colours."""

WELCOME = (
    Keys(_ENTER[0], KeyUse.CONTINUE, _ENTER[1]),
    Keys(("Right",), KeyUse.PAGE_ON),
    Keys(("Left",), KeyUse.PAGE_BACK),
    Keys(("Esc",), KeyUse.SKIP),
)
HOME = (Keys(_ENTER[0], KeyUse.BEGIN, _ENTER[1]), Keys(("S", "Ctrl+,"), KeyUse.SETTINGS))
LEFT_BY_ESCAPE = (Keys(("Esc",), KeyUse.LEAVE),)
"""A page to read, questions, a summary, looking back: Esc leaves them."""

EXPORTED = (Keys(("E",), KeyUse.EXPORT),)
"""Looking back, and in the history; nowhere in a text."""

ASKED_ONCE = (Keys(("Esc",), KeyUse.KEEP),)
HELP = (Keys(("Esc",), KeyUse.CLOSE_HELP),)
PLOT = (
    Keys(("+",), KeyUse.ZOOM_IN, ("=",)),
    Keys(("-",), KeyUse.ZOOM_OUT),
    Keys(("0",), KeyUse.SHOW_ALL),
    Keys(("Left",), KeyUse.EARLIER),
    Keys(("Right",), KeyUse.LATER),
    Keys(("Home",), KeyUse.FIRST),
    Keys(("End",), KeyUse.LAST),
    Keys(("PgDown",), KeyUse.NEXT_MARK),
    Keys(("PgUp",), KeyUse.MARK_BEFORE),
)
BEATS = (
    Keys(("Left",), KeyUse.BEAT_BEFORE),
    Keys(("Right",), KeyUse.NEXT_BEAT),
    Keys(("Shift+Left",), KeyUse.SPAN_BEFORE),
    Keys(("Shift+Right",), KeyUse.SPAN_ON),
    Keys(("Home",), KeyUse.FIRST_BEAT),
    Keys(("End",), KeyUse.LAST_BEAT),
    Keys(("PgDown",), KeyUse.NEXT_ODD_BEAT),
    Keys(("PgUp",), KeyUse.ODD_BEAT_BEFORE),
    Keys(("Del",), KeyUse.DELETE_BEATS),
    Keys(("Shift+Del",), KeyUse.LEAVE_BREAK),
    Keys(("I",), KeyUse.INSERT_BEAT),
    Keys(("S",), KeyUse.SPLIT_INTERVAL),
    Keys(("M",), KeyUse.MERGE_INTERVALS),
    Keys(("X",), KeyUse.DISTRUST_BEATS),
    Keys(("K",), KeyUse.KEEP_BEATS),
    Keys(("Ctrl+Z",), KeyUse.UNDO),
    Keys(("Ctrl+Shift+Z",), KeyUse.REDO, ("Ctrl+Y",)),
)
"""On the strip of single beats, where they are edited by hand; it has the keys of the plot for zooming too."""

HISTORY = (
    Keys(("+",), KeyUse.ZOOM_IN, ("=",)),
    Keys(("-",), KeyUse.ZOOM_OUT),
    Keys(("Home", "0"), KeyUse.SHOW_ALL),
    Keys(("Left", "Up"), KeyUse.LIGHT_BEFORE),
    Keys(("Right", "Down"), KeyUse.NEXT_LIGHT),
    Keys(("PgUp",), KeyUse.STRETCH_BEFORE),
    Keys(("PgDown",), KeyUse.NEXT_STRETCH),
    Keys(("End",), KeyUse.LAST),
    Keys(("Return",), KeyUse.LOOK_BACK, ("Enter",)),
)
"""On the picture of the history."""

FOUND = (Keys(("/",), KeyUse.FIND),)
"""Anywhere in the history but in a text."""

VOICE = (
    Keys(("T",), KeyUse.TAKE),
    Keys(("L",), KeyUse.LISTEN),
    Keys(("Left",), KeyUse.PAGE_BACK),
    Keys(("Right",), KeyUse.PAGE_ON),
    Keys(("Del",), KeyUse.FORGET),
)
"""Reading out the words of a practice, wherever the focus is; Space presses the button of the take, which has it."""

HAND = (Keys(("B",), KeyUse.HAND),)


def bind(
    widget: QWidget,
    table: KeyTable,
    acts: Mapping[KeyUse, Callable[[], object]],
    *,
    context: Qt.ShortcutContext | None = None,
) -> list[QShortcut]:
    """Let each key of a table do its part, once a press, wherever the focus is in the widget; return the shortcuts.

    ``context`` is where the focus has to be instead.
    """
    within = QtCore.Qt.ShortcutContext.WidgetWithChildrenShortcut if context is None else context
    shortcuts = []
    for keys, use, silent in table:
        for key in (*keys, *silent):
            shortcut = QShortcut(QKeySequence(key), widget)
            shortcut.setContext(within)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(acts[use])
            shortcuts.append(shortcut)
    return shortcuts


def bind_over(widget: QWidget, table: KeyTable, acts: Mapping[KeyUse, Callable[[], object]]) -> Callable[[], None]:
    """Let each key of a table do its part, and rest where it did another; return what gives all of them back."""
    others = widget.findChildren(QShortcut)
    shortcuts = bind(widget, table, acts)
    taken = {each.key() for each in shortcuts}
    resting = [each for each in others if each.key() in taken and each.isEnabled()]
    for each in resting:
        each.setEnabled(False)

    def give_back() -> None:
        for each in filter(isValid, shortcuts):
            each.setEnabled(False)
            each.deleteLater()
        for each in filter(isValid, resting):
            each.setEnabled(True)

    return give_back


def key_of(event: QKeyEvent) -> int:
    """Return the key of an event; for a letter of another script, that of the Latin letter on its key."""
    key = event.key()
    if key <= _LAST_ASCII or key > sys.maxunicode:  # beyond are keys without a letter
        return key
    letter = latin(chr(key))
    if not letter.isascii() and not unicodedata.name(letter, "LATIN").startswith("LATIN"):
        letter = _PLACES.get(QGuiApplication.platformName(), {}).get(event.nativeScanCode(), letter)
    return ord(letter.upper()) if letter.isascii() else key


def act_in_another_script(window: QWidget, event: QKeyEvent) -> bool:
    """Do what a letter key is bound for, where it typed a letter of another script; return whether there was anything.

    Qt looks for shortcuts by what a key types, and finds none where somebody writes Korean or Greek. In a text the
    letter is a letter, and does not come this far.
    """
    key, focus = key_of(event), window.focusWidget() or window
    if key == event.key() or event.isAutoRepeat() or event.modifiers():
        return False
    for shortcut in window.findChildren(QShortcut):
        bound = shortcut.parent()
        around = isinstance(bound, QWidget) and (bound is focus or bound.isAncestorOf(focus))
        if around and shortcut.isEnabled() and shortcut.key() == QKeySequence(key):
            shortcut.activated.emit()
            return True
    return False


def pressed(event: QKeyEvent, table: KeyTable) -> KeyUse | None:
    """Return what the key of an event is for by a table; ``None`` for a key that it has not."""
    struck = QKeySequence(key_of(event))
    for keys, use, silent in table:
        if any(QKeySequence(key) == struck for key in (*keys, *silent)):
            return use
    return None


def pressed_together(event: QKeyEvent, table: KeyTable) -> KeyUse | None:
    """Return what the keys of an event are for by a table, with Shift and Ctrl that are held; ``None`` for others."""
    held = event.modifiers() & ~QtCore.Qt.KeyboardModifier.KeypadModifier
    struck = QKeySequence(QKeyCombination(held, QtCore.Qt.Key(key_of(event))))
    for keys, use, silent in table:
        if any(QKeySequence(key) == struck for key in (*keys, *silent)):
            return use
    return None
