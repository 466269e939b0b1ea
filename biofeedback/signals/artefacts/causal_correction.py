"""Finds and mends artefacts as beats come in, each beat decided two beats later.

The same rules as `correction`, with a scale from the past alone; live and replayed. What was said of a beat is never
taken back.
"""

import math
from collections import deque
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.events import BeatKind
from biofeedback.signals.artefacts.causal_verdicts import DELAY_BEATS, LEARNING_BEATS, judge_causally
from biofeedback.signals.artefacts.correction import Corrected, mend, whole_record
from biofeedback.signals.artefacts.recent_scale import RecentScale
from biofeedback.signals.artefacts.rules import (
    LONGEST_MS,
    PATTERN_BEATS,
    SHORTEST_MS,
    Verdict,
    is_clear,
    is_early_aside,
    is_in_range,
    judge,
    may_be_odd,
    mended,
)
from biofeedback.signals.artefacts.too_close import Joined, joined_with
from biofeedback.signals.progress import OnProgress, no_progress


@dataclass(frozen=True, slots=True)
class CorrectedBeat:
    """A beat that was decided.

    Attributes
    ----------
    index : int
        The sensor's count; an inserted beat has that of the beat after it.
    t_s : float
        When the interval ends, in seconds; of a moved beat, where it was moved.
    kind : BeatKind
        ``missed`` is a beat that was put in; every other one is a beat of the sensor.
    nn_ms : float
        The interval to compute with, in ms; ``nan`` where there is none.
    is_corrected : bool
        Whether the beat is not as it came. Besides those that are not ``normal``, the one that an extra beat was
        merged with.
    """

    index: int
    t_s: float
    kind: BeatKind
    nn_ms: float
    is_corrected: bool


@dataclass(slots=True)
class _Waiting:
    index: int
    t_s: float
    rr_ms: float
    nn_ms: float
    undecided: bool = False
    settled: BeatKind | None = None
    """What it is, where the verdict on a beat before it settled that."""
    holds_extra: bool = False
    is_doubted: bool = False
    """Whether the next beat came so soon that either may be none."""


class CausalCorrection:
    """Decides beats one by one, each when the second after it has come.

    Notes
    -----
    The rules are those of `correction.correct`, made causal: the spread comes from the last 91 intervals instead of the
    91 around (up to twice as wide until 91 are there), the level from the eleven pairs that end with the second next.
    An inserted beat is one of its own (``missed``), a beat merged away keeps its place without an interval (``extra``).
    Where two beats are too close, the one after them tells which is none, and what waits is decided then.
    The spread of ordinary change is remembered across breaks, for it is of the same heart; the level is not.
    """

    def __init__(self) -> None:
        self._scale = RecentScale()
        self._begin()

    def _begin(self) -> None:
        self._waiting: deque[_Waiting] = deque()
        self._too_short: _Waiting | None = None
        self._seen = 0
        self._scale.forget_level()
        self._part()

    def _part(self) -> None:
        """Begin anew after an interval that is none: nothing is compared across it."""
        self._before_ms = math.nan
        self._set_aside = False
        self._since_clear = PATTERN_BEATS + 1
        self._scale.forget_neighbours()

    def add(self, index: int, t_s: float, rr_ms: float) -> list[CorrectedBeat]:
        """Take in the next beat and return those that are decided now, in order.

        Parameters
        ----------
        index : int
            The sensor's count.
        t_s : float
            When the interval ended, in seconds.
        rr_ms : float
            The raw interval in ms; ``nan`` where there was none.
        """
        in_range = is_in_range(rr_ms)
        out, joined_ms = self._join(rr_ms if in_range else math.nan)
        if in_range:
            self._scale.add(rr_ms)
            beat = _Waiting(index, t_s, rr_ms, rr_ms, undecided=self._seen < LEARNING_BEATS)
            if joined_ms is not None:
                beat.nn_ms, beat.settled, beat.holds_extra = joined_ms, _joined_kind(joined_ms), True
            self._seen += 1
            self._waiting.append(beat)
            return out + (self._decide() if len(self._waiting) > DELAY_BEATS else [])
        too_short = _Waiting(index, t_s, rr_ms, math.nan, settled="range")
        if 0.0 < rr_ms < SHORTEST_MS:
            if not self._waiting:
                return [*out, _beat(too_short, "range")]
            before = self._waiting[-1]
            if not (before.undecided or before.settled):
                self._too_short = too_short
                return out
            before.is_doubted = True
        return [*out, *self._let_go(), _beat(too_short, "range")]

    def break_off(self) -> list[CorrectedBeat]:
        """Return what was waiting, judged without what comes next, because beats are missing; then a segment begins."""
        out = self._join(math.nan)[0] + self._let_go()
        self._begin()
        return out

    def _join(self, after_ms: float) -> tuple[list[CorrectedBeat], float | None]:
        """Return what is decided of two beats that were too close, and the next interval, where theirs is of it."""
        short, self._too_short = self._too_short, None
        if not short:
            return [], None
        before = self._waiting[-1]
        farther_ms = self._waiting[-2].rr_ms if len(self._waiting) > 1 else math.nan
        found = joined_with(short.rr_ms, (farther_ms, before.rr_ms), after_ms, self._scale.level_ms)
        if found is None:
            before.is_doubted = True
            return [*self._let_go(), _beat(short, "range")], None
        side, together_ms = found
        is_one = not math.isnan(together_ms)
        if side is Joined.AFTER:
            before.is_doubted = not is_one
            return [*self._let_go(), _beat(short, "extra" if is_one else "range")], together_ms
        self._waiting.pop()
        out = self._let_go()
        self._scale.level_at(before.rr_ms)
        before.nn_ms, short.nn_ms, short.holds_extra = math.nan, together_ms, True
        self._before_ms = together_ms
        return [
            *out,
            _beat(before, "extra" if is_one else "short"),
            _beat(short, "normal" if is_one else "range"),
        ], None

    def _let_go(self) -> list[CorrectedBeat]:
        out: list[CorrectedBeat] = []
        while self._waiting:
            out += self._decide()
        self._part()
        return out

    def _decide(self) -> list[CorrectedBeat]:
        beat = self._waiting.popleft()
        ahead = self._waiting
        after_ms = ahead[0].rr_ms if ahead else math.nan
        after_next_ms = ahead[1].rr_ms if len(ahead) > 1 else math.nan
        level_ms = self._scale.level_at(beat.rr_ms)
        self._since_clear += 1
        around_ms = self._before_ms, beat.rr_ms, after_ms, after_next_ms
        verdict = None
        is_open = not (beat.undecided or beat.settled)
        if is_open and (self._set_aside or may_be_odd(around_ms, level_ms)):
            scale = self._scale.scale(level_ms)
            in_pattern = self._since_clear <= PATTERN_BEATS
            verdict = judge(around_ms, scale, follows_early=self._set_aside, in_pattern=in_pattern)
        if verdict is None:
            self._before_ms, self._set_aside = beat.nn_ms, False
            return [_beat(beat, beat.settled or "normal")]
        last_ms, settled = mended(verdict, (beat.rr_ms, after_ms, after_next_ms))
        if is_clear(verdict, beat.rr_ms, scale):
            self._since_clear = 1 - settled
        self._before_ms, self._set_aside = last_ms, is_early_aside(verdict)
        return self._mended(beat, verdict, last_ms)

    def _mended(self, beat: _Waiting, verdict: Verdict, last_ms: float) -> list[CorrectedBeat]:
        kind, span = verdict.kind, verdict.span
        if kind == "missed":
            beat.nn_ms = last_ms
            inserted = [
                CorrectedBeat(beat.index, beat.t_s - back * last_ms / 1000.0, kind, last_ms, is_corrected=True)
                for back in range(span - 1, 0, -1)
            ]
            return [*inserted, _beat(beat, "normal")]
        together = [beat, *islice(self._waiting, span - 1)]
        last = together[-1]
        for before_last, each in enumerate(reversed(together)):
            each.settled = "normal" if each is last and span > 1 else kind
            if kind != "extra" or span == 1:
                each.nn_ms = last_ms
                each.t_s = last.t_s - before_last * last_ms / 1000.0 if before_last else each.t_s
            elif each is last:
                each.nn_ms, each.holds_extra = last_ms, True
            else:
                each.nn_ms = math.nan
        return [_beat(beat, kind)]


def correct_causally(
    rr_ms: ArrayLike,
    *,
    t_s: ArrayLike | None = None,
    segment: ArrayLike | None = None,
    on_progress: OnProgress = no_progress,
) -> Corrected:
    """Return a whole record as it was corrected live, each beat from the past and two beats ahead.

    Parameters and result are those of `correction.correct`, the method that of `CausalCorrection`; ``on_progress`` is
    called now and then with the share that is done, 0 to 1.
    """
    intervals_ms, times_s, segments = whole_record(rr_ms, t_s, segment)
    in_range = (intervals_ms >= SHORTEST_MS) & (intervals_ms <= LONGEST_MS)
    odd: dict[int, Verdict] = dict.fromkeys(np.flatnonzero(~in_range).tolist(), Verdict("range"))
    judge_causally(odd, intervals_ms, np.flatnonzero(in_range), segments, on_progress)
    return mend(odd, intervals_ms, times_s, segments)


def _joined_kind(joined_ms: float) -> BeatKind:
    return "short" if math.isnan(joined_ms) else "normal"


def _beat(waiting: _Waiting, kind: BeatKind) -> CorrectedBeat:
    return CorrectedBeat(
        waiting.index,
        waiting.t_s,
        kind,
        waiting.nn_ms,
        is_corrected=kind != "normal" or waiting.holds_extra or waiting.is_doubted,
    )
