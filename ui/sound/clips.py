"""Plays the clips of a recorded voice within the sound, one at a time and with soft edges."""

from dataclasses import dataclass

import numpy as np

from ui.sound.grains import GRAIN, Samples

EDGE_S = 0.03
"""Seconds in which a clip fades in, fades out, and gives way to another; a choice: no click, and no word is cut."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Something to say: ``samples`` of one channel, within ±1, at the rate of the sound."""

    samples: Samples


@dataclass(frozen=True, slots=True)
class _Playing:
    frame: int
    samples: Samples


class Clips:
    """The clips of one practice, made grain by grain."""

    def __init__(self, rate_hz: float) -> None:
        self._edge = round(EDGE_S * rate_hz)
        self._frame = 0
        self._playing: list[_Playing] = []

    def play(self, clip: Clip) -> None:
        """Begin a clip with the next grain; what still plays fades away under it."""
        self._playing = [self._ending(playing) for playing in self._playing]
        self._playing.append(_Playing(self._frame, self._with_soft_edges(clip.samples)))

    def render(self, grains: int) -> Samples:
        """Return the next grains."""
        sound = np.zeros(grains * GRAIN)
        for playing in self._playing:
            samples = playing.samples[self._frame - playing.frame :][: len(sound)]
            sound[: len(samples)] += samples
        self._frame += len(sound)
        self._playing = [playing for playing in self._playing if playing.frame + len(playing.samples) > self._frame]
        return sound

    def _ending(self, playing: _Playing) -> _Playing:
        remaining = playing.samples[self._frame - playing.frame :][: self._edge]
        return _Playing(self._frame, remaining * np.linspace(1.0, 0.0, len(remaining)))

    def _with_soft_edges(self, samples: Samples) -> Samples:
        edge = min(self._edge, len(samples) // 2)
        soft = np.array(samples, dtype=np.float64)
        rise = 0.5 - 0.5 * np.cos(np.pi * np.arange(edge) / max(1, edge))
        soft[:edge] *= rise
        soft[len(soft) - edge :] *= rise[::-1]
        return soft
