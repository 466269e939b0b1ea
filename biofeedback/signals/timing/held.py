"""Keeps beats that came late until later ones tell whether a radio stalled or beats are missing."""

import math
from collections import deque

from biofeedback.events import Beat

CAUGHT_UP_SHARE = 0.1
"""Seconds of lag that packets must make up in a second to be still catching up after a stall. A choice: a radio that
sends every 0.7 s what a strap says once a second makes up four times as much."""


class HeldBeats:
    """Beats that wait, in order, and how late their packets were."""

    def __init__(self) -> None:
        self.beats: list[Beat] = []
        self.chain_s = 0.0
        self._lags: deque[tuple[float, float]] = deque()

    def add(self, beat: Beat, length_s: float, chain_s: float) -> None:
        """Take in a beat of this length (s); the first one follows on ``chain_s`` (s)."""
        if not self.beats:
            self.chain_s = chain_s
            self._lags.clear()
        elif beat.arrived_s > self.beats[-1].arrived_s:
            self._lags.append((self.beats[-1].arrived_s, self._lag_s))
        self.chain_s += length_s
        self.beats.append(beat)

    def let_go(self) -> list[Beat]:
        """Return the beats, and hold none any more."""
        beats, self.beats = self.beats, []
        return beats

    def tell_enough(self, now_s: float, for_s: float) -> bool:
        """Return whether there are whole packets, as of a new one at ``now_s``, that no longer make up their lag.

        The first beats of a packet lie late even when its last does not, so it takes two packets that are whole.
        """
        return self.beats[0].arrived_s < self.beats[-1].arrived_s < now_s and not self.catch_up(now_s, for_s)

    def catch_up(self, now_s: float, for_s: float) -> bool:
        """Return whether the packets of the last ``for_s`` seconds made up a good part of their lag."""
        while len(self._lags) > 1 and self._lags[1][0] <= now_s - for_s:
            self._lags.popleft()
        before_s, lag_s = self._lags[0] if self._lags else (now_s, math.inf)
        last_s = self.beats[-1].arrived_s
        return last_s > before_s and lag_s - self._lag_s > CAUGHT_UP_SHARE * (last_s - before_s)

    @property
    def _lag_s(self) -> float:
        return self.beats[-1].arrived_s - self.chain_s
