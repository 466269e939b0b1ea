"""The track within the sound of a practice: where the practice is, there it is heard, with soft edges."""

import numpy as np

from ui.sound.grains import GRAIN, Eased, Samples, spread
from ui.sound.track.stream import TrackSource

PAUSE_S = 0.5
"""Seconds in which the track fades away where the practice waits, and comes back: a choice; soft, and no word is lost,
for what faded away is heard again."""

CLOSING_S = 4.0
"""Seconds in which it fades where the person ends the practice: a choice; within the three breaths that then follow."""

RESYNC_S = 1.0
"""Seconds by which the track may be away from where the practice is: a choice. Clocks of loudspeakers drift apart from
the session's by less than 0.4 s an hour (100 parts in a million); what is more is a device that stood still."""

_QUIET = 1.0 / PAUSE_S
_CLOSING = 1.0 / CLOSING_S


class TrackPart:
    """Plays one track, grain by grain.

    Parameters
    ----------
    source : TrackSource
        Where its frames come from.
    rate_hz : float
        Frames a second.
    """

    def __init__(self, source: TrackSource, rate_hz: float) -> None:
        self._source = source
        self._rate_hz = rate_hz
        self._presence = Eased(rate_hz, _QUIET)
        self._closing = Eased(rate_hz, _CLOSING, 1.0)
        self._frame: int | None = None  # the next one to be heard; None when it is to be looked for
        self._behind = 0  # frames that should have been heard while they were not decoded yet

    def render(self, wanted_s: float | None, grains: int, *, closing: bool = False) -> Samples:
        """Return the next grains, of shape (frames, 2).

        Parameters
        ----------
        wanted_s : float or None
            Where in the track the practice is, in seconds; None where it waits or has ended.
        grains : int
            How many.
        closing : bool
            Whether the person has ended the practice.
        """
        frames = grains * GRAIN
        if wanted_s is not None:
            self._place(wanted_s)
        elif self._presence.value == 0.0:
            self._frame = None
        sound = self._taken(frames)
        there = sound is not None and wanted_s is not None and self._near(wanted_s)
        presence = self._presence.line([1.0 if there else 0.0] * grains)
        closed = self._closing.line([0.0 if closing else 1.0] * grains)
        if sound is None:
            return np.zeros((frames, 2))
        return (spread(presence) * spread(closed))[:, None] * sound

    def _place(self, wanted_s: float) -> None:
        """Go to where the practice is, unless the track is there or is still heard where it was."""
        if self._frame is None or (self._presence.value == 0.0 and not self._near(wanted_s)):
            self._frame = round(wanted_s * self._rate_hz)
            self._behind = 0
            self._source.seek(self._frame)

    def _near(self, wanted_s: float) -> bool:
        return self._frame is not None and abs(self._frame / self._rate_hz - wanted_s) <= RESYNC_S

    def _taken(self, frames: int) -> Samples | None:
        if self._frame is None:
            return None
        if self._behind and self._source.take(self._behind) is not None:
            self._behind = 0
        sound = None if self._behind else self._source.take(frames)
        if sound is None:
            self._behind += frames
        self._frame += frames
        if self._behind > RESYNC_S * self._rate_hz:
            self._frame = None  # it is looked for anew, where the practice is by then
        return None if sound is None else np.asarray(sound, dtype=np.float64)
