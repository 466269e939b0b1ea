"""The ECG of a Movesense sensor in JSON: packets of samples, each with the sensor's time in ms.

Source: ``meas/ecg.yaml`` of the Movesense API: ``Timestamp`` is the sensor's time of the first sample in ms, and
``Samples`` are in counts, of ``ECGmV`` in mV. Its apps write a packet an object, in a list or a line each.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head
from sessions.importers.imported import ImportedFile, ImportRemark
from sessions.importers.json_text import LARGEST_BYTES, at, entries, number_at
from sessions.importers.waves.bounds import translated
from sessions.importers.waves.building import paced, remark_of, wave_of
from sessions.tables.contents import bytes_in, decoded

KIND = "movesense_ecg"

_ECG = ("ecg", "ECG", "MeasECG", "MeasEcg")
_IN_MV = ("ecgmV", "ECGmV", "MeasECGmV", "MeasEcgmV")
_WRAPPED = ("Meas", "Body", "data", "payload")


def looks_like(head: Head) -> bool:
    """Return whether this is JSON in which packets of an ECG have samples and times."""
    return head.has_key("Samples", "Timestamp") and any(f'"{name}"' in head.text for name in (*_ECG, *_IN_MV))


def read(path: Path) -> ImportedFile:
    """Read the ECG; raises `RecordingError` where it is damaged or has no packet of an ECG."""
    text = decoded(bytes_in(path, LARGEST_BYTES))
    packets = list(_packets(path, text))
    known = [
        (number_at(packet, "Timestamp"), values, in_mv)
        for packet, in_mv in packets
        if (values := [float(each) for each in entries(packet, "Samples") if isinstance(each, int | float)])
        and len(values) == len(entries(packet, "Samples"))
    ]
    stamped = [each for each in known if each[0] >= 0]
    kept = [each for at, each in enumerate(stamped) if not at or each[0] > stamped[at - 1][0]]
    if len(kept) < 2:
        raise RecordingError(ImportErrorCode.DAMAGED, str(path), format=KIND)
    with translated(path, KIND):
        stamps_s = np.array([stamp for stamp, _, _ in kept]) / 1000.0
        times = paced(stamps_s - stamps_s[0], [len(values) for _, values, _ in kept])
        wave = wave_of(
            "ecg",
            "ECG",
            np.concatenate([values for _, values, _ in kept]),
            times.rate_hz,
            unit="mV" if kept[0][2] else "",
            t_s=times.t_s,
        )
    remarks = [remark_of(wave)]
    if left := len(packets) - len(kept):
        remarks.append(ImportRemark.of(ImportRemarkCode.VALUES_SET_ASIDE, count=left, title="ECG"))
    if times.breaks:
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=times.breaks))
    return ImportedFile(kind=KIND, waves=(wave,), remarks=tuple(remarks))


def _packets(path: Path, text: str) -> Iterator[tuple[object, bool]]:
    """Yield every packet of an ECG, and whether its samples are in mV."""
    try:
        said = [json.loads(text)]
    except RecursionError as error:
        raise RecordingError(ImportErrorCode.DAMAGED, str(path), format=KIND) from error
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            said = [json.loads(line) for line in lines] if len(lines) > 1 and lines[0].rstrip().endswith("}") else []
        except (ValueError, RecursionError):
            said = []
        if not said:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
            raise RecordingError(ImportErrorCode.DAMAGED_AT, str(path), format=KIND, line=line) from error
    waiting = said[::-1]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += each[::-1]
            continue
        for name in (*_ECG, *_IN_MV):
            inner = at(each, name)
            for packet in inner if isinstance(inner, list) else [inner]:
                if entries(packet, "Samples"):
                    yield packet, name in _IN_MV
        waiting += [inner for name in _WRAPPED if isinstance(inner := at(each, name), dict | list)]
