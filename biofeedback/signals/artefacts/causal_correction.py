"""Finds and mends artefacts as beats come in, each beat decided two beats later.

The same rules as `correction`, with thresholds from the past alone; live and replayed. What was said of a beat is never
taken back.
"""

import math
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.events import BeatKind
from biofeedback.signals.artefacts.correction import Corrected, whole_record
from biofeedback.signals.artefacts.rules import (
    MEDIAN_BEATS,
    THRESHOLD_BEATS,
    is_ectopic,
    is_in_range,
    long_or_short,
    quantile,
    threshold_ms,
)

DELAY_BEATS = 2
"""As many as the rules look ahead."""

LEARNING_BEATS = 10
"""So many first beats of a segment are taken as they are: there is nothing yet to compare with. A choice, about the
eleven of the median."""

_UNMENDED: Mapping[BeatKind, BeatKind] = MappingProxyType({"extra": "short", "missed": "long"})


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
    change_ms: float
    follows_range: bool
    undecided: bool
    is_mended: bool = False
    holds_extra: bool = False
    next_hides_one: bool = False


class CausalCorrection:
    """Decides beats one by one, each when the second after it has come.

    Notes
    -----
    Lipponen and Tarvainen 2019, doi 10.1080/03091902.2019.1640306, made causal: the thresholds come from the last 91
    intervals instead of the 91 around (up to twice as wide until 91 are there), the median from the eleven that end
    with the second next. What is mended and how, and our deviations, as in `correction.correct`. An inserted beat is
    one of its own (``missed``), a beat merged away keeps its place without an interval (``extra``). The scale of
    ordinary change is remembered across breaks, for it is of the same heart; the level is not.
    """

    def __init__(self) -> None:
        self._changes = _Quartiles()
        self._deviations = _Quartiles()
        self._begin()

    def _begin(self) -> None:
        self._waiting: list[_Waiting] = []
        self._recent_ms: deque[float] = deque(maxlen=MEDIAN_BEATS)
        self._seen = 0
        self._last_rr_ms = math.nan
        self._change_before_ms = 0.0
        self._is_second_candidate = False

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
        change_ms, follows_range = 0.0, False
        if not math.isnan(self._last_rr_ms):
            change_ms = rr_ms - self._last_rr_ms
            self._changes.add(abs(change_ms))
        elif self._seen:
            change_ms, follows_range = rr_ms - self._median_ms(), True
        self._last_rr_ms = rr_ms
        self._recent_ms.append(rr_ms)
        undecided = self._seen < LEARNING_BEATS
        self._seen += 1
        self._waiting.append(_Waiting(index, t_s, rr_ms, rr_ms, change_ms, follows_range, undecided))
        return self._decide() if len(self._waiting) > DELAY_BEATS else []

    def break_off(self) -> list[CorrectedBeat]:
        """Return what was waiting, taken as it is, because beats are missing; the next beat begins a segment."""
        out = self._let_go()
        self._begin()
        return out

    def _median_ms(self) -> float:
        ordered = sorted(self._recent_ms)
        middle = len(ordered) // 2
        return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2.0

    def _let_go(self) -> list[CorrectedBeat]:
        out = [_beat(waiting, "normal") for waiting in self._waiting]
        self._waiting.clear()
        self._last_rr_ms = math.nan
        self._change_before_ms = 0.0
        self._is_second_candidate = False
        return out

    def _decide(self) -> list[CorrectedBeat]:
        beat = self._waiting.pop(0)
        kind = self._kind(beat)
        self._change_before_ms = beat.change_ms
        return self._mended(beat, kind)

    def _kind(self, beat: _Waiting) -> BeatKind:
        after, after_next = self._waiting
        median_ms = self._median_ms()
        from_median_ms = beat.rr_ms - median_ms
        self._deviations.add(from_median_ms if from_median_ms >= 0.0 else -2.0 * from_median_ms)
        is_second_candidate, self._is_second_candidate = self._is_second_candidate, False
        if beat.undecided:
            return "normal"
        unit_ms = self._changes.threshold_ms()
        change, change_1, change_2 = (each.change_ms / unit_ms for each in (beat, after, after_next))
        limit_ms = self._deviations.threshold_ms()
        beat.next_hides_one = change_1 > 1.0 and change_2 < -1.0 and abs(after.rr_ms / 2.0 - median_ms) < limit_ms
        if not is_second_candidate:
            if abs(change) <= 1.0:
                return "normal"
            if is_ectopic(change, self._change_before_ms / unit_ms, change_1):
                return "ectopic"
            self._is_second_candidate = abs(change_1) < abs(change_2)
        return long_or_short(beat.rr_ms, after.rr_ms, median_ms, limit_ms, (change, change_1, change_2))

    def _mended(self, beat: _Waiting, kind: BeatKind) -> list[CorrectedBeat]:
        if kind == "normal":
            return [_beat(beat, kind)]
        if beat.is_mended or beat.follows_range or (beat.next_hides_one and kind != "missed"):
            # What was odd is mended already, or there is nothing to mend it with: no beat goes and none comes.
            if beat.follows_range and not beat.is_mended:
                beat.nn_ms = math.nan
            return [_beat(beat, _UNMENDED.get(kind, kind))]
        if kind == "missed":
            half_ms = beat.nn_ms / 2.0
            beat.nn_ms = half_ms
            inserted = CorrectedBeat(beat.index, beat.t_s - half_ms / 1000.0, "missed", half_ms, is_corrected=True)
            return [inserted, _beat(beat, "normal")]
        after = self._waiting[0]
        both_ms = beat.nn_ms + after.nn_ms
        after.is_mended = True
        if kind == "extra":
            after.nn_ms, after.holds_extra = both_ms, True
            beat.nn_ms = math.nan
        else:
            beat.nn_ms = after.nn_ms = both_ms / 2.0
            beat.t_s = after.t_s - after.nn_ms / 1000.0
        return [_beat(beat, kind)]


def correct_causally(rr_ms: ArrayLike, *, t_s: ArrayLike | None = None, segment: ArrayLike | None = None) -> Corrected:
    """Return a whole record as it was corrected live, each beat from the past and two beats ahead.

    Parameters and result are those of `correction.correct`, the method that of `CausalCorrection`.
    """
    intervals_ms, times_s, segments = whole_record(rr_ms, t_s, segment)
    correction = CausalCorrection()
    beats: list[tuple[CorrectedBeat, int]] = []
    current = 0
    rows = zip(times_s.tolist(), intervals_ms.tolist(), segments.tolist(), strict=True)
    for index, (time_s, interval_ms, its_segment) in enumerate(rows):
        if index and its_segment != current:
            beats += [(beat, current) for beat in correction.break_off()]
        current = its_segment
        beats += [(beat, current) for beat in correction.add(index, time_s, interval_ms)]
    beats += [(beat, current) for beat in correction.break_off()]
    kinds: list[BeatKind] = ["normal"] * intervals_ms.size
    for beat, _ in beats:
        if beat.kind != "normal":
            kinds[beat.index] = beat.kind
    there = [(beat, its_segment) for beat, its_segment in beats if beat.kind != "extra"]
    return Corrected(
        kind=tuple(kinds),
        t_s=np.array([beat.t_s for beat, _ in there], dtype=np.float64),
        nn_ms=np.array([beat.nn_ms for beat, _ in there], dtype=np.float64),
        segment=np.array([its_segment for _, its_segment in there], dtype=np.int64),
        source_index=np.array([beat.index for beat, _ in there], dtype=np.int64),
        is_corrected=np.array([beat.is_corrected for beat, _ in there], dtype=np.bool_),
    )


def _beat(waiting: _Waiting, kind: BeatKind) -> CorrectedBeat:
    return CorrectedBeat(
        waiting.index, waiting.t_s, kind, waiting.nn_ms, is_corrected=kind != "normal" or waiting.holds_extra
    )


class _Quartiles:
    """The quartiles of the last 91 values, kept in order."""

    def __init__(self) -> None:
        self._values: deque[float] = deque()
        self._ordered: list[float] = []

    def add(self, value: float) -> None:
        if len(self._values) == THRESHOLD_BEATS:
            oldest = self._values.popleft()
            del self._ordered[bisect_left(self._ordered, oldest)]
        self._values.append(value)
        insort(self._ordered, value)

    def threshold_ms(self) -> float:
        # Few values cover but a part of a breath, and their quartiles lie too close.
        widened = 2.0 - len(self._ordered) / THRESHOLD_BEATS
        return widened * threshold_ms(quantile(self._ordered, 0.25), quantile(self._ordered, 0.75))
