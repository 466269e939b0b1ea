"""How large letters are that a room can read."""

import math

_FARTHEST_HEIGHTS = 8.0
"""How far away who sits last sits, in heights of the screen: what is asked of a room for lectures (AVIXA V202.01)."""

_LETTER_ARCMIN = 16.0
"""How high a capital letter is to the eye of who sits last, in minutes of arc: the least of ISO 9241-303 (2011)."""

_CAPITAL_SHARE = 0.727
"""The height of a capital letter in Inter, as a share of the size of its letters: 2048 of 2816 units."""


def readable_px(height_px: float) -> int:
    """Return the size of letters, in pixels, that are read from eight heights away, on a screen so high."""
    capital = 2.0 * _FARTHEST_HEIGHTS * math.tan(math.radians(_LETTER_ARCMIN / 60.0) / 2.0)
    return math.ceil(capital / _CAPITAL_SHARE * height_px)
