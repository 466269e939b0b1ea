"""Polar Sensor Logger's intervals: RR of chest straps, and PPI of optical sensors with what they say against each.

``Phone timestamp;RR-interval [ms]``, and ``Phone Data RX timestamp;PP-interval [ms];error estimate
[ms];blocker;contact;contact;hr [bpm]``, whose two contacts are whether there is one, and whether the sensor can tell.
Programs that write the same columns put them in another order, or call them ``skin contact``; they are found by name.
"""

import math
from collections import Counter
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from biofeedback.sensor_timing import LARGEST_PULSE_ERROR_MS
from sessions.importers.head import Head
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.rows import beats_in, number_in, others, place_of, plain_title, step_of, table_in
from sessions.tables.table import Row, Table

KIND = "polar_sensor_logger"


def looks_like(head: Head) -> bool:
    """Return whether the first line names the phone's time, and RR or PP intervals."""
    first = next((plain_title(line) for line in head.lines if line.strip()), "")
    return first.startswith("phone") and "timestamp" in first and ("rr-interval" in first or "pp-interval" in first)


def read(path: Path) -> ImportedFile:
    """Read the intervals with their flags; raises `RecordingError` where there are none."""
    table = table_in(path)
    interval = place_of(table, lambda title: title.startswith(("rr-interval", "pp-interval")))
    phone = place_of(table, lambda title: title.startswith("phone"))
    beats = beats_in(table, interval or 0, (phone,))
    if not beats.rr_ms:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    error, blocker, contact, supports = _judgements(table)
    flags = tuple(_flag(row, error, blocker, contact, supports) for row in beats.rows)
    count = sum(not math.isnan(rr) for rr in beats.rr_ms)
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=count, unit=beats.unit)]
    for flag, marked in sorted(Counter(filter(None, flags)).items()):
        remarks.append(ImportRemark.of(ImportRemarkCode.FLAGGED, count=marked, flag=flag))
    used = (interval, phone if beats.t_s is not None else None, error, blocker, contact, supports)
    remarks += [*beats.remarks, *others(table, *used, *((phone,) if beats.t_s is None else ()))]
    heart = ImportedHeart(
        rr_ms=beats.rr_ms, t_s=beats.t_s, flags=flags if any(flags) else (), resolution_ms=step_of(beats.rr_ms)
    )
    return ImportedFile(kind=KIND, hearts=(heart,), started_at=beats.started_at, remarks=tuple(remarks))


def _judgements(table: Table) -> tuple[int | None, int | None, int | None, int | None]:
    """Return the columns of the error, the blocker, the contact, and of whether the sensor can tell that."""
    titles = [plain_title(title) for title in table.titles]
    contacts = [place for place, title in enumerate(titles) if "contact" in title]
    supports = next((place for place in contacts if "support" in titles[place]), contacts[1] if contacts[1:] else None)
    contact = next((place for place in contacts if place != supports), None)
    error = place_of(table, lambda title: title.startswith("error estimate"))
    return error, place_of(table, lambda title: title == "blocker"), contact, supports


def _flag(row: Row, error: int | None, blocker: int | None, contact: int | None, supports: int | None) -> str:
    """Return why an interval is not to be trusted; empty where nothing is said against it."""
    if number_in(row, blocker) == 1:
        return "blocker"
    if number_in(row, contact) == 0 and number_in(row, supports) == 1:
        return "no-contact"
    return "large-error" if number_in(row, error) > LARGEST_PULSE_ERROR_MS else ""
