"""The control on the practice screen that opens the view of who leads; it comes and goes with the large button."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QEnterEvent, QFocusEvent

from ui.desktop.keys import bind
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.screens.practice_keys import LEAD
from ui.desktop.theme.surfaces import Pill
from ui.tokens import Tokens
from ui.words.key_words import KeyUse, key_use_words
from ui.words.language import Language

_EDGE_PX = 16  # from the edges of the screen at least; by eye
_RING_PX = 4  # around a button, where the line of the focus is


class WayIn(Pill):
    """A small button beneath the time that is left; ``open_view`` is called on a click or by its key."""

    def __init__(
        self, practice: PracticeScreen, open_view: Callable[[], None], tokens: Tokens, language: Language
    ) -> None:
        super().__init__(language.gettext("Lead others"), tokens, size_px=13)
        self._practice = practice
        self._faded: tuple[float, bool] | None = None  # its presence, and whether the numbers are there instead
        self.setAccessibleDescription(key_use_words(KeyUse.LEAD, language))
        self.setParent(practice)
        self.clicked.connect(open_view)
        bind(practice, LEAD, {KeyUse.LEAD: open_view})
        for watched in (practice, practice.lines.left, practice.pause_steps):
            watched.installEventFilter(self)
        practice.light.framed.connect(self._fade)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beneath the time that is left."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wake the button that pauses the steps, with which this one is seen, when the pointer comes."""
        self._practice.pause_steps.wake()
        super().enterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Wake the button that pauses the steps when the focus comes."""
        self._practice.pause_steps.wake()
        super().focusInEvent(event)

    def _fade(self) -> None:
        presence = 1.0 if self.hasFocus() else self._practice.pause_steps.presence
        fading = presence, self._practice.details_open
        if fading != self._faded:
            self._faded = fading
            self.set_presence(presence)
            self.setVisible(presence > 0.0 and not self._practice.details_open)

    def _place(self) -> None:
        size, left = self.sizeHint(), self._practice.lines.left
        aimed = left.geometry() if left.isVisibleTo(self._practice) else QRect(_EDGE_PX, 0, 0, 0)
        if self.isRightToLeft():
            at = max(aimed.left(), _EDGE_PX) - _RING_PX
        else:
            at = min(aimed.right(), self._practice.width() - _EDGE_PX) - size.width() + _RING_PX
        if not left.isVisibleTo(self._practice):
            at = _EDGE_PX if self.isRightToLeft() else self._practice.width() - _EDGE_PX - size.width()
        self.setGeometry(at, aimed.bottom() + _RING_PX, size.width(), size.height())
        self._fade()
