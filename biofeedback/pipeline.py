"""From events to numbers, in the same way live and in replay.

`Pipeline.step` is a pure function of the events it was given, in their order: time comes from events alone, so that
replaying the numbered inputs of a recording gives the same outputs to the last bit. It ignores its own outputs. This
module must not know where events come from or go to.
"""

import math

from biofeedback.events import (
    Beat,
    BeatJudged,
    BreathPlanned,
    Event,
    Gap,
    LinkChanged,
    Metric,
    Paused,
    Resumed,
    StepBegan,
    Tick,
)
from biofeedback.practice.breath import BreathPlan, ends_s
from biofeedback.practice.warmth import Warmth
from biofeedback.signals.beats import RecentBeats
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.judgement import BeatJudge
from biofeedback.signals.snapshot import LOOK_BACK_S, Reading, snapshot
from biofeedback.signals.swing import breath_swing
from biofeedback.signals.timeline import BeatTimeline, MissingBeats, Placed

SWING_PATIENCE_S = 6.0
"""So long after a breath its last beats may still arrive; then its swing is taken from those that came."""

_BROKEN_LINK = frozenset({"lost", "unavailable", "closed"})
# More than twice what the look-back holds at the shortest interval that is taken; a flood cannot grow past it.
_MOST_BEATS = 1024


class Pipeline:
    """Judges the beats of one sensor and computes every metric.

    Parameters
    ----------
    source : str
        The sensor to follow; beats and links of others are ignored.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._timeline = BeatTimeline()
        self._judge = BeatJudge()
        self._segment = -1
        self._recent = RecentBeats(_MOST_BEATS)
        self._breaths = BreathPlan()
        self._swung_until_s = -math.inf
        self._warmth = Warmth()
        self._warming_s = 0.0
        self._tick_s = math.nan
        self._heart_rests = False
        self._waiting = False

    def step(self, event: Event) -> list[Event]:
        """Take in the next event and return what follows from it.

        Returns
        -------
        list of Event
            `BeatJudged` and `Gap` once a beat has its place; on every `Tick` the metrics of that moment, and
            ``swing_bpm`` once for each led breath that ended (its ``t_s`` is the end of the breath).
        """
        match event:
            case Beat(source=self._source):
                return self._take(self._timeline.feed(event))
            case LinkChanged(source=self._source) if event.state in _BROKEN_LINK:
                return self._take(self._timeline.break_off())
            case Tick():
                return self._tick(event.t_s)
            case BreathPlanned():
                self._breaths.apply(event)
            case Paused():
                self._breaths.apply(event)
                self._waiting = True
            case Resumed():
                self._waiting = False
            case StepBegan():
                self._heart_rests = event.heart_display == "resting"
            case _:
                pass
        return []

    def _take(self, placed: list[Placed]) -> list[Event]:
        out: list[Event] = []
        for item in placed:
            if isinstance(item, MissingBeats):
                out.append(Gap(source=self._source, from_s=item.from_s, until_s=item.until_s, reason=item.reason))
                continue
            if item.segment != self._segment:
                self._segment = item.segment
                self._judge.break_off()
            kind = self._judge.judge(item.rr_ms)
            nn_ms = item.rr_ms if kind == "normal" else math.nan
            self._recent.add(item.t_s, nn_ms, item.segment)
            out.append(BeatJudged(source=self._source, index=item.index, t_s=item.t_s, kind=kind, nn_ms=nn_ms))
        return out

    def _tick(self, now_s: float) -> list[Event]:
        self._recent.forget_before(now_s - LOOK_BACK_S)
        readings = snapshot(self._recent.beats(), now_s)
        metrics: list[Event] = [_metric(reading, now_s) for reading in readings]
        coherence = next(reading for reading in readings if reading.name == "coherence_share")
        metrics.append(_metric(self._warm(coherence, now_s), now_s))
        return metrics + self._swings(now_s)

    def _warm(self, coherence: Reading, now_s: float) -> Reading:
        # The warmth has a time of its own, which stands still while the heart rests or the practice waits.
        if not (self._heart_rests or self._waiting or math.isnan(self._tick_s)):
            self._warming_s += now_s - self._tick_s
        self._tick_s = now_s
        warmth_share = self._warmth.advance(self._warming_s, coherence.value)
        return Reading("warmth_share", warmth_share, coherence.quality_share, "")

    def _swings(self, now_s: float) -> list[Event]:
        out: list[Event] = []
        for breath in self._breaths.finished_before(now_s):
            end_s = ends_s(breath)
            if end_s <= self._swung_until_s:
                continue
            if not (self._recent.newest_s >= end_s or now_s >= end_s + SWING_PATIENCE_S):
                break
            self._swung_until_s = end_s
            swing = breath_swing(self._recent.beats(), breath.t_s, end_s)
            reading = Reading("swing_bpm", swing.bpm, swing.quality_share, swing.reason)
            out.append(_metric(reading, end_s, window_s=end_s - breath.t_s))
        return out


def _metric(reading: Reading, t_s: float, window_s: float | None = None) -> Metric:
    definition = DEFINITIONS[reading.name]
    return Metric(
        name=reading.name,
        t_s=t_s,
        value=reading.value,
        unit=definition.unit,
        window_s=definition.window_s if window_s is None else window_s,
        quality_share=reading.quality_share,
        reason=reading.reason,
    )
