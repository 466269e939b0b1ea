"""Finds and mends artefacts as beats come in, each beat decided two beats later.

The same rules as `correction`, with a scale from the past alone; live and replayed. What was said of a beat is never
taken back.
"""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.events import BeatKind
from biofeedback.signals.artefacts.correction import Corrected, mend, whole_record, with_next
from biofeedback.signals.artefacts.recent_scale import RecentScale
from biofeedback.signals.artefacts.recent_scales import RecentScales
from biofeedback.signals.artefacts.rules import (
    JUMP_FACTOR,
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
from biofeedback.signals.artefacts.scale import FLOOR_SHARE
from biofeedback.signals.progress import OnProgress, unheard
from biofeedback.signals.timing.beats import FloatArray, IntArray

DELAY_BEATS = 2
"""As many as the rules look ahead."""

LEARNING_BEATS = 10
"""So many first beats of a segment are taken as they are: there is nothing yet to compare with. A choice, about the
eleven of the median."""

_JUDGED_AT_ONCE = 4096
"""Intervals of a whole record from one word on progress to the next: some hundredths of a second. A choice."""


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
    is_doubted: bool = False
    """Whether the next beat came so soon that either may be none."""


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
            if self._waiting and 0.0 < rr_ms < SHORTEST_MS:
                self._waiting[-1].is_doubted = True
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
    in_range = (intervals_ms >= SHORTEST_MS) & (intervals_ms <= LONGEST_MS)
    odd: dict[int, Verdict] = dict.fromkeys(np.flatnonzero(~in_range).tolist(), Verdict("range"))
    rows = np.flatnonzero(in_range)
    for place, verdict in _judged(intervals_ms[rows], rows, segments[rows], on_progress):
        odd[int(rows[place])] = verdict
    return mend(odd, intervals_ms, times_s, segments)


def _judged(
    rr_ms: FloatArray, rows: IntArray, segment: IntArray, on_progress: OnProgress
) -> Iterator[tuple[int, Verdict]]:
    """Yield what `CausalCorrection` finds not ordinary among intervals that are in range: place and verdict.

    Nothing is looked at but what `rules.may_be_odd` lets pass, and what follows a verdict.
    """
    if not rr_ms.size:
        return
    places = np.arange(rr_ms.size)
    is_new = np.diff(segment, prepend=segment[0] - 1) != 0
    is_first = is_new | (np.diff(rows, prepend=-1) > 1)
    first, first_of_segment = (np.maximum.accumulate(np.where(begins, places, 0)) for begins in (is_first, is_new))
    last = np.append(np.flatnonzero(is_first)[1:] - 1, rr_ms.size - 1)[np.cumsum(is_first) - 1]
    scales = RecentScales(rr_ms, first, first_of_segment, np.minimum(places + DELAY_BEATS, last))
    least_ms = FLOOR_SHARE * scales.level_ms
    odd = np.abs(rr_ms - np.where(is_first, scales.level_ms, np.roll(rr_ms, 1))) > least_ms
    odd |= (np.abs(np.roll(rr_ms, -1) - rr_ms) > JUMP_FACTOR * least_ms) & (places < last)
    candidates = np.flatnonzero(odd & (places - first_of_segment >= LEARNING_BEATS))
    scales.prepare(with_next(candidates, DELAY_BEATS, rr_ms.size))
    padded_ms, firsts, lasts = [*rr_ms.tolist(), math.nan, math.nan], first.tolist(), last.tolist()
    row, clear_until = 0, -1
    for count, candidate in enumerate(candidates.tolist()):
        if count % _JUDGED_AT_ONCE == 0:
            on_progress(candidate / rr_ms.size)
        if candidate < row:
            continue
        row, set_aside = candidate, False
        before_ms = math.nan if firsts[row] == row else padded_ms[row - 1]
        while True:
            here_ms, after_ms, after_next_ms = padded_ms[row : row + 1 + DELAY_BEATS]
            ahead = lasts[row] - row
            around_ms = (before_ms, here_ms, after_ms if ahead else math.nan, after_next_ms if ahead > 1 else math.nan)
            scale = scales.at(row)
            in_pattern = row - PATTERN_BEATS <= clear_until >= firsts[row]
            verdict = judge(around_ms, scale, follows_early=set_aside, in_pattern=in_pattern)
            if verdict is None:
                row += 1
                break
            yield row, verdict
            before_ms, settled = mended(verdict, around_ms[1:])
            if is_clear(verdict, here_ms, scale):
                clear_until = row + settled - 1
            set_aside = is_early_aside(verdict)
            row += settled
            if row > lasts[row - 1]:
                break


def _beat(waiting: _Waiting, kind: BeatKind) -> CorrectedBeat:
    return CorrectedBeat(
        waiting.index,
        waiting.t_s,
        kind,
        waiting.nn_ms,
        is_corrected=kind != "normal" or waiting.holds_extra or waiting.is_doubted,
    )
