"""Asks the computer whether it is to show less motion, as its own settings say.

Under Linux the desktop answers over the bus of the session (the settings portal), under Windows and macOS the system
itself. Where nobody answers it is not known.
"""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import SLOT, QObject, Signal, Slot

_SERVICE = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"

# The keys of the portal, and which of their values asks for less motion: the one that all desktops share, by
# https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html, and that of GNOME.
_ASKS_FOR_LESS: dict[tuple[str, str], object] = {
    ("org.freedesktop.appearance", "reduced-motion"): 1,
    ("org.gnome.desktop.interface", "enable-animations"): False,
}
_PATIENCE_MS = 5000  # for an answer; a choice: nothing waits for it
_SPI_GETCLIENTAREAANIMATION = 0x1042  # https://learn.microsoft.com/windows/win32/api/winuser SystemParametersInfo


class SystemMotion(QObject):
    """What the computer says of motion; ``changed`` follows each other answer.

    Attributes
    ----------
    reduced : bool or None
        Whether it asks for less motion; ``None`` where it does not say.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.reduced: bool | None = None
        self._answers: dict[tuple[str, str], bool] = {}

    def ask(self, platform: str = sys.platform) -> None:
        """Ask, and follow what is changed later where the system tells."""
        if platform == "win32":
            self._take(_windows_reduces())
        elif platform == "darwin":
            self._take(_macos_reduces())
        elif has_session_bus():
            self._ask_portal()

    def _ask_portal(self) -> None:
        # It is imported late: few megabytes that no first picture needs.
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "soften-settings")
        if not bus.isConnected():
            return
        # Its types ask for bytes, which it refuses; it takes the text of the slot.
        connect: Callable[..., bool] = bus.connect
        slot = SLOT("on_setting_changed(QString,QString,QDBusVariant)")
        connect(_SERVICE, _PATH, _INTERFACE, "SettingChanged", self, slot)
        for space, key in _ASKS_FOR_LESS:
            message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Read")
            message.setArguments([space, key])
            watcher = QDBusPendingCallWatcher(bus.asyncCall(message, _PATIENCE_MS), self)
            watcher.finished.connect(self._answer_handler(space, key))

    def _answer_handler(self, space: str, key: str) -> Callable[[object], None]:
        def on_answer(watcher: object) -> None:
            from PySide6.QtDBus import QDBusPendingCallWatcher

            if isinstance(watcher, QDBusPendingCallWatcher):
                arguments = watcher.reply().arguments() if not watcher.isError() else []
                if arguments:
                    self._read_setting(space, key, arguments[0])
                watcher.deleteLater()

        return on_answer

    @Slot(str, str, "QDBusVariant")
    def on_setting_changed(self, space: str, key: str, value: object) -> None:
        """Take in a setting that was changed."""
        self._read_setting(space, key, value)

    def _read_setting(self, space: str, key: str, value: object) -> None:
        if (space, key) not in _ASKS_FOR_LESS:
            return
        self._answers[space, key] = _bare(value) == _ASKS_FOR_LESS[space, key]
        self._take(any(self._answers.values()))

    def _take(self, reduced: bool | None) -> None:
        if reduced != self.reduced:
            self.reduced = reduced
            self.changed.emit()


def has_session_bus() -> bool:
    """Return whether there is a bus of the session to ask; without one Qt would start one."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return bool(folder) and Path(str(folder), "bus").exists()


def _bare(value: object) -> object:
    """Return what a value of the bus holds, however often it is wrapped."""
    from PySide6.QtDBus import QDBusVariant

    while isinstance(value, QDBusVariant):
        value = value.variant()
    return value


def _windows_reduces() -> bool | None:
    import ctypes

    animated = ctypes.c_int(1)
    user = getattr(ctypes, "windll", None)
    if user is None:
        return None
    asked = user.user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(animated), 0)
    return not animated.value if asked else None


def _macos_reduces() -> bool | None:
    try:
        objc = import_module("objc")  # bleak brings it, under macOS alone
    except ImportError:
        return None
    return bool(objc.lookUpClass("NSWorkspace").sharedWorkspace().accessibilityDisplayShouldReduceMotion())
