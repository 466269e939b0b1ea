"""Keeps a window within reach, its frame and all: when it is shown, and when its monitor goes or becomes smaller.

Being dragged from one monitor to another is left to the person; only its least size follows.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

_SETTLES_MS = 300  # until the desktop has given a window its frame, or moved what was on a monitor; a choice
_LOOKS = (
    4  # at a time; some desktops give a frame only after they have moved the window; a choice: somewhat over a second
)


class KeptOnScreen(QObject):
    """Watches over one window.

    Parameters
    ----------
    window : QWidget
        A window of its own; it owns this.
    least : QSize
        The least size it has, on a screen that holds it.
    """

    def __init__(self, window: QWidget, least: QSize) -> None:
        super().__init__(window)
        self._least = least
        self._watched: list[QScreen] = []
        self._later = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._later.timeout.connect(self._look)
        self._looks = 0
        self._fit_least()
        running = QGuiApplication.instance()
        assert isinstance(running, QGuiApplication)
        running.screenRemoved.connect(self._screens_changed)
        running.primaryScreenChanged.connect(self._screens_changed)
        window.installEventFilter(self)

    @property
    def _window(self) -> QWidget:
        window = self.parent()
        assert isinstance(window, QWidget)
        return window

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the window from when it is first shown on: to other screens, and out of a full screen."""
        if event.type() == QEvent.Type.Show:
            self._window.removeEventFilter(self)  # else it would be asked about each frame
            self._follow()
        return False

    def bring_back(self) -> None:
        """Move the window, and make it smaller, so that all of it is on its screen."""
        window = self._window
        if not window.isVisible() or window.isMinimized() or window.isFullScreen() or window.isMaximized():
            return
        free, around = window.screen().availableGeometry(), window.frameGeometry()
        if free.contains(around):
            return
        edge = around.size() - window.size()
        window.resize(window.size().boundedTo(free.size() - edge))
        around = window.frameGeometry()
        x = max(free.left(), min(around.left(), free.right() + 1 - around.width()))
        y = max(free.top(), min(around.top(), free.bottom() + 1 - around.height()))
        window.move(QPoint(x, y))

    def _follow(self) -> None:
        handle = self._window.windowHandle()
        self._watch(handle.screen())
        handle.screenChanged.connect(self._watch)
        handle.windowStateChanged.connect(self._fit_frame)
        self._fit_frame()

    def _fit_frame(self) -> None:
        """Look again once the desktop has given it its frame, whose size nobody knew; off screen there is none."""
        if QGuiApplication.platformName() != "offscreen":
            self._look_soon()

    def _watch(self, screen: QScreen) -> None:
        if screen not in self._watched:
            self._watched.append(screen)
            screen.availableGeometryChanged.connect(self._screens_changed)
        self._fit_least()

    def _screens_changed(self) -> None:
        self._fit_least()
        self._look_soon()

    def _look_soon(self) -> None:
        self._looks = _LOOKS
        self._later.start()

    def _look(self) -> None:
        self.bring_back()
        self._looks -= 1
        if self._looks > 0:
            self._later.start()

    def _fit_least(self) -> None:
        self._window.setMinimumSize(self._least.boundedTo(self._window.screen().availableSize()))
