"""The sound of a bell, begun in the very frame that is heard at its moment."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from ui.sound.grains import GRAIN, Samples

LOUDEST = 0.5
"""What no sample of a bell exceeds, of ±1: room is left for breath and voice beside it."""

ATTACK_S = 0.03
"""Seconds in which a bell comes; a choice: long enough not to startle, short enough to be a moment."""

LENGTH_S = 9.0
"""Seconds until a bell is cut off: as long as its slowest partials take to fall by 60 dB."""

_LOWEST_HZ = 293.7  # D4; a choice that small loudspeakers can play
# Ratio, amplitude, and seconds to fall by 60 dB; a choice: those of a small bowl, inharmonic and the high ones
# soon gone. The first is two, a little apart, so that it beats slowly.
_PARTIALS = (
    (1.0, 0.7, 9.0),
    (1.0023, 0.3, 9.0),
    (2.71, 0.42, 6.0),
    (5.04, 0.16, 3.5),
    (7.93, 0.06, 1.8),
)
_FADE_S = 0.5  # how long the cut at the end is softened: a choice; nothing is left to hear by then
_DECAY_60_DB = 6.91  # ln(1000): an exponential falls by 60 dB in this many of its time constants


@lru_cache(maxsize=1)  # each practice and each change of the loudspeaker strikes it anew, at one rate as a rule
def bell(rate_hz: float) -> Samples:
    """Return one strike of the bell, within ± `LOUDEST`; the same array each time, which nobody may write to."""
    t_s = np.arange(round(LENGTH_S * rate_hz)) / rate_hz
    sound = np.zeros(len(t_s))
    for ratio, amplitude, falls_in_s in _PARTIALS:
        sound += amplitude * np.exp(-_DECAY_60_DB * t_s / falls_in_s) * np.sin(2.0 * np.pi * ratio * _LOWEST_HZ * t_s)
    sound *= _rise(t_s / ATTACK_S) * _rise((LENGTH_S - t_s) / _FADE_S)
    sound *= LOUDEST / sum(amplitude for _, amplitude, _ in _PARTIALS)
    sound.setflags(write=False)
    return sound


def _rise(share: Samples) -> Samples:
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0.0, 1.0)), dtype=np.float64)


class Bells:
    """The bells of one practice, made grain by grain; several may ring at once."""

    def __init__(self, rate_hz: float) -> None:
        self._bell = bell(rate_hz)
        self._strikes: list[int] = []  # the frames with which they begin
        self._frame = 0

    def strike(self, after: float) -> None:
        """Begin a bell ``after`` frames, counted from the next grain."""
        self._strikes.append(self._frame + max(0, round(after)))

    def render(self, grains: int) -> Samples:
        """Return the next grains."""
        sound = np.zeros(grains * GRAIN)
        for strike in self._strikes:
            from_frame = max(strike, self._frame)
            ringing = self._bell[from_frame - strike : max(0, self._frame + len(sound) - strike)]
            begins = from_frame - self._frame
            sound[begins : begins + len(ringing)] += ringing
        self._frame += len(sound)
        self._strikes = [strike for strike in self._strikes if strike + len(self._bell) > self._frame]
        return sound


def moment_in_frames(times_s: Sequence[float], moment_s: float) -> float | None:
    """Return how many frames after ``times_s[0]`` a moment comes.

    Parameters
    ----------
    times_s : sequence of float
        When the boundaries of successive grains are heard.
    moment_s : float
        The moment.

    Returns
    -------
    float or None
        0 for a moment that has passed; None for one that comes after the last boundary.
    """
    if moment_s <= times_s[0]:
        return 0.0
    for grain, (before_s, after_s) in enumerate(pairwise(times_s)):
        if moment_s < after_s:
            return GRAIN * (grain + (moment_s - before_s) / (after_s - before_s))
    return None
