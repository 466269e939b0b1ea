"""The clock of a sensor that has none: its frames, counted.

A count is right as long as no frame is lost unseen. What can be seen of that from the arrivals alone is seen here.
"""

_SILENCE_S = 1.0
"""After so long without bytes the frames are checked against the time: a choice, far above the pauses of a port."""

_SLACK_S = 0.5
"""So many seconds of frames may be wanting after a silence: a choice, half of it, for bytes still on their way."""


class CountedFrames:
    """Counts the frames of one sensor.

    Parameters
    ----------
    rate_hz : float
        Frames a second, as the sensor is said to send them.
    """

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._count = 0
        self._last_s = float("inf")

    def next_s(self, skipped: int = 0) -> float:
        """Count a frame, and before it those that are known to be missing; return its time in seconds."""
        device_s = (self._count + skipped) / self._rate_hz
        self._count += skipped + 1
        return device_s

    def after_s(self, frames: int) -> float:
        """Return the time in seconds of the last of so many frames to come."""
        return (self._count + frames - 1) / self._rate_hz

    def has_hole(self, frames: float, arrived_s: float) -> bool:
        """Take in how many frames the bytes of a packet are worth; return whether some must be missing before them.

        So it is when nothing came for a second, and what came then is not what was sent in that time.
        """
        silent_s = arrived_s - self._last_s
        self._last_s = arrived_s
        return silent_s >= _SILENCE_S and frames / self._rate_hz < silent_s - _SLACK_S

    def restart(self) -> None:
        """Begin anew after the link broke: no silence is measured across."""
        self._last_s = float("inf")
