"""The breath light painted with characters: two square pixels in each, or shades where there is no colour."""

import math
from functools import lru_cache
from itertools import groupby, pairwise

from rich.color import Color
from rich.style import Style
from rich.text import Text

from ui.tokens import DARK

EMPTY_SHARE = 0.36
"""Radius of an empty breath, as a share of a full one; a choice: near the window's, with room for whole characters."""

_LEVELS = 40  # steps of brightness; a choice: fine enough for a terminal, and few enough to keep their styles
# Colours of the light over its brightness as a share of full; a choice by eye, in the colours of the window.
_RAMP = ((0.0, DARK.background), (0.25, DARK.wave), (0.62, DARK.honey), (1.0, DARK.amber))
# Numbers among the 256 colours of a terminal. The nearest ones would wander through green and red; these do not.
_COARSE_RAMP = (232, 234, 94, 136, 172, 214, 215, 222)
_UNICODE_SHADES = " ·░▒▓█"
_ASCII_SHADES = " .:+*#"


def coloured_light(width: int, height: int, position: float, warmth_share: float, *, fine: bool) -> list[Text]:
    """Paint the light in colour.

    Parameters
    ----------
    width, height : int
        The size of the picture, in characters.
    position : float
        How full the breath is, 0 to 1.
    warmth_share : float
        How bright the light is, 0 to 1.
    fine : bool
        Whether the terminal has any colour, or a table of 256.

    Returns
    -------
    list of Text
        ``height`` lines of ``width`` characters, the light in their middle.
    """
    levels = _levels(width, 2 * height, 1.0, position, warmth_share)
    lines = []
    for upper, lower in zip(levels[::2], levels[1::2], strict=True):
        line = Text()
        for pair, run in groupby(zip(upper, lower, strict=True)):
            upper_level, lower_level = pair
            pixels = " " if upper_level == lower_level else "▀"
            line.append(pixels * sum(1 for _ in run), _pixels(upper_level, lower_level, fine))
        lines.append(line)
    return lines


def shaded_light(width: int, height: int, position: float, *, ascii_only: bool) -> list[Text]:
    """Paint the light in shades, for a terminal without colour; its shape is that of `coloured_light`."""
    shades = _ASCII_SHADES if ascii_only else _UNICODE_SHADES
    rows = _levels(width, height, 2.0, position, 1.0)
    last = len(shades) - 1
    return [Text("".join(shades[level * last // _LEVELS] for level in row), DARK.honey) for row in rows]


def _levels(width: int, height: int, aspect: float, position: float, warmth_share: float) -> list[list[int]]:
    """Return brightness 0 to ``_LEVELS`` for each pixel; a pixel is ``aspect`` times as high as wide."""
    reach = min(width, height * aspect) / 2.0
    radius = reach * (EMPTY_SHARE + (1.0 - EMPTY_SHARE) * position)
    peak = 0.55 + 0.45 * warmth_share
    levels = []
    for row in range(height):
        down = (row + 0.5 - height / 2.0) * aspect
        levels.append([_level(math.hypot(column + 0.5 - width / 2.0, down) / radius, peak) for column in range(width)])
    return levels


def _level(distance: float, peak: float) -> int:
    """Return the brightness at a distance in radii: soft to its edge and flat in the middle."""
    if distance >= 1.0:
        return 0
    return round(_LEVELS * peak * (0.5 + 0.5 * math.cos(math.pi * distance)))


@lru_cache(maxsize=2 * (_LEVELS + 1) ** 2)
def _pixels(upper: int, lower: int, fine: bool) -> Style:
    return Style(color=_colour(upper, fine), bgcolor=_colour(lower, fine))


def _colour(level: int, fine: bool) -> Color:
    share = level / _LEVELS
    if level and not fine:
        return Color.from_ansi(_COARSE_RAMP[round(share * (len(_COARSE_RAMP) - 1))])
    for (from_share, dark), (until_share, bright) in pairwise(_RAMP):
        if share <= until_share:
            along = (share - from_share) / (until_share - from_share)
            pairs = zip(Color.parse(dark).get_truecolor(), Color.parse(bright).get_truecolor(), strict=True)
            return Color.from_rgb(*(low + (high - low) * along for low, high in pairs))
    raise AssertionError(level)
