"""Makes intervals of the times of beats, where a text or a table tells when each beat was and no interval."""

import math
import statistics
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import TextErrorCode
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.tables.columns import TimeColumn, begins_at, column, counts, readings, title_of
from sessions.tables.even_times import even_step
from sessions.tables.lines import lines_of, plain_column, read_text
from sessions.tables.samples import refuse_samples
from sessions.tables.table import Row, Table, table_of
from sessions.tables.titles import rate_in, unit_in, words_of
from sessions.tables.units import UNIT_MS, unit_of
from sessions.tables.written_numbers import number

_LONGEST_MS = 3000.0
"""Times of beats further apart are not of neighbours: 20 beats a minute, as for the typical interval of any table."""
_LEAST_TYPICAL_MS = 300.0
"""Times of beats that are closer, above 200 beats a minute, may be numbers of samples: a choice."""
_S_MS = 1000.0  # milliseconds of a second
_FEWEST = 30
"""Rows from which on a table of times is one of beats: a choice, as for a column that rises."""

_LONGEST_LINE = 500
"""Characters of a row of such a table: a choice, far above any."""

_BEAT_WORDS = frozenset(
    [
        "beat",
        "beats",
        "r",
        "rpeak",
        "rpeaks",
        "peak",
        "peaks",
        "qrs",
        "heartbeat",
        "heartbeats",
        "n",
        "normal",
        "systole",
    ]
)
_SAMPLE_WORDS = frozenset(["sample", "samples", "frame", "frames", "index", "idx"])
_BEAT_CODES = frozenset("NLRBAaJSVrFejnE/fQ?")
"""Codes of PhysioNet for beats (physionet.org/physiobank/annotations.shtml); the others mark no beat."""
_OTHER_CODES = frozenset("[]x()ptu`'^|~+sT*D=\"@")
"""Its codes for what is no beat, but that of a fluttering wave."""


class _Beats(NamedTuple):
    """The times of beats in seconds from some beginning, when that was, and in which unit they were."""

    t_s: tuple[float, ...]
    unit: str
    began: datetime | None = None
    clock_s: float = math.nan


def of_times(path: Path) -> ImportedFile | None:
    """Return the intervals between times of beats; None where rows may be something else than beats.

    Raises
    ------
    RecordingError
        They may be numbers of samples.
    """
    text = read_text(path)
    times = plain_column(text, decimal_commas=True)
    beats = _of_numbers(path, times) if times is not None else _of_table(path, text)
    return None if beats is None else _imported(beats)


def _imported(beats: _Beats) -> ImportedFile | None:
    rr_ms = tuple(round((after - before) * _S_MS, 6) for before, after in pairwise(beats.t_s))
    if len(beats.t_s) >= _FEWEST and not math.isnan(even_step(beats.t_s)):
        return None  # rows at an even rate are moments
    if not rr_ms or min(rr_ms) <= 0.0 or not _LEAST_TYPICAL_MS <= statistics.median(rr_ms) <= _LONGEST_MS:
        return None
    if max(rr_ms) > _LONGEST_MS:
        rr_ms = tuple(rr if rr <= _LONGEST_MS else math.nan for rr in rr_ms)
    heart = ImportedHeart(rr_ms=rr_ms, t_s=tuple(each - beats.t_s[0] for each in beats.t_s[1:]))
    count = sum(not math.isnan(rr) for rr in rr_ms)
    breaks = (ImportRemark.of(ImportRemarkCode.BREAKS, count=len(rr_ms) - count),) if count < len(rr_ms) else ()
    made = ImportRemark.of(ImportRemarkCode.INTERVALS_OF_TIMES_IN, count=count, unit=beats.unit)
    return ImportedFile(
        kind="rr_text", hearts=(heart,), started_at=beats.began, clock_s=beats.clock_s, remarks=(made, *breaks)
    )


def _of_numbers(path: Path, times: Sequence[float], title: str = "") -> _Beats | None:
    """Return beats whose times are numbers, in the unit that their steps or their title tell."""
    steps = [after - before for before, after in pairwise(times)]
    rate_hz = rate_in(title)
    if not steps or min(steps) <= 0:
        return None
    if rate_hz is not None:
        return _Beats(tuple(each / rate_hz for each in times), f"s/{rate_hz:g}")
    unit = unit_of(steps)
    named = unit_in(title)
    if unit is None or (named is not None and named != unit) or _SAMPLE_WORDS.intersection(words_of(title)):
        return None
    if unit == "ms" and named is None and all(float(each).is_integer() for each in times):
        refuse_samples(path, statistics.median(steps), TextErrorCode.SAMPLES_UNCLEAR)
    to_s = UNIT_MS[unit] / _S_MS
    began = begins_at(TimeColumn(0, [each * to_s for each in times], to_s), 0)
    return _Beats(tuple(each * to_s for each in times), unit, began)


def _of_table(path: Path, text: str) -> _Beats | None:
    """Return the beats of a table in which each row is one; None where a column may hold something else."""
    if max(map(len, text.splitlines())) > _LONGEST_LINE:
        return None
    table = table_of(lines_of(path, text))
    rows = [row for row in table.rows if len(row.cells) == table.width]
    if len(rows) < _FEWEST or len(rows) < len(table.rows):
        return None
    kept = _beats_alone(table)
    if kept is None:
        return None
    place, kept_rows = kept
    table = table._replace(rows=kept_rows)
    title = title_of(table, place)
    values = [number(cell) for cell in column(table, place)]
    known = [value for value in values if value is not None]
    if len(known) == len(values):
        return _of_numbers(path, known, title)
    times = next(iter(readings(table, place)), None)
    t_s = () if times is None else tuple(t for t in times.t_s if t is not None)
    if times is None or len(t_s) < len(kept_rows) or all(t.is_integer() for t in t_s):
        return None  # clocks of whole seconds tell no interval
    clock_s = math.nan if times.moments is None else times.moments.first_clock_s
    began = begins_at(times, 0)
    return _Beats(t_s, "s", began, math.nan if began is not None else clock_s)


def _beats_alone(table: Table) -> tuple[int, list[Row]] | None:
    """Return the column of the times, and the rows that are beats; None where a column measures something."""
    times: list[int] = []
    others: set[int] = set()
    for place in range(table.width):
        cells = column(table, place)
        values = [value for cell in cells if (value := number(cell)) is not None]
        if len(values) == len(cells):
            if len(set(values)) == 1 or counts(values):
                continue
            if any(after <= before for before, after in pairwise(values)):
                return None
            times.append(place)
        elif readings(table, place):
            times.insert(0, place)
        elif set(cells) <= _BEAT_CODES | _OTHER_CODES:
            others |= {at for at, cell in enumerate(cells) if cell not in _BEAT_CODES}
        elif not {word for cell in set(cells) for word in words_of(cell)} <= _BEAT_WORDS:
            return None
    rows = [row for at, row in enumerate(table.rows) if at not in others]
    if not times or len(rows) < _FEWEST:
        return None
    known = [place for place in times if not _SAMPLE_WORDS.intersection(words_of(title_of(table, place)))] or times
    named = [place for place in known if unit_in(title_of(table, place)) is not None]
    return (named or known)[0], rows
