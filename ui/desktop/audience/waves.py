"""Both waves of a demonstration as others see them on the wall, when who leads has chosen that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.desktop.widgets.waves_picture import WavesPicture

if TYPE_CHECKING:
    from biofeedback.signals.coupling.two_waves import TwoWaves
    from ui.tokens import Tokens
    from ui.words.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class WavesForOthers:
    """Both waves of a demonstration as others may see them.

    Attributes
    ----------
    waves : TwoWaves
        What was heard.
    sentences : tuple of str
        What is told of it, without a number.
    label : str
        What is said plainly in the picture; empty for nothing.
    shows_heart : bool
        Whether the heart is drawn: not where nothing can be told of it, for nobody is to be looked at for that.
    """

    waves: TwoWaves
    sentences: tuple[str, ...]
    label: str
    shows_heart: bool


class WavesView(QWidget):
    """Both waves over the light, on the ground of the window."""

    def __init__(self, shown: WavesForOthers, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._ground = QColor(tokens.background)
        self.picture = WavesPicture(shown.waves, tokens, language, label=shown.label, shows_heart=shown.shows_heart)
        self.picture.setParent(self)
        self.picture.setAccessibleDescription(" ".join(shown.sentences))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def arrange(self, place: QRect, face: QFont) -> None:
        """Put the picture into its place, with letters that a room can read."""
        self.picture.setGeometry(place)
        self.picture.set_letters(face)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cover the light."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._ground)
