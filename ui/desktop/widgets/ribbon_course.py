"""Where the lines of the ribbon run at a moment: heart and breath of the last minute, the same in every window."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from biofeedback.events import BeatJudged
from ui.desktop.widgets.heart_line import HeartPoint, heart_stretches
from ui.desktop.widgets.line_pieces import LinePiece, line_pieces
from ui.desktop.widgets.steady_range import SteadyRange
from ui.presenter.view_model import PracticeViewModel

SPAN_S = 60.0
"""Seconds that the ribbon shows; a choice: a handful of slow breaths."""

WAVE_WIDTH = 13.0  # px; a choice by eye: broad beneath the line of the heart

HEART_WIDTH = 2.0  # px; a choice by eye

_FADE_S = 1.8  # seconds in which the heart line fades; a choice
_AXIS_EASE_S = 0.8  # seconds in which the axis moves to another range; a choice
# Points of the breath wave: with a soft curve through them, enough for twelve breaths a minute.
_WAVE_PER_S = 2.5
_SETTLED_S = 1.0  # seconds after which no event changes a breath any more; a choice: they are read 40 times a second


class RibbonLines(NamedTuple):
    """The lines in a ribbon of one size.

    Attributes
    ----------
    waves : tuple of LinePiece
        The breath wave, which is broken where no breath was led.
    hearts : tuple of LinePiece
        The heart, which is broken where beats are missing.
    end : tuple of float or None
        Where the heart is now, as x and y; ``None`` while there is none.
    """

    waves: tuple[LinePiece, ...]
    hearts: tuple[LinePiece, ...]
    end: tuple[float, float] | None


class RibbonCourse:
    """Heart and breath of the last minute.

    Parameters
    ----------
    view : PracticeViewModel
        The practice.

    Attributes
    ----------
    presence : float
        How visible the heart line is: 1 shown, 0 hidden.
    """

    def __init__(self, view: PracticeViewModel) -> None:
        self.presence = 1.0
        self._view = view
        self._now_s = 0.0
        self._range = SteadyRange(step_bpm=1.0)
        self._low, self._high = self._range.low, self._range.high
        self._fresh = True
        self._newest: BeatJudged | None = None
        self._oldest_goes_s = math.inf  # when the first of the beats that are seen is older than a minute
        self._past: dict[int, float | None] = {}  # positions of the breath at points of the wave; None: none was led
        self._lines: dict[tuple[int, int], RibbonLines] = {}

    def refresh(self, now_s: float) -> None:
        """Go on to the minute that ends at ``now_s``."""
        passed_s = max(0.0, now_s - self._now_s)
        aim = 0.0 if self._view.heart_hidden else 1.0
        step = passed_s / _FADE_S
        self.presence += max(-step, min(step, aim - self.presence))
        self._now_s = now_s
        self._follow(now_s)
        share = 1.0 if self._fresh else min(1.0, passed_s / _AXIS_EASE_S)
        self._fresh = not self._view.heart.beats
        self._low += share * (self._range.low - self._low)
        self._high += share * (self._range.high - self._high)
        self._lines.clear()

    def _follow(self, now_s: float) -> None:
        """Let the range of the axis follow the beats that are seen: when one comes, and when one goes."""
        beats = self._view.heart.beats
        newest = beats[-1] if beats else None
        if newest is not self._newest or now_s >= self._oldest_goes_s:
            seen = [beat for beat in beats if beat.nn_ms > 0.0 and beat.t_s > now_s - SPAN_S]
            self._newest = newest
            self._oldest_goes_s = min((beat.t_s for beat in seen), default=math.inf) + SPAN_S
            self._range.follow(60_000.0 / beat.nn_ms for beat in seen)

    def lines(self, width: int, height: int) -> RibbonLines:
        """Return the lines in a ribbon of this size, in logical pixels."""
        lines = self._lines.get((width, height))
        if lines is None:
            lines = self._lines[width, height] = self._drawn(_Scale(self._now_s, self._low, self._high, width, height))
        return lines

    def _drawn(self, scale: "_Scale") -> RibbonLines:
        waves = tuple(piece for wave in self._waves() for piece in line_pieces(scale.wave(wave), WAVE_WIDTH))
        heart = self._view.heart
        stretches = heart_stretches(heart.beats, heart.gaps, from_s=self._now_s - SPAN_S)
        hearts = [scale.heart(stretch) for stretch in stretches]
        lines = tuple(piece for heart in hearts for piece in line_pieces(heart, HEART_WIDTH))
        return RibbonLines(waves, lines, hearts[-1][-1] if hearts else None)

    def _waves(self) -> list[list[tuple[float, float]]]:
        """Return times and positions of the breath, a list for each stretch of time in which breath was led."""
        stretches: list[list[tuple[float, float]]] = []
        led_before = False
        # Points stay where they are in time, so that the wave glides instead of boiling.
        first = math.ceil(max(0.0, self._now_s - SPAN_S) * _WAVE_PER_S)
        last = math.ceil(self._now_s * _WAVE_PER_S)
        self._past = {k: position for k, position in self._past.items() if k >= first}
        past = self._past
        points = [(k / _WAVE_PER_S, past[k] if k in past else self._position(k)) for k in range(first, last)]
        for t_s, position in (*points, (self._now_s, self._position_at(self._now_s))):
            if position is not None and not led_before:
                stretches.append([])
            if position is not None:
                stretches[-1].append((t_s, position))
            led_before = position is not None
        return stretches

    def _position(self, k: int) -> float | None:
        """Return the position of the breath at a point of the wave, and keep it once it is settled."""
        position = self._position_at(k / _WAVE_PER_S)
        if k / _WAVE_PER_S < self._now_s - _SETTLED_S:
            self._past[k] = position
        return position

    def _position_at(self, t_s: float) -> float | None:
        moment = self._view.breath.led_at(t_s)
        return None if moment.phase == "still" else moment.position


class _Scale(NamedTuple):
    """Where times and values lie in a ribbon."""

    now_s: float
    low_bpm: float
    high_bpm: float
    width: int
    height: int

    def wave(self, breath: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """Return where positions of the breath lie, each with its time."""
        return self._places([(t_s, 0.04 + 0.92 * position) for t_s, position in breath])

    def heart(self, stretch: Sequence[HeartPoint]) -> list[tuple[float, float]]:
        """Return where heart rates lie."""
        low, reach, now_s = self.low_bpm, max(1.0, self.high_bpm - self.low_bpm), self.now_s
        return self._places([(min(now_s, t_s), max(-0.06, min(1.06, (bpm - low) / reach))) for t_s, bpm in stretch])

    def _places(self, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Return where times and shares of the height lie."""
        margin = WAVE_WIDTH / 2 + 2.0
        wide, now_s = self.width - 20.0, self.now_s
        foot, high = self.height - margin, self.height - 2 * margin
        return [(8.0 + wide * (1.0 - (now_s - t_s) / SPAN_S), foot - high * share) for t_s, share in points]
