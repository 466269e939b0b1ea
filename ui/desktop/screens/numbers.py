"""A number on the screen with its unit, and a plot under such a number."""

import math
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from biofeedback.signals.definitions import ScreenForm
from ui.desktop.theme.surfaces import FittedWords, Panel, Words, explain
from ui.desktop.theme.typeface import MEDIUM, font
from ui.desktop.widgets.asking import Asking
from ui.tokens import Tokens
from ui.words.help_words import of_number
from ui.words.language import Language
from ui.words.number_words import form_text

_Layout = TypeVar("_Layout", bound=QLayout)

UNKNOWN = "–"

TITLE_PX = 12
"""px of the title above a number: a choice by eye."""

_SMALLEST_TITLE_PX = 9
"""px of a title beside a number, in a longer language in the smallest window, where it can still be read."""


class Number(Asking):
    """A number with its unit and what stands beside that, and its title above when it has one.

    ``about`` is the name of its definition, whose page it opens, and ``name`` what it is called where no title is seen.
    """

    def __init__(
        self,
        tokens: Tokens,
        language: Language,
        form: ScreenForm,
        size_px: int,
        about: str,
        name: str,
        *,
        titled: bool = False,
        wrap: bool = False,
        beside: str = "",
    ) -> None:
        super().__init__(of_number(about), name, tokens, language)
        self._name = name
        self._form = form
        self._reason = ""
        self._language = language
        self._unit = language.gettext(form.unit)
        self.value = Words(UNKNOWN, font(size_px, MEDIUM), tokens.ink)
        self.unit = Words("", font(12), tokens.muted)
        self.show_beside(beside)
        row = bare(QHBoxLayout())
        row.setSpacing(5)
        row.addWidget(self.value)
        row.addWidget(self.unit)
        row.addStretch(1)
        column = bare(QVBoxLayout(self))
        column.setSpacing(1)
        if titled:
            column.addWidget(Words(name, font(TITLE_PX), tokens.muted, wrap=wrap))
        column.addLayout(row)

    def show_beside(self, words: str) -> None:
        """Show these words beside the unit."""
        self.unit.setText(f"{self._unit}{words}")
        self._say()

    def _say(self) -> None:
        """Be called by its title and what it is now, or why that is not known."""
        words = self._reason or f"{self.value.text()} {self.unit.text()}".strip()
        name = self._language.gettext("{name}: {choice}").format(name=self._name, choice=words)
        if name != self.accessibleName():
            self.setAccessibleName(name)

    def show_value(self, value: float, reason: str) -> None:
        """Show a value; ``nan`` is a dash that says why."""
        known = math.isfinite(value)
        self.value.setText(form_text(self._form, value, self._language) if known else UNKNOWN)
        explain(self, "" if known else reason)
        self._reason = "" if known else reason
        self._say()


class PlotPanel(Panel):
    """A plot with its title and its number above, and what stands beneath."""

    def __init__(self, tokens: Tokens, title: str, number: Number, plot: QWidget, foot: QLayout | None = None) -> None:
        super().__init__(tokens, title)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(FittedWords(title, font(13), tokens.muted, _SMALLEST_TITLE_PX))
        head.addStretch(1)
        head.addWidget(number)
        self.column.addLayout(head)
        self.column.addWidget(plot, 1)
        if foot is not None:
            beneath = QWidget()
            beneath.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the axis of time above it
            beneath.setLayout(foot)
            self.column.addWidget(beneath)


def bare(layout: _Layout) -> _Layout:
    """Return the layout without margins."""
    layout.setContentsMargins(0, 0, 0, 0)
    return layout
