"""Maps a sensor's own time to session time, though its packets come late and in bunches.

A packet can be late and never early, so the two clocks lie together where arrival less device time is smallest, and
drift apart as that lower edge rises or falls. This is for samples; `timeline` places beats.
"""

import math

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

JUMP_S = 2.5
"""So much more or less lag than the lower edge is no late packet, once it lasts; one of the clocks has jumped. The gap
limit of `timeline.GAP_S`."""

SURE_AFTER_S = 4.0
"""For so long a lag must stay up: packets held back by the link come in a burst before that. As `timeline.ANCHOR_S`."""

_BACK_S = 0.5
"""Device time that goes back by more was set anew. A choice: more than stamps are out of order, less than a restart."""

_COUNTED_LOWS_EVERY_S = 1.0
"""A counted clock may be off by some per cent, so it is learnt in seconds where a crystal has minutes: 0.05 of 20 s
would be a whole second."""


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

    A clock has jumped when a lag lies 2.5 s below the line, when device time goes back by more than half a second, or
    when lags stay 2.5 s above the line for 4 s. A counted clock cannot tell samples held back from samples lost, so
    there the last counts at once.
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
        self._jumped = False

    @property
    def jumped(self) -> bool:
        """Whether the newest packet showed that a clock had jumped, so that this one began anew with it."""
        return self._jumped

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
            Session time at which the packet arrived; each packet comes once, in order.

        Returns
        -------
        float
            Never after ``arrived_s`` and never before what was returned earlier.
        """
        lag_s = arrived_s - device_s
        jumped = self._is_jump(device_s, lag_s, arrived_s)
        if jumped:
            self.clear()
        self._jumped = jumped
        self._device_s = device_s
        self._learn(arrived_s, lag_s)
        t_s = device_s + self._level_s + self._skew * arrived_s
        self._newest_s = max(self._newest_s, min(t_s, arrived_s))
        return self._newest_s

    def _is_jump(self, device_s: float, lag_s: float, arrived_s: float) -> bool:
        if not self._lows:
            return False
        above_s = lag_s - (self._level_s + self._skew * arrived_s)
        if above_s <= JUMP_S:
            self._high_since_s = math.nan
            return above_s < -JUMP_S or device_s < self._device_s - _BACK_S
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
