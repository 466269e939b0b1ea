"""A list to choose from, in the colours of the window."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QListWidget

from ui.desktop.theme.typeface import font
from ui.tokens import Tokens

_OVER_PX = 12  # what the line and the space within add to the rows, above and below; as they are styled


def quiet_list(name: str, tokens: Tokens) -> QListWidget:
    """Return an empty list; ``name`` is for screen readers."""
    found = QListWidget()
    found.setAccessibleName(name)
    found.setFont(font(14))
    found.setStyleSheet(
        f"QListWidget {{ background: {tokens.panel}; border: 1px solid {tokens.line}; border-radius: 12px; "
        f"padding: 4px; }} QListWidget:focus {{ border: 1px solid {tokens.amber}; }}"
        "QListWidget::item { padding: 6px 10px; border-radius: 8px; }"
        f"QListWidget::item:selected {{ background: {tokens.chosen}; }}"
    )
    palette = found.palette()
    palette.setColor(QPalette.ColorRole.Highlight, QColor(tokens.chosen))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(tokens.ink))
    found.setPalette(palette)
    return found


def show_rows(rows: QListWidget, most: int) -> None:
    """Make a list as high as its rows, at most so many of them."""
    rows.ensurePolished()  # the space around the words is a part of a row
    rows.setFixedHeight(_OVER_PX + sum(rows.sizeHintForRow(row) for row in range(min(rows.count(), most))))
