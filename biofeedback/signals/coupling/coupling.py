"""Measures live how large the heart's wave at the led breath is, how late, and how much of the rhythm.

Each beat comes with the angle of the breath (`biofeedback.signals.coupling.phase`). The measures for longer windows are
in `locking`.
"""

import math
from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.coupling.pacer_wave import SUMMED, TURN_RAD, Origin, chance_r2, forward_rad, products, wave
from biofeedback.signals.timing.beats import LONGEST_BRIDGE_S, FloatArray

WINDOW_S = 60.0
"""Six breaths at six a minute: long enough that chance explains less than a tenth, short enough to follow a change. A
choice."""

FEWEST_BREATHS = 2.0
"""A wave that came once cannot be told from a trend. A choice."""

FEWEST_BEATS = 8
"""Two for each of the four unknowns. A choice."""

NO_LED_BREATH = Reason(ReasonCode.NO_LED_BREATH)
TOO_EVEN_HEART = Reason(ReasonCode.TOO_EVEN_HEART)

# In breaths. Two whose beats fall just inside them count as two.
_BREATHS_SLACK = 0.15


@dataclass(frozen=True, slots=True)
class PacerFitResult:
    """The heart's wave over the led breath in one window; numbers are ``nan`` when they cannot be known.

    Attributes
    ----------
    amplitude_bpm, amplitude_ms : float
        Peak to trough of the fitted wave, of heart rate and of intervals.
    lag_rad, lag_s : float
        How much later than the breath the heart rate crests: 0 when both rise and fall together, positive when the
        heart comes later. -pi to pi; in seconds by the mean length of a breath in the window.
    r2 : float
        Share of the variance of the heart rate about its trend that is this wave, 0 to 1.
    chance_r2 : float
        What 95 % of fits to white noise stay below with so many beats.
    beats : int
        How many beats were fitted.
    breaths : float
        How many led breaths they span.
    reason : Reason or None
        Why the numbers are ``nan``; None when they are not.
    """

    amplitude_bpm: float
    amplitude_ms: float
    lag_rad: float
    lag_s: float
    r2: float
    chance_r2: float
    beats: int
    breaths: float
    reason: Reason | None


class PacerFit:
    """Least squares of heart rate on cos, sin, 1 and time at the angle of the led breath, over a sliding window.

    Parameters
    ----------
    window_s : float
        How far back it looks, in seconds.

    Notes
    -----
    After the pacer-locked amplitude of a short-time Fourier analysis; the formulation with a trend and a measure of
    entrainment (R2) is ours. Unlike peak to trough it is hardly moved by noise: 40 ms of white noise without any wave
    read about 10 bpm from peak to trough of a breath, and here 1.2 bpm in a minute. A little is left, since an
    amplitude cannot be negative; judge it by ``r2``.

    Null level: 95 % of white noise stays below R2 = ``1 - 0.05 ** (2 / (beats - 4))``; for a minute at 67 bpm that is
    0.092 (simulated: 0.098), for two minutes 0.046. Noise that falls off as 1/f, which is nearer to a real heart,
    reaches 0.12 in a minute at 6 breaths and 0.15 at 4.5.

    An interval is the mean of the rate over its whole length, so it belongs to its middle: give the angle there. An
    average over an interval of 0.9 s flattens a wave of 6 a minute by 1.3 %, which is left as it is.

    Each step costs the same on average at any length of a session, and nothing drifts: sums are only ever added, never
    subtracted (a queue of two stacks), and their origin moves along.
    """

    def __init__(self, window_s: float = WINDOW_S) -> None:
        self._window_s = window_s
        self._sums = _SlidingSums()
        self._now_s = -math.inf

    def add(self, t_s: float, nn_ms: float, phase_rad: float) -> None:
        """Take in a beat.

        Parameters
        ----------
        t_s : float
            When its interval ended, in seconds; rising.
        nn_ms : float
            The interval in ms; ``nan`` when it was set aside: time goes on without it.
        phase_rad : float
            Angle of the led breath in the middle of the interval, 0 to 2 pi; ``nan`` when no breath is led.
        """
        self.advance(t_s)
        if not (math.isnan(nn_ms) or math.isnan(phase_rad)):
            self._sums.add(float(t_s), float(nn_ms), float(phase_rad))

    def advance(self, t_s: float) -> None:
        """Move time on to ``t_s`` without a beat."""
        self._now_s = max(self._now_s, t_s)
        self._sums.forget_until(self._now_s - self._window_s)

    def result(self) -> PacerFitResult:
        """Return the fit of the window that ends with the newest beat or the newest time given.

        All numbers are ``nan`` with a reason when no breath was led, beats span fewer than two breaths, fewer than
        eight beats are there, they all fall on the same points of the breath, or the heart beats evenly.
        """
        count = self._sums.count
        turned_rad, turned_s = self._sums.turned()
        breaths = turned_rad / TURN_RAD
        if not count:
            return _unknown(NO_LED_BREATH, count, breaths)
        if count < FEWEST_BEATS:
            too_few = Reason.of(ReasonCode.TOO_FEW_LED_BEATS, needed_beats=FEWEST_BEATS, there_beats=count)
            return _unknown(too_few, count, breaths)
        if breaths < FEWEST_BREATHS - _BREATHS_SLACK:
            too_few = Reason.of(ReasonCode.TOO_FEW_LED_BREATHS, needed_breaths=FEWEST_BREATHS, there_breaths=breaths)
            return _unknown(too_few, count, breaths)
        fitted = wave(self._sums.total())
        if math.isnan(fitted.r2):
            return _unknown(TOO_EVEN_HEART, count, breaths)
        return PacerFitResult(
            amplitude_bpm=fitted.amplitude_bpm,
            amplitude_ms=fitted.amplitude_ms,
            lag_rad=fitted.lag_rad,
            lag_s=fitted.lag_rad * turned_s / turned_rad,
            r2=fitted.r2,
            chance_r2=chance_r2(count),
            beats=count,
            breaths=breaths,
            reason=None,
        )


class _PacedBeat(NamedTuple):
    """A beat, with the angle and the time that led breath had gone through by then, gaps left out."""

    t_s: float
    nn_ms: float
    phase_rad: float
    turned_rad: float
    turned_s: float


class _SlidingSums:
    """Sums over a queue of beats that never subtract: a front of suffix sums to take from, a back to add to.

    When the front is used up it is made anew from all beats at hand, about once a window.
    """

    def __init__(self) -> None:
        self._beats: deque[_PacedBeat] = deque()
        self._front: list[FloatArray] = []
        self._back = np.zeros((SUMMED, SUMMED))
        self._origin = Origin(0.0, 0.0, 0.0)

    @property
    def count(self) -> int:
        return len(self._beats)

    def add(self, t_s: float, nn_ms: float, phase_rad: float) -> None:
        if self._beats:
            beat = _following(self._beats[-1], t_s, nn_ms, phase_rad)
        else:
            beat = _PacedBeat(t_s, nn_ms, phase_rad, 0.0, 0.0)
            self._origin = _origin_at(beat)
        self._beats.append(beat)
        self._back = self._back + self._products([beat])[0]

    def forget_until(self, t_s: float) -> None:
        while self._beats and self._beats[0].t_s <= t_s:
            if not self._front:
                self._renew()
            self._front.pop()
            self._beats.popleft()

    def total(self) -> FloatArray:
        return self._front[-1] + self._back if self._front else self._back

    def turned(self) -> tuple[float, float]:
        """Return the angle (rad) and the time (s) that passed from the oldest beat to the newest, gaps left out."""
        if not self._beats:
            return 0.0, 0.0
        oldest, newest = self._beats[0], self._beats[-1]
        return newest.turned_rad - oldest.turned_rad, newest.turned_s - oldest.turned_s

    def _renew(self) -> None:
        self._origin = _origin_at(self._beats[len(self._beats) // 2])
        newest_first = self._products(list(self._beats))[::-1]
        self._front = list(np.cumsum(newest_first, axis=0))
        self._back = np.zeros((SUMMED, SUMMED))

    def _products(self, beats: list[_PacedBeat]) -> FloatArray:
        t_s, nn_ms, phase_rad, _, _ = np.array(beats, dtype=np.float64).T
        return products(t_s, nn_ms, phase_rad, self._origin)


def _following(before: _PacedBeat, t_s: float, nn_ms: float, phase_rad: float) -> _PacedBeat:
    turn_rad, step_s = before.turned_rad, before.turned_s
    if t_s - before.t_s <= LONGEST_BRIDGE_S:
        turn_rad += forward_rad(phase_rad - before.phase_rad)
        step_s += t_s - before.t_s
    return _PacedBeat(t_s, nn_ms, phase_rad, turn_rad, step_s)


def _origin_at(beat: _PacedBeat) -> Origin:
    return Origin(beat.t_s, 60_000.0 / beat.nn_ms, beat.nn_ms)


def _unknown(reason: Reason, beats: int, breaths: float) -> PacerFitResult:
    return PacerFitResult(math.nan, math.nan, math.nan, math.nan, math.nan, chance_r2(beats), beats, breaths, reason)
