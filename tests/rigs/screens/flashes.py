"""Counts flashes in a row of pictures, as the Web Content Accessibility Guidelines 2.2 define them (2.3.1)."""

from collections import deque
from collections.abc import Iterable

import numpy as np
from PySide6.QtGui import QImage

CHANGE = 0.1
"""Of the greatest relative luminance: a change from which on it is half a flash."""

DARK_ENOUGH = 0.8
"""Relative luminance below which the darker of the two pictures lies."""

FIELD_PX = (256, 341)
"""Rows and columns of ten degrees of the visual field, at the distance and the screen that the guidelines assume."""

FIELD_SHARE = 0.25
"""Of such a field that may flash at will."""

SAMPLE_PX = 4
"""Every fourth pixel of every fourth row is looked at: the area that counts has 21,800."""


def luminance(picture: QImage) -> np.ndarray:
    """Return the relative luminance of the pixels that are looked at, `(rows, columns)`, 0 to 1."""
    shown = picture.convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), shown.width(), 4)
    parts = pixels[::SAMPLE_PX, ::SAMPLE_PX, :3] / 255.0
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array((0.2126, 0.7152, 0.0722))


def most_flashes(pictures: Iterable[np.ndarray], rate_hz: float) -> float:
    """Return the greatest number of flashes in any second that any large area has: two opposing changes are one.

    Parameters
    ----------
    pictures : iterable of numpy.ndarray
        What `luminance` returned of each, in order.
    rate_hz : float
        So many pictures are shown in a second.
    """
    most = 0.0
    lowest = highest = way = None
    recent: deque[np.ndarray] = deque(maxlen=round(rate_hz))
    for now in pictures:
        if lowest is None:
            lowest, highest, way = now.copy(), now.copy(), np.zeros(now.shape, np.int8)
        up = (now - lowest >= CHANGE) & (lowest < DARK_ENOUGH) & (way <= 0)
        down = (highest - now >= CHANGE) & (now < DARK_ENOUGH) & (way >= 0)
        lowest = np.where(up | down, now, np.minimum(lowest, now))
        highest = np.where(up | down, now, np.maximum(highest, now))
        way = np.where(up, 1, np.where(down, -1, way)).astype(np.int8)
        recent.append(up | down)
        changes = np.sum(np.stack(recent), axis=0, dtype=np.int16)
        for count in range(int(changes.max()), round(2 * most), -1):
            if _fills_a_field(changes >= count):
                most = count / 2
                break
    return most


def _fills_a_field(flashing: np.ndarray) -> bool:
    """Return whether a quarter of any field of ten degrees flashes."""
    rows, columns = (min(size // SAMPLE_PX, have) for size, have in zip(FIELD_PX, flashing.shape, strict=True))
    least = FIELD_SHARE * (FIELD_PX[0] // SAMPLE_PX) * (FIELD_PX[1] // SAMPLE_PX)
    if flashing.sum() < least:
        return False
    sums = np.pad(flashing.astype(np.int32).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    fields = sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns] + sums[:-rows, :-columns]
    return bool(fields.max() >= least)
