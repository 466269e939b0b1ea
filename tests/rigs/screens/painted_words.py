"""What a screen says and paints: every word, where it stands and whether it fits."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple
from unittest.mock import patch

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListWidget, QWidget

from ui.desktop.theme.text_picture import TextPicture


class Said(NamedTuple):
    """Something that a widget says, how (``text``, ``name``, ``description``, ``tip``, ``hint``, ``painted``)."""

    how: str
    text: str


@dataclass
class Painted:
    """Words that were painted by hand, and whether they had the room they need."""

    text: str
    fits: bool


def said_by(window: QWidget, by_hand: Iterable[Painted] | None = None, *, visible: bool = False) -> list[Said]:
    """Return all that a window says, painted words too; with ``visible`` what is not shown is left out.

    ``by_hand`` is what is painted, where somebody looked before.
    """
    said = [Said("painted", each.text) for each in (painted(window) if by_hand is None else by_hand)]
    for widget in (window, *window.findChildren(QWidget)):
        if not visible or widget.isVisible():
            said += _said_by(widget)
    return [each for each in said if each.text.strip()]


def _said_by(widget: QWidget) -> Iterator[Said]:
    yield Said("name", widget.accessibleName())
    yield Said("description", widget.accessibleDescription())
    yield Said("tip", widget.toolTip())
    match widget:
        case QLabel() | QAbstractButton():
            yield Said("text", widget.text())
        case QLineEdit():
            yield Said("text", widget.text())
            yield Said("hint", widget.placeholderText())
        case QListWidget():
            for row in range(widget.count()):
                item = widget.item(row)
                yield Said("text", item.text())
                yield Said("tip", item.toolTip())
                yield Said("name", item.data(Qt.ItemDataRole.AccessibleTextRole) or "")
        case _:
            pass


def painted(window: QWidget) -> list[Painted]:
    """Return the words that are painted by hand in a window, those of buttons too."""
    found: list[Painted] = []
    with _recording(found):
        window.grab()
    return found


@contextmanager
def _recording(found: list[Painted]) -> Iterator[None]:
    draw, paint = QPainter.drawText, TextPicture.paint

    def paint_anew(picture: TextPicture, *arguments: Any) -> None:
        # Else words are found or not as a frame, which real time decides, has set them before.
        picture._of, picture._asked = (), None
        paint(picture, *arguments)

    def record(painter: QPainter, *arguments: Any) -> Any:
        text = next(each for each in arguments if isinstance(each, str))
        area = next((each for each in arguments if isinstance(each, QRect | QRectF)), None)
        flags = next((each for each in arguments if isinstance(each, Qt.AlignmentFlag | Qt.TextFlag | int)), 0)
        found.append(Painted(text, area is None or _fits(painter, text, QRectF(area), flags)))
        return draw(painter, *arguments)

    with patch.object(QPainter, "drawText", record), patch.object(TextPicture, "paint", paint_anew):
        yield


def _fits(painter: QPainter, text: str, area: QRectF, flags: Any) -> bool:
    # Half a pixel of leading is nobody's loss; an accent above a letter may lean out of its line.
    needed = QFontMetricsF(painter.font()).boundingRect(area, int(flags), text)
    return needed.width() <= area.width() + 1.0 and needed.height() <= area.height() + 6.0
