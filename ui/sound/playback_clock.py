"""Tells when a frame of sound is heard, in session time.

The clock of a loudspeaker and the clock of the machine drift apart, and what a device says of its latency trembles. So
the line from frames to session time leans gently toward what is measured and never bends sharply.
"""

CORRECTS_OVER_S = 2.0
"""Seconds over which a deviation is taken back; the notes of `PlaybackClock` say what comes of it."""

LARGEST_CORRECTION = 0.02
"""Sound runs at most this share slower or faster; a choice: far more than clocks drift, and pitch does not change."""

LARGEST_DEVIATION_S = 0.03
"""Seconds; what is further off is not drift: the device stood still, or starts anew. A choice."""

_OUTLIERS_BELIEVED = 3  # deviations in a row that are believed; a choice: one late block is not a new beginning


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
        self._outliers = _OUTLIERS_BELIEVED  # the first measurement is believed

    def measure(self, frame: int, heard_s: float) -> None:
        """Take in that ``frame`` is heard at ``heard_s``; frames come in order."""
        expected_s = self.at(frame)
        deviation_s = heard_s - expected_s
        self._from_frame = frame
        if abs(deviation_s) <= LARGEST_DEVIATION_S:
            self._outliers = 0
        elif self._outliers < _OUTLIERS_BELIEVED:
            self._outliers += 1
        if self._outliers >= _OUTLIERS_BELIEVED:
            self._outliers = 0
            self._from_s, self._pace = heard_s, 1.0
            return
        self._from_s = expected_s
        self._pace = 1.0 + min(LARGEST_CORRECTION, max(-LARGEST_CORRECTION, deviation_s / CORRECTS_OVER_S))

    def at(self, frame: int) -> float:
        """Return when a frame is heard, in seconds of the session clock."""
        return self._from_s + self._pace * (frame - self._from_frame) / self._rate_hz
