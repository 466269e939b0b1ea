"""The line with the words of the practice, which fade in and out."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from biofeedback.events import PromptShown
from ui.desktop.theme.text_picture import TextPicture
from ui.desktop.theme.typeface import LIGHT, font
from ui.tokens import Tokens
from ui.words.language import Language

_FLAGS = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap

_FADE_IN_S, _FADE_OUT_S = 1.6, 2.4
"""Session seconds in which words come and go; a choice: slower than anything that asks to be read at once."""


class PromptLine(QWidget):
    """Words in the middle, as visible as `say` asks for."""

    def __init__(self, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._ink = QColor(tokens.ink)
        self._text = ""
        self._presence = 0.0
        self._picture = TextPicture()
        self._balanced_of: tuple[str, QFont, int] | None = None
        self._balanced = ""
        self.setFont(self.font_at(24))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(language.gettext("Words of the practice"))

    @staticmethod
    def font_at(size_px: int) -> QFont:
        """Return the font of the words at ``size_px``."""
        return font(size_px, LIGHT, spacing_percent=101.0)

    @property
    def text(self) -> str:
        """The words that are visible now; empty when none are."""
        return self._text if self._presence > 0.0 else ""

    def say(self, text: str, presence: float) -> None:
        """Show ``text``; ``presence`` is how visible it is, 0 to 1."""
        if text != self._text:
            self.setAccessibleDescription(text)
        if (text, presence) != (self._text, self._presence):
            self._text, self._presence = text, presence
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words."""
        if self._presence <= 0.0:
            return
        with QPainter(self) as painter:
            of = (self._text, self.font(), self.width())
            if of != self._balanced_of:
                self._balanced_of, self._balanced = of, in_balance(*of)
            area = QRectF(self.rect())
            self._picture.paint(painter, area, _FLAGS, self._balanced, self.font(), self._ink, self._presence)


def in_balance(text: str, face: QFont, width: float) -> str:
    """Return ``text`` broken into two lines of about one length if it is wider than ``width``.

    The end of a sentence near the middle is the best place to break.
    """
    metrics = QFontMetricsF(face)
    whole = metrics.horizontalAdvance(text)
    if whole <= width or " " not in text:
        return text

    def imbalance(index: int) -> float:
        off = abs(2.0 * metrics.horizontalAdvance(text[:index]) - whole)
        return off * 0.5 if text[index - 1] in ".?!;:" else off

    breaks = [index for index, letter in enumerate(text) if letter == " "]
    best = min(breaks, key=imbalance)
    return f"{text[:best]}\n{text[best + 1 :]}"


def prompt_presence(prompt: PromptShown | None, now_s: float) -> float:
    """Return how visible words are at ``now_s``, 0 to 1."""
    if prompt is None:
        return 0.0
    since_s = now_s - prompt.t_s
    share = max(0.0, min(1.0, since_s / _FADE_IN_S, (prompt.for_s - since_s) / _FADE_OUT_S))
    return share * share * (3.0 - 2.0 * share)
