"""Keeps the beats of the last minutes and reads from them how the heart follows the led breath now.

Each beat comes with the angle of the breath; `coupling`, `locking` and `steadiness` do the measuring.
"""

import math
from collections import deque
from typing import NamedTuple

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.coupling.coupling import NO_LED_BREATH, WINDOW_S, PacerFit, PacerFitResult
from biofeedback.signals.coupling.locking import SHORTEST_WINDOW_S, Locking, cross_spectral_coherence, phase_locking
from biofeedback.signals.coupling.steadiness import steadiness
from biofeedback.signals.reading import Reading

_MOST_BEATS = 1024  # four minutes of beats at 250 a minute; a flood cannot grow past it

_STALE_S = 10.0
"""Without a beat for so long, numbers would speak of a past that is over. A choice: a breath of six a minute."""

_NO_BEATS = Reason(ReasonCode.NO_RECENT_BEATS)


class _PacedBeat(NamedTuple):
    """An interval with its middle, the angle of the led breath there, and whether it is as it came."""

    middle_s: float
    nn_ms: float
    phase_rad: float
    is_uncorrected: bool


class Fitted(NamedTuple):
    """How the heart follows the led breath at one moment.

    Attributes
    ----------
    fit : PacerFitResult
        The wave in step with the breath.
    led_ms : float
        How much of the last minute heartbeats cover that fell into led breaths, in ms.
    last : tuple of beats
        Those of the last minute; none where the newest of them is long past.
    """

    fit: PacerFitResult
    led_ms: float
    last: tuple[_PacedBeat, ...]

    def readings(self, coherence: Reading) -> tuple[Reading, ...]:
        """Return steadiness, and amplitude, lag and share of the wave in step with the breath.

        ``coherence`` is the rhythm coherence of the same moment, which steadiness weighs as well.
        """
        fit, covered_share = self.fit, min(1.0, self.led_ms / 1000.0 / WINDOW_S)
        return (
            self._steadiness(coherence),
            Reading("pacer_amplitude_bpm", fit.amplitude_bpm, covered_share, fit.reason),
            Reading("pacer_lag_s", fit.lag_s, covered_share, fit.reason),
            Reading("pacer_fit_r2_share", fit.r2, covered_share, fit.reason),
        )

    def _steadiness(self, coherence: Reading) -> Reading:
        last = self.last
        if not last:
            return Reading("steadiness_share", math.nan, 0.0, _NO_BEATS)
        all_ms = math.fsum([beat.nn_ms for beat in last])
        uncorrected_ms = math.fsum([beat.nn_ms for beat in last if beat.is_uncorrected])
        span_ms = 1000.0 * (last[-1].middle_s - last[0].middle_s) + (last[0].nn_ms + last[-1].nn_ms) / 2.0
        share, reason = steadiness(
            self.fit,
            coherence.value,
            coherence.reason,
            led_share=self.led_ms / all_ms,
            # Mended beats may lie a moment the wrong way round, so that intervals overlap a little.
            uncorrected_share=min(1.0, uncorrected_ms / span_ms),
        )
        return Reading("steadiness_share", share, min(1.0, uncorrected_ms / 1000.0 / WINDOW_S), reason)


class Entrainment:
    """How the heart follows the led breath."""

    def __init__(self) -> None:
        self._fit = PacerFit()
        self._rows: deque[_PacedBeat] = deque(maxlen=_MOST_BEATS)

    def add(self, t_s: float, nn_ms: float, phase_rad: float, *, is_corrected: bool = False) -> None:
        """Take in a beat.

        Parameters
        ----------
        t_s : float
            When its interval ended, in seconds.
        nn_ms : float
            The interval in ms; ``nan`` when it was set aside.
        phase_rad : float
            Angle of the led breath in the middle of the interval, 0 to 2 pi; ``nan`` when no breath is led.
        is_corrected : bool
            Whether the interval is not as it came from the sensor.
        """
        self._fit.add(t_s, nn_ms, phase_rad)
        if not math.isnan(nn_ms):
            self._rows.append(_PacedBeat(t_s - nn_ms / 2000.0, nn_ms, phase_rad, not is_corrected))

    def fit(self, now_s: float) -> Fitted:
        """Return how the heart follows the led breath as of ``now_s``, in seconds."""
        self._fit.advance(now_s)
        last = [beat for beat in self._rows if beat.middle_s > now_s - WINDOW_S]
        led_ms = math.fsum([beat.nn_ms for beat in last if not math.isnan(beat.phase_rad)])
        stale = not last or now_s - last[-1].middle_s > _STALE_S
        return Fitted(self._fit.result(), led_ms, () if stale else tuple(last))

    def phase_locking(self, now_s: float) -> Reading:
        """Return the phase locking of the last two minutes."""
        return self._locking("phase_locking_share", now_s)

    def cross_coherence(self, now_s: float) -> Reading:
        """Return the cross-spectral coherence of the last two minutes."""
        return self._locking("cross_coherence_share", now_s)

    def _locking(self, name: str, now_s: float) -> Reading:
        measure = phase_locking if name == "phase_locking_share" else cross_spectral_coherence
        while self._rows and self._rows[0].middle_s < now_s - 2.0 * SHORTEST_WINDOW_S:
            self._rows.popleft()
        newest_s = self._rows[-1].middle_s if self._rows else now_s
        from_s = now_s - SHORTEST_WINDOW_S
        led_ms = math.fsum(
            [beat.nn_ms for beat in self._rows if beat.middle_s > from_s and not math.isnan(beat.phase_rad)]
        )
        covered_share = min(1.0, led_ms / 1000.0 / SHORTEST_WINDOW_S)
        if now_s - newest_s > _STALE_S:
            return Reading(name, math.nan, covered_share, _NO_BEATS)
        window = [beat[:3] for beat in self._rows if beat.middle_s > newest_s - SHORTEST_WINDOW_S]
        if all(math.isnan(phase_rad) for _, _, phase_rad in window):
            return Reading(name, math.nan, covered_share, NO_LED_BREATH)
        locking: Locking = measure(*np.array(window).T)
        return Reading(name, locking.share, covered_share, locking.reason)
