"""What every page of the settings is made of: rows of one sentence each with what turns it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.choice_flow import ChoiceFlow

if TYPE_CHECKING:
    from biofeedback.errors import SoftenError
    from ui.ports import Application
    from ui.preferences import Preferences
    from ui.tokens import Tokens
    from ui.words.language import Language

_SIDE_BY_SIDE = 600  # px of a row, above which what turns it stands beside the sentence; a choice by eye


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every page knows.

    Attributes
    ----------
    application : Application
        What the preferences are those of.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    system_still : bool or None
        Whether the computer asks for less motion; ``None`` where it does not say.
    """

    application: Application
    tokens: Tokens
    language: Language
    system_still: bool | None = None


class SettingRow(QWidget):
    """A title, a sentence, and what turns it, with a thin line beneath."""

    def __init__(self, title: str, sentence: str, control: QWidget | None, tokens: Tokens) -> None:
        super().__init__()
        self.control = control
        self._line = QColor(tokens.line)
        self.title = Words(title, font(16), tokens.ink, wrap=True)
        self.sentence = Words(sentence, font(13), tokens.muted, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(scaled(2))
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, scaled(10), 0, scaled(12))
        self._row.setSpacing(scaled(8))
        self._row.addLayout(words, 1)
        if control is not None:
            control.setAccessibleDescription(sentence)
            self._row.addWidget(control, 0 if isinstance(control, Pill) else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what turns it beside the sentence where there is room."""
        super().resizeEvent(event)
        beside = event.size().width() >= scaled(_SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        if isinstance(self.control, ChoiceFlow):
            self.control.stand_at_end(at_end=beside)
        elif isinstance(self.control, Pill):
            edge = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
            self._row.setAlignment(self.control, edge | Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        with QPainter(self) as painter:
            painter.fillRect(0, self.height() - 1, self.width(), 1, self._line)


class SettingsPage(QWidget):
    """One subject; ``preferred`` carries new `Preferences`."""

    preferred = Signal(object)

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__()
        self.setting = setting
        self.tokens, self.language = setting.tokens, setting.language
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, scaled(12), scaled(12))
        self.column.setSpacing(0)

    @property
    def preferences(self) -> Preferences:
        """What the person likes."""
        return self.setting.application.preferences

    def prefer(self, preferences: Preferences) -> None:
        """Ask for these preferences, if they are others."""
        if preferences != self.preferences:
            self.preferred.emit(preferences)

    def add(self, title: str, sentence: str, control: QWidget | None = None) -> SettingRow:
        """Add a row at the end."""
        row = SettingRow(title, sentence, control, self.tokens)
        self.column.addWidget(row)
        return row

    def said(self, error: SoftenError) -> str:
        """Return the sentence of an error."""
        from ui.words.errors import error_sentence

        return error_sentence(error, self.language)
