"""What a text tells of its units, its dates and its coding is heeded, or asked about."""

import math
import re
import tarfile
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

import pytest

from biofeedback.codes import ImportRemarkCode
from biofeedback.errors import RecordingError
from sessions.importers.imported import ImportedFile
from sessions.importers.registry import read_file
from tests.rigs.files import foreign_files as made
from tests.rigs.words.said_errors import raises_saying
from ui.words.languages import english
from ui.words.recordings.import_words import file_sentences

RR_MS = [round(830 + 60 * math.sin(beat / 4) + beat % 5) for beat in range(80)]
BEFORE_MIDNIGHT = datetime.fromisoformat("2026-03-05T23:59:20")


def sentences(file: ImportedFile) -> str:
    """Return all that a person reads of how a file was understood."""
    remarks = [(each.code, each.facts) for each in file.remarks]
    return " ".join(file_sentences("x", file.kind, remarks, english()))


def written(path: Path, content: str, coding: str = "utf-8") -> Path:
    path.write_text(content, encoding=coding)
    return path


@pytest.mark.parametrize(
    "form", ["%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%d/%m/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M:%S %p"]
)
def test_midnight_is_no_month_whichever_comes_first(tmp_path: Path, form: str) -> None:
    ends = [BEFORE_MIDNIGHT + timedelta(milliseconds=end) for end in accumulate(RR_MS)]
    lines = [f"{end.strftime(form)};{rr}" for end, rr in zip(ends, RR_MS, strict=True)]
    file = read_file(written(tmp_path / "x.csv", "\n".join(["date;rr", *lines])))
    (heart,) = file.hearts
    assert heart.t_s is not None
    assert heart.t_s[-1] == pytest.approx(sum(RR_MS) / 1000, abs=1.1)
    assert file.started_at is not None
    assert file.started_at.date() == BEFORE_MIDNIGHT.date()


@pytest.mark.parametrize(
    ("title", "ticks_hz"),
    [("RR [1/1024 s]", 1024), ("RR (1/1024s)", 1024), ("rr_1024", 1024), ("RR [1/256 s]", 256), ("RR 1/500 s", 500)],
)
def test_a_title_of_ticks_is_converted_and_said(tmp_path: Path, title: str, ticks_hz: int) -> None:
    ticks = [round(rr * ticks_hz / 1000) for rr in RR_MS]
    file = read_file(written(tmp_path / "x.csv", "\n".join([title, *map(str, ticks)])))
    assert file.hearts[0].rr_ms == pytest.approx(RR_MS, abs=500 / ticks_hz)
    assert f"{len(RR_MS)} intervals in counts of 1/{ticks_hz} second" in sentences(file)


def test_a_title_of_ticks_above_seconds_is_not_believed(tmp_path: Path) -> None:
    file = read_file(written(tmp_path / "x.csv", "\n".join(["RR [1/1024 s]", *(str(rr / 1000) for rr in RR_MS)])))
    assert file.hearts[0].rr_ms == pytest.approx(RR_MS)
    assert "is given as counts of 1/1024 second, in which its values cannot be; they are read as seconds" in sentences(
        file
    )


@pytest.mark.parametrize(
    ("title", "factor", "says"),
    [
        ("RR [s]", 1.0, "is given as seconds, in which its values cannot be; they are read as milliseconds"),
        ("RR (sec)", 1.0, "is given as seconds"),
        ("rr_ms", 1e-3, "is given as milliseconds, in which its values cannot be; they are read as seconds"),
        ("RR间期(毫秒)", 1e-3, "is given as milliseconds"),
        ("RR [ms]", 1.0, ""),
        ("RRms", 1.0, ""),
        ("rr_s", 1e-3, ""),
        ("IBIs", 1.0, ""),
        ("RRs", 1.0, ""),
        ("RR", 1e-3, ""),
    ],
)
def test_a_unit_in_a_title_that_the_values_are_not_in_is_said(
    tmp_path: Path, title: str, factor: float, says: str
) -> None:
    file = read_file(written(tmp_path / "x.csv", "\n".join([title, *(f"{rr * factor:g}" for rr in RR_MS)])))
    assert file.hearts[0].rr_ms == pytest.approx(RR_MS)
    said = sentences(file)
    assert says in said
    assert ("cannot be" in said) == bool(says)


@pytest.mark.parametrize(("title", "per_s", "says"), [("time [s]", 1000, "is given as seconds"), ("time_ms", 1000, "")])
def test_a_unit_of_times_is_said_too(tmp_path: Path, title: str, per_s: int, says: str) -> None:
    rows = [f"{end * per_s // 1000},{rr}" for end, rr in zip(accumulate(RR_MS), RR_MS, strict=True)]
    file = read_file(written(tmp_path / "x.csv", "\n".join([f"{title},rr", *rows])))
    assert file.hearts[0].t_s == pytest.approx([end / 1000 for end in accumulate(RR_MS)])
    assert says in sentences(file)
    assert ("cannot be" in sentences(file)) == bool(says)


def test_a_format_that_fixes_its_unit_is_not_believed_against_its_values(tmp_path: Path) -> None:
    ends = [BEFORE_MIDNIGHT + timedelta(milliseconds=end) for end in accumulate(RR_MS)]
    lines = [f"{end.isoformat()};{rr / 1000}" for end, rr in zip(ends, RR_MS, strict=True)]
    file = read_file(written(tmp_path / "x.txt", "\n".join(["Phone timestamp;RR-interval [ms]", *lines])))
    assert file.kind == "polar_sensor_logger"
    assert file.hearts[0].rr_ms == pytest.approx(RR_MS)
    assert "is given as milliseconds, in which its values cannot be; they are read as seconds" in sentences(file)
    report = made.kubios_report(mark="\t").replace("(s)", "(ms)")
    told = read_file(written(tmp_path / "y.txt", report))
    assert repr(told.hearts[0]) == repr(read_file(written(tmp_path / "z.txt", made.kubios_report(mark="\t"))).hearts[0])
    assert "is given as milliseconds, in which its values cannot be" in sentences(told)


NOON = datetime.fromisoformat("2026-03-05T11:59:20")


@pytest.mark.parametrize(
    ("form", "day", "says"),
    [
        ("%d/%m/%Y %H:%M:%S", "2026-03-05", "With the day first.*5 March 2026.*could also be Sunday, 3 May 2026"),
        ("%m/%d/%Y %I:%M:%S %p", "2026-03-05", "With the month first.*5 March 2026.*could also be Sunday, 3 May 2026"),
        ("%m/%d/%Y %H:%M:%S", "2026-05-03", "With the day first.*3 May 2026.*could also be Thursday, 5 March 2026"),
        ("%d-%m-%y %H:%M:%S", "2026-03-05", "With the day first.*could also be Sunday, 3 May 2026, .*, 26 March 2005"),
        ("%d.%m.%Y %H:%M:%S", "2026-03-05", ""),
        ("%Y/%m/%d %H:%M:%S", "2026-03-05", ""),
        ("%d %b %Y %H:%M:%S", "2026-03-05", ""),
        ("%Y-%m-%d %H:%M:%S", "2026-03-05", ""),
    ],
)
def test_dates_of_which_nothing_tells_the_order_are_said(tmp_path: Path, form: str, day: str, says: str) -> None:
    ends = [NOON + timedelta(milliseconds=end) for end in accumulate(RR_MS)]
    lines = [f"{end.strftime(form)};{rr}" for end, rr in zip(ends, RR_MS, strict=True)]
    file = read_file(written(tmp_path / "x.csv", "\n".join(["date;rr", *lines])))
    assert file.started_at is not None
    assert str(file.started_at.date()) == day
    assert re.search(says, sentences(file))
    assert ("could also be" in sentences(file)) == bool(says)


@pytest.mark.parametrize("day", ["25/03/2026", "03/25/2026", "05/05/2026"])
def test_a_date_that_is_one_in_one_way_is_told(tmp_path: Path, day: str) -> None:
    lines = [f"{day} 10:{at // 60:02d}:{at % 60:02d},{980 + at % 7}" for at in range(90)]
    file = read_file(written(tmp_path / "x.csv", "\n".join(["date,rr", *lines])))
    assert file.started_at is not None
    assert file.started_at.month == (5 if day.startswith("05") else 3)
    assert "could also be" not in sentences(file)


def test_one_reading_a_month_is_no_reading_a_day(tmp_path: Path) -> None:
    days = ["01/05/2026", "02/05/2026", "03/05/2026"]  # of January to March in one land, three days of May in another
    lines = [f"{day} 10:{at // 60:02d}:{at % 60:02d},{980 + at % 7}" for day in days for at in range(90)]
    file = read_file(written(tmp_path / "x.csv", "\n".join(["date,rr", *lines])))
    assert "could also be Monday, 5 January 2026" in sentences(file)


@pytest.mark.parametrize(
    ("date", "day", "says"),
    [
        ("03/05/2026 11:59:20 PM", "2026-03-05T23:59:20", "With the month first"),
        ("05/03/2026 23:59:20", "2026-03-05T23:59:20", "With the day first"),
        ("25/03/2026 23:59", "2026-03-25T23:59:00", ""),
        ("05-Mar-2026 07:10:14", "2026-03-05T07:10:14", ""),
        ("2026-03-05 07:10:14", "2026-03-05T07:10:14", ""),
    ],
)
def test_a_report_tells_its_date_in_any_way(tmp_path: Path, date: str, day: str, says: str) -> None:
    report = made.kubios_report(mark="\t").replace(
        "Measurement date: 05-Mar-2026 07:10:14", f"Measurement date:\t{date}"
    )
    file = read_file(written(tmp_path / "x.txt", report))
    assert file.started_at == datetime.fromisoformat(day)
    assert says in sentences(file)
    assert ("could also be" in sentences(file)) == bool(says)


def test_numbers_of_samples_are_not_read_as_milliseconds(tmp_path: Path) -> None:
    samples = [round(end / 4) for end in accumulate(RR_MS)]
    with raises_saying(RecordingError, "times of beats"):
        read_file(written(tmp_path / "x.txt", "\n".join(map(str, samples))))


@pytest.mark.parametrize("coding", ["utf-16", "utf-8-sig"])
def test_a_text_with_its_mark_is_read_whatever_its_coding(tmp_path: Path, coding: str) -> None:
    text = read_file(written(tmp_path / "x.txt", "\n".join(map(str, RR_MS)), coding))
    assert text.hearts[0].rr_ms == tuple(RR_MS)
    report = made.kubios_report(mark="\t")
    file = read_file(written(tmp_path / "y.txt", report, coding))
    assert file.kind == "kubios_report"
    assert repr(file.hearts[0]) == repr(read_file(written(tmp_path / "z.txt", report)).hearts[0])


WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")


@pytest.mark.parametrize("coding", WIDE)
@pytest.mark.parametrize("head", ["", "time;rr\r\n", "Zeit [µs];RR für später\r\n"])
def test_a_wide_coding_is_read_without_a_mark_too(tmp_path: Path, coding: str, head: str) -> None:
    rows = [f"{end};{rr}" if head else str(rr) for end, rr in zip(accumulate(RR_MS), RR_MS, strict=True)]
    file = read_file(written(tmp_path / "x.csv", head + "\n".join(rows), coding))
    assert file.hearts[0].rr_ms == tuple(RR_MS)
    assert not file.has_unread_dates


@pytest.mark.parametrize("packed", ["w", "w:bz2", "w:xz"])
def test_an_archive_of_tar_is_to_be_unpacked_first(tmp_path: Path, packed: str) -> None:
    with tarfile.open(tmp_path / "x.tar", packed) as archive:
        archive.add(written(tmp_path / "x.txt", "\n".join(map(str, RR_MS))), "x.txt")
    with raises_saying(RecordingError, "looks like a packed file. Please unpack it"):
        read_file(tmp_path / "x.tar")


@pytest.mark.parametrize(("in_ms", "unit"), [(True, "ms"), (False, "s")])
def test_a_report_tells_its_unit(tmp_path: Path, in_ms: bool, unit: str) -> None:
    file = read_file(written(tmp_path / "x.txt", made.kubios_report(mark="\t", in_ms=in_ms)))
    assert [dict(each.facts)["unit"] for each in file.remarks if each.code is ImportRemarkCode.INTERVALS_OF_FORMAT] == [
        unit
    ]


def test_a_report_may_tell_its_day_without_seconds(tmp_path: Path) -> None:
    content = "Kubios HRV\nMeasurement date:\t05.03.2026 23:59\n" + made.kubios_report(mark="\t").partition("\n")[2]
    assert read_file(written(tmp_path / "x.txt", content)).started_at == datetime.fromisoformat("2026-03-05T23:59:00")


def test_one_row_with_decimal_commas_is_a_column(tmp_path: Path) -> None:
    row = ";".join(f"{rr / 1000:.3f}".replace(".", ",") for rr in RR_MS)
    assert read_file(written(tmp_path / "x.txt", row)).hearts[0].rr_ms == pytest.approx(RR_MS)
