"""When a file of another program began: as it says itself, else by its name, else when it was last changed."""

import math
import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from biofeedback.codes import ImportRemarkCode
from biofeedback.wall_clock import local_now
from sessions.importers.imported import ImportedFile, ImportRemark

_CLOCK = r"(?:[-_ T.]+(?P<hour>\d{2})[-_.:h]?(?P<minute>\d{2})(?:[-_.:m]?(?P<second>\d{2}))?)?(?=\D|$)"
_IN_NAME = (
    re.compile(r"(?:^|\D)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>\d{1,2})[-_.]?(?P<day>\d{1,2})" + _CLOCK),
    re.compile(r"(?:^|\D)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)" + _CLOCK),
)
"""Days as computers write them, and as people of many lands do, each with a clock or without."""

_NOON = 12
"""The hour that stands for a day whose hour nobody tells, so that no zone makes another day of it."""


_DAY_S = 86_400.0  # seconds of a day
_DAY = timedelta(days=1)

_FIRST_YEAR = 1970
"""Of clocks of computers; whatever stands at its beginning was never set."""

_AHEAD = timedelta(minutes=10)
"""By so much the clock of a sensor may be ahead of this machine's: a choice, above what wristwatches are off by."""


class Moment(NamedTuple):
    """When a file began, with its offset from UTC, and what there is to say of how that is known."""

    at: datetime
    remark: ImportRemark | None


def moment_of(file: ImportedFile, path: Path) -> Moment:
    """Return when a file began; a time without a zone is taken as one of this machine's zone.

    What is still to come by the clock of this machine, or was before 1970, is not believed.
    """
    moments = [each for each in (_in_file(file), _with_name(file, path), _in_name(file, path)) if each is not None]
    believed = next((each for each in moments if _may_be(each.at)), None)
    if believed is not None:
        return believed
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    except (OSError, ValueError, OverflowError):
        changed = local_now()
    if not _may_be(changed):
        return Moment(local_now(), ImportRemark(ImportRemarkCode.DATE_OF_READING))
    doubt = ImportRemark.of(ImportRemarkCode.DATE_DOUBTED, date=moments[0].at.isoformat()) if moments else None
    last = changed - timedelta(seconds=file.before_s)
    if not math.isnan(file.clock_s):
        at = _here(datetime.combine(last.date(), time()) + timedelta(seconds=(file.clock_s + file.after_s) % _DAY_S))
        return Moment(at if at <= last else at - _DAY, doubt or ImportRemark(ImportRemarkCode.CLOCK_OF_FILE))
    code = ImportRemarkCode.DATES_NOT_READ if file.has_unread_dates else ImportRemarkCode.DATE_OF_FILE
    return Moment(last, doubt or ImportRemark(code))


def _in_file(file: ImportedFile) -> Moment | None:
    if file.started_at is None:
        return None
    if file.started_at.tzinfo is not None:
        return Moment(file.started_at, None)
    return Moment(_here(file.started_at), ImportRemark(ImportRemarkCode.CLOCK_TAKEN))


def _with_name(file: ImportedFile, path: Path) -> Moment | None:
    """Return the moment where the file tells the day or the clock alone, and its name may tell the other."""
    named, after = moment_in_name(path.stem), timedelta(seconds=file.after_s)
    if file.day is not None and not (named is not None and named[1] and named[0].date() == file.day):
        noon = datetime.combine(file.day, time(_NOON))
        return Moment(_here(noon + after), ImportRemark(ImportRemarkCode.DAY_OF_FILE))
    if named is None or math.isnan(file.clock_s):
        return None
    at = datetime.combine(named[0].date(), time()) + timedelta(seconds=file.clock_s)
    return Moment(_here(at + after), ImportRemark(ImportRemarkCode.CLOCK_AND_NAME))


def _in_name(file: ImportedFile, path: Path) -> Moment | None:
    named = moment_in_name(path.stem)
    if named is None:
        return None
    at, whole = named
    at += timedelta(seconds=file.after_s)
    return Moment(_here(at), ImportRemark(ImportRemarkCode.DATE_OF_NAME if whole else ImportRemarkCode.DAY_OF_NAME))


def _may_be(at: datetime) -> bool:
    """Return whether something may have begun at a moment with an offset: since 1970, and not still to come."""
    now = local_now()
    return _FIRST_YEAR < at.year < now.year or (at.year == now.year and at <= now + _AHEAD)


def moment_in_name(stem: str) -> tuple[datetime, bool] | None:
    """Return the moment that stands in a file's name, and whether it tells the time of day as well."""
    for found in (each for form in _IN_NAME for each in form.finditer(stem)):
        parts = ("year", "month", "day", "hour", "minute", "second")
        year, month, day, hour, minute, second = (int(found[part] or 0) for part in parts)
        whole = found["hour"] is not None
        try:
            at = datetime(year, month, day, hour if whole else _NOON, minute, second, tzinfo=UTC)
        except ValueError:
            continue
        return at.replace(tzinfo=None), whole
    return None


def _here(naive: datetime) -> datetime:
    try:
        return naive.astimezone()
    except (ValueError, OverflowError, OSError):
        return naive.replace(tzinfo=UTC)
