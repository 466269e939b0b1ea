"""The rate at which a group of hearts waves where no breath is led."""

import math

import numpy as np

from biofeedback.signals.coupling.pacer_wave import TURN_RAD
from biofeedback.signals.group.local_wave import Beats

WINDOW_S = 64.0
"""As that of the other numbers of a moment."""

SLOWEST_HZ, QUICKEST_HZ = 0.075, 0.4
"""4.5 to 24 a minute: slower waves have too little room about a moment, and quicker ones hardly move a heart. A
choice."""

_RATES_HZ = np.arange(SLOWEST_HZ, QUICKEST_HZ + 0.0025, 0.005)  # a third of what the window can tell apart, in Hz

_FEWEST_BEATS = 30  # half a beat a second


def own_rate_hz(beats: Beats, until_s: float) -> float:
    """Return the rate that the waves of all hearts have most of, as of the window that ends at ``until_s``.

    Every heart counts alike, however large its wave: the powers of each are shares of their own sum. They are first
    multiplied by their frequency, since a heart's noise falls off as 1/f. ``nan`` without a heart of 30 beats.
    """
    taken = beats.sizes >= _FEWEST_BEATS
    if not taken.any():
        return math.nan
    beats = beats.of_hearts(taken)
    away_s = beats.middle_s - (until_s - WINDOW_S / 2.0)
    along, rates = beats.about_mean(away_s), beats.about_mean(beats.hr_bpm)
    slopes = np.add.reduceat(along * rates, beats.firsts) / np.add.reduceat(along * along, beats.firsts)
    about_trend = rates - slopes.repeat(beats.sizes) * along
    # Each beat counts by a raised cosine of its distance and by the time that it stands for.
    weighted = (1.0 + np.cos(TURN_RAD * away_s / WINDOW_S)) * about_trend / beats.hr_bpm
    waves = weighted * np.exp(-1j * TURN_RAD * _RATES_HZ[:, None] * away_s)
    powers = _RATES_HZ[:, None] * np.abs(np.add.reduceat(waves, beats.firsts, axis=1)) ** 2
    whole = np.sum(powers, axis=0)
    known = whole > 0.0
    if not known.any():
        return math.nan
    return float(_RATES_HZ[int(np.argmax(np.sum(powers[:, known] / whole[known], axis=1)))])
