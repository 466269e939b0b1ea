"""Brings what was read of a file within the bounds of recordings: one a session, of intervals and times that can be."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from biofeedback.codes import ImportRemarkCode
from sessions.importers.imported import ImportedEvent, ImportedFile, ImportedHeart, ImportRemark
from sessions.soundness import LATEST_S
from sessions.tables.intervals import LEAST_MS, MOST_MS

_LONGEST_BREAK_S = 86_400.0
"""A day: no session has a longer break, so that a longer one lies between sessions."""

_FOR_BREAKS = 0.5
"""The share of the time of a recording that breaks may take where there are many: a choice, the rest is for beats."""


_PAUSE_S = 14_400.0
"""Four hours without a beat lie between two sessions: a choice. Long recordings have shorter pauses, as for a shower or
a new battery; readings of morning and evening lie further apart."""

_MOST_SESSIONS = 500
"""Recordings that are made of one file: a choice, more than one a day for a year. More stretches stay together."""

_MOST_NAMED = 20  # lengths of stretches that a sentence names: a choice


def apart(file: ImportedFile) -> ImportedFile:
    """Return a file with a session for each stretch of beats, where long pauses lie between them; others as they are.

    What is marked goes with the stretch that is nearest. Each is told which of them it is.
    """
    sessions = [part for each in file.sessions for part in _stretches(each)]
    return file if len(sessions) == len(file.sessions) else replace(sessions[0], later=tuple(sessions[1:]))


def _stretches(file: ImportedFile) -> list[ImportedFile]:
    """Return the sessions that a session of a file holds, itself where it is one."""
    file = replace(file, later=())
    if file.waves or not file.hearts or any(heart.t_s is None for heart in file.hearts):
        return [file]
    beats_s = sorted(t for heart in file.hearts for t in heart.t_s or ())
    begins_s = [after for before, after in pairwise(beats_s) if after - before > _PAUSE_S]
    if not begins_s or len(begins_s) >= _MOST_SESSIONS:
        return [file]
    bounds = [-math.inf, *begins_s, math.inf]
    hearts = [_within(file.hearts, *of) for of in pairwise(bounds)]
    ends_s = [max(t for heart in own for t in heart.t_s or ()) for own in hearts]
    lengths = tuple(
        f"{(end - _begin_s(own)) / 60.0:.1f}" for own, end in zip(hearts[:_MOST_NAMED], ends_s, strict=False)
    )
    more = ("…",) if len(hearts) > _MOST_NAMED else ()
    sessions = []
    last_begin_s = _begin_s(hearts[-1])
    for part, (own, (from_s, to_s)) in enumerate(zip(hearts, pairwise(bounds), strict=True), 1):
        begin_s = _begin_s(own) if part > 1 else 0.0
        remark = ImportRemark.of(
            ImportRemarkCode.STRETCHES_APART,
            count=len(hearts),
            part=part,
            hours=round(_PAUSE_S / 3600.0),
            minutes=(*lengths, *more),
        )
        # An event in a pause is of the stretch that is nearer.
        first_s = (from_s + ends_s[part - 2]) / 2.0 if part > 1 else -math.inf
        last_s = (to_s + ends_s[part - 1]) / 2.0
        events = [each for each in file.events if first_s <= each.t_s < last_s]
        sessions.append(
            replace(
                file,
                hearts=tuple(_moved(heart, begin_s) for heart in own),
                events=tuple(replace(each, t_s=each.t_s - begin_s) for each in events),
                started_at=None if file.started_at is None else file.started_at + timedelta(seconds=begin_s),
                after_s=begin_s,
                before_s=last_begin_s - begin_s,
                remarks=(*file.remarks, remark),
            )
        )
    return sessions


def _within(hearts: Sequence[ImportedHeart], from_s: float, to_s: float) -> list[ImportedHeart]:
    """Return the part of each heart that has beats from one moment to another."""
    parts = []
    for heart in hearts:
        t_s = heart.t_s or ()
        own = slice(bisect_left(t_s, from_s), bisect_left(t_s, to_s))
        if own.start < own.stop:
            parts.append(replace(heart, rr_ms=heart.rr_ms[own], t_s=t_s[own], flags=heart.flags[own]))
    return parts


def _begin_s(hearts: Sequence[ImportedHeart]) -> float:
    """Return when the first interval of hearts with times began."""
    first = [(heart.t_s[0], heart.rr_ms[0]) for heart in hearts if heart.t_s]
    return min(t - (0.0 if math.isnan(rr) else rr / 1000.0) for t, rr in first)


def _moved(heart: ImportedHeart, by_s: float) -> ImportedHeart:
    return replace(heart, t_s=tuple(t - by_s for t in heart.t_s or ())) if by_s else heart


def bounded(file: ImportedFile) -> ImportedFile:
    """Return a file of which no beat lies further away than a recording can hold; one that fits comes as it is.

    What is no interval of any heart is a break, as a line that holds none is in any table. Breaks of more than a day
    become a day, or shorter ones where there are many; what is marked moves with the beats. Events at no time, and
    after the end of what a recording holds, go.
    """
    hearts, moved = [], False
    remarks = list(file.remarks)
    events = tuple(event for event in file.events if math.isfinite(event.t_s))
    for whole in file.hearts:
        heart, impossible = _possible(whole)
        if impossible:
            remarks.append(ImportRemark.of(ImportRemarkCode.VALUES_SET_ASIDE, title="RR", count=impossible))
        if heart.t_s is None or not heart.t_s or heart.t_s[-1] - min(heart.t_s[0], 0.0) <= LATEST_S:
            hearts.append(heart)
            continue
        closer, length_s, count = _closer(heart)
        if not moved:
            events = _with(events, heart.t_s, closer)
        moved = True
        hearts.append(replace(heart, t_s=closer))
        given = {"count": count, "hours": round(length_s / 3600.0, 1)}
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS_CLOSER, **given))
    kept = tuple(event for event in events if abs(event.t_s) <= LATEST_S)
    return replace(
        file, hearts=tuple(hearts), events=kept, remarks=tuple(remarks), later=tuple(map(bounded, file.later))
    )


def _possible(heart: ImportedHeart) -> tuple[ImportedHeart, int]:
    """Return a heart without intervals that cannot be, and how many there were."""
    # Nothing is wrong in most files, and the two ends tell that soonest; a ``nan`` is in neither but where it is first.
    if heart.rr_ms and min(heart.rr_ms) >= LEAST_MS and max(heart.rr_ms) <= MOST_MS:
        return heart, 0
    wrong = [place for place, rr in enumerate(heart.rr_ms) if not (LEAST_MS <= rr <= MOST_MS or math.isnan(rr))]
    if not wrong:
        return heart, 0
    rr_ms = list(heart.rr_ms)
    for place in wrong:
        rr_ms[place] = math.nan
    return replace(heart, rr_ms=tuple(rr_ms)), len(wrong)


def _closer(heart: ImportedHeart) -> tuple[tuple[float, ...], float, int]:
    """Return the times with shorter breaks, how long these may be in seconds, and how many were longer."""
    times = heart.t_s or ()
    steps = [after - before for before, after in pairwise(times)]
    longest_s = _LONGEST_BREAK_S
    while True:
        longer = sum(step > longest_s for step in steps)
        if longer * longest_s <= _FOR_BREAKS * LATEST_S:
            break
        longest_s /= 2.0
    t_s, now_s = [0.0], 0.0
    for step in steps:
        now_s += min(step, longest_s)
        t_s.append(now_s)
    return tuple(t_s), longest_s, longer


def _with(
    events: Sequence[ImportedEvent], before_s: Sequence[float], after_s: Sequence[float]
) -> tuple[ImportedEvent, ...]:
    """Return the events as far after the beat before them as they were, within the break that follows it."""
    moved = []
    for event in events:
        place = max(0, bisect_right(before_s, event.t_s) - 1)
        moved.append(replace(event, t_s=after_s[place] + event.t_s - before_s[place]))
    return tuple(moved)
