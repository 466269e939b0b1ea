"""GoldenCheetah's JSON of an activity: the R-R intervals of its XDATA named HRV, in milliseconds.

Its filter for outliers adds a second value, 1 where it keeps an interval, 0 or -1 where it does not.

Source: ``src/FileIO/JsonRideFile.y`` of GoldenCheetah.
"""

import math
from datetime import UTC, datetime
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.json_text import at, entries, number_at, read_json
from sessions.importers.rows import agreeing_times

KIND = "goldencheetah"
_SERIES, _STARTED = "HRV", "%Y/%m/%d %H:%M:%S UTC"


def looks_like(head: Head) -> bool:
    """Return whether this is the JSON of an activity: a RIDE with its STARTTIME."""
    return head.has_key("RIDE", "STARTTIME")


def read(path: Path) -> ImportedFile:
    """Read the intervals; raises `RecordingError` where the activity has none."""
    ride = at(read_json(path, KIND), "RIDE")
    series = entries(ride, "XDATA")
    samples = [each for one in series if at(one, "NAME") == _SERIES for each in entries(one, "SAMPLES")]
    rows = [(number_at(each, "SECS"), *_values(each)) for each in samples]
    kept = [(t_s, rr_ms) for t_s, rr_ms, _ in rows if rr_ms > 0]
    flags = tuple("outlier" if flag <= 0 else "" for _, rr_ms, flag in rows if rr_ms > 0)
    if not kept:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    rr_ms = tuple(rr for _, rr in kept)
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=len(kept), unit="ms")]
    if len(kept) < len(rows):
        first = next(index for index, (_, rr, _) in enumerate(rows, 1) if not rr > 0)
        remarks.append(ImportRemark.of(ImportRemarkCode.ROWS_SET_ASIDE, count=len(rows) - len(kept), first_line=first))
    if any(flags):
        marked = len(flags) - flags.count("")
        remarks.append(ImportRemark.of(ImportRemarkCode.FLAGGED, count=marked, flag="R-R flag"))
    t_s = agreeing_times([t for t, _ in kept], rr_ms)
    if t_s is None:
        remarks.append(ImportRemark.of(ImportRemarkCode.TIMES_SET_ASIDE, title="SECS"))
    others = [str(at(one, "NAME")) for one in series if at(one, "NAME") != _SERIES]
    if entries(ride, "SAMPLES"):
        others.insert(0, "SAMPLES")
    if others:
        remarks.append(ImportRemark.of(ImportRemarkCode.NOT_USED, part=tuple(others)))
    heart = ImportedHeart(rr_ms=rr_ms, t_s=t_s, flags=flags if any(flags) else ())
    return ImportedFile(kind=KIND, hearts=(heart,), started_at=_started(ride), remarks=tuple(remarks))


def _values(sample: object) -> tuple[float, float]:
    """Return the interval, and the flag of its filter for outliers behind it; ``nan`` where it did not run."""
    several = [number_at({"VALUE": each}, "VALUE") for each in entries(sample, "VALUES")]
    rr_ms, flag, *_ = (*(several or [number_at(sample, "VALUE")]), math.nan)
    return rr_ms, flag


def _started(ride: object) -> datetime | None:
    try:
        return datetime.strptime(str(at(ride, "STARTTIME")).strip(), _STARTED).replace(tzinfo=UTC)
    except ValueError:
        return None
