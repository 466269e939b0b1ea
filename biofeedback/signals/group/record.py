"""A group of hearts over a whole record: who was in step when, and every pair over all of it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.events import BreathPlanned
from biofeedback.reasons import Reason
from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.artefacts.disorder import DisorderedStretches, disordered_stretches
from biofeedback.signals.coupling.phase import breath_phases
from biofeedback.signals.group.in_step import GroupMoment, PairLocking, pair_locking
from biofeedback.signals.group.watch import LATE_S, NEEDED_MOMENTS, GroupWatch
from biofeedback.signals.progress import OnProgress, no_progress
from biofeedback.signals.timing.beats import JudgedBeats
from biofeedback.signals.timing.raw_record import raw_record

STEP_S = 5
"""From moment to moment of a record, in whole seconds: a twentieth of the window. A choice."""

_UNKNOWN = complex(math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class GroupHeart:
    """The beats of one heart as a group takes them, on the clock of the group.

    Attributes
    ----------
    beats : JudgedBeats
        Corrected; ``nan`` where set aside, also where they come without order.
    phase_rad : tuple of float
        Angle of the led breath in the middle of each interval; ``nan`` when no breath is led.
    disordered : DisorderedStretches
        Where they come without order.
    """

    beats: JudgedBeats
    phase_rad: tuple[float, ...]
    disordered: DisorderedStretches


@dataclass(frozen=True, slots=True)
class HeartCourse:
    """One heart of a group over a whole record.

    Attributes
    ----------
    name : str
        As it was given.
    counted_share : float
        At how many of the moments it was counted, 0 to 1.
    in_step_share : float
        At how many of these it was in step; ``nan`` where there is none.
    locking_share : float
        The median of its locking at these.
    reason : Reason or None
        Why it was never counted: what was so at the last moment; None where it was.
    """

    name: str
    counted_share: float
    in_step_share: float
    locking_share: float
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """A group of hearts over a whole record.

    Attributes
    ----------
    names : tuple of str
        The hearts, in the order in which they were given.
    moments : tuple of GroupMoment
        As of every fifth second.
    pairs : PairLocking
        Every pair over all seconds in which both were there.
    """

    names: tuple[str, ...]
    moments: tuple[GroupMoment, ...]
    pairs: PairLocking

    @property
    def courses(self) -> tuple[HeartCourse, ...]:
        """Every heart over the whole record, in the same order."""
        return tuple(self._course(index) for index in range(len(self.names)))

    def _course(self, place: int) -> HeartCourse:
        known = [moment.hearts[place] for moment in self.moments if moment.reason is None]
        counted = [heart for heart in known if heart.is_counted]
        name, counted_share = self.names[place], len(counted) / len(known) if known else 0.0
        if counted:
            in_step_share = sum(heart.in_step for heart in counted) / len(counted)
            return HeartCourse(
                name, counted_share, in_step_share, median(heart.locking_share for heart in counted), None
            )
        last = self.moments[-1]
        return HeartCourse(name, counted_share, math.nan, math.nan, last.hearts[place].reason or last.reason)


def group_heart(
    rr_ms: ArrayLike,
    arrived_s: ArrayLike,
    breaths: Sequence[BreathPlanned] = (),
    *,
    offset_s: float = 0.0,
    told_s: ArrayLike | None = None,
) -> GroupHeart:
    """Return the beats of one recorded heart, corrected from both sides.

    Parameters
    ----------
    rr_ms, arrived_s : array of float, shape (beats,)
        Intervals as the sensor sent them, in ms, and when they arrived, in seconds of the recording's own clock.
    breaths : sequence of BreathPlanned
        The breaths that were led, in order of their beginning, on the same clock.
    offset_s : float
        What the clock of the group shows at second 0 of the recording.
    told_s : array of float, shape (beats,), or None
        When each beat was, where its source tells that; ``nan``, or None for all, where it does not.

    Raises
    ------
    ValueError
        When the two arrays differ in length, or the times of arrival fall.
    """
    raw = raw_record(rr_ms, arrived_s, told_s)
    judged = correct(raw.rr_ms, t_s=raw.t_s, segment=raw.segment).beats
    disordered = disordered_stretches(raw.t_s, raw.rr_ms, raw.segment)
    if raw.t_s.size:
        judged, _ = disordered.left_out_of(judged, raw.began_s, float(raw.t_s[-1]))
    middles_s = judged.t_s - np.nan_to_num(judged.nn_ms) / 2000.0
    return GroupHeart(
        JudgedBeats(judged.t_s + offset_s, judged.nn_ms, judged.segment, judged.is_corrected),
        tuple(breath_phases(breaths, middles_s.tolist())),
        DisorderedStretches(disordered.from_s + offset_s, disordered.until_s + offset_s),
    )


def group_record(hearts: Mapping[str, GroupHeart], *, on_progress: OnProgress = no_progress) -> GroupRecord:
    """Return a group of hearts over a whole record.

    Parameters
    ----------
    hearts : mapping of str to GroupHeart
        The hearts by name.
    on_progress : callable
        Called now and then with the share that is done, 0 to 1.

    Notes
    -----
    The same `GroupWatch` that follows a group live, stepped through the record.
    """
    watch = GroupWatch()
    rows = sorted(
        (t_s, place, index)
        for place, heart in enumerate(hearts.values())
        for index, t_s in enumerate(heart.beats.t_s.tolist())
    )
    names, kept = tuple(hearts), [_columns(heart) for heart in hearts.values()]
    for name in names:
        watch.join(name)
    ended_s = rows[-1][0] if rows else 0.0
    last = math.floor(ended_s + LATE_S)
    moments: list[GroupMoment] = []
    phases = np.full((len(names), last + 1), np.nan, dtype=np.complex128)
    row = 0
    for second in range(last + 1):
        while row < len(rows) and rows[row][0] <= second:
            t_s, place, index = rows[row]
            nn_ms, phase_rad, is_corrected = kept[place][index]
            watch.add(names[place], t_s, nn_ms, phase_rad, is_corrected=is_corrected)
            row += 1
        watch.advance(float(second))
        phases[:, second] = list(watch.newest().values())
        if second % STEP_S == 0:
            for name, heart in hearts.items():
                _note_disorder(watch, name, heart, float(second))
            moments.append(watch.moment())
            on_progress(second / last if last else 1.0)
    return GroupRecord(names, tuple(moments), pair_locking(phases, needed_s=NEEDED_MOMENTS))


def _columns(heart: GroupHeart) -> list[tuple[float, float, bool]]:
    beats = heart.beats
    corrected = np.isnan(beats.nn_ms) if beats.is_corrected is None else beats.is_corrected
    return list(zip(beats.nn_ms.tolist(), heart.phase_rad, corrected.tolist(), strict=True))


def _note_disorder(watch: GroupWatch, name: str, heart: GroupHeart, now_s: float) -> None:
    begun = heart.disordered.from_s <= now_s
    if begun.any():
        watch.note_disorder(name, min(now_s, float(heart.disordered.until_s[begun][-1])))
