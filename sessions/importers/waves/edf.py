"""EDF and EDF+: ECG, pulse waves, breath and acceleration by their labels, and beats that are marked or given as RR.

Source: Kemp et al., "A simple format for exchange of digitized polygraphic recordings" (doi
10.1016/0013-4694(92)90009-7), and EDF+ (doi 10.1016/S1388-2457(03)00123-8). `edfio` reads the header and the signals.
"""

import math
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head, head_of
from sessions.importers.imported import (
    FloatArray,
    ImportedEvent,
    ImportedFile,
    ImportedWave,
    ImportRemark,
)
from sessions.importers.waves.bounds import LARGEST_BYTES, checked_size, library, translated
from sessions.importers.waves.building import not_used, remark_of, wave_of, with_axes_together, without_heart
from sessions.importers.waves.channels import meaning_of
from sessions.importers.waves.edf_annotations import Annotations, annotations_of
from sessions.importers.waves.edf_hearts import ANNOTATIONS, Signal, heart_of_signal, marked_beats

KIND = "edf"

_VERSION = b"0       "
_FIXED, _PER_SIGNAL = 256, 256  # bytes of the header for the file, and for each signal (EDF)
_MOST_SIGNALS = 512  # a choice; EDF leaves room for 9999, and polygraphs have some dozens
_MOST_RECORDS = 2**21  # a choice; two weeks of records of half a second
_MOST_PER_RECORD = 61_440 * 64  # samples: EDF advises 61440 bytes a record; a choice far above
_NO_YEAR = 1985  # the first year that EDF can write, which stands for a date that was left out (EDF+)


class _Edf(Protocol):
    """A file, as the library has it."""

    @property
    def startdatetime(self) -> datetime: ...


class _Layout(NamedTuple):
    """Where the data of a file lie: the bytes before them, the samples of each signal in a record, the record's s."""

    first_byte: int
    samples: list[int]
    labels: list[str]
    record_s: float
    records: int
    claimed: int


def looks_like(head: Head) -> bool:
    """Return whether the version and the size of the header are those of EDF."""
    data = head.data
    if len(data) < _FIXED or not data.startswith(_VERSION):
        return False
    size, signals = _whole(data[184:192]), _whole(data[252:256])
    return size is not None and signals is not None and size == _FIXED + _PER_SIGNAL * signals


def read(path: Path) -> ImportedFile:
    """Read the signals of a heart, the beats that are marked, and what is annotated.

    Raises
    ------
    RecordingError
        There is no heart in it, or it is damaged.
    """
    edfio = library("edfio")
    with translated(path, KIND):
        layout = _layout(path)
        notes = _annotations(path, layout)
        edf = edfio.read_edf(path, header_encoding="latin-1")
        signals: Sequence[Signal] = edf.signals
        meanings = [meaning_of(each.label, each.physical_dimension) for each in signals]
        wanted = [(each, meaning) for each, meaning in zip(signals, meanings, strict=True) if meaning is not None]
        checked_size(path, KIND, sum(each.samples_per_data_record for each, _ in wanted) * layout.records)
        hearts, marks, remarks = marked_beats(notes)
        waves: list[ImportedWave] = []
        began_s = _began_s(notes, layout)
        for signal, meaning in wanted:
            if meaning == "intervals":
                hearts += heart_of_signal(signal, began_s, remarks)
            elif signal.samples_per_data_record > 0:
                waves.append(_wave(signal, meaning, began_s, layout))
        waves = with_axes_together(waves)
        started_at = _started(edf)
    if not hearts and not any(wave.kind in ("ecg", "pulse") for wave in waves):
        raise without_heart(path, KIND, [each.label for each in signals])
    remarks += [remark_of(wave) for wave in waves]
    if began_s is not None and (gaps := int((np.diff(began_s) > layout.record_s * 1.5).sum())):
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=gaps))
    if 0 <= layout.records < layout.claimed:
        remarks.append(ImportRemark.of(ImportRemarkCode.FILE_DAMAGED))
    if marks:
        remarks.append(ImportRemark.of(ImportRemarkCode.EVENTS_READ, count=len(marks), file=""))
    if notes.left_out:
        remarks.append(ImportRemark.of(ImportRemarkCode.VALUES_SET_ASIDE, count=notes.left_out, title=ANNOTATIONS))
    remarks += not_used(each.label for each, meaning in zip(signals, meanings, strict=True) if meaning is None)
    return ImportedFile(
        kind=KIND,
        hearts=tuple(hearts),
        waves=tuple(waves),
        events=tuple(ImportedEvent(t_s=t_s, text=text, words="label") for t_s, text in marks),
        started_at=started_at,
        remarks=tuple(remarks),
    )


def _layout(path: Path) -> _Layout:
    """Return where the data lie, once the header agrees with the file; raises `ValueError` where it does not."""
    head = head_of(path)
    if head.size > LARGEST_BYTES:
        raise RecordingError(ImportErrorCode.TOO_LONG, str(path), format=KIND)
    signals, first = _whole(head.data[252:256]) or 0, _whole(head.data[184:192]) or 0
    claimed = int(head.data[236:244])
    record_s = float(head.data[244:252])
    if not 0 < signals <= _MOST_SIGNALS or not 0.0 <= record_s < math.inf or head.size <= first:
        raise ValueError(f"a header of {signals} signals and records of {record_s} s")
    with path.open("rb") as file:
        header = file.read(first)
    at = _FIXED + 216 * signals  # behind the other fields of all signals
    samples = [int(header[at + 8 * each : at + 8 * each + 8]) for each in range(signals)]
    labels = [header[_FIXED + 16 * each : _FIXED + 16 * each + 16].decode("latin-1").strip() for each in range(signals)]
    if any(count < 0 for count in samples) or not 0 < sum(samples) <= _MOST_PER_RECORD:
        raise ValueError(f"records of {sum(samples)} samples")
    if record_s == 0.0 and any(count and label != ANNOTATIONS for count, label in zip(samples, labels, strict=True)):
        raise ValueError("records of 0 s")
    records = (head.size - first) // (2 * sum(samples))
    if records > _MOST_RECORDS:
        raise RecordingError(ImportErrorCode.TOO_LONG, str(path), format=KIND)
    if not records:
        raise ValueError("no record is whole")
    return _Layout(first, samples, labels, record_s, records, claimed)


def _annotations(path: Path, layout: _Layout) -> Annotations:
    """Return what all channels of annotations say; the first one keeps the time of the records."""
    shape = (layout.records, 2 * sum(layout.samples))
    data = np.memmap(path, dtype=np.uint8, mode="r", offset=layout.first_byte, shape=shape)
    together: Annotations | None = None
    for index, label in enumerate(layout.labels):
        if label == ANNOTATIONS:
            first = 2 * sum(layout.samples[:index])
            found = annotations_of(data[:, first : first + 2 * layout.samples[index]])
            if together is None:
                together = found
            else:
                together.marks = sorted(together.marks + found.marks, key=lambda mark: mark[0])
                together.left_out += found.left_out
    return together or Annotations()


def _began_s(notes: Annotations, layout: _Layout) -> FloatArray | None:
    """Return when each record began, where they do not follow one another; None where they do."""
    starts_s = np.array(notes.began_s)
    if not starts_s.size or not np.all(np.isfinite(starts_s)) or np.any(np.diff(starts_s) < 0.0):
        return None
    due = starts_s[0] + np.arange(starts_s.size) * layout.record_s
    return (
        None if np.allclose(starts_s, due, atol=1e-3 * max(layout.record_s, 1.0)) and starts_s[0] == 0.0 else starts_s
    )


def _wave(signal: Signal, meaning: str, began_s: FloatArray | None, layout: _Layout) -> ImportedWave:
    kind = next(each for each in ("ecg", "pulse", "acceleration", "breath") if each == meaning)
    count = signal.samples_per_data_record
    t_s: FloatArray | None = None
    start_s = 0.0
    if began_s is not None:
        start_s = float(began_s[0])
        if np.any(np.abs(np.diff(began_s) - layout.record_s) > 1e-3 * max(layout.record_s, 1.0)):
            t_s = (began_s[:, None] + np.arange(count) * (layout.record_s / count)).ravel()
    return wave_of(
        kind,
        signal.label,
        signal.data,
        float(signal.sampling_frequency),
        unit=signal.physical_dimension,
        start_s=start_s,
        t_s=t_s,
    )


def _started(edf: _Edf) -> datetime | None:
    """Return when a file begins; None where its date is left out on purpose, or is none."""
    try:
        moment = edf.startdatetime
    except (ValueError, LookupError, OverflowError):
        return None
    return moment if moment.year > _NO_YEAR else None


def _whole(field: bytes) -> int | None:
    text = field.decode("ascii", errors="replace").strip()
    return int(text) if text.isdecimal() else None
