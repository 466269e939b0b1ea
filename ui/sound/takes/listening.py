"""Plays a take once, so that whoever made it can hear it."""

import threading
from collections.abc import Callable

import numpy as np

from ui.sound.clips import Clip, Clips
from ui.sound.grains import GRAIN
from ui.sound.mix import Block
from ui.sound.settings import amplitude
from ui.sound.speaker import Speaker, open_speaker
from ui.sound.takes.take import Take
from ui.sound.voice import resampled

_LEAST_VOLUME = 0.5
"""How loud it is at least: a choice, that of the sound as it comes, also for somebody who practises in silence."""


class Listening:
    """A take that is being heard.

    Parameters
    ----------
    take : Take
        What is heard.
    volume : float
        How loud sound is, 0 (silent) to 1.
    opener : callable
        Opens the loudspeaker.

    Raises
    ------
    SoundError
        There is no loudspeaker.
    """

    def __init__(self, take: Take, volume: float, opener: Callable[[], Speaker] = open_speaker) -> None:
        self._speaker = opener()
        rate_hz = self._speaker.rate_hz
        samples = amplitude(max(_LEAST_VOLUME, volume)) * resampled(take.samples, take.rate_hz, rate_hz)
        self._clips = Clips(rate_hz)
        self._clips.play(Clip(samples))
        self._made = np.zeros(0)
        self._left = len(samples) + round(self._speaker.latency_s * rate_hz)
        self._over = threading.Event()
        self._speaker.start(self._fill)

    @property
    def over(self) -> bool:
        """Whether all of it was heard, or the loudspeaker has gone."""
        return self._over.is_set() or not self._speaker.active

    def close(self) -> None:
        """Fall silent and let the loudspeaker go."""
        self._speaker.close()

    def _fill(self, block: Block, _lead_s: float) -> None:
        lacking = len(block) - len(self._made)
        if lacking > 0:
            self._made = np.concatenate((self._made, self._clips.render(-(-lacking // GRAIN))))
        block[:] = self._made[: len(block), None]
        self._made = self._made[len(block) :]
        self._left -= len(block)
        if self._left <= 0:
            self._over.set()
