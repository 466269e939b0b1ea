"""Reads columns of numbers from a text of waves: all at once, or line by line where some lines are none of them."""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.imported import FloatArray, ImportRemark


def columns_of(
    path: Path, form: str, body: bytes, places: Sequence[int], *, first_line: int, between: str | None = None
) -> tuple[FloatArray, list[ImportRemark]]:
    """Return these columns of all lines that have them, and the remark on lines that were set aside.

    Parameters
    ----------
    path, form
        The file, and the name of its importer.
    body : bytes
        The lines below the header; a last one without an end may be cut off, and is left out.
    places : sequence of int
        Which columns, from 0.
    first_line : int
        The number of the first line of the body in the file.
    between : str or None
        What stands between columns; None for spaces and tabs.

    Raises
    ------
    RecordingError
        There is no line, or half of them hold no numbers in these columns.
    """
    whole = body[: body.rfind(b"\n") + 1]
    if not whole.strip():
        raise RecordingError(ImportErrorCode.DAMAGED, str(path), format=form)
    try:
        return np.loadtxt(io.BytesIO(whole), usecols=places, ndmin=2, comments="#", delimiter=between), []
    except ValueError:
        pass
    rows: list[list[float]] = []
    set_aside: list[int] = []
    for number, line in enumerate(whole.split(b"\n"), first_line):
        cells = line.replace(b"_", b"?").split(None if between is None else between.encode())  # 1_000 is no number
        try:
            rows.append([float(cells[place]) for place in places])
        except (ValueError, IndexError):
            if line.strip():
                set_aside.append(number)
    if len(rows) <= len(set_aside):
        raise RecordingError(
            ImportErrorCode.DAMAGED_AT, str(path), format=form, line=min(set_aside, default=first_line)
        )
    said = {"count": len(set_aside), "first_line": min(set_aside, default=0)}
    return np.asarray(rows), [ImportRemark.of(ImportRemarkCode.ROWS_SET_ASIDE, **said)] if set_aside else []
