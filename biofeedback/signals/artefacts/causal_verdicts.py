"""Finds in a whole record what `CausalCorrection` finds beat by beat, to the bit, without going from beat to beat."""

import math

import numpy as np

from biofeedback.signals.artefacts.correction import with_next
from biofeedback.signals.artefacts.recent_scales import RecentScales
from biofeedback.signals.artefacts.rules import (
    JUMP_FACTOR,
    PATTERN_BEATS,
    Verdict,
    is_clear,
    is_early_aside,
    judge,
    mended,
)
from biofeedback.signals.artefacts.scale import FLOOR_SHARE
from biofeedback.signals.artefacts.too_close import Joined, JoinedRecord
from biofeedback.signals.progress import OnProgress
from biofeedback.signals.timing.beats import FloatArray, IntArray

DELAY_BEATS = 2
"""As many as the rules look ahead."""

LEARNING_BEATS = 10
"""So many first beats of a segment are taken as they are: there is nothing yet to compare with. A choice, about the
eleven of the median."""

_JUDGED_AT_ONCE = 4096
"""Intervals of a whole record from one word on progress to the next: some hundredths of a second. A choice."""


def judge_causally(
    odd: dict[int, Verdict], all_ms: FloatArray, rows: IntArray, segments: IntArray, on_progress: OnProgress
) -> None:
    """Put what is not ordinary among the verdicts on what is out of range.

    Parameters
    ----------
    odd : dict of int to Verdict
        The verdicts, by their rows, with those on all that is out of range.
    all_ms, segments : array, shape (beats,)
        The intervals in ms, and the segments they belong to.
    rows : array of int, shape (in range,)
        Which intervals are in range.
    on_progress : callable
        Called now and then with the share that is done, 0 to 1.

    Notes
    -----
    Nothing is looked at but what `rules.may_be_odd` lets pass, what follows a verdict, and what is beside two beats
    that are too close.
    """
    if not rows.size:
        return
    rr_ms, segment = all_ms[rows], segments[rows]
    places = np.arange(rr_ms.size)
    is_new = np.diff(segment, prepend=segment[0] - 1) != 0
    is_first = is_new | (np.diff(rows, prepend=-1) > 1)
    first, first_of_segment = (np.maximum.accumulate(np.where(begins, places, 0)) for begins in (is_first, is_new))
    last = np.append(np.flatnonzero(is_first)[1:] - 1, rr_ms.size - 1)[np.cumsum(is_first) - 1]
    scales = RecentScales(rr_ms, first, first_of_segment, np.minimum(places + DELAY_BEATS, last))
    has_learnt = places - first_of_segment >= LEARNING_BEATS
    joined = JoinedRecord(all_ms, rows, segments, np.where(has_learnt, scales.level_ms, math.nan))
    least_ms = FLOOR_SHARE * scales.level_ms
    odd_places = np.abs(rr_ms - np.where(is_first, scales.level_ms, np.roll(rr_ms, 1))) > least_ms
    odd_places |= (np.abs(np.roll(rr_ms, -1) - rr_ms) > JUMP_FACTOR * least_ms) & (places < last)
    before_short = np.fromiter(joined.before_short, dtype=np.int64)
    odd_places[with_next(before_short, DELAY_BEATS, rr_ms.size)] = True
    candidates = np.flatnonzero(odd_places & has_learnt)
    scales.prepare(with_next(candidates, DELAY_BEATS, rr_ms.size))
    padded_ms, firsts, lasts = [*rr_ms.tolist(), math.nan, math.nan], first.tolist(), last.tolist()
    row, clear_until = 0, -1
    for count, candidate in enumerate(candidates.tolist()):
        if count % _JUDGED_AT_ONCE == 0:
            on_progress(candidate / rr_ms.size)
        if candidate < row or candidate in joined.settled_ms:
            continue
        row, set_aside = candidate, False
        before_ms = joined.known_ms(row - 1)
        if firsts[row] < row:
            before_ms = joined.settled_ms.get(row - 1, padded_ms[row - 1])
        while True:
            here_ms, after_ms, after_next_ms = padded_ms[row : row + 1 + DELAY_BEATS]
            # What goes with two beats that are too close is known to be no interval when the one before is decided.
            ahead = 0 if joined.sides.get(row + 1) is Joined.BEFORE else lasts[row] - row
            around_ms = (before_ms, here_ms, after_ms if ahead else math.nan, after_next_ms if ahead > 1 else math.nan)
            scale = scales.at(row)
            in_pattern = row - PATTERN_BEATS <= clear_until >= firsts[row]
            verdict = judge(around_ms, scale, follows_early=set_aside, in_pattern=in_pattern)
            if verdict is None:
                row += 1
                break
            odd[int(rows[row])] = verdict
            before_ms, settled = mended(verdict, around_ms[1:])
            if is_clear(verdict, here_ms, scale):
                clear_until = row + settled - 1
            set_aside = is_early_aside(verdict)
            row += settled
            if settled > DELAY_BEATS and row - 1 in joined.sides:
                joined.give_up(row - 1)
            if row > lasts[row - 1] or row in joined.settled_ms:
                break
    joined.decide(odd)
