"""VNS Analyse's text: results, then the intervals twice, as they came and corrected, in seconds with notes beside them.

Titles stand above each part, in German or in English; of the two series the raw one is taken. Source: the layout as
programs that read it describe it (RRational, ``docs/data-formats``).
"""

import math
import re
from collections.abc import Sequence
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head
from sessions.importers.imported import ImportedEvent, ImportedFile, ImportedHeart, ImportRemark
from sessions.tables.lines import Line, lines_of, read_text
from sessions.tables.units import UNIT_MS, unit_of
from sessions.tables.written_numbers import number

KIND = "vns_analyse"

_RAW = re.compile(r"(?i)^(?:RR-Intervalle\s*-\s*Rohwerte|RR[- ]intervals\s*(?:-\s*raw|\((?:raw|uncorrected)))")
_CORRECTED = re.compile(r"(?i)^(?:RR-Intervalle\s*-\s*Korrigiert|RR[- ]intervals\s*(?:-\s*corrected|\(corrected))")
_NOTE = re.compile(r"(?i)^(?:Notiz|Note)\s*:\s*(?P<text>.+)$")


def looks_like(head: Head) -> bool:
    """Return whether a title of one of the two series stands in a line of its own."""
    if "rr" not in head.text.lower():
        return False
    return any(_RAW.match(line.strip()) or _CORRECTED.match(line.strip()) for line in head.lines)


def read(path: Path) -> ImportedFile:
    """Read the raw intervals, or the corrected ones where there are no others; raises where there are none."""
    lines = lines_of(path, read_text(path))
    raw, corrected = _part(lines, _RAW), _part(lines, _CORRECTED)
    taken = raw or corrected
    parted = [line.text.split("\t", 1) for line in taken]
    values = [number(cells[0].strip().replace(",", ".")) for cells in parted]
    known = [value for value in values if value is not None and value > 0]
    unit = unit_of(known) if known else None
    if unit is None:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    rr_ms = tuple(math.nan if value is None or value <= 0 else value * UNIT_MS[unit] for value in values)
    events, now_s = [], 0.0
    for cells, rr in zip(parted, rr_ms, strict=True):
        now_s += 0.0 if math.isnan(rr) else rr / 1000.0
        if len(cells) > 1 and (noted := _NOTE.match(cells[1].strip())):
            events.append(ImportedEvent(t_s=now_s, text=noted["text"].strip(), words="note"))
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=len(known), unit=unit)]
    lost = [line.number for line, rr in zip(taken, rr_ms, strict=True) if math.isnan(rr)]
    if lost:
        remarks.append(ImportRemark.of(ImportRemarkCode.ROWS_SET_ASIDE, count=len(lost), first_line=lost[0]))
    if events:
        remarks.append(ImportRemark.of(ImportRemarkCode.EVENTS_READ, count=len(events), file=""))
    if not raw:
        remarks.append(ImportRemark.of(ImportRemarkCode.CORRECTED_BEFORE, how="VNS Analyse"))
    elif corrected:
        title = next(line.text for line in lines if _CORRECTED.match(line.text))
        remarks.append(ImportRemark.of(ImportRemarkCode.NOT_USED, part=title))
    return ImportedFile(kind=KIND, hearts=(ImportedHeart(rr_ms=rr_ms),), events=tuple(events), remarks=tuple(remarks))


def _part(lines: Sequence[Line], title: re.Pattern[str]) -> list[Line]:
    """Return the lines below a title, up to the next line that does not begin with a number."""
    begin = next((index for index, line in enumerate(lines) if title.match(line.text)), None)
    if begin is None:
        return []
    part: list[Line] = []
    for line in lines[begin + 1 :]:
        if not line.text[:1].isdigit():
            break
        part.append(line)
    return part
