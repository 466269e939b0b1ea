"""The tidy tables that Soften itself writes (``beats.csv``): the raw intervals, each at the time of its beat.

A beat that was put in has no raw interval, and is none here. The tables beside it are named and not read.
"""

import csv
import json
import math
from collections import defaultdict
from datetime import datetime
from itertools import accumulate
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.arrays.tables import TABLES, Answers, Beats
from sessions.importers.head import Head, head_of
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.rows import step_of
from sessions.tables.lines import read_text
from sessions.tables.written_numbers import number

KIND = "own_tables"

FILE = f"{Beats.NAME}.csv"
"""The table of the beats, which takes those beside it along."""

_TITLES = frozenset({"source", "index", "time_s", "rr_ms", "nn_ms", "kind"})
_BETWEEN = (";", "\t", ",")
"""What may stand between the columns, where a spreadsheet saved them anew; the first that is there does."""

_ABOUT = "about.json"
_GUESS = "a guess"  # how `sessions.exports.content` begins what is said of a beginning that nobody told


def looks_like(head: Head) -> bool:
    """Return whether the first line has the titles of our beats."""
    first = head.lines[0] if head.lines else ""
    return set(_TITLES) <= {title.strip('"') for title in first.split(_between(first))}


def read(path: Path) -> ImportedFile:
    """Read the raw intervals of every heart; raises `RecordingError` where there are none."""
    lines = read_text(path).splitlines()
    between = _between(lines[0])
    beats: dict[str, dict[int, tuple[float, float]]] = defaultdict(dict)
    for row in csv.DictReader(lines, delimiter=between):
        index, rr_ms, time_s = (_number(row.get(name), between) for name in ("index", "rr_ms", "time_s"))
        if math.isfinite(index) and math.isfinite(rr_ms):
            beats[row.get("source") or ""].setdefault(int(index), (rr_ms, time_s))
    hearts = tuple(_heart(name, beats[name]) for name in sorted(beats, key=lambda name: (len(name), name)))
    if not hearts:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    count = sum(len(heart.rr_ms) for heart in hearts)
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=count, unit="ms")]
    others = sorted(name for name in _tables_beside(path) if name != path.name)
    if others:
        remarks.append(ImportRemark.of(ImportRemarkCode.NOT_USED, part=tuple(others)))
    started = _started(path)
    return ImportedFile(
        kind=KIND,
        hearts=hearts,
        started_at=started,
        remarks=tuple(remarks),
        beside=() if started is None else (_ABOUT,),
        belonging=(*others, _ABOUT, "README.txt"),
    )


def _heart(name: str, beats: dict[int, tuple[float, float]]) -> ImportedHeart:
    """Return the beats in the order of the sensor; one that was never judged comes an interval after the one before."""
    rr_ms: list[float] = []
    t_s: list[float] = []
    for index in sorted(beats):
        interval_ms, time_s = beats[index]
        due_s = (t_s[-1] if t_s else 0.0) + interval_ms / 1000.0
        t_s.append(time_s if math.isfinite(time_s) else due_s)
        rr_ms.append(interval_ms)
    return ImportedHeart(rr_ms=tuple(rr_ms), t_s=tuple(accumulate(t_s, max)), name=name, resolution_ms=step_of(rr_ms))


def _between(line: str) -> str:
    return next((mark for mark in _BETWEEN if mark in line), ",")


def _number(cell: str | None, between: str) -> float:
    text = (cell or "").strip()
    value = number(text if between == "," else text.replace(",", "."))
    return math.nan if value is None else value


def _tables_beside(path: Path) -> set[str]:
    names = {f"{table.NAME}.csv" for table in TABLES} | {f"{Answers.NAME}.csv"} | {"dictionary.csv"}
    waves = {each.name for each in path.parent.glob("wave_*.csv")}
    return {name for name in names | waves if (path.parent / name).is_file()}


def _started(path: Path) -> datetime | None:
    """Return when the recording began, as the page beside the tables says where that is no guess."""
    try:
        about = json.loads(head_of(path.with_name(_ABOUT)).text)
        if str(about["started_at_is"]).startswith(_GUESS):
            return None
        return datetime.fromisoformat(about["started_at"])
    except (RecordingError, ValueError, KeyError, TypeError):
        return None
