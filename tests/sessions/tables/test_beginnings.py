"""When a table began is taken from wherever it stands, and told."""

import math
import re
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

import pytest

from sessions.importers.registry import read_file
from tests.sessions.importers.test_remarks_of_texts import RR_MS, sentences, written

BEGAN = datetime.fromisoformat("2026-03-05T07:10:15")
ENDS = [BEGAN + timedelta(milliseconds=end) for end in accumulate(RR_MS)]


@pytest.mark.parametrize(("head", "mark"), [("time,rr", "."), ("Date;RR", ",")])
def test_days_of_a_spreadsheet_are_told_as_they_are_counted(tmp_path: Path, head: str, mark: str) -> None:
    zero, between = datetime.fromisoformat("1899-12-30"), ";" if ";" in head else ","
    days = [f"{(end - zero) / timedelta(days=1):.9f}".replace(".", mark) for end in ENDS]
    rows = [f"{day}{between}{rr}" for day, rr in zip(days, RR_MS, strict=True)]
    file = read_file(written(tmp_path / "x.csv", "\n".join([head, *rows])))
    assert file.started_at is not None
    assert file.started_at.tzinfo is None
    assert abs(file.started_at - BEGAN) < timedelta(milliseconds=2)
    assert "are days as spreadsheets count them" in sentences(file)


def test_days_since_1970_are_none_of_a_spreadsheet(tmp_path: Path) -> None:
    zero = datetime.fromisoformat("1970-01-01")
    rows = [f"{(end - zero) / timedelta(days=1):.9f},{rr}" for end, rr in zip(ENDS, RR_MS, strict=True)]
    file = read_file(written(tmp_path / "x.csv", "\n".join(["time,rr", *rows])))
    assert file.started_at is not None
    assert abs(file.started_at.replace(tzinfo=None) - BEGAN) < timedelta(milliseconds=2)
    assert "spreadsheets" not in sentences(file)


@pytest.mark.parametrize(
    ("head", "day", "clock", "between"),
    [
        ("Date;Time;RR", "%d.%m.%Y", "%H:%M:%S", ";"),
        ("Date,Time,RR", "%m/%d/%Y", "%I:%M:%S %p", ","),
        ("Date,Time,RR", "%Y-%m-%d", "%H:%M:%S.%f", ","),
        ("date\ttime\trr", "%Y-%m-%d 00:00:00", "%H:%M:%S", "\t"),
        ("day;clock;IBI", "%d. %B %Y", "%H:%M:%S", ";"),
    ],
)
@pytest.mark.parametrize("same_day", [True, False])
def test_a_day_and_a_clock_in_two_columns_are_one_date(
    tmp_path: Path, head: str, day: str, clock: str, between: str, same_day: bool
) -> None:
    ends = [end + timedelta(hours=16, minutes=49) for end in ENDS]  # so that midnight comes
    days = [(ends[0] if same_day else end).strftime(day) for end in ends]
    rows = [between.join([at, end.strftime(clock), str(rr)]) for at, end, rr in zip(days, ends, RR_MS, strict=True)]
    file = read_file(written(tmp_path / "x.csv", "\n".join([head, *rows])))
    assert file.started_at is not None
    assert abs(file.started_at - BEGAN - timedelta(hours=16, minutes=49)) < timedelta(seconds=1)
    assert file.hearts[0].t_s is not None
    assert file.hearts[0].t_s[-1] == pytest.approx(sum(RR_MS) / 1000, abs=1.1)
    assert "not used" not in sentences(file)


def test_time_that_passed_beside_a_day_is_no_clock(tmp_path: Path) -> None:
    rows = [
        f"05.03.2026;0:{end // 60000:02d}:{end % 60000 / 1000:06.3f};{rr}"
        for end, rr in zip(accumulate(RR_MS), RR_MS, strict=True)
    ]
    file = read_file(written(tmp_path / "x.csv", "\n".join(["Date;Time;RR", *rows])))
    assert file.hearts[0].t_s is not None
    assert file.started_at is None


BEATS = [str(rr) for rr in RR_MS]
TIMED = [f"{end / 1000:.3f},{rr}" for end, rr in zip(accumulate(RR_MS), RR_MS, strict=True)]


@pytest.mark.parametrize(
    "lines",
    [
        ["# Start: 2026-03-05 07:10:15", "# unit: ms", *BEATS],
        ["// started 05.03.2026 at noon", "// Recording: 05.03.2026 07:10:15", *BEATS],
        ["% 2026-03-05T07:10:15", *BEATS],
        ["Subject:,Jane", "Date:,05.03.2026", "Start time:,07:10:15", "", "time,rr", *TIMED],
        ["Subject,Jane", "Date,2026-03-05", "Time,07:10:15 AM", "Date of birth,1980-02-01", "time,rr", *TIMED],
        ["Export date: 2026-03-06 08:00:00", "Start: 2026-03-05 07:10:15", "Name: Jane", *BEATS],
        ["Patient:;Jane", "Measured:;05.03.2026 07:10:15", "RR", *BEATS],
        ["Patient\tJane", "Date\t2026-03-05", "Time\t07:10:15", "RR", *BEATS],
        ["Start;05.03.2026 07:10:15", *BEATS],
        ["# Recorded: Mar 05, 2026 at 07:10:15", *BEATS],
        ["# Date: 03/05/2026", "# Time: 7:10:15 AM", *BEATS],
        ["# Recorded 05.03.2026 at 07:10:15", *BEATS],
        ['"Member ID","DateTimeStart","RR"', *(f'"x@y.z","2026-03-05 07:10:15","{rr}"' for rr in RR_MS)],
        ["Day;Start;RR", *(f"05.03.2026;07:10:15;{rr}" for rr in RR_MS)],
        ["Date;Time passed;RR", *(f"2026-03-05 07:10:15;{line.replace(',', ';')}" for line in TIMED)],
    ],
)
def test_what_stands_beside_the_beats_tells_when_it_began(tmp_path: Path, lines: list[str]) -> None:
    file = read_file(written(tmp_path / "x.csv", "\n".join(lines)))
    assert file.hearts[0].rr_ms == tuple(RR_MS)
    assert file.started_at == BEGAN
    assert "Jane" not in repr(file)


@pytest.mark.parametrize("titles", [["hr,rr"], []])
def test_a_head_of_keys_and_values_is_no_row_of_titles(tmp_path: Path, titles: list[str]) -> None:
    rows = [f"{60_000 // rr},{rr}" for rr in RR_MS]
    file = read_file(written(tmp_path / "x.csv", "\n".join(["Subject:,Jane", "Date:,05.03.2026", "", *titles, *rows])))
    assert file.hearts[0].rr_ms == tuple(RR_MS)
    assert file.started_at is None
    assert file.day == BEGAN.date()
    assert not re.search("Jane|Subject", sentences(file))
    assert "1 line of remarks was not used" in sentences(file)


def test_a_line_that_names_the_intervals_is_no_head(tmp_path: Path) -> None:
    file = read_file(written(tmp_path / "x.csv", "\n".join(["time:,RR:", *TIMED])))
    assert file.hearts[0].rr_ms == tuple(RR_MS)
    assert "with the times of 'time:'" in sentences(file)


def test_a_clock_alone_is_kept_and_time_that_passed_is_none(tmp_path: Path) -> None:
    for hours, told in ((16, True), (-7, False)):
        rows = [
            f"{end + timedelta(hours=hours, minutes=-10):%H:%M:%S.%f},{rr}" for end, rr in zip(ENDS, RR_MS, strict=True)
        ]
        file = read_file(written(tmp_path / "x.csv", "\n".join(["time,rr", *rows])))
        assert file.started_at is None
        assert math.isnan(file.clock_s) != told
        if told:
            assert file.clock_s == pytest.approx((7 + hours) * 3600 + 15, abs=1e-3)


@pytest.mark.parametrize("date", ["2026-02-30 07:10:15", "30.02.2026"])
def test_a_date_that_is_none_is_told_as_not_understood(tmp_path: Path, date: str) -> None:
    for lines in ([f"# Start: {date}", *BEATS], ["date,rr", *(f"{date},{rr}" for rr in RR_MS)]):
        file = read_file(written(tmp_path / "x.csv", "\n".join(lines)))
        assert file.started_at is None
        assert file.day is None
        assert file.has_unread_dates
