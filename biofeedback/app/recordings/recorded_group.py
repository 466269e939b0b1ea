"""The hearts of one room from their recordings, laid on one clock."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.events import BreathPlanned, Paused
from biofeedback.practice.after.led_steps import led_breaths
from biofeedback.signals.group.record import GroupHeart, group_heart
from biofeedback.signals.progress import OnProgress, no_progress
from sessions.library import SUFFIX
from sessions.reader import Recording

GroupClock: TypeAlias = Literal["recording", "room", "started"]
"""What joins the hearts: one recording, the clock of a room, or when each recording is said to have begun."""

WHOLE_SECONDS_S = 1.0
"""As uncertain is a recorded start that is told in whole seconds."""


@dataclass(frozen=True, slots=True)
class RecordedGroup:
    """The hearts of one room.

    Attributes
    ----------
    hearts : dict of str to GroupHeart
        Them by name, in the order of the files, and within a file as it names them.
    clock : {"recording", "room", "started"}
        What joins them.
    uncertain_s : float
        By how much the clocks of two of them may be apart, as far as is known.
    unread : tuple of RecordingError
        The recordings that could not be read.
    remarks : tuple of RecordingError
        What is not as this Soften knows it in those that could.
    """

    hearts: dict[str, GroupHeart]
    clock: GroupClock
    uncertain_s: float
    unread: tuple[RecordingError, ...] = ()
    remarks: tuple[RecordingError, ...] = ()


class _Beats(NamedTuple):
    source: str
    rr_ms: list[float]
    arrived_s: list[float]
    told_s: list[float]


class _Read(NamedTuple):
    path: Path
    facts: dict[str, str]
    hearts: tuple[_Beats, ...]
    breaths: tuple[BreathPlanned, ...]
    remarks: tuple[RecordingError, ...]

    @property
    def span_s(self) -> tuple[float, float]:
        """When the first beat came and the last, by its own clock."""
        moments_s = [moment_s for heart in self.hearts for moment_s in (heart.arrived_s[0], heart.arrived_s[-1])]
        return min(moments_s), max(moments_s)


def recorded_group(where: Path, *, on_progress: OnProgress = no_progress) -> RecordedGroup:
    """Return the hearts of the recordings in a folder, or of the one recording that ``where`` is.

    Raises
    ------
    RecordingError
        The one recording cannot be read.
    UsageError
        There is no heart in the folder, its recordings are of several rooms or of several times, or one does not say
        when it began.
    """
    if not where.is_dir():
        read, unread = [_read(where)], list[RecordingError]()
    else:
        read, unread = _read_all(sorted(where.glob(f"*{SUFFIX}")), on_progress)
    read = [each for each in read if each.hearts]
    if not read:
        raise UsageError(CommandErrorCode.GROUP_EMPTY, folder=where.name)
    rooms = sorted({each.facts["room"] for each in read if "room" in each.facts})
    if len(rooms) > 1:
        raise UsageError(CommandErrorCode.GROUP_OF_ROOMS, folder=where.name, rooms=rooms)
    clock, offsets_s, uncertain_s = _one_clock(read)
    _refuse_apart(where, read, offsets_s)
    hearts: dict[str, GroupHeart] = {}
    for each, offset_s in zip(read, offsets_s, strict=True):
        for name, beats in zip(_names(each, len(read) == 1), each.hearts, strict=True):
            hearts[_free(name, hearts)] = group_heart(
                beats.rr_ms, beats.arrived_s, each.breaths, offset_s=offset_s, told_s=beats.told_s
            )
    remarks = tuple(remark for each in read for remark in each.remarks)
    return RecordedGroup(hearts, clock, uncertain_s, tuple(unread), remarks)


def _read_all(paths: Sequence[Path], on_progress: OnProgress) -> tuple[list[_Read], list[RecordingError]]:
    read, unread = [], []
    for index, path in enumerate(paths):
        try:
            read.append(_read(path))
        except RecordingError as error:  # the others can be looked at without it, and it is said
            unread.append(error)
        on_progress(index / len(paths))
    return read, unread


def _read(path: Path) -> _Read:
    with Recording(path) as recording:
        found = [(source, recording.beats(source)) for source in recording.sources or ()]
        hearts = tuple(
            _Beats(
                source,
                [beat.usable_ms for beat in beats],
                [beat.arrived_s for beat in beats],
                [beat.told_s for beat in beats],
            )
            for source, beats in found
            if beats
        )
        breaths = led_breaths(event for _, event in recording.events(BreathPlanned, Paused))
        return _Read(path, recording.facts, hearts, breaths, recording.remarks)


def _one_clock(read: Sequence[_Read]) -> tuple[GroupClock, list[float], float]:
    """Return what joins the recordings, what the clock of all shows at second 0 of each, and how uncertain that is."""
    if len(read) == 1:
        return "recording", [0.0], 0.0
    shared_s = [_seconds(each.facts.get("room_clock_s", "")) for each in read]
    if all("room" in each.facts for each in read) and not any(math.isnan(offset_s) for offset_s in shared_s):
        first_s = min(shared_s)
        return "room", [offset_s - first_s for offset_s in shared_s], 0.0
    began = [_began(each) for each in read]
    first = min(began)
    # The fraction of a second is told where it was kept.
    finely = all("." in each.facts["started_at"] for each in read)
    speed = max(_speed(each) for each in read)
    offsets_s = [(each - first).total_seconds() * speed for each in began]
    return "started", offsets_s, 0.0 if finely else WHOLE_SECONDS_S * speed


def _speed(read: _Read) -> float:
    """Return how many seconds of its clock passed in one."""
    speed = _seconds(read.facts.get("speed", "1"))
    return speed if speed > 0.0 else 1.0


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        return math.nan
    return seconds if math.isfinite(seconds) else math.nan


def _began(read: _Read) -> datetime:
    without = UsageError(CommandErrorCode.GROUP_WITHOUT_START, file=read.path.name)
    try:
        began = datetime.fromisoformat(read.facts.get("started_at", ""))
    except ValueError:
        raise without from None
    if began.tzinfo is None:
        raise without
    return began


def _refuse_apart(where: Path, read: Sequence[_Read], offsets_s: Sequence[float]) -> None:
    spans = [
        (each.span_s[0] + offset_s, each.span_s[1] + offset_s, each.path.name)
        for each, offset_s in zip(read, offsets_s, strict=True)
    ]
    reached_s = math.inf
    for from_s, until_s, name in sorted(spans):
        if from_s > reached_s:
            raise UsageError(CommandErrorCode.GROUP_APART, folder=where.name, file=name)
        reached_s = until_s if math.isinf(reached_s) else max(reached_s, until_s)


def _names(read: _Read, alone: bool) -> Iterator[str]:
    """Yield what its hearts are called: the seat, else the file, and the source where there are several."""
    own = read.facts.get("seat") or read.path.stem
    for heart in read.hearts:
        if len(read.hearts) == 1:
            yield own
        else:
            yield heart.source if alone else f"{own} {heart.source}"


def _free(name: str, taken: dict[str, GroupHeart]) -> str:
    count = 2
    free = name
    while free in taken:
        free, count = f"{name} {count}", count + 1
    return free
