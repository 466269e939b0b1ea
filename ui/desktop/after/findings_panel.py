"""The table of an assessment: every criterion of every pace."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from biofeedback.practice.after.findings import Findings
from ui.desktop.theme.surfaces import Panel, Words
from ui.desktop.theme.typeface import MEDIUM, REGULAR, font
from ui.desktop.widgets.asking import Asking
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.tokens import Tokens
from ui.words.help_words import of_number
from ui.words.language import Language

_COLUMNS_ABREAST = 8  # a table with fewer columns leaves the rest of the width free; as many as an assessment has
_AROUND = 32  # px above and below the table together; a choice by eye
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FindingsPanel(Panel):
    """A row a pace, with the reason where nothing is known of one.

    Attributes
    ----------
    cells : dict of (int, int) to Words
        What stands where, by row and column; row 0 has the names.
    """

    def __init__(self, findings: Findings, tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("How your heart answered"))
        self.cells: dict[tuple[int, int], Words] = {}
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 10, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(7)
        last = len(findings.columns) - 1
        # Few columns stand together at the left.
        grid.setColumnStretch(last + 1, max(0, _COLUMNS_ABREAST - len(findings.columns)))
        for column, name in enumerate(findings.columns):
            words = Words(name, font(13), tokens.muted, wrap=True)
            self._put(grid, 0, column, words)
            if findings.about:
                grid.addWidget(Asking(of_number(findings.about[column]), name, tokens, language, words), 0, column)
            grid.setColumnStretch(column, 1)
        for row, values in enumerate(findings.rows, start=1):
            whole = len(values) == len(findings.columns)
            for column, value in enumerate(values):
                words = Words(value, font(14, MEDIUM if column == 0 else REGULAR), tokens.ink, wrap=not whole)
                self._put(grid, row, column, words, until=column if whole or column == 0 else last)
        grid.setRowStretch(len(findings.rows) + 1, 1)
        self._table = table
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, _AROUND // 2, 18, _AROUND // 2)
        layout.addWidget(QuietScroll(table, tokens, tokens.panel))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be no higher than the table; a longer one is scrolled."""
        super().resizeEvent(event)
        self.setMaximumHeight(self._table.sizeHint().height() + _AROUND)

    def _put(self, grid: QGridLayout, row: int, column: int, words: Words, until: int | None = None) -> None:
        spans = 1 if until is None else until - column + 1
        words.setAlignment(_LEFT if spans > 1 else _RIGHT)
        grid.addWidget(words, row, column, 1, spans)
        self.cells[row, column] = words
