"""Local times over a change of the clock: told by the intervals that go on, or said where nothing tells."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

import pytest

from biofeedback.codes import ImportRemarkCode
from sessions.importers.imported import ImportedFile
from sessions.importers.registry import read_file

RR_MS = [round(830 + 60 * math.sin(beat / 4) + beat % 5) for beat in range(120)]
CHANGES = {ImportRemarkCode.CLOCK_CHANGED, ImportRemarkCode.CLOCK_MAY_HAVE_CHANGED}


def local(began: str, leap_at: str, leap_s: float, *, break_at: int = 0, break_s: float = 0.0) -> list[datetime]:
    """Return when each interval ended by a clock that leaps once it has come to a moment, with a break at a beat."""
    first, leap = datetime.fromisoformat(began), datetime.fromisoformat(leap_at)
    ends = [first + timedelta(milliseconds=end) for end in accumulate(RR_MS)]
    ends = [end + timedelta(seconds=break_s if break_at and beat >= break_at else 0) for beat, end in enumerate(ends)]
    return [end + timedelta(seconds=leap_s if end >= leap else 0) for end in ends]


def read(path: Path, ends: Sequence[datetime], form: str = "", title: str = "date") -> ImportedFile:
    cells = [end.strftime(form) if form else end.isoformat(" ", "milliseconds") for end in ends]
    lines = [f"{cell};{rr}" for cell, rr in zip(cells, RR_MS, strict=True)]
    path.write_text("\n".join([f"{title};rr", *lines]))
    return read_file(path)


def said(file: ImportedFile) -> list[tuple[str, dict[str, object]]]:
    return [(each.code.value, dict(each.facts)) for each in file.remarks if each.code in CHANGES]


SPRING, AUTUMN = ("2026-03-29T01:59:20", "2026-03-29T02:00:00"), ("2026-10-25T02:59:20", "2026-10-25T03:00:00")


@pytest.mark.parametrize("form", ["", "%d.%m.%Y %H:%M:%S", "%H:%M:%S.%f", "%H:%M:%S"])
@pytest.mark.parametrize(
    ("began", "leap_at", "leap_s", "facts"),
    [
        (*SPRING, 3600, {"back": 0, "clock": "01:59", "minutes": 60}),
        (*AUTUMN, -3600, {"back": 1, "clock": "02:59", "minutes": 60}),
        ("2026-10-04T01:59:20", "2026-10-04T02:00:00", 1800, {"back": 0, "clock": "01:59", "minutes": 30}),
        ("2026-04-05T01:59:20", "2026-04-05T02:00:00", -1800, {"back": 1, "clock": "01:59", "minutes": 30}),
        ("2026-09-05T23:59:20", "2026-09-06T00:00:00", 3600, {"back": 0, "clock": "23:59", "minutes": 60}),
    ],
)
def test_a_change_that_the_intervals_go_on_through_is_taken_out(
    tmp_path: Path, form: str, began: str, leap_at: str, leap_s: float, facts: dict[str, object]
) -> None:
    file = read(tmp_path / "x.csv", local(began, leap_at, leap_s), form)
    (heart,) = file.hearts
    assert heart.t_s is not None
    assert heart.t_s[-1] == pytest.approx(sum(RR_MS) / 1000, abs=1.1)
    assert max(after - before for before, after in zip(heart.t_s, heart.t_s[1:], strict=False)) <= 2.0
    assert said(file) == [("clock-changed", facts)]
    if "%Y" in form or not form:
        assert file.started_at == pytest.approx(datetime.fromisoformat(began), abs=timedelta(seconds=1.1))


@pytest.mark.parametrize(
    ("began", "leap_at", "leap_s", "code"),
    [
        # An hour to the second, and not from a full hour of the night: a break as well as a change.
        ("2026-03-29T01:40:20", "2026-03-29T01:41:00", 3600, "clock-may-have-changed"),
        ("2026-07-01T14:59:20", "2026-07-01T15:00:00", 3600, "clock-may-have-changed"),
        ("2026-07-01T14:59:20", "2026-07-01T15:00:00", 1800, ""),
        # Time that goes back by an hour to the second was put back whenever it was.
        ("2026-07-01T14:40:20", "2026-07-01T14:41:00", -3600, "clock-changed"),
        ("2026-03-29T01:59:20", "2026-03-29T02:00:00", 3500, ""),
        ("2026-03-29T01:59:20", "2026-03-29T02:00:00", 20, ""),
    ],
)
def test_a_leap_elsewhere_stays_and_is_said_where_it_may_be_one(
    tmp_path: Path, began: str, leap_at: str, leap_s: float, code: str
) -> None:
    file = read(tmp_path / "x.csv", local(began, leap_at, leap_s))
    assert [each for each, _ in said(file)] == ([code] if code else [])
    (heart,) = file.hearts
    assert heart.t_s is not None
    stays = leap_s if code != "clock-changed" else 0
    assert heart.t_s[-1] == pytest.approx(sum(RR_MS) / 1000 + stays, abs=0.01)


@pytest.mark.parametrize(
    ("began", "leap_at", "leap_s", "break_s", "facts"),
    [
        (*SPRING, 3600, 300, {"back": 0, "break_minutes": 65, "clock": "01:59", "minutes": 60}),
        (*SPRING, 0, 3900, {"back": 0, "break_minutes": 65, "clock": "01:59", "minutes": 60}),
        (*AUTUMN, 0, 300, {"back": 1, "break_minutes": 5, "clock": "02:59", "minutes": 60}),
        (*SPRING, 0, 300, None),
        ("2026-03-28T01:59:20", "2026-03-28T02:00:00", 0, 3900, None),
        ("2026-07-05T01:59:20", "2026-07-05T02:00:00", 0, 3900, None),
    ],
)
def test_a_break_on_such_a_night_leaves_it_open(
    tmp_path: Path, began: str, leap_at: str, leap_s: float, break_s: float, facts: dict[str, object] | None
) -> None:
    file = read(tmp_path / "x.csv", local(began, leap_at, leap_s, break_at=30, break_s=break_s))
    assert said(file) == ([] if facts is None else [("clock-may-have-changed", facts)])
    (heart,) = file.hearts
    assert heart.t_s is not None
    assert heart.t_s[-1] == pytest.approx(sum(RR_MS) / 1000 + leap_s + break_s, abs=0.01)


def test_leaps_again_and_again_are_a_plan(tmp_path: Path) -> None:
    first = datetime.fromisoformat("2026-07-01T00:59:00")
    ends = [first + timedelta(milliseconds=end) for end in accumulate(RR_MS * 3)]
    lines = [
        f"{end + timedelta(hours=beat // 120)};{rr}" for beat, (end, rr) in enumerate(zip(ends, RR_MS * 3, strict=True))
    ]
    (tmp_path / "x.csv").write_text("\n".join(["date;rr", *lines]))
    file = read_file(tmp_path / "x.csv")
    assert said(file) == []
    assert file.hearts[0].t_s is not None
    assert file.hearts[0].t_s[-1] == pytest.approx(3 * sum(RR_MS) / 1000 + 2 * 3600, abs=0.01)


@pytest.mark.parametrize("offset", ["Z", "+01:00"])
def test_times_with_an_offset_leap_by_no_change(tmp_path: Path, offset: str) -> None:
    path = tmp_path / "x.csv"
    lines = [f"{end.isoformat()}{offset};{rr}" for end, rr in zip(local(*SPRING, 3600), RR_MS, strict=True)]
    path.write_text("\n".join(["date;rr", *lines]))
    file = read_file(path)
    assert said(file) == []
    assert file.hearts[0].t_s is not None
    assert file.hearts[0].t_s[-1] == pytest.approx(sum(RR_MS) / 1000 + 3600, abs=0.01)


@pytest.mark.parametrize(("began", "leap_at", "leap_s"), [(*SPRING, 3600), (*AUTUMN, -3600)])
def test_the_moments_that_a_logger_marked_move_with_the_beats(
    tmp_path: Path, began: str, leap_at: str, leap_s: float
) -> None:
    ends = local(began, leap_at, leap_s)
    rows = [f"{end.isoformat(' ', 'milliseconds')},{rr},0" for end, rr in zip(ends, RR_MS, strict=True)]
    (tmp_path / "2026_RR.csv").write_text("\n".join(["date,rr,since start", *rows]))
    marked = [ends[10], ends[100] + timedelta(hours=1 if leap_s < 0 else 0)]
    events = [f"{at.isoformat(' ', 'milliseconds')},mark,1" for at in marked]
    (tmp_path / "2026_Events.csv").write_text("\n".join(["date,annotation,timestamp", *events]))
    file = read_file(tmp_path / "2026_RR.csv")
    assert [each for each, _ in said(file)] == ["clock-changed"]
    heart = file.hearts[0]
    assert heart.t_s is not None
    assert heart.t_s[-1] == pytest.approx(sum(RR_MS) / 1000, abs=0.01)
    wanted = [heart.t_s[10], heart.t_s[100] + (3600 if leap_s < 0 else 0)]
    assert [event.t_s for event in file.events] == pytest.approx(wanted, abs=0.01)


def test_packets_and_days_of_pulse_intervals_are_told_too(tmp_path: Path) -> None:
    ends = local(*SPRING, 3600)
    packets = [f"{ends[at + 1].isoformat()};{RR_MS[at]} {RR_MS[at + 1]}" for at in range(0, 120, 2)]
    (tmp_path / "packets.csv").write_text("\n".join(["time;rr", *packets]))
    samples = ",".join(
        f'{{"sampleDateTime": "{end.isoformat()}", "pulseLength": {rr}}}' for end, rr in zip(ends, RR_MS, strict=True)
    )
    (tmp_path / "ppi.json").write_text(f'[{{"devicePpiSamplesList": [{{"ppiSamples": [{samples}]}}]}}]')
    for name, kind in (("packets.csv", "rr_packets"), ("ppi.json", "polar_flow")):
        file = read_file(tmp_path / name)
        assert file.kind == kind
        assert [each for each, _ in said(file)] == ["clock-changed"]
        assert file.hearts[0].t_s is not None
        assert file.hearts[0].t_s[-1] - file.hearts[0].t_s[0] == pytest.approx(sum(RR_MS[1:]) / 1000, abs=1.0)
