"""The facts of a practice after it: each with its value, and a way to what it means."""

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from ui.desktop.theme.surfaces import Panel, Words
from ui.desktop.theme.typeface import MEDIUM, font
from ui.desktop.widgets.asking import Asking
from ui.tokens import Tokens
from ui.words.help_words import of_number
from ui.words.language import Language
from ui.words.summary_words import Fact


class FactsPanel(Panel):
    """The panel.

    Parameters
    ----------
    facts : sequence of Fact
        What is told.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.

    Attributes
    ----------
    labels : list of Words
        What each is called.
    names : list of Asking
        What opens the page of each.
    """

    def __init__(self, facts: Sequence[Fact], tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("This practice"))
        self._grid = QGridLayout(self)
        self.labels: list[Words] = []
        self.names: list[Asking] = []
        rows = math.ceil(len(facts) / 2) or 1
        for number, fact in enumerate(facts):
            row, column = number % rows, 3 * (number // rows)
            label = Words(_label(fact), font(14), tokens.muted, wrap=True)
            self.labels.append(label)
            spoken = language.gettext("{name}: {choice}").format(name=_label(fact), choice=fact.value)
            asking = Asking(of_number(fact.about), spoken, tokens, language, label)
            self._grid.addWidget(asking, row, column)
            self.names.append(asking)
            value = Words(fact.value, font(14, MEDIUM), tokens.ink)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(value, row, column + 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(3, 1)
        self._grid.setRowStretch(rows, 1)

    def space(self, side: int, over: int, *, narrow: bool, low: bool) -> None:
        """Keep the space around the facts of the design; where there is little, their names need some of it.

        Parameters
        ----------
        side, over : int
            The margins, in px.
        narrow, low : bool
            Whether the window is.
        """
        self._grid.setContentsMargins(side, over, side, over)
        self._grid.setVerticalSpacing(2 if low else 9)
        self._grid.setHorizontalSpacing(8 if narrow else 18)
        self._grid.setColumnMinimumWidth(2, 10 if narrow else 20)
        for label in self.labels:
            label.setFont(font(11 if low else 14))


def _label(fact: Fact) -> str:
    return f"{fact.label}, {fact.unit}" if fact.unit else fact.label
