"""Apple Health's ``export.xml``: the beats of each series that the watch took its heart rate variability from.

The file may have gigabytes: it is read as it comes, and no more of it is kept than beats. Its document type, which some
versions of iOS wrote wrongly, is passed over unread, so that nothing is declared in it; a declaration that comes
nevertheless, and a piece of markup without an end, refuse the file. Clocks in it are those of the phone's language and
zone: their minutes and seconds count, from the beginning that the record tells.
"""

import codecs
import math
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from xml.parsers import expat

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.apple.series import Beat, Series, heart_of
from sessions.importers.head import Head, head_of
from sessions.importers.imported import ImportedFile, ImportRemark
from sessions.importers.waves.bounds import translated
from sessions.tables.contents import wide_coding

KIND = "apple_health"

_BLOCK = 2**18  # bytes that are read at once: a choice
_LONGEST_MARKUP = 2**22  # bytes of one element with its attributes: a choice, far above any
_MOST_BEATS = 20_000_000
"""Of a file: a choice; 15 years with a series of a hundred beats each four minutes."""

_VARIABILITY = "HeartRateVariabilitySDNN"  # the records that hold beats
_RECORD, _BEAT, _DATA = "Record", "InstantaneousBeatsPerMinute", b"HealthData"
_CLOCK = re.compile(r"\d{1,2}\D(\d{2})\D(\d{2})(?:\D(\d{1,6})\b)?")
_HOUR_S = 3600.0
_QUARTER_S = 900.0
"""Zones lie whole quarters of an hour apart: within one, a clock tells how far behind the beginning it is."""


def looks_like(head: Head) -> bool:
    """Return whether the root of an XML is Apple's HealthData."""
    start = head.text[:4096].encode().lstrip(b"\xef\xbb\xbf \r\n\t")
    return start.startswith(b"<") and (b"<!DOCTYPE " + _DATA in start or b"<" + _DATA in start)


def read(path: Path) -> ImportedFile:
    """Read all series of beats, each source of them a heart.

    Raises
    ------
    RecordingError
        There are heart rates alone, or the file is damaged.
    """
    found = _Export()
    with translated(path, KIND):
        wide = wide_coding(head_of(path).data)
        # What was saved in another coding may still say that it is in UTF-8.
        parser = expat.ParserCreate("utf-8" if wide else None)
        parser.StartElementHandler = found.begin
        parser.EndElementHandler = found.end
        parser.EntityDeclHandler = _refused
        parser.AttlistDeclHandler = _refused
        parser.ExternalEntityRefHandler = None
        try:
            _parse(path, parser, wide)
        except expat.ExpatError as error:
            if not found.series:
                raise RecordingError(ImportErrorCode.DAMAGED_AT, str(path), format=KIND, line=error.lineno) from error
            found.damaged = True
    hearts = sorted(found.series.items(), key=lambda item: -sum(len(each.beats) for each in item[1]))
    if not hearts:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    began = min(each.began for _, own in hearts for each in own)
    remarks: list[ImportRemark] = []
    imported = tuple(heart_of(name, own, began, remarks) for name, own in hearts)
    if found.damaged:
        remarks.append(ImportRemark.of(ImportRemarkCode.FILE_DAMAGED))
    if found.left_out:
        remarks.append(ImportRemark.of(ImportRemarkCode.VALUES_SET_ASIDE, count=found.left_out, title=_BEAT))
    if others := tuple(sorted(found.others - {_VARIABILITY, ""})):
        remarks.append(ImportRemark.of(ImportRemarkCode.NOT_USED, part=others))
    return ImportedFile(kind=KIND, hearts=imported, started_at=began, remarks=tuple(remarks))


class _Export:
    """What is kept of an export: series of beats, by their sources."""

    def __init__(self) -> None:
        self.series: dict[str, list[Series]] = defaultdict(list)
        self.others: set[str] = set()
        self.left_out = 0
        self.damaged = False
        self._source = ""
        self._began: datetime | None = None
        self._beats: list[Beat] = []
        self._clock_s = 0.0
        self._count = 0

    def begin(self, name: str, given: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        if name == _BEAT:
            self._take(given.get("time", ""), given.get("bpm", ""))
        elif name == _RECORD:
            self._source = given.get("sourceName", "")
            self._began = _moment(given.get("startDate", ""))
            if len(self.others) < 200:  # kinds of records: a choice, twice what Apple has
                self.others.add(given.get("type", "").removeprefix("HKQuantityTypeIdentifier"))

    def end(self, name: str) -> None:
        """Take the end of an element: with a record, its series is whole."""
        if name != _RECORD or not self._beats:
            return
        if self._began is None:
            self.left_out += len(self._beats)
        else:
            self.series[self._source].append(Series(self._began, self._beats))
        self._beats = []

    def _take(self, clock: str, rate: str) -> None:
        found = _CLOCK.search(clock)
        self._count += 1
        if found is None or self._began is None or self._count > _MOST_BEATS:
            self.left_out += 1
            return
        second = int(found[1]) * 60 + int(found[2]) + (float(f"0.{int(found[3]):0{len(found[3])}d}") if found[3] else 0)
        if self._beats:
            before = self._beats[-1].t_s
            step_s = (second - self._clock_s) % _HOUR_S
            if not 0.0 < step_s < _HOUR_S / 2:
                self.left_out += 1
                return
            at_s = before + step_s
        else:
            start = self._began.minute * 60 + self._began.second
            at_s = (second - start) % _QUARTER_S
        self._clock_s = second
        try:
            bpm = float(rate)
        except ValueError:
            bpm = math.nan
        self._beats.append(Beat(at_s, bpm))


def _parse(path: Path, parser: expat.XMLParserType, wide: str | None) -> None:
    """Feed a file without its document type to a parser, and look that no piece of markup is without an end."""
    fed = 0
    with path.open("rb") if wide is None else _in_utf_8(path, wide) as file:
        block = _without_document_type(file.read(_BLOCK))
        while block:
            parser.Parse(block, False)
            fed += len(block)
            if fed - parser.CurrentByteIndex > _LONGEST_MARKUP:
                raise ValueError("markup without an end")
            block = file.read(_BLOCK)
        parser.Parse(b"", True)


def _in_utf_8(path: Path, wide: str) -> codecs.StreamRecoder:
    return codecs.EncodedFile(path.open("rb"), "utf-8", wide, errors="replace")


def _without_document_type(block: bytes) -> bytes:
    begin = block.find(b"<!DOCTYPE")
    end = block.find(b"]>", begin)
    root = block.find(b"<" + _DATA)
    return block[:begin] + block[end + 2 :] if 0 <= begin < end and (root < 0 or end < root) else block


def _refused(*_given: object) -> None:
    raise ValueError("declarations in it, which an export has not")


def _moment(text: str) -> datetime | None:
    """Return when a record began: ``2024-05-04 03:10:00 +0200``."""
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None
