"""A wave in the Simple Text Format of BioSPPy: a column of counts for each label, under a header of remarks.

Source: ``biosppy.storage.store_txt``. Without its header such a column could be taken for intervals.
"""

import re
from datetime import datetime
from pathlib import Path

import numpy as np

from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head, head_of
from sessions.importers.imported import ImportedFile
from sessions.importers.waves.bounds import checked_size, translated
from sessions.importers.waves.building import not_used, remark_of, wave_of, without_heart
from sessions.importers.waves.channels import meaning_of
from sessions.importers.waves.text_columns import columns_of
from sessions.tables.contents import bytes_in

KIND = "simple_text"
LARGEST_BYTES = 2**28
"""Of a text of waves: a choice, as for those of OpenSignals."""

_TITLE = "# Simple Text Format"
_SAID = re.compile(r"# *(?P<name>[^:]+?) *:= *(?P<value>.*)")
_HEADER_LINES = 20  # lines within which the header ends: a choice; five are usual


def looks_like(head: Head) -> bool:
    """Return whether the first line is that of the format."""
    return head.text.startswith(_TITLE)


def read(path: Path) -> ImportedFile:
    """Read the waves; raises `RecordingError` where none is of a heart, no rate is told, or it is damaged."""
    lines = [line for line in head_of(path).lines[:_HEADER_LINES] if line.startswith("#")]
    said = {found["name"].lower(): found["value"].strip() for line in lines if (found := _SAID.fullmatch(line.strip()))}
    labels = re.split(r"[\t;]| +", said.get("labels", ""))
    meanings = [meaning_of(label) for label in labels]
    if not any(meaning in ("ecg", "pulse") for meaning in meanings):
        raise without_heart(path, KIND, labels)
    rate = next((value for name, value in said.items() if name.startswith("sampling rate")), "")
    with translated(path, KIND):
        try:
            rate_hz = float(rate)
        except ValueError as error:
            raise RecordingError(ImportErrorCode.WITHOUT_RATE, str(path), format=KIND) from error
        if not 0.0 < rate_hz < np.inf:
            raise RecordingError(ImportErrorCode.WITHOUT_RATE, str(path), format=KIND)
        data = bytes_in(path, LARGEST_BYTES)
        body = data.split(b"\n", len(lines))[-1]
        table, aside = columns_of(path, KIND, body, range(len(labels)), first_line=len(lines) + 1)
        checked_size(path, KIND, table.size)
    waves = [
        wave_of(meaning, label, table[:, index], rate_hz)
        for index, (label, meaning) in enumerate(zip(labels, meanings, strict=True))
        if meaning is not None and meaning != "intervals"
    ]
    unused = [label for label, meaning in zip(labels, meanings, strict=True) if meaning in (None, "intervals")]
    return ImportedFile(
        kind=KIND,
        waves=tuple(waves),
        started_at=_moment(said.get("date", "")),
        remarks=(*(remark_of(wave) for wave in waves), *aside, *not_used(unused)),
    )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
