"""The waves of one heart before breath was led and while it was: how far each went, and whether they differ."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from biofeedback.codes import NoticeCode
from biofeedback.events import (
    BeatJudged,
    BreathPlanned,
    ClosingBegan,
    Event,
    Metric,
    Notice,
    PracticeEnded,
    StepBegan,
    Tick,
)
from biofeedback.practice.after.deep_breathing import DeepBreathing, mean_swing
from biofeedback.practice.after.led_steps import led_breaths
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.reasons import ReasonCode
from biofeedback.signals.coupling.deep_swing import deep_swing, whole_swing_bpm
from biofeedback.signals.reading import BEATS_IRREGULAR
from biofeedback.signals.timing.beats import JudgedBeats

Compared: TypeAlias = Literal["wider", "narrower", "alike", "unknown"]

STRETCH_S = 10.0
"""Seconds over which the swing of unled breath is taken: as long as a breath at six a minute, so that in both parts the
heart has the same time to go up and down."""

FEWEST_STRETCHES = 3
"""Of unled breath, so that their mean has an error; a strap that is found late leaves so many of 45 s. A choice."""

ON_THE_WAY = 1
"""So many led breaths come before those that are told of: with the first the heart is still on its way from the breath
as it came. Chosen on 60 simulated hearts of usual swing that followed: with it 98 in 100 are told as wider, else 92."""

WIDER_ERRORS = 2.5
"""So many standard errors of the difference lie between the two swings where they are told apart. Chosen on 150
simulated hearts that breathed freely, of which 1 in 30 went so far above; of 131 stretches of 14 real hearts at
rest 1 in 26 did. With large numbers fewer errors would do; these are means of three or four, and of five or six."""


@dataclass(frozen=True, slots=True)
class Wave:
    """The wave of one part.

    Attributes
    ----------
    began_s, ended_s : float
        When the part was, in session seconds.
    rate : tuple of (float, float)
        The heart rate of each interval, in beats per minute, at its end in session seconds; ``nan`` where it is not
        known.
    mean_bpm : float
        The heart rate over all intervals; ``nan`` without any.
    swing : DeepBreathing
        How far it went within ten seconds: in the led part within each breath but the first.
    """

    began_s: float
    ended_s: float
    rate: tuple[tuple[float, float], ...]
    mean_bpm: float
    swing: DeepBreathing


@dataclass(frozen=True, slots=True)
class TwoWaves:
    """Both waves.

    Attributes
    ----------
    natural, led : Wave
        Before breath was led, and while it was.
    breaths : tuple of BreathPlanned
        The breaths that were led.
    irregular : bool
        Whether the beats came too irregularly for a swing to mean anything.
    """

    natural: Wave
    led: Wave
    breaths: tuple[BreathPlanned, ...]
    irregular: bool = False

    @property
    def known(self) -> bool:
        """Whether both swings are known."""
        return self.natural.swing.reason is None and self.led.swing.reason is None

    @property
    def compared(self) -> Compared:
        """How the led wave is beside the other, beyond what chance makes of so few breaths."""
        if not self.known:
            return "unknown"
        between_bpm = self.led.swing.swing_bpm - self.natural.swing.swing_bpm
        error_bpm = math.hypot(self.natural.swing.error_bpm, self.led.swing.error_bpm)
        if abs(between_bpm) <= WIDER_ERRORS * error_bpm:
            return "alike"
        return "wider" if between_bpm > 0.0 else "narrower"


def two_waves(events: Iterable[Event], source: str) -> TwoWaves:
    """Return the waves of the heart of ``source`` from the events of its practice, in order.

    Notes
    -----
    Both swings are means of the highest less the lowest heart rate (`breath_swing`): of each breath but the first that
    was led at about six a minute (`deep_breathing`), and before that of stretches as long as such a breath, laid from
    the end of the unled part backward. A stretch or a breath in which a beat is not as it came does not count. Where
    beats came without order at any time, neither is told.
    """
    kept = tuple(events)
    breaths = led_breaths(kept)
    ended_s = _ended_s(kept)
    breaths = tuple(breath for breath in breaths if ends_s(breath) <= ended_s)
    began_s = next((event.t_s for event in kept if isinstance(event, StepBegan)), 0.0)
    led_from_s = breaths[0].t_s if breaths else ended_s
    led_until_s = ends_s(breaths[-1]) if breaths else ended_s
    judged = [event for event in kept if isinstance(event, BeatJudged) and event.source == source]
    beats = _as_arrays(judged)
    irregular = any(_says_irregular(event, source) for event in kept)
    spans = [(breath.t_s, ends_s(breath)) for breath in breaths]
    count = int((led_from_s - began_s) / STRETCH_S)
    stretches = [
        (led_from_s - STRETCH_S * index, led_from_s - STRETCH_S * (index - 1)) for index in range(count, 0, -1)
    ]
    natural = mean_swing([whole_swing_bpm(beats, *stretch) for stretch in stretches], FEWEST_STRETCHES)
    led = deep_swing(beats, spans[ON_THE_WAY:], led_from_s, led_until_s)
    if irregular:
        natural = led = DeepBreathing(math.nan, math.nan, 0, BEATS_IRREGULAR)
    return TwoWaves(
        _wave(judged, began_s, led_from_s, natural), _wave(judged, led_from_s, led_until_s, led), breaths, irregular
    )


def _wave(judged: Sequence[BeatJudged], began_s: float, ended_s: float, swing: DeepBreathing) -> Wave:
    within = [beat for beat in judged if began_s < beat.t_s <= ended_s and beat.kind != "extra"]
    rate = tuple((beat.t_s, 60_000.0 / beat.nn_ms) for beat in within)
    known_ms = [beat.nn_ms for beat in within if not math.isnan(beat.nn_ms)]
    mean_bpm = 60_000.0 * len(known_ms) / math.fsum(known_ms) if known_ms else math.nan
    return Wave(began_s, ended_s, rate, mean_bpm, swing)


def _ended_s(events: Sequence[Event]) -> float:
    """Return when the practice ended, or a person began to end it: breaths of the way out are no part of it.

    Of one that was cut off it is the latest beat or second that is known.
    """
    ends = (event.t_s for event in events if isinstance(event, ClosingBegan | PracticeEnded))
    known = (event.t_s for event in events if isinstance(event, BeatJudged | StepBegan | Tick))
    return next(ends, max(known, default=0.0))


def _says_irregular(event: Event, source: str) -> bool:
    match event:
        case Notice(code=NoticeCode.BEATS_IRREGULAR, source=of):
            return of == source
        case Metric(source=of, reason=ReasonCode.BEATS_IRREGULAR):
            return of == source
        case _:
            return False


def _as_arrays(judged: Sequence[BeatJudged]) -> JudgedBeats:
    """Return the beats without those that went; the interval after one of these holds both, and is not as it came."""
    there = [(place, beat) for place, beat in enumerate(judged) if beat.kind != "extra"]
    moved = [beat.kind != "normal" or (place > 0 and judged[place - 1].kind == "extra") for place, beat in there]
    return JudgedBeats(
        np.array([beat.t_s for _, beat in there]),
        np.array([beat.nn_ms for _, beat in there]),
        np.zeros(len(there), dtype=np.int64),
        np.array(moved, dtype=np.bool_),
    )
