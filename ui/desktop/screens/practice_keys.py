"""The keys of the practice screen and what each requests; the letters are those of the terminal.

The key of `hand` is not among them, because it is held and not struck.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.ports import Session


def requests_of(session: Session) -> dict[str, Callable[[], None]]:
    """Return the request of the session for each key."""
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
    """Connect every key with its request and with ``also``, once a press, wherever the focus is in ``widget``."""
    for key, request in requests.items():
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(request)
        shortcut.activated.connect(also)
