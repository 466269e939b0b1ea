"""A beginning that cannot be is not believed, and what stands for it is told."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from biofeedback.app.importing.file_moment import moment_of
from biofeedback.codes import ImportRemarkCode
from biofeedback.wall_clock import local_now
from sessions.importers.imported import ImportedFile

CHANGED = datetime(2026, 3, 5, 7, 10, 15, tzinfo=UTC)


def changed(path: Path, at: datetime = CHANGED) -> Path:
    path.write_text("x", encoding="utf-8")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def moment_and_doubt(file: ImportedFile, path: Path) -> tuple[datetime, ImportRemarkCode | None]:
    moment = moment_of(file, path)
    return moment.at, moment.remark and moment.remark.code


@pytest.mark.parametrize("zone", [None, UTC])
@pytest.mark.parametrize("year", [1, 1969, 2096, 9999])
def test_a_beginning_that_cannot_be_is_not_believed(tmp_path: Path, year: int, zone: None) -> None:
    file = ImportedFile(kind="rr_text", started_at=datetime(year, 6, 30, tzinfo=zone))
    assert moment_and_doubt(file, changed(tmp_path / "x.csv")) == (CHANGED, ImportRemarkCode.DATE_DOUBTED)
    named = changed(tmp_path / "2026-03-04 07-10-15.csv")
    assert moment_and_doubt(file, named)[1] is ImportRemarkCode.DATE_OF_NAME


def test_tomorrow_is_not_believed_and_a_clock_that_is_a_little_ahead_is(tmp_path: Path) -> None:
    path = changed(tmp_path / "x.csv")
    for ahead, code in ((timedelta(minutes=2), None), (timedelta(days=1), ImportRemarkCode.DATE_DOUBTED)):
        assert moment_and_doubt(ImportedFile(kind="rr_text", started_at=local_now() + ahead), path)[1] == code


def test_a_name_and_a_file_of_the_future_are_not_believed(tmp_path: Path) -> None:
    file = ImportedFile(kind="rr_text")
    assert moment_and_doubt(file, changed(tmp_path / "2096-03-05_rr.txt")) == (CHANGED, ImportRemarkCode.DATE_DOUBTED)
    at, code = moment_and_doubt(file, changed(tmp_path / "x.csv", local_now() + timedelta(days=40)))
    assert abs(at - local_now()) < timedelta(minutes=1)
    assert code is ImportRemarkCode.DATE_OF_READING


def test_a_clock_alone_is_of_the_day_of_the_name_or_before_the_last_change(tmp_path: Path) -> None:
    here = CHANGED.astimezone()
    for hours, days in ((-1, 0), (1, 1)):
        clock = here + timedelta(hours=hours)
        file = ImportedFile(kind="rr_text", clock_s=clock.hour * 3600.0 + clock.minute * 60.0 + clock.second)
        at, code = moment_and_doubt(file, changed(tmp_path / "x.csv"))
        assert (at, code) == (clock - timedelta(days=days), ImportRemarkCode.CLOCK_OF_FILE)
        at, code = moment_and_doubt(file, changed(tmp_path / "2026-03-02_rr.csv"))
        assert at.replace(tzinfo=None) == datetime.combine(date(2026, 3, 2), clock.time())
        assert code is ImportRemarkCode.CLOCK_AND_NAME


def test_a_day_alone_is_noon_unless_the_name_tells_its_hour(tmp_path: Path) -> None:
    file = ImportedFile(kind="rr_text", day=date(2026, 3, 4))
    at, code = moment_and_doubt(file, changed(tmp_path / "x.csv"))
    assert (at.replace(tzinfo=None).isoformat(), code) == ("2026-03-04T12:00:00", ImportRemarkCode.DAY_OF_FILE)
    at, code = moment_and_doubt(file, changed(tmp_path / "2026-03-04 07-10-15.csv"))
    assert (at.replace(tzinfo=None).isoformat(), code) == ("2026-03-04T07:10:15", ImportRemarkCode.DATE_OF_NAME)


def test_dates_that_were_not_understood_are_not_denied(tmp_path: Path) -> None:
    file = ImportedFile(kind="rr_text", has_unread_dates=True)
    assert moment_and_doubt(file, changed(tmp_path / "x.csv")) == (CHANGED, ImportRemarkCode.DATES_NOT_READ)
