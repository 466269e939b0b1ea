"""Which key of the practice screen asks for what; the letters are those of the terminal.

The key of the hand is not among them: it is held, not struck (`hand`).
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.ports import Session


def requests_of(session: Session) -> dict[str, Callable[[], None]]:
    """Return what each key asks of the session."""
    return {
        "Space": session.toggle_pause,
        "R": session.toggle_pause_steps,
        "M": session.mark,
        "S": session.stay_here,
        "F": session.quicker,
        "+": session.quicker,
        "L": session.slower,
        "-": session.slower,
        "T": session.too_slow,
        "G": session.resume_ramp,
        "W": session.quieter,
        "V": session.toggle_mute,
        "Q": session.end_gently,
        "Esc": session.end_gently,
    }


def add_keys(widget: QWidget, requests: Mapping[str, Callable[[], None]], also: Callable[[], None]) -> None:
    """Let every key do what it asks for, once a press, wherever the focus is in ``widget``; and ``also`` this."""
    for key, request in requests.items():
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(request)
        shortcut.activated.connect(also)
