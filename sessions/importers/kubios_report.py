"""Kubios's reports, as text or CSV: the intervals of the samples that were analysed, from its last section.

``RR INTERVAL DATA and SPECTRUM ESTIMATES`` has for each sample a column of times and one of intervals, with their units
in the row below their titles; other columns are of the spectra. Where decimals have commas, semicolons or tabs stand
between columns. What the report was made of may have been corrected before, which it says.
"""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.rows import agreeing_times
from sessions.tables.contents import bytes_in, decoded
from sessions.tables.lines import LARGEST_BYTES
from sessions.tables.moments import Moments, moments_of
from sessions.tables.remarks import on_dates, on_unit
from sessions.tables.titles import unit_in
from sessions.tables.units import UNIT_MS, Unit, unit_of
from sessions.tables.written_numbers import number

KIND = "kubios_report"

_SECTION = re.compile(r"(?i)^\W*RR INTERVAL DATA")
_MEASURED = re.compile(r"(?i)^\W*(?P<title>Measurement date)\W*[:;,\t]\s*(?P<date>[^;\t]*?)\s*[;,\t]*\s*$")
_CORRECTION = re.compile(r"(?i)^\W*(?:Artifact|Beat|Artefact) correction[^:;,\t]*[:;,\t]\s*(?P<how>[^;,\t]+)")
_NOT_CORRECTED = ("none", "-", "off", "no", "")
_HEADER_LINES = 8  # of the section, within which the titles stand: a choice, they are four
_MARKS = ";\t,"
_ALLOWED_S = 0.01
"""By so much the times may differ from the sum of the intervals before beats are absent: both are rounded to 1 ms."""


class _Sample(NamedTuple):
    name: str
    t_s: list[float]
    rr_ms: list[float]
    unit: Unit
    title: str


def looks_like(head: Head) -> bool:
    """Return whether the first lines are those of a report."""
    return any(re.search(r"(?i)HRV ANALYSIS RESULTS|Kubios HRV", line) for line in head.lines[:10])


def read(path: Path) -> ImportedFile:
    """Read the intervals; raises `RecordingError` where the report was made without them."""
    lines = re.split(r"\r\n|\n|\r", decoded(bytes_in(path, LARGEST_BYTES)))
    begin = next((at for at, line in enumerate(lines) if _SECTION.match(line)), None)
    samples = [] if begin is None else [each for each in _samples(lines[begin:]) if each.rr_ms]
    if not samples:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    taken, left = _one_after_another(samples)
    t_s = [t for sample in taken for t in sample.t_s]
    rr_ms = [rr for sample in taken for rr in sample.rr_ms]
    breaks = sum(
        after - before > rr / 1000.0 + _ALLOWED_S for (before, after), rr in zip(pairwise(t_s), rr_ms[1:], strict=True)
    )
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=len(rr_ms), unit=taken[0].unit)]
    remarks += [ImportRemark(code, of) for code, of in on_unit(taken[0].title, taken[0].unit)]
    head = lines[:begin]
    how = next((found["how"].strip() for line in head if (found := _CORRECTION.match(line))), "")
    if how.lower() not in _NOT_CORRECTED:
        remarks.append(ImportRemark.of(ImportRemarkCode.CORRECTED_BEFORE, how=how))
    if breaks:
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=breaks))
    remarks.append(
        ImportRemark.of(ImportRemarkCode.NOT_USED, part=(*(each.name for each in left), "spectra", "results"))
    )
    times = agreeing_times(t_s, rr_ms)
    if times is None:
        remarks.append(ImportRemark.of(ImportRemarkCode.TIMES_SET_ASIDE, title="Time"))
    title, measured = _measured(head)
    remarks += [ImportRemark(code, of) for code, of in on_dates(title, measured)]
    first_s = t_s[0] - rr_ms[0] / 1000.0
    heart = ImportedHeart(rr_ms=tuple(rr_ms), t_s=None if times is None else tuple(t - first_s for t in times))
    return ImportedFile(kind=KIND, hearts=(heart,), started_at=measured.first_at, remarks=tuple(remarks))


def _samples(lines: Sequence[str]) -> Iterator[_Sample]:
    header = next(
        (at for at, line in enumerate(lines[:_HEADER_LINES]) if re.search(r"(?i)RR interval", line) and at), None
    )
    if header is None:
        return
    mark = max(_MARKS, key=lines[header].count)
    titles = _cells(lines[header], mark)
    names = _cells(next((line for line in lines[:header] if re.search(r"(?i)sample \d", line)), ""), mark)
    units = _cells(lines[header + 1], mark) if header + 1 < len(lines) else []
    places = [at for at, title in enumerate(titles) if title.lower().startswith("rr interval")]
    for count, place in enumerate(places, start=1):
        title = f"{titles[place]} {units[place]}" if place < len(units) else titles[place]
        rows = [_cells(line, mark) for line in lines[header + 1 :]]
        pairs = [(_number(row, place - 1), _number(row, place)) for row in rows]
        kept = [(t, rr) for t, rr in pairs if rr > 0 and not math.isnan(t)]
        unit: Unit = (unit_of([rr for _, rr in kept]) if kept else None) or unit_in(title) or "s"
        named = [name for name in names if name]
        name = named[count - 1] if count <= len(named) else str(count)
        yield _Sample(name, [t for t, _ in kept], [rr * UNIT_MS[unit] for _, rr in kept], unit, title)


def _one_after_another(samples: Sequence[_Sample]) -> tuple[list[_Sample], list[_Sample]]:
    """Return the samples that follow each other in time, and those that lie within others."""
    taken: list[_Sample] = []
    left: list[_Sample] = []
    for sample in samples:
        follows = not taken or sample.t_s[0] - sample.rr_ms[0] / 1000.0 >= taken[-1].t_s[-1] - _ALLOWED_S
        (taken if follows else left).append(sample)
    return taken, left


def _cells(line: str, mark: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in line.split(mark)]


def _number(cells: Sequence[str], place: int) -> float:
    value = number(cells[place].replace(",", ".")) if 0 <= place < len(cells) else None
    return math.nan if value is None else value


def _measured(head: Sequence[str]) -> tuple[str, Moments]:
    """Return what the line of the date is called, and what it tells."""
    found = next((found for line in head if (found := _MEASURED.match(line))), None)
    return ("", moments_of([])) if found is None else (found["title"], moments_of([found["date"]]))
