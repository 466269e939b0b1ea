"""A sensor's own time, told in session time, though its packets come late and in bunches.

A packet can be late and never early, so the two clocks lie together where arrival less device time is smallest, and
drift apart as that lower edge rises or falls. Beats are not placed here (that is `timeline`); this is for samples.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.timing.beats import FloatArray
from biofeedback.signals.timing.clock_skew import (
    FEWEST_LOWS,
    LARGEST_SKEW,
    LOWS_EVERY_S,
    MOST_LOWS,
    Low,
    believed_slope,
    lower,
)

COUNTED_SKEW = 0.05
"""For a sensor whose only clock is the count of its samples, at a nominal rate that may be off by some per cent."""

LEAP_S = 2.5
"""So much more or less lag than the lower edge is no late packet, once it lasts; one of the clocks has leapt."""

SURE_AFTER_S = 4.0
"""For so long a lag must stay up: packets held back by the link come in a burst before that."""

_BACK_S = 0.5
_COUNTED_LOWS_EVERY_S = 1.0


class DeviceClock:
    """Maps the time of one sensor to session time, packet by packet.

    Parameters
    ----------
    largest_skew : float
        By what share of the time the sensor's clock may go faster or slower than ours: 1e-4 for a crystal,
        `COUNTED_SKEW` where samples are counted for a clock.

    Notes
    -----
    The session time is ``device_s`` plus the highest line of the believed slope (`clock_skew.believed_slope`) that lies
    under all smallest lags so far. For a crystal these are the smallest of every 20 s over 30 minutes, and nothing is
    believed in the first three; a counted clock is learnt from every second of the last 90, from the ninth second on:
    with packets late by up to 0.1 s, intervals are right within 0.5 % after 20 s and within 0.1 % after a minute.

    A leap is a lag 2.5 s below the line, device time that goes back by more than half a second, or lags that stay 2.5 s
    above the line for 4 s. A counted clock cannot tell samples held back from samples lost, so there the last is a leap
    at once.
    """

    def __init__(self, largest_skew: float = LARGEST_SKEW) -> None:
        self._largest_skew = largest_skew
        self._counted = largest_skew > LARGEST_SKEW
        self._every_s = _COUNTED_LOWS_EVERY_S if self._counted else LOWS_EVERY_S
        self._newest_s = -math.inf
        self.clear()

    def clear(self) -> None:
        """Begin anew, after a gap: nothing is known of the clock but that session time does not go back."""
        self._lows: list[Low] = []
        self._low_until_s = -math.inf
        self._skew = 0.0
        self._level_s = math.inf
        self._device_s = -math.inf
        self._high_since_s = math.nan
        self._leapt = False

    @property
    def leapt(self) -> bool:
        """Whether the newest packet showed that a clock had leapt, so that this one began anew with it."""
        return self._leapt

    @property
    def host_per_device(self) -> float:
        """Seconds of ours in a second of a counted clock; 1 for a crystal, whose error no interval shows."""
        return 1.0 / (1.0 - self._skew) if self._counted else 1.0

    def at(self, device_s: float, arrived_s: float) -> float:
        """Return the session time of a packet's newest sample.

        Parameters
        ----------
        device_s : float
            When it was taken, by the sensor's own clock, in seconds.
        arrived_s : float
            Session time at which the packet arrived; packets are told once each, in order.

        Returns
        -------
        float
            Never after ``arrived_s`` and never before what was returned earlier.
        """
        lag_s = arrived_s - device_s
        leapt = self._is_leap(device_s, lag_s, arrived_s)
        if leapt:
            self.clear()
        self._leapt = leapt
        self._device_s = device_s
        self._learn(arrived_s, lag_s)
        t_s = device_s + self._level_s + self._skew * arrived_s
        self._newest_s = max(self._newest_s, min(t_s, arrived_s))
        return self._newest_s

    def _is_leap(self, device_s: float, lag_s: float, arrived_s: float) -> bool:
        if not self._lows:
            return False
        above_s = lag_s - (self._level_s + self._skew * arrived_s)
        if above_s <= LEAP_S:
            self._high_since_s = math.nan
            return above_s < -LEAP_S or device_s < self._device_s - _BACK_S
        if math.isnan(self._high_since_s):
            self._high_since_s = arrived_s
        sure = self._counted or arrived_s - self._high_since_s >= SURE_AFTER_S
        return sure or device_s < self._device_s - _BACK_S

    def _learn(self, arrived_s: float, lag_s: float) -> None:
        if arrived_s < self._low_until_s:
            self._lows[-1] = lower(self._lows[-1], (arrived_s, lag_s))
            self._level_s = min(self._level_s, lag_s - self._skew * arrived_s)
            return
        if len(self._lows) >= FEWEST_LOWS:
            self._skew = believed_slope(self._lows, self._largest_skew)
        self._lows = [*self._lows[1 - MOST_LOWS :], (arrived_s, lag_s)]
        self._low_until_s = arrived_s + self._every_s
        self._level_s = min(lag_s - self._skew * arrived_s for arrived_s, lag_s in self._lows)


def map_device_times(device_s: ArrayLike, arrived_s: ArrayLike, *, largest_skew: float = LARGEST_SKEW) -> FloatArray:
    """Return the session times of a whole record of packets: the same as asking `DeviceClock` packet by packet.

    Parameters
    ----------
    device_s, arrived_s : array of float, shape (packets,)
        When each packet's newest sample was taken by the sensor's clock, and when the packet arrived, in seconds.
    largest_skew : float
        As for `DeviceClock`.

    Raises
    ------
    ValueError
        When the two differ in length.
    """
    clock = DeviceClock(largest_skew)
    stamps = np.asarray(device_s, dtype=np.float64).tolist()
    arrivals = np.asarray(arrived_s, dtype=np.float64).tolist()
    return np.array([clock.at(*packet) for packet in zip(stamps, arrivals, strict=True)], dtype=np.float64)
