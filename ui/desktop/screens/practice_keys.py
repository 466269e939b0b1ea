"""Which key of the practice screen wishes what; the letters are those of the terminal.

The key of the hand is not among them: it is held, not struck (`hand`).
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.ports import Sitting


def wishes_of(sitting: Sitting) -> dict[str, Callable[[], None]]:
    """Return what each key asks of the sitting."""
    return {
        "Space": sitting.pause_or_go_on,
        "R": sitting.rest_or_go_on,
        "M": sitting.mark,
        "S": sitting.stay_here,
        "F": sitting.quicker,
        "+": sitting.quicker,
        "L": sitting.slower,
        "-": sitting.slower,
        "T": sitting.too_slow,
        "G": sitting.go_on_leaning,
        "W": sitting.quieter,
        "V": sitting.sound_rests_or_returns,
        "Q": sitting.end_gently,
        "Esc": sitting.end_gently,
    }


def add_keys(widget: QWidget, wishes: Mapping[str, Callable[[], None]], also: Callable[[], None]) -> None:
    """Let every key do what it wishes, once a press, wherever the focus is in ``widget``; and ``also`` this."""
    for key, wish in wishes.items():
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(wish)
        shortcut.activated.connect(also)
