"""The button that pauses the steps of a practice: bright for a few seconds after somebody moved, faint after that."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QEnterEvent, QFocusEvent

from ui.desktop.theme.surfaces import Pill
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.practice_words import pause_steps_help, pause_steps_label

_AWAKE_MS = 4000  # for which button and keys stay after the last movement; a choice
_FIRST_AWAKE_MS = 12_000  # for which they stay at the beginning; a choice: long enough to read them all
_WAKE_STEP = 0.12  # share by which the button appears at each look, so within 0.3 s; it fades half as fast; a choice
_SHOWN_SHARE = 0.5  # of the button from which it counts as shown; a choice: the middle of its fading


class PauseButton(Pill):
    """Pauses the steps, and goes on with them.

    Parameters
    ----------
    tokens, language
        As for every widget.
    in_assessment : bool
        Whether the steps are those of an assessment.
    """

    def __init__(self, tokens: Tokens, language: Language, *, in_assessment: bool) -> None:
        super().__init__(pause_steps_label(None, language), tokens, size_px=17)
        self.setAccessibleDescription(pause_steps_help(language, in_assessment=in_assessment))
        self._awake = QTimer(self, singleShot=True, interval=_AWAKE_MS)

    @property
    def is_shown(self) -> bool:
        """Whether more of it is seen than not; the keys are seen with it."""
        return self.presence > _SHOWN_SHARE

    def begin(self) -> None:
        """Stay bright for as long as one reads all that is there at the beginning."""
        self.wake(_FIRST_AWAKE_MS)

    def wake(self, for_ms: int = _AWAKE_MS) -> None:
        """Stay bright for this many milliseconds from now, or for longer if that was so already."""
        self._awake.start(max(for_ms, self._awake.remainingTime()))

    def fade(self, *, waiting: bool) -> None:
        """Go one step towards bright while the practice waits or somebody is there, else one towards faint."""
        bright = waiting or self._awake.isActive() or self.hasFocus()
        self.set_presence(min(1.0, max(0.0, self.presence + (_WAKE_STEP if bright else -_WAKE_STEP / 2))))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wake when the pointer comes."""
        self.wake()
        super().enterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Wake when the focus comes."""
        self.wake()
        super().focusInEvent(event)
