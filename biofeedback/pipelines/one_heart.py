"""Turns events into judged beats and numbers, in the same way live and in replay.

`Pipeline.step` is a pure function of the events it was given, in their order: time comes from events alone, so that
replaying the numbered inputs of a recording gives the same outputs to the last bit. It ignores its own outputs.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

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
    SampleBlock,
    StepBegan,
    Tick,
)
from biofeedback.practice.pacing.breath import BreathPlan, ends_s
from biofeedback.practice.warmth import Warmth
from biofeedback.reasons import ReasonCode
from biofeedback.signals.artefacts.causal_correction import CausalCorrection, CorrectedBeat
from biofeedback.signals.artefacts.disorder import DisorderWatch
from biofeedback.signals.breath.recent_motion import RecentMotion
from biofeedback.signals.breath.respiration import BreathEstimate
from biofeedback.signals.coupling.entrainment import Entrainment
from biofeedback.signals.coupling.phase import breath_phase
from biofeedback.signals.coupling.swing import breath_swing
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.moment import Moment
from biofeedback.signals.reading import Reading, withheld
from biofeedback.signals.snapshot import LOOK_BACK_S
from biofeedback.signals.timing.beats import RecentBeats
from biofeedback.signals.timing.placed import DOUBTFUL_BELOW, MissingBeats, Placed
from biofeedback.signals.timing.timeline import BeatTimeline
from biofeedback.signals.variability.coherence import Coherence

SWING_PATIENCE_S = 6.0
"""So long after a breath its last beats may still arrive; then its swing is taken from those that came. A choice: the
4 s for which a timeline may hold a beat, and two beats of delay of the correction."""

FIRST_TICK_S = 1.0
"""From the beginning of a session to its first tick, in seconds (`app.session_runner`)."""

BREATH_EVERY_TICKS = 5
"""The breathing rate is read once in so many ticks: it changes no faster, and reading it costs much. A choice."""

LOCKING_EVERY_TICKS = 10
"""Phase locking and cross-spectral coherence look back two minutes; they come once in so many ticks. A choice."""

# Each in a tick of its own, so that no second has to compute two of what is slow.
_PHASE_LOCKING_TICK, _CROSS_COHERENCE_TICK = 2, 7

_BROKEN_LINK = frozenset({"lost", "unavailable", "closed"})
# More than twice what the look-back holds at the shortest interval that is taken; a flood cannot grow past it.
_MOST_BEATS = 1024


OnBeat: TypeAlias = Callable[[float, float, float, bool], None]


class Pipeline:
    """Judges the beats of one sensor and computes every metric.

    Parameters
    ----------
    source : str
        The sensor to follow; beats, acceleration and links of others are ignored.
    on_beat : callable or None
        Takes each judged beat that is not merged away, as those do who look at several hearts: its time (s), its
        interval (ms), the angle of the led breath in its middle (rad), and whether it is not as it came.
    """

    def __init__(self, source: str, on_beat: OnBeat | None = None) -> None:
        self._source = source
        self._on_beat = on_beat
        self._timeline = BeatTimeline()
        self._correction = CausalCorrection()
        self._doubtful: set[int] = set()
        self._segment = self._timed_segment = -1
        self._recent = RecentBeats(_MOST_BEATS)
        self._disorder = DisorderWatch()
        self._disordered = False
        self._breaths = BreathPlan()
        self._entrainment = Entrainment()
        self._motion = RecentMotion()
        self._ticks = 0
        self._swung_until_s = -math.inf
        self._warmth = Warmth()
        self._warming_s = 0.0
        self._tick_s = math.nan
        self._heart_hidden = False
        self._waiting = False

    @property
    def disordered(self) -> bool:
        """Whether beats came without order as of the last `Tick`, so that numbers are withheld."""
        return self._disordered

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
                if event.quality < DOUBTFUL_BELOW:
                    self._doubtful.add(event.index)
                return self._take(self._timeline.feed(event))
            case SampleBlock(source=self._source, kind="acceleration"):
                self._motion.add(event)
            case LinkChanged(source=self._source) if event.state in _BROKEN_LINK:
                return self._break_off()
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
                self._heart_hidden = event.heart_display == "resting"
            case _:
                pass
        return []

    def _take(self, placed: list[Placed]) -> list[Event]:
        out: list[Event] = []
        for item in placed:
            if isinstance(item, MissingBeats):
                out += self._judged(self._correction.break_off())
                self._segment += 1
                out.append(Gap(source=self._source, from_s=item.from_s, until_s=item.until_s, reason=item.reason))
                continue
            # Where a chain only moved back no beat is missing, and neighbours there are compared as anywhere.
            if item.segment != self._timed_segment and not item.moved_s:
                out += self._judged(self._correction.break_off())
                self._segment += 1
            self._timed_segment = item.segment
            self._disorder.add(item.t_s, item.rr_ms, self._segment)
            out += self._judged(self._correction.add(item.index, item.t_s, item.rr_ms))
        return out

    def _break_off(self) -> list[Event]:
        out = self._take(self._timeline.break_off())
        return out + self._judged(self._correction.break_off())

    def _judged(self, decided: list[CorrectedBeat]) -> list[Event]:
        out: list[Event] = []
        for each in decided:
            # What is mended across a chain that moved back may find no room there: it is set aside.
            no_room = each.t_s <= self._recent.newest_s
            beat = replace(each, t_s=self._recent.newest_s, nn_ms=math.nan) if no_room else each
            as_it_came = not beat.is_corrected and beat.index not in self._doubtful
            # A beat that was put in comes before the one whose count it has.
            if beat.kind != "missed":
                self._doubtful.discard(beat.index)
            # A beat merged away leaves no hole: the next one's interval holds both.
            if beat.kind != "extra":
                self._recent.add(beat.t_s, beat.nn_ms, self._segment, not as_it_came)
                middle_s = beat.t_s if math.isnan(beat.nn_ms) else beat.t_s - beat.nn_ms / 2000.0
                phase_rad = breath_phase(self._breaths, middle_s)
                self._entrainment.add(beat.t_s, beat.nn_ms, phase_rad, is_corrected=not as_it_came)
                if self._on_beat is not None:
                    self._on_beat(beat.t_s, beat.nn_ms, phase_rad, not as_it_came)
            out.append(
                BeatJudged(source=self._source, index=beat.index, t_s=beat.t_s, kind=beat.kind, nn_ms=beat.nn_ms)
            )
        return out

    def _tick(self, now_s: float) -> list[Event]:
        return self.numbers_of(self.moment(now_s))

    def moment(self, now_s: float) -> Moment:
        """Take in that time has come to ``now_s`` and return what the numbers of that moment are computed from.

        Each moment is told by `numbers_of` in the order of time, though further events may have been taken in between.
        """
        if not self._ticks:  # a heart that joins late has no part in the breaths before
            self._swung_until_s = now_s - FIRST_TICK_S
        self._ticks += 1
        self._recent.forget_before(now_s - LOOK_BACK_S)
        self._disordered = self._disorder.judge(now_s)
        # The warmth has a time of its own, which stands still while the heart rests or the practice waits.
        if not (self._heart_hidden or self._waiting or math.isnan(self._tick_s)):
            self._warming_s += now_s - self._tick_s
        self._tick_s = now_s
        return Moment(
            now_s,
            self._recent.beats(),
            self._disordered,
            self._entrainment.fit(now_s),
            self._warming_s,
            self._locking(now_s),
            self._motion.breath(now_s) if self._ticks % BREATH_EVERY_TICKS == 0 else None,
            tuple(self._swings(now_s)),
        )

    def numbers_of(
        self, moment: Moment, coherence: Coherence | None = None, breath: BreathEstimate | None = None
    ) -> list[Event]:
        """Return the metrics of a moment.

        Parameters
        ----------
        moment : Moment
            As `moment` gave it.
        coherence, breath : Coherence, BreathEstimate or None
            The rhythm coherence and the breath of its beats, where somebody measured them before.
        """
        readings, steadiness, later = moment.readings(coherence, breath)
        readings += (steadiness, self._warm(steadiness, moment.warming_s), *later)
        return [*(_metric(self._source, reading, moment.now_s) for reading in readings), *moment.swings]

    def _locking(self, now_s: float) -> tuple[Reading, ...]:
        """Return what looks back so far, and costs so much, that every few seconds is often enough: one at a time."""
        if self._ticks % BREATH_EVERY_TICKS == 0:
            return ()
        turn = self._ticks % LOCKING_EVERY_TICKS
        if turn == _PHASE_LOCKING_TICK:
            locking = self._entrainment.phase_locking(now_s)
        elif turn == _CROSS_COHERENCE_TICK:
            locking = self._entrainment.cross_coherence(now_s)
        else:
            return ()
        return withheld((locking,)) if self._disordered else (locking,)

    def _warm(self, steadiness: Reading, warming_s: float) -> Reading:
        warmth_share = self._warmth.advance(warming_s, steadiness.value)
        return Reading("warmth_share", warmth_share, steadiness.quality_share, None)

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
            if self._disordered:
                (reading,) = withheld((reading,))
            out.append(_metric(self._source, reading, end_s, window_s=end_s - breath.t_s))
        return out


def _metric(source: str, reading: Reading, t_s: float, window_s: float | None = None) -> Metric:
    definition = DEFINITIONS[reading.name]
    return Metric(
        source=source,
        name=reading.name,
        t_s=t_s,
        value=reading.value,
        unit=definition.unit,
        window_s=definition.window_s if window_s is None else window_s,
        quality_share=reading.quality_share,
        reason=reading.reason.code if reading.reason else ReasonCode.KNOWN,
        facts=reading.reason.facts if reading.reason else (),
    )
