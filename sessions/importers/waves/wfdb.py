"""WFDB records, as those of PhysioNet: a header, its signals and annotated beats, all of them in one folder.

`wfdb` reads the header, the signals and the annotations; what a header names is looked at first, for the library opens
whatever it is told to, over the network too. Segments are read one by one, so that memory follows what is there.
Source: the WFDB Applications Guide, header(5), signal(5) and annot(5).
"""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from glob import escape
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Protocol

import numpy as np

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head, head_of
from sessions.importers.imported import (
    ImportedEvent,
    ImportedFile,
    ImportedHeart,
    ImportedWave,
    ImportRemark,
)
from sessions.importers.waves.bounds import checked_size, library, translated
from sessions.importers.waves.building import not_used, remark_of, with_axes_together, without_heart
from sessions.importers.waves.channels import meaning_of
from sessions.importers.waves.wfdb_beats import ANNOTATORS, COMPUTED, CORRECTED, annotated_beats
from sessions.importers.waves.wfdb_folder import KIND, RecordFolder, are_annotations, header_lines, is_header
from sessions.importers.waves.wfdb_pieces import Piece, waves_of
from sessions.tables.contents import bytes_in

_FORMATS = {"8": 1, "16": 2, "24": 3, "32": 4, "61": 2, "80": 1, "160": 2, "212": 1.5, "310": 4 / 3, "311": 4 / 3}
"""Bytes of a sample in each format of signal(5)."""
_COMPRESSED = frozenset({"508", "516", "524"})
_MOST_COMPRESSED = 256  # samples a byte of FLAC stands for at most: a choice, far above those of any wave

_LARGEST_HEADER, _LARGEST_ANNOTATIONS = 2**20, 2**21  # bytes: choices; a week of beats takes 1.6 MiB
_MOST_LEFT = 20  # names of files that a sentence has: a choice
_MOST_SEGMENTS = 10_000  # a choice; a week of intensive care has some thousands


class _Signals(Protocol):
    """A header, as the library has it."""

    n_sig: int
    fs: float
    sig_len: int | None
    file_name: list[str] | None
    fmt: list[str]
    samps_per_frame: list[int]
    byte_offset: list[int | None]
    sig_name: list[str | None]
    units: list[str]
    base_datetime: datetime | None


def looks_like(head: Head) -> bool:
    """Return whether this is a header of WFDB, a file that a header beside it is about, or annotations without one."""
    if is_header(head.text):
        return True
    beside = head.path.with_suffix(".hea")
    if head.text or beside == head.path:
        return False
    try:
        text = head_of(beside).text
    except RecordingError:
        return are_annotations(head.data, is_whole=len(head.data) == head.size)
    return is_header(text) and (head.path.suffix[1:] in ANNOTATORS or head.path.name in text.split())


def read(path: Path) -> ImportedFile:
    """Read the signals of a heart and the beats that are annotated.

    Raises
    ------
    RecordingError
        There is neither, a file is not there or lies elsewhere, or the record is damaged.
    """
    header_path = path if is_header(head_of(path).text) else path.with_suffix(".hea")
    if header_path.suffix != ".hea" or not header_path.exists():  # the library opens no other
        if (alone := _Record(header_path.resolve()).alone(path)) is not None:
            return alone
        raise RecordingError(
            ImportErrorCode.BESIDE_MISSING, str(path), format=KIND, file=header_path.with_suffix(".hea").name
        )
    record = _Record(header_path.resolve())
    with translated(header_path, KIND):
        header = record.header(header_path.resolve().stem)
    hearts, events, remarks = record.annotated(float(header.fs), CORRECTED)
    with translated(header_path, KIND):
        waves = record.waves(header, needed=not hearts and not record.beside(COMPUTED))
    if hearts or not any(wave.kind in ("ecg", "pulse") for wave in waves):
        # What another search found counts where people marked beats besides, or where there is nothing to search.
        computed = record.annotated(float(header.fs), COMPUTED)
        hearts, events, remarks = hearts + computed[0], events + computed[1], remarks + computed[2]
        if not hearts:
            raise without_heart(header_path, KIND, record.others or record.names)
    unused = [*record.others, *record.left(path.name)]
    beside = tuple(sorted(record.opened - {path.name}))
    remarks = [*remarks, *(remark_of(wave) for wave in waves), *record.remarks, *not_used(unused)]
    named = beside if len(beside) <= _MOST_LEFT else (*beside[:_MOST_LEFT], "…")
    remarks.append(ImportRemark.of(ImportRemarkCode.READ_WITH, file=named))
    return ImportedFile(
        kind=KIND,
        hearts=tuple(hearts),
        waves=tuple(waves),
        events=tuple(sorted(events, key=lambda event: event.t_s)),
        started_at=header.base_datetime if isinstance(header.base_datetime, datetime) else None,
        remarks=tuple(remarks),
        beside=beside,
        belonging=tuple(sorted(record.folder.belonging())),
    )


class _Record:
    """One record in its folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.folder = RecordFolder(path)
        self.names: list[str] = []
        self.others: list[str] = []
        self.remarks: list[ImportRemark] = []
        self.opened: set[str] = set()
        self._damaged: set[str] = set()

    @cached_property
    def _library(self) -> ModuleType:
        return library("wfdb")

    def header(self, name: str) -> _Signals:
        """Return the header of the record or of one of its segments; what it names is looked at."""
        path = self._path if name == self._path.stem else self.folder.inside(f"{name}.hea")
        if "::" in str(path) or "://" in str(path):
            raise ValueError("a path that has :: in it")  # to the library it is a chain of addresses
        text = bytes_in(path, _LARGEST_HEADER).decode("latin-1")
        if not is_header(text):
            raise ValueError(f"{path.name} is no header")
        for line in islice(header_lines(text), 1, None):
            self.folder.named(line.split(maxsplit=1)[0])
        header: _Signals = self._library.rdheader(str(self.folder.path / name))
        if not 0.0 < float(header.fs) < math.inf:
            raise ValueError(f"{header.fs} samples a second")
        self.opened.add(path.name)
        return header

    def waves(self, header: _Signals, *, needed: bool) -> list[ImportedWave]:
        """Return the waves; none where a file of theirs is not there and they are not needed."""
        try:
            return with_axes_together(waves_of(list(self.pieces(header)), self.remarks))
        except RecordingError as error:
            if needed or error.code is not ImportErrorCode.BESIDE_MISSING:
                raise
            title = next(str(value) for name, value in error.facts if name == "file")
            self.remarks.append(ImportRemark.of(ImportRemarkCode.PART_DAMAGED, title=title))
            return []

    def pieces(self, header: _Signals) -> Iterator[Piece]:
        """Yield the channels of use of every segment, in order."""
        segments = getattr(header, "seg_name", None)
        if segments is None:
            yield from self._of_segment(self._path.stem, header, 0.0)
            return
        lengths: list[int] = getattr(header, "seg_len", [])
        if len(segments) > _MOST_SEGMENTS:
            raise RecordingError(ImportErrorCode.TOO_LONG, str(self._path), format=KIND)
        first, gaps, total = 0, 0, 0
        for name, length in zip(segments, lengths, strict=True):
            if name == "~":
                gaps += 1
            elif length > 0:  # the layout of a variable record has none
                segment = self.header(name)
                if getattr(segment, "seg_name", None) is not None:
                    raise ValueError("a segment that has segments")
                for piece in self._of_segment(name, segment, first / float(header.fs)):
                    total += piece.values.size
                    checked_size(self._path, KIND, total)
                    yield piece
            first += length
        if gaps:
            self.remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=gaps))

    def beside(self, endings: Sequence[str]) -> list[Path]:
        """Return the files of the record that end in these ways."""
        paths = (self.folder.path / f"{self._path.stem}.{ending}" for ending in endings)
        return [path for path in paths if path.exists()]

    def left(self, own: str) -> list[str]:
        """Return the names of files that are called as the record and were not opened, a few at most."""
        names = {path.name for path in self.folder.path.glob(f"{escape(self._path.stem)}.*")}
        return sorted(names - self.opened - {own, self._path.name} - self._damaged)[:_MOST_LEFT]

    def annotated(
        self, rate_hz: float, endings: Sequence[str]
    ) -> tuple[list[ImportedHeart], list[ImportedEvent], list[ImportRemark]]:
        """Return the beats and the other moments of the annotations beside the header that end in these ways."""
        hearts: list[ImportedHeart] = []
        events: list[ImportedEvent] = []
        remarks: list[ImportRemark] = []
        for beside in self.beside(endings):
            try:
                with translated(beside, KIND):
                    self.folder.ordinary(beside)
                    bytes_in(beside, _LARGEST_ANNOTATIONS)
                    marks = self._library.rdann(str(beside.with_suffix("")), beside.suffix[1:])
                    own_hz = float(marks.fs) if marks.fs else rate_hz
                    if not 0.0 < own_hz < math.inf:
                        raise ValueError(f"{beside.name} does not say how often a second it counts")
                    times = np.asarray(marks.sample, dtype=np.float64) / own_hz
                    notes = [str(note or "").strip("\0 ") for note in marks.aux_note or [""] * len(times)]
                    heart, marked, on_beats = annotated_beats(beside.name, times, list(marks.symbol), notes)
            except RecordingError:
                remarks.append(ImportRemark.of(ImportRemarkCode.PART_DAMAGED, title=beside.name))
                self._damaged.add(beside.name)
                continue
            self.opened.add(beside.name)
            if heart is not None:
                hearts.append(heart)
            events += marked
            remarks += on_beats
        return hearts, events, remarks

    def alone(self, path: Path) -> ImportedFile | None:
        """Return the beats of annotations that tell their own resolution of time; None where they do not."""
        if self._path.suffix != ".hea" or "::" in str(path) or "://" in str(path):
            return None
        hearts, events, remarks = self.annotated(math.nan, (path.suffix[1:],)) if path.suffix[1:] else ([], [], [])
        if not hearts:
            return None
        return ImportedFile(kind=KIND, hearts=tuple(hearts), events=tuple(events), remarks=tuple(remarks))

    def _of_segment(self, stem: str, header: _Signals, from_s: float) -> Iterator[Piece]:
        names = [str(name or place) for place, name in enumerate(header.sig_name or [], 1)]
        self.names += [name for name in names if name not in self.names]
        kept = [
            place
            for place, name in enumerate(names)
            if header.fmt[place] != "0" and meaning_of(name, header.units[place] or "") not in (None, "intervals")
        ]
        self.others += [name for place, name in enumerate(names) if place not in kept and name not in self.others]
        if not kept:
            return
        frames = self._frames(header)
        checked_size(self._path, KIND, frames * sum(header.samps_per_frame[place] for place in kept))
        if frames <= 0:
            return
        read = self._library.rdrecord(str(self.folder.path / stem), sampto=frames, channels=kept, smooth_frames=False)
        for place, values in zip(kept, read.e_p_signal, strict=True):
            rate_hz = float(header.fs) * header.samps_per_frame[place]
            unit, nth = header.units[place] or "", names[:place].count(names[place])
            yield Piece(names[place], nth, unit, rate_hz, from_s, np.asarray(values, dtype=np.float64))

    def _frames(self, header: _Signals) -> int:
        """Return how many frames there are: no more than the files hold, whatever the header says."""
        held: list[float] = []
        for name in dict.fromkeys(header.file_name or ()):
            places = [place for place, each in enumerate(header.file_name or ()) if each == name]
            forms = {header.fmt[place] for place in places}
            if forms == {"0"}:
                continue
            size = self.folder.inside(name).stat().st_size - (header.byte_offset[places[0]] or 0)
            self.opened.add(name)
            in_frame = sum(header.samps_per_frame[place] for place in places)
            if len(forms) != 1 or in_frame <= 0:
                raise ValueError(f"{name} in several formats")
            form = next(iter(forms))
            held.append(size * _MOST_COMPRESSED / in_frame if form in _COMPRESSED else size / _FORMATS[form] / in_frame)
        there = int(min(held, default=0.0))
        claimed = header.sig_len or there
        if 0 < there < claimed:
            self.remarks.append(ImportRemark.of(ImportRemarkCode.FILE_DAMAGED))
        return min(there, claimed)
