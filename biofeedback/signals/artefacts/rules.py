"""The rules that tell an artefact from an interval of the heart, shared by both ways of correcting.

`correction` (a whole record, both sides of a beat) and `causal_correction` (live, two beats late) differ in how they
come by a `Scale`; what follows from it is here, once. Numbers without a remark of their own are those of Lipponen and
Tarvainen 2019, doi 10.1080/03091902.2019.1640306; those that are called ours were chosen as those of `scale`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from biofeedback.events import BeatKind
from biofeedback.signals.artefacts.scale import FLOOR_SHARE, Scale

SHORTEST_MS = 300.0
"""200 beats a minute; what is shorter is no interval of a heart at rest. A choice."""

LONGEST_MS = 2000.0
"""30 beats a minute. A choice, and the limit of the PhysioNet toolbox (Vest et al. 2018, doi 10.1088/1361-6579/aae021),
which begins at 375 ms."""

JUMP_FACTOR = 1.3
"""Between an early interval and the late one that makes up for it lies twice what the beat is early by; ours."""

PATTERN_BEATS = 4
"""After an odd interval, for so many, smaller changes are enough. Ours: extra beats every second, third or fourth."""

CLEAR_SHARE = 0.15
"""Of the level: so far off has a beat to be for a pattern to be looked for. Ours: breathing moves fewer so far."""

_EASED = 0.5
"""So much of a change, then. Ours."""

# c1 and c2 of the paper: how far the changes beside a jump go back, in units of the jump's threshold.
_SLOPE = 0.13
_OFFSET = 0.17

_LARGEST_SHARE = 0.8
"""Of the change after it, at least: else the next interval is the early or late one. Ours."""

_OFF_LEVEL = 0.3
"""In the same units: so far beyond the level counts as a change back, as after an early beat before. Ours."""

_FARTHEST_FROM_LEVEL = 3.0
"""Thresholds above the level at which an interval is long without a change that shows it; below it half as many."""

_NEAR_SHARES = (0.12, 0.2)
"""Of the level, at least and at most: how near a part or a sum of intervals comes to what lies around it. Ours."""

_LONGEST_PAUSE_SHARE = 1.8
"""Of the level: the pause after an early beat is no longer, and holds no beat that went unseen. Ours."""

_SMALL_PART_SHARE = 0.45
"""Of the level: a smaller interval is a part of another, whatever comes after it. Ours: no beat comes in a T wave."""

_UNEVEN_SHARE = 0.08
"""Of two parts of one interval: so far they differ where nothing but the interval before shows them. Two that are alike
may be a heart that beats twice as fast now. Ours."""

_MADE_UP_SHARE = 0.08
"""Of the level, where what lies around is no measure: how near the mean of early and late intervals comes. Ours."""

_STILL_LONG = 0.5
"""Thresholds above the level: after an early interval that was set aside, one so long makes up for a part. Ours."""

_COMPENSATING = 0.3
"""Of what an interval is too long by: so much at least the next one makes up for, if a beat came late. Ours."""

_BEFORE_EARLY = 0.5
"""Of what an interval is too long by: where the second after it is as long, the one between came early. Ours."""

_PAUSE_SHARE = 1.5
"""Of the level: a longer interval may hold a beat that was not seen, or not; it is set aside. Ours."""

_SLIGHT_SHARE = 0.2
"""Of the level: an interval that is short by no more, and by no more than `_SLIGHT_FACTOR`, is told only with a pause
after it, as the breath does as much. Ours: at 0.22, one extra beat in thirty of mitdb-100 is not found."""

_SLIGHT_FACTOR = 1.8
"""In thresholds of a change. Ours: nine in ten of what is short without a pause in healthy hearts are short by 1.3 to
2.2, extra beats that are early by 17 % in generated hearts by 1.7 to 2.7 mostly."""

_PAUSE_AFTER = 0.15
"""Of what intervals are short by, so much the pause is long by at least. Ours, of 0, 0.15, 0.25, 0.4 and 0.6: from 0.25
on extra beats whose pause makes up for little stay among the others (docs/extra-beats.md)."""

_MOST_PARTS = 6
"""300 ms six times in 2000 ms."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is thought of an interval that is not ordinary, and how it is mended.

    Attributes
    ----------
    kind : BeatKind
        What it is.
    span : int
        For ``missed``: how many intervals it holds. For ``extra``: how many intervals are one. For the others: how
        many, with this one first, are made even, for the beats between them are moved; 1: it is set aside.
    """

    kind: BeatKind
    span: int = 1


def is_in_range(rr_ms: float) -> bool:
    """Return whether an interval lies within 300 to 2000 ms; ``nan`` does not."""
    return SHORTEST_MS <= rr_ms <= LONGEST_MS


def may_be_odd(around_ms: tuple[float, float, float, float], level_ms: float) -> bool:
    """Return whether an interval changes by so much that it has to be judged: no scale finds more than this odd."""
    before_ms, here_ms, after_ms, _ = around_ms
    least_ms = FLOOR_SHARE * level_ms
    change_ms = here_ms - (level_ms if math.isnan(before_ms) else before_ms)
    return abs(change_ms) > least_ms or abs(after_ms - here_ms) > JUMP_FACTOR * least_ms


def judge(
    around_ms: tuple[float, float, float, float], scale: Scale, *, follows_early: bool = False, in_pattern: bool = False
) -> Verdict | None:
    """Return what is thought of an interval, None where it is ordinary.

    Parameters
    ----------
    around_ms : tuple of float
        The interval before, mended; the one to judge; the two after it. ``nan`` where there is none.
    scale : Scale
        What is ordinary here.
    follows_early : bool
        Whether the interval before was too short and set aside.
    in_pattern : bool
        Whether a beat was clearly odd at most `PATTERN_BEATS` before: extra beats come every second, third or fourth.
    """
    verdict = _judge(around_ms, scale, follows_early=follows_early, in_pattern=in_pattern)
    may_be_breath = verdict is not None and verdict.kind in ("short", "ectopic") and not in_pattern
    return None if may_be_breath and _lacks_a_pause(around_ms, scale) else verdict


def _judge(
    around_ms: tuple[float, float, float, float], scale: Scale, *, follows_early: bool, in_pattern: bool
) -> Verdict | None:
    if in_pattern:
        eased_ms = max(FLOOR_SHARE * scale.level_ms, _EASED * scale.change_ms)
        scale = Scale(scale.level_ms, eased_ms, scale.distance_ms, scale.mend_ms)
    before_ms, here_ms, after_ms, _ = around_ms
    level_ms, unit_ms = scale.level_ms, scale.change_ms
    if math.isnan(before_ms):
        change = (here_ms - level_ms) / max(unit_ms, _FARTHEST_FROM_LEVEL * scale.distance_ms / 2.0)
    else:
        change = (here_ms - before_ms) / unit_ms
    change_1, change_2 = (after_ms - here_ms) / unit_ms, (around_ms[3] - after_ms) / unit_ms
    off = (here_ms - level_ms) / unit_ms
    if change < -1.0 and (parts := _parts_of_one(around_ms, scale, change_1, change_2)):
        return Verdict("extra", parts)
    is_long = change > 1.0 and (change_1 < -1.0 or change_2 < -1.0)
    if is_long and (held := _held(around_ms, scale, follows_early=follows_early)):
        return Verdict("missed", held)
    # After an early beat comes a late interval; one that was long by chance before it is not the late one.
    is_before_early = here_ms > level_ms and around_ms[3] - level_ms > _BEFORE_EARLY * (here_ms - level_ms)
    if _jumps(change, off, change_1, change_2) and not is_before_early:
        span = _made_up_for(around_ms, scale)
        # A beat that comes late and is not made up for is a pause; one that comes clearly early is still an early one.
        if span > 1 or off < -1.0:
            return Verdict("ectopic", span)
    if change < -1.0 and (change_1 > 1.0 or (change_2 > 1.0 and (change_1 > -1.0 or off < -1.0))):
        return Verdict("short", _made_up_for(around_ms, scale))
    if is_long:
        if after_ms < level_ms - _COMPENSATING * (here_ms - level_ms) and not is_before_early:
            return Verdict("long", _made_up_for(around_ms, scale))
        if follows_early or here_ms > _PAUSE_SHARE * level_ms:
            return Verdict("long")
    if follows_early and off > _STILL_LONG:
        return Verdict("long")
    far_ms = _FARTHEST_FROM_LEVEL * scale.distance_ms
    if change < -1.0 and 2.0 * (level_ms - here_ms) > far_ms:
        return Verdict("short")
    if change > 1.0 and here_ms - level_ms > far_ms:
        return Verdict("long")
    return None


def is_early_aside(verdict: Verdict | None) -> bool:
    """Return whether an interval was too short and is set aside: what follows may make up for a part of it."""
    return verdict is not None and verdict.span == 1 and verdict.kind in ("ectopic", "short")


def is_clear(verdict: Verdict | None, here_ms: float, scale: Scale) -> bool:
    """Return whether a beat was so far off that more of its kind are to be expected."""
    if verdict is None or verdict.kind in ("missed", "extra"):
        return False
    return abs(here_ms - scale.level_ms) > CLEAR_SHARE * scale.level_ms


def _lacks_a_pause(around_ms: tuple[float, float, float, float], scale: Scale) -> bool:
    """Return whether one or two intervals are slightly short and no pause after them makes up for it."""
    before_ms, here_ms, after_ms, after_next_ms = around_ms
    level_ms = scale.level_ms
    least_ms = level_ms - min(_SLIGHT_FACTOR * scale.change_ms, _SLIGHT_SHARE * level_ms)
    # Beside what is not known nothing lacks; and what is more than slightly short may be told without.
    if any(map(math.isnan, around_ms)) or not least_ms <= here_ms < level_ms or after_ms < least_ms:
        return False
    are_alike = abs(before_ms - after_next_ms) < FLOOR_SHARE * level_ms
    usual_ms = (before_ms + after_next_ms) / 2.0 if are_alike else level_ms
    if after_ms >= usual_ms:
        return after_ms - usual_ms < _PAUSE_AFTER * (usual_ms - here_ms)
    return after_next_ms - usual_ms < _PAUSE_AFTER * (2.0 * usual_ms - here_ms - after_ms)


def _jumps(change: float, off: float, change_1: float, change_2: float) -> bool:
    """Return whether a leap between two leaps back shows a beat that came early or late."""
    jump = change_1 / JUMP_FACTOR
    if not abs(jump) > 1.0 or abs(change_1) < _LARGEST_SHARE * abs(change_2):
        return False
    direction = math.copysign(1.0, jump)
    back = -_SLOPE * abs(jump) - _OFFSET
    off, after = direction * off / JUMP_FACTOR, direction * change_2 / JUMP_FACTOR
    before = direction * change / JUMP_FACTOR
    return off < 0.0 and after < back and (before < back or off < min(back, -_OFF_LEVEL))


def _near_ms(scale: Scale) -> float:
    least, most = _NEAR_SHARES
    return min(max(scale.distance_ms, least * scale.level_ms), most * scale.level_ms)


def _is_near(value_ms: float, scale: Scale, beside_ms: tuple[float, float], near_ms: float) -> bool:
    """Return whether a value is like the level, or like the mean of the two beside it where these are alike."""
    if abs(value_ms - scale.level_ms) < near_ms:
        return True
    left_ms, right_ms = beside_ms
    return abs(left_ms - right_ms) < 2.0 * near_ms and abs(value_ms - (left_ms + right_ms) / 2.0) < near_ms


def _parts_of_one(around_ms: tuple[float, float, float, float], scale: Scale, change_1: float, change_2: float) -> int:
    """Return how many intervals from here on are parts of one, 0 when they are none."""
    before_ms, here_ms, after_ms, after_next_ms = around_ms
    two_ms, near_ms = here_ms + after_ms, _near_ms(scale)
    if change_1 > 1.0 or change_2 > 1.0:
        if _is_near(two_ms, scale, (before_ms, after_next_ms), near_ms):
            return 2
        # Where T waves are counted for several beats, these parts make the level, and only what came before tells.
        is_uneven = abs(after_ms - here_ms) > _UNEVEN_SHARE * two_ms
        if is_uneven and abs(two_ms - before_ms) < _NEAR_SHARES[1] * before_ms:
            return 2
    # A small part that more of them follow.
    if change_1 < -1.0 and after_ms < _SMALL_PART_SHARE * scale.level_ms:
        return 2 if _is_near(two_ms, scale, (before_ms, math.nan), near_ms) else 0
    # The beat after three is not known yet, so all three have to be far too short.
    most_ms = scale.level_ms / 2.0
    if max(here_ms, after_ms, after_next_ms) < most_ms and abs(two_ms + after_next_ms - scale.level_ms) < near_ms:
        return 3
    return 0


def _held(around_ms: tuple[float, float, float, float], scale: Scale, *, follows_early: bool) -> int:
    """Return how many intervals one holds, 0 when it is not two or more."""
    before_ms, here_ms, after_ms, _ = around_ms
    parts = round(here_ms / scale.level_ms)
    if not 2 <= parts <= _MOST_PARTS or (follows_early and here_ms < _LONGEST_PAUSE_SHARE * scale.level_ms):
        return 0
    return parts if _is_near(here_ms / parts, scale, (before_ms, after_ms), _near_ms(scale)) else 0


def _made_up_for(around_ms: tuple[float, float, float, float], scale: Scale) -> int:
    """Return how many intervals from here on are right together, 1 when not even three are."""
    before_ms, here_ms, after_ms, after_next_ms = around_ms
    two_ms, near_ms = (here_ms + after_ms) / 2.0, max(scale.change_ms, _MADE_UP_SHARE * scale.level_ms)
    if abs(before_ms - after_next_ms) < 2.0 * scale.change_ms:
        is_made_up = abs(two_ms - (before_ms + after_next_ms) / 2.0) < scale.mend_ms
    else:
        is_made_up = abs(two_ms - scale.level_ms) < near_ms
    if is_made_up:
        return 2
    is_early = here_ms < scale.level_ms
    if is_early == (after_ms < scale.level_ms) and is_early == (after_next_ms > scale.level_ms):
        three_ms = (here_ms + after_ms + after_next_ms) / 3.0
        if abs(three_ms - scale.level_ms) < near_ms:
            return 3
    return 1


def mended(verdict: Verdict, from_here_ms: Sequence[float]) -> tuple[float, int]:
    """Return the last interval of those that a verdict settles, in ms (``nan``: set aside), and how many they are.

    Parameters
    ----------
    verdict : Verdict
        On the first of them.
    from_here_ms : sequence of float
        That interval and those after it, at least as many as the verdict spans.
    """
    if verdict.kind == "missed":
        return from_here_ms[0] / verdict.span, 1
    if verdict.span == 1:
        return math.nan, 1
    together_ms = sum(from_here_ms[: verdict.span])
    return together_ms if verdict.kind == "extra" else together_ms / verdict.span, verdict.span
