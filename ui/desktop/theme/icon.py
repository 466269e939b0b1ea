"""The icon of the window and of the desktop's menu, in every size (`scripts/write_icon.py` paints it)."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

FOLDER = Path(__file__).with_name("icon")

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""px of a side: those of the freedesktop theme hicolor that panels, menus and docks ask for."""


def icon() -> QIcon:
    """Return the icon; a size is read when it is asked for."""
    made = QIcon()
    for side in SIZES:
        made.addFile(str(FOLDER / f"soften-{side}.png"), QSize(side, side))
    return made
