"""Keeps beats that came late until later ones tell whether a radio stalled or beats are missing."""

import math
from collections import deque
from collections.abc import Callable, Sequence

from biofeedback.events import Beat

CAUGHT_UP_SHARE = 0.1
"""Seconds of lag that packets must make up in a second to be still catching up after a stall. A choice: a radio that
sends every 0.7 s what a strap says once a second makes up four times as much."""

_STALLS_S = 60.0
"""For so long, from the first late packet on, a new silence counts as one more stall. A choice: three times the longest
stall that was seen; a radio that goes on so loses beats, and is told to."""


class HeldBeats:
    """Beats that wait, in order, and how late their packets were since the last silence."""

    def __init__(self) -> None:
        self.beats: list[Beat] = []
        self.chain_s = 0.0
        self._lags: deque[tuple[float, float]] = deque()
        self._speaks_since_s = math.nan
        self._silent_at = 0

    def add(self, beat: Beat, length_s: float, chain_s: float, silence_s: float) -> None:
        """Take in a beat of this length (s); the first one follows on ``chain_s`` (s).

        Where a packet lies ``silence_s`` later than the one before it, the radio was silent once more.
        """
        if not self.beats:
            self.chain_s = chain_s
            self._lags.clear()
            self._speaks_since_s = beat.arrived_s
            self._silent_at = 0
        elif beat.arrived_s > self.beats[-1].arrived_s:
            self._end_packet(silence_s)
        self.chain_s += length_s
        self.beats.append(beat)

    def let_go(self) -> list[Beat]:
        """Return the beats, and hold none any more."""
        beats, self.beats = self.beats, []
        return beats

    def let_go_until_silence(self) -> tuple[list[Beat], list[Beat]]:
        """Return the beats before the first silence between them, and those after it, and hold none any more."""
        beats = self.let_go()
        at = self._silent_at or len(beats)
        return beats[:at], beats[at:]

    def have_caught_up(self, now_s: float, for_s: float, silence_s: float) -> bool:
        """Return whether packets spoke for so long, as of a new one at ``now_s``, and no longer make up their lag.

        The first beats of a packet lie late even when its last does not, so it takes two packets that are whole.
        """
        last_s = self.beats[-1].arrived_s
        if self._is_silence(silence_s) or not self._speaks_since_s < last_s < now_s:
            return False
        return now_s - self._speaks_since_s >= for_s and not self.catch_up(now_s, for_s)

    def catch_up(self, now_s: float, for_s: float) -> bool:
        """Return whether the packets of the last ``for_s`` seconds made up a good part of their lag."""
        while len(self._lags) > 1 and self._lags[1][0] <= now_s - for_s:
            self._lags.popleft()
        before_s, lag_s = self._lags[0] if self._lags else (now_s, math.inf)
        last_s = self.beats[-1].arrived_s
        return last_s > before_s and lag_s - self._lag_s > CAUGHT_UP_SHARE * (last_s - before_s)

    def _end_packet(self, silence_s: float) -> None:
        if self._is_silence(silence_s):
            self._lags.clear()
            self._speaks_since_s = self.beats[-1].arrived_s
            if not self._silent_at:
                self._silent_at = sum(beat.arrived_s < self._speaks_since_s for beat in self.beats)
        self._lags.append((self.beats[-1].arrived_s, self._lag_s))

    def _is_silence(self, silence_s: float) -> bool:
        """Return whether the newest packet, which is whole, came after a silence."""
        goes_on = self.beats[-1].arrived_s - self.beats[0].arrived_s < _STALLS_S
        return goes_on and bool(self._lags) and self._lag_s - self._lags[-1][1] > silence_s

    @property
    def _lag_s(self) -> float:
        return self.beats[-1].arrived_s - self.chain_s


def chain_begin_s(
    held: Sequence[Beat], later: Sequence[Beat], length_s: Callable[[float], float], usual_lag_s: float, limit_s: float
) -> float:
    """Return when the chain of held beats begins, in seconds: as early as it must, or as late as is usual.

    Parameters
    ----------
    held, later : sequence of Beat
        What is to be placed, and what came after one more silence; nothing lies after its arrival.
    length_s : callable
        The length in seconds of an interval in ms.
    usual_lag_s : float
        How late packets usually come; ``nan``: not known, the smallest lag is 0.
    limit_s : float
        Packets that are later than the earliest by so much waited in a stall: they tell how long it was, and not where
        their beats lie.
    """
    chain_s = 0.0
    lags_s: dict[float, float] = {}
    for beat in held:
        chain_s += length_s(beat.rr_ms)
        lags_s[beat.arrived_s] = beat.arrived_s - chain_s
    earliest_s = min(lags_s.values())
    for beat in later:
        chain_s += length_s(beat.rr_ms)
        earliest_s = min(earliest_s, beat.arrived_s - chain_s)
    if math.isnan(usual_lag_s):
        return earliest_s
    told_s = sorted(lag for lag in lags_s.values() if lag <= earliest_s + limit_s) or [earliest_s]
    return min(earliest_s, told_s[len(told_s) // 2] - usual_lag_s)
