"""When a frame of sound is heard, on the session clock.

The clock of a loudspeaker and the clock of the machine drift apart, and what a device says of its latency trembles. So
the line from frames to session time leans gently toward what is measured and never bends sharply. This module must not
ask any clock.
"""

CORRECTS_OVER_S = 2.0
"""A deviation is taken back over about this long."""

LARGEST_CORRECTION = 0.02
"""Sound runs at most this much slower or faster; pitch does not change with it."""

LARGEST_DEVIATION_S = 0.03
"""What is further off than this is not drift: the device stood still, or starts anew."""

_SURE_AFTER = 3


class PlaybackClock:
    """Session time as a line over frames.

    Parameters
    ----------
    rate_hz : float
        Frames a second, as the device says.

    Notes
    -----
    A loop of first order with a time constant of 2 s: a trembling of 1 ms from block to block becomes less than 0.2 ms,
    and a drift of 200 parts in a million is followed 0.4 ms behind.
    """

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._from_frame = 0
        self._from_s = 0.0
        self._pace = 1.0
        self._strange = _SURE_AFTER  # the first measurement is believed

    def measure(self, frame: int, heard_s: float) -> None:
        """Take in that ``frame`` is heard at ``heard_s``; frames come in order."""
        expected_s = self.at(frame)
        deviation_s = heard_s - expected_s
        self._from_frame = frame
        if abs(deviation_s) <= LARGEST_DEVIATION_S:
            self._strange = 0
        elif self._strange < _SURE_AFTER:
            self._strange += 1
        if self._strange >= _SURE_AFTER:
            self._strange = 0
            self._from_s, self._pace = heard_s, 1.0
            return
        self._from_s = expected_s
        self._pace = 1.0 + min(LARGEST_CORRECTION, max(-LARGEST_CORRECTION, deviation_s / CORRECTS_OVER_S))

    def at(self, frame: int) -> float:
        """Return when a frame is heard, in seconds of the session clock."""
        return self._from_s + self._pace * (frame - self._from_frame) / self._rate_hz
