"""How alike two pictures are, by the place at which they are least so: one changed word is found in a whole screen."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from PySide6.QtGui import QImage
from skimage.metrics import structural_similarity

SHRUNK = 2
"""Pixels of a screen, in each direction, in one that is compared. Measured on three screens in two themes: two other
letters in any of 84 labels leave a likeness of 0.90 at most; at 3 pixels some leave 0.99, as much as noise does."""

LEVEL = 4
"""Of 256 levels of grey in one that a reference keeps; its noise of two levels costs 0.02 of likeness, and it halves
the file."""

TILE_PX = 10
"""Compared pixels, in each direction, that are judged together: a word, or the end of a button."""

LEAST_LIKENESS = 0.94
"""From here on two pictures are alike: between noise of three levels in each pixel or a gamma of 0.96 (0.98), and two
other letters (0.90)."""

STAYS_LIKENESS = 0.97
"""From which on two pictures show the same but for their levels of grey."""

_RED, _GREEN, _BLUE = 0.299, 0.587, 0.114  # shares of the colours in grey: ITU-R BT.601


class Place(NamedTuple):
    """Where two pictures are least alike, in pixels of the screen, and how much (1: the same)."""

    likeness: float
    x: int
    y: int


def small(picture: QImage) -> np.ndarray:
    """Return a picture as it is compared: small and grey; `(rows, columns)`, 0 to 255."""
    shown = picture.convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), shown.width(), 4)
    rows, columns = (length // SHRUNK * SHRUNK for length in pixels.shape[:2])
    # The colours of a square are added before they are weighed: whole numbers, and a quarter as much of what is not.
    square = sum(
        pixels[row:rows:SHRUNK, column:columns:SHRUNK, :3].astype(np.uint16)
        for row in range(SHRUNK)
        for column in range(SHRUNK)
    )
    return square @ (np.array((_RED, _GREEN, _BLUE)) / SHRUNK**2)


def keep(picture: np.ndarray, file: Path) -> None:
    """Write a small picture as a reference."""
    rows, columns = picture.shape
    few = np.round(picture / LEVEL) * LEVEL
    # On black the faintest of a glow is a structure of its own.
    kept_levels = few if least_alike(few, picture).likeness >= STAYS_LIKENESS else np.round(picture)
    values = kept_levels.clip(0, 255).astype(np.uint8)
    image = QImage(values.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8)
    assert image.save(str(file), "PNG", 0), file


def kept(file: Path) -> np.ndarray | None:
    """Read a reference; ``None`` where there is none."""
    image = QImage(str(file))
    if image.isNull():
        return None
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].astype(float)


def least_alike(one: np.ndarray, other: np.ndarray) -> Place:
    """Return the tile in which two small pictures are least alike by their structure (SSIM).

    Wang, Bovik, Sheikh and Simoncelli (2004), with the usual window of 7 pixels; pictures of different sizes are
    nowhere alike.
    """
    if one.shape != other.shape:
        return Place(0.0, 0, 0)
    _, alike = structural_similarity(one, other, data_range=255, full=True)
    # What is left over at the right and at the bottom is judged with the last whole tile.
    rows, columns = (np.arange(0, max(1, length - TILE_PX + 1), TILE_PX) for length in alike.shape)
    sums = np.add.reduceat(np.add.reduceat(alike, rows, axis=0), columns, axis=1)
    counts = np.diff([*rows, alike.shape[0]])[:, None] * np.diff([*columns, alike.shape[1]])
    tiles = sums / counts
    row, column = np.unravel_index(int(tiles.argmin()), tiles.shape)
    step = TILE_PX * SHRUNK
    return Place(float(tiles[row, column]), int(column) * step, int(row) * step)
