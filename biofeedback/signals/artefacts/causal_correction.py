"""Finds and mends artefacts as beats come in, each beat decided two beats later.

The same rules as `correction`, with a scale from the past alone; live and replayed. What was said of a beat is never
taken back.
"""

import math
from array import array
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.events import BeatKind
from biofeedback.signals.artefacts.correction import Corrected, whole_record
from biofeedback.signals.artefacts.recent_scale import RecentScale
from biofeedback.signals.artefacts.rules import (
    PATTERN_BEATS,
    Verdict,
    is_clear,
    is_early_aside,
    is_in_range,
    judge,
    may_be_odd,
    mended,
)
from biofeedback.signals.progress import OnProgress, unheard

DELAY_BEATS = 2
"""As many as the rules look ahead."""

LEARNING_BEATS = 10
"""So many first beats of a segment are taken as they are: there is nothing yet to compare with. A choice, about the
eleven of the median."""

_BEATS_AT_ONCE = (
    8192  # beats of a whole record from one word on progress to the next: a twentieth of a second. A choice
)


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
    undecided: bool
    settled: BeatKind | None = None
    """What it is, where the verdict on a beat before it settled that."""
    holds_extra: bool = False


class CausalCorrection:
    """Decides beats one by one, each when the second after it has come.

    Notes
    -----
    The rules are those of `correction.correct`, made causal: the spread comes from the last 91 intervals instead of the
    91 around (up to twice as wide until 91 are there), the level from the eleven pairs that end with the second next.
    An inserted beat is one of its own (``missed``), a beat merged away keeps its place without an interval (``extra``).
    The spread of ordinary change is remembered across breaks, for it is of the same heart; the level is not.
    """

    def __init__(self) -> None:
        self._scale = RecentScale()
        self._begin()

    def _begin(self) -> None:
        self._waiting: deque[_Waiting] = deque()
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
        if not is_in_range(rr_ms):
            out = self._let_go()
            out.append(CorrectedBeat(index, t_s, "range", math.nan, is_corrected=True))
            return out
        self._scale.add(rr_ms)
        undecided = self._seen < LEARNING_BEATS
        self._seen += 1
        self._waiting.append(_Waiting(index, t_s, rr_ms, rr_ms, undecided))
        return self._decide() if len(self._waiting) > DELAY_BEATS else []

    def break_off(self) -> list[CorrectedBeat]:
        """Return what was waiting, judged without what comes next, because beats are missing; then a segment begins."""
        out = self._let_go()
        self._begin()
        return out

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
    on_progress: OnProgress = unheard,
) -> Corrected:
    """Return a whole record as it was corrected live, each beat from the past and two beats ahead.

    Parameters and result are those of `correction.correct`, the method that of `CausalCorrection`; ``on_progress`` is
    called now and then with the share that is done, 0 to 1.
    """
    intervals_ms, times_s, segments = whole_record(rr_ms, t_s, segment)
    correction, record = CausalCorrection(), _CorrectedRecord(intervals_ms.size)
    current = 0
    for begin in range(0, intervals_ms.size, _BEATS_AT_ONCE):
        on_progress(begin / intervals_ms.size)
        some = slice(begin, begin + _BEATS_AT_ONCE)
        rows = zip(times_s[some].tolist(), intervals_ms[some].tolist(), segments[some].tolist(), strict=True)
        for index, (time_s, interval_ms, its_segment) in enumerate(rows, begin):
            if index and its_segment != current:
                record.add(correction.break_off(), current)
            current = its_segment
            record.add(correction.add(index, time_s, interval_ms), current)
    record.add(correction.break_off(), current)
    return record.corrected()


class _CorrectedRecord:
    """Takes in decided beats, in little memory."""

    def __init__(self, beats: int) -> None:
        self._kinds: list[BeatKind] = ["normal"] * beats
        self._t_s, self._nn_ms = array("d"), array("d")
        self._segment, self._index = array("q"), array("q")
        self._is_corrected = array("b")

    def add(self, beats: Sequence[CorrectedBeat], segment: int) -> None:
        for beat in beats:
            if beat.kind != "normal":
                self._kinds[beat.index] = beat.kind
                if beat.kind == "extra":
                    continue
            self._t_s.append(beat.t_s)
            self._nn_ms.append(beat.nn_ms)
            self._segment.append(segment)
            self._index.append(beat.index)
            self._is_corrected.append(beat.is_corrected)

    def corrected(self) -> Corrected:
        return Corrected(
            kind=tuple(self._kinds),
            t_s=np.array(self._t_s, dtype=np.float64),
            nn_ms=np.array(self._nn_ms, dtype=np.float64),
            segment=np.array(self._segment, dtype=np.int64),
            source_index=np.array(self._index, dtype=np.int64),
            is_corrected=np.array(self._is_corrected, dtype=np.bool_),
        )


def _beat(waiting: _Waiting, kind: BeatKind) -> CorrectedBeat:
    return CorrectedBeat(
        waiting.index, waiting.t_s, kind, waiting.nn_ms, is_corrected=kind != "normal" or waiting.holds_extra
    )
