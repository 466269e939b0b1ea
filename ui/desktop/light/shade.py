"""The shade of the breath light: its honey in another colour, or dimmer.

Another colour is as light as honey, so that the words in the light stay readable and a dark room stays dark.
"""

import math
from dataclasses import dataclass
from typing import TypeAlias

from biofeedback.practice.warmth import HELD_SHARE
from ui.tokens import DARK

Stop: TypeAlias = tuple[float, float, float, float]
"""``(radius, red, green, blue)``: radius in rings, colours in levels (0 to 255) added to what is beneath."""

Stops: TypeAlias = tuple[Stop, ...]

HONEY = "#e9a53b"
"""The colour in which the stops of a light are written."""

_PALEST_PART = 0.25  # of the strongest of red, green and blue: no deeper than honey, which has 59 of 233
_QUIET_FROM = 0.3  # so far outside the ground of the words a quieter light is as quiet as it is to be
_LIGHTNESS = (0.2126, 0.7152, 0.0722)  # weights of red, green and blue in luminance, from ITU-R BT.709


@dataclass(frozen=True, slots=True)
class Shade:
    """A colour as ``#rrggbb``, and how bright it is, as a share of full.

    However small the share, the light is never quieter than held.
    """

    colour: str = HONEY
    brightness_share: float = 1.0


def coloured(stops: Stops, colour: str) -> Stops:
    """Return a light that is written in honey in another colour.

    Notes
    -----
    Where honey is pale the colour is pale, where it is deep the colour is deep: each part of a colour is raised to the
    power that takes honey there. The lightness of every stop (Rec. 709) stays.
    """
    honey, own = _parts(HONEY), _parts(colour)
    return tuple(_in_colour(stop, honey, own) for stop in stops)


def quiet_around(stops: Stops, share: float, ground: float) -> Stops:
    """Return a light that is quieter around the ground of the words, which reaches to ``ground`` and stays as it is."""
    quiet = max(HELD_SHARE, share)
    return tuple(_times(1.0 + _outward(stop[0] - ground) * (quiet - 1.0), stop) for stop in stops)


def _in_colour(stop: Stop, honey: tuple[float, ...], own: tuple[float, ...]) -> Stop:
    radius, *levels = stop
    if min(levels) <= 0.0:
        return radius, 0.0, 0.0, 0.0
    green, blue = (math.log(levels[part] / levels[0]) / math.log(honey[part]) for part in (1, 2))
    powers = ((green + blue) / 2.0, green, blue)
    turned = [part**power for part, power in zip(own, powers, strict=True)]
    strength = _lightness(levels) / _lightness(turned)
    red, green, blue = (min(255.0, strength * part) for part in turned)
    return radius, red, green, blue


def _times(share: float, stop: Stop) -> Stop:
    radius, red, green, blue = stop
    return radius, share * red, share * green, share * blue


def _outward(away: float) -> float:
    """Return how far outside the ground of the words a place is: 0 on it, 1 where a quieter light is wholly quiet."""
    return min(1.0, max(0.0, away / _QUIET_FROM))


def _parts(colour: str) -> tuple[float, ...]:
    """Return red, green and blue as shares of the strongest, none of them deeper than a gentle colour goes."""
    levels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    strongest = max(1, *levels)
    return tuple(max(_PALEST_PART, level / strongest) for level in levels)


def _lightness(levels: list[float]) -> float:
    return sum(weight * level for weight, level in zip(_LIGHTNESS, levels, strict=True))


def colour_of(hue: str) -> str:
    """Return a hue as ``#rrggbb``; one that is written so already stays.

    The colours of a light are its own, whatever the colours of the words around it.
    """
    named = {"honey": DARK.honey, "amber": DARK.amber, "rose": DARK.rose, "sage": DARK.sage, "sky": DARK.sky}
    return named.get(hue, hue)
