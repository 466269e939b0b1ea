"""What lies too far away for a recording comes closer, and is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from biofeedback.app.importing.file_moment import moment_of
from biofeedback.codes import ImportRemarkCode
from sessions.importers.bounded import apart, bounded
from sessions.importers.imported import ImportedEvent, ImportedFile, ImportedHeart
from sessions.importers.registry import read_file
from sessions.soundness import LATEST_S
from tests.rigs.files.foreign_files import hrv_logger_newer
from ui.words.languages import english
from ui.words.recordings.import_words import file_sentences

DAY_S = 86_400.0


def mornings(count: int, apart_s: float) -> ImportedFile:
    t_s = tuple(morning * apart_s + beat for morning in range(count) for beat in range(60))
    events = (
        ImportedEvent(t_s=(count - 1) * apart_s + 30.0, text="last"),
        ImportedEvent(t_s=float("nan"), text="never"),
    )
    return ImportedFile(kind="rr_text", hearts=(ImportedHeart(rr_ms=(1000.0,) * len(t_s), t_s=t_s),), events=events)


def test_what_fits_stays_as_it_is() -> None:
    file = mornings(10, DAY_S)
    assert bounded(file).hearts == file.hearts
    assert [event.text for event in bounded(file).events] == ["last"]


def test_weeks_between_sessions_become_a_day_and_many_become_less() -> None:
    for count, apart_s, hours in ((3, 30 * DAY_S, 24.0), (40, 2 * DAY_S, 3.0)):
        file = bounded(mornings(count, apart_s))
        t_s = file.hearts[0].t_s or ()
        assert t_s[-1] <= LATEST_S
        assert t_s[60] - t_s[59] == hours * 3600.0
        assert t_s[59] - t_s[0] == 59.0
        (last,) = file.events
        assert last.t_s == t_s[-30]
        (remark,) = file.remarks
        assert remark.code is ImportRemarkCode.BREAKS_CLOSER
        assert dict(remark.facts) == {"count": count - 1, "hours": hours}


def text_of(path: Path, begins: Sequence[str], beats: int = 60, *, dated: bool = True) -> Path:
    rows = []
    for begin in begins:
        first = datetime.fromisoformat(begin)
        for beat in range(beats):
            at = first + timedelta(milliseconds=900 * (beat + 1))
            rows.append(f"{at.isoformat() if dated else (at - ZERO).total_seconds()},{900}")
    path.write_text("\n".join(["time,rr", *rows]))
    return path


ZERO = datetime.fromisoformat("2026-03-01T00:00:00")
TWO_WEEKS = ["2026-03-01T07:00:00", "2026-03-01T20:00:00", "2026-03-08T07:00:00", "2026-03-15T07:30:00"]


def test_long_pauses_part_a_text_into_sessions(tmp_path: Path) -> None:
    file = read_file(text_of(tmp_path / "x.csv", TWO_WEEKS))
    assert [each.started_at for each in file.sessions] == list(map(datetime.fromisoformat, TWO_WEEKS))
    for part, each in enumerate(file.sessions, 1):
        (heart,) = each.hearts
        assert heart.rr_ms == (900.0,) * 60
        assert heart.t_s == pytest.approx([0.9 * beat for beat in range(1, 61)])
        facts = next(dict(remark.facts) for remark in each.remarks if remark.code is ImportRemarkCode.STRETCHES_APART)
        assert (facts["count"], facts["part"], facts["hours"]) == (4, part, 4)
        remarks = [(remark.code, remark.facts) for remark in each.remarks]
        assert f"into 4 stretches (0.9, 0.9, 0.9, 0.9 min), each a recording of its own; this is number {part}." in (
            " ".join(file_sentences("x", each.kind, remarks, english()))
        )


@pytest.mark.parametrize("pause_h", [1, 3.9])
def test_a_shorter_pause_parts_nothing(tmp_path: Path, pause_h: float) -> None:
    later = datetime.fromisoformat(TWO_WEEKS[0]) + timedelta(hours=pause_h)
    file = read_file(text_of(tmp_path / "x.csv", [TWO_WEEKS[0], later.isoformat()]))
    assert len(file.sessions) == 1
    assert all(remark.code is not ImportRemarkCode.STRETCHES_APART for remark in file.remarks)


def test_sessions_without_a_day_keep_how_far_apart_they_were(tmp_path: Path) -> None:
    path = text_of(tmp_path / "2026-03-01_00-00-00.csv", TWO_WEEKS, dated=False)
    file = read_file(path)
    assert [each.started_at for each in file.sessions] == [None] * 4
    first = datetime.fromisoformat(TWO_WEEKS[0])
    apart_s = [(datetime.fromisoformat(each) - first).total_seconds() for each in TWO_WEEKS]
    assert [each.after_s for each in file.sessions] == pytest.approx(apart_s)
    for named in (path, path.rename(tmp_path / "x.csv")):
        moments = [moment_of(each, named).at for each in file.sessions]
        assert [(each - moments[0]).total_seconds() for each in moments] == pytest.approx(apart_s)
    # A file is changed when the last of it was written.
    assert moments[-1].timestamp() == pytest.approx((tmp_path / "x.csv").stat().st_mtime)


def test_what_is_marked_goes_with_the_nearest_session_and_two_hearts_stay_together() -> None:
    hours_s = 6 * 3600.0
    t_s = tuple(float(part * hours_s + beat) for part in range(2) for beat in range(60))
    flags = tuple("blocker" if beat == 70 else "" for beat in range(120))
    hearts = (
        ImportedHeart(rr_ms=(1000.0,) * 120, t_s=t_s, flags=flags, name="a"),
        ImportedHeart(rr_ms=(1000.0,) * 60, t_s=t_s[60:], name="b"),
    )
    events = tuple(ImportedEvent(t_s=t_s, text=str(t_s)) for t_s in (5.0, 100.0, hours_s - 9.0, hours_s + 3.0))
    first, second = apart(ImportedFile(kind="rr_text", hearts=hearts, events=events)).sessions
    assert [heart.name for heart in first.hearts] == ["a"]
    assert [heart.name for heart in second.hearts] == ["a", "b"]
    assert [each.text for each in first.events] == ["5.0", "100.0"]
    assert [each.t_s for each in second.events] == [-8.0, 4.0]  # from the beginning of its first interval
    assert second.hearts[0].flags[10] == "blocker"


def test_up_to_five_hundred_sessions_of_any_format_are_parted() -> None:
    for kind in ("apple_health", "heartbeat_series", "hrv_logger", "fit"):
        assert len(apart(replace(mornings(10, DAY_S), kind=kind)).sessions) == 10
    assert len(apart(mornings(501, DAY_S)).sessions) == 1
    many = apart(mornings(40, DAY_S)).sessions
    assert len(many) == 40
    facts = [value for name, value in many[3].remarks[-1].facts if name == "minutes"]
    assert (len(facts), facts[-1]) == (21, "…")


def test_a_year_that_is_mistyped_costs_no_beat(tmp_path: Path) -> None:
    lines = hrv_logger_newer(gap=False).split("\r\n")
    stamp, rest = lines[-2].split(",", 1)
    lines[-2] = f"{int(stamp) + 31_536_000_000 * 5},{rest}"
    path = tmp_path / "x"
    path.write_text("\n".join(lines))
    file = read_file(path)
    assert (file.hearts[0].t_s or ())[-1] <= LATEST_S
    assert [len(each.hearts[0].rr_ms) for each in file.sessions] == [199, 1]
