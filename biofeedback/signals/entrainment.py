"""Heart and led breath of the last minutes, as numbers of the moment.

It keeps the beats that `coupling` and `locking` look at. This module must not know a plan of breaths: each beat comes
with the angle of the breath.
"""

import math
from collections import deque

import numpy as np

from biofeedback.signals.coupling import WINDOW_S, PacerFit
from biofeedback.signals.locking import SHORTEST_WINDOW_S, Locking, cross_spectral_coherence, phase_locking
from biofeedback.signals.reading import Reading

_MOST_BEATS = 1024
_STALE_S = 10.0


class Entrainment:
    """How the heart follows the led breath."""

    def __init__(self) -> None:
        self._fit = PacerFit()
        self._rows: deque[tuple[float, float, float]] = deque(maxlen=_MOST_BEATS)

    def add(self, t_s: float, nn_ms: float, phase_rad: float) -> None:
        """Take in a beat.

        Parameters
        ----------
        t_s : float
            When its interval ended, in seconds.
        nn_ms : float
            The interval in ms; ``nan`` when it was set aside.
        phase_rad : float
            Angle of the led breath in the middle of the interval, 0 to 2 pi; ``nan`` when no breath is led.
        """
        self._fit.add(t_s, nn_ms, phase_rad)
        if not math.isnan(nn_ms):
            self._rows.append((t_s - nn_ms / 2000.0, nn_ms, phase_rad))

    def fit(self, now_s: float) -> tuple[Reading, ...]:
        """Return amplitude, lag and share of the wave in step with the breath, as of ``now_s``."""
        self._fit.advance(now_s)
        fit = self._fit.result()
        covered_share = self._covered_share(now_s, WINDOW_S)
        return (
            Reading("pacer_amplitude_bpm", fit.amplitude_bpm, covered_share, fit.reason),
            Reading("pacer_lag_s", fit.lag_s, covered_share, fit.reason),
            Reading("pacer_fit_r2_share", fit.r2, covered_share, fit.reason),
        )

    def phase_locking(self, now_s: float) -> Reading:
        """Return the phase locking of the last two minutes."""
        return self._locking("phase_locking_share", now_s)

    def cross_coherence(self, now_s: float) -> Reading:
        """Return the cross-spectral coherence of the last two minutes."""
        return self._locking("cross_coherence_share", now_s)

    def _locking(self, name: str, now_s: float) -> Reading:
        measure = phase_locking if name == "phase_locking_share" else cross_spectral_coherence
        while self._rows and self._rows[0][0] < now_s - 2.0 * SHORTEST_WINDOW_S:
            self._rows.popleft()
        newest_s = self._rows[-1][0] if self._rows else now_s
        covered_share = self._covered_share(now_s, SHORTEST_WINDOW_S)
        if now_s - newest_s > _STALE_S:
            return Reading(name, math.nan, covered_share, "No heartbeats came for a while.")
        window = [row for row in self._rows if row[0] > newest_s - SHORTEST_WINDOW_S]
        if not any(not math.isnan(phase_rad) for _, _, phase_rad in window):
            return Reading(name, math.nan, covered_share, "No breath was led in this window.")
        locking: Locking = measure(*np.array(window).T)
        return Reading(name, locking.share, covered_share, locking.reason)

    def _covered_share(self, now_s: float, window_s: float) -> float:
        covered_ms = math.fsum(
            nn_ms for t_s, nn_ms, phase_rad in self._rows if t_s > now_s - window_s and not math.isnan(phase_rad)
        )
        return min(1.0, covered_ms / 1000.0 / window_s)
