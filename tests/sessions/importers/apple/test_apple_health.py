"""Apple Health: series of beats in every clock that was met, read as they come, and bombs that are none."""

import json
from datetime import datetime

import numpy as np
import pytest

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.registry import read_file
from tests.rigs.files.apple_export import clock_12, clock_24, clock_comma, export, series

RR_MS = [800.0, 850.0, 830.0, 790.0, 900.0, 880.0, 860.0, 820.0]


def read(tmp_path, data):
    path = tmp_path / "whatever"
    path.write_bytes(data)
    return read_file(path)


def said(file):
    return {remark.code: dict(remark.facts) for remark in file.remarks}


@pytest.mark.parametrize("clock", [clock_24, clock_12, clock_comma])
@pytest.mark.parametrize("begins_s", [7 * 3600 + 590, 12 * 3600 - 4, 24 * 3600 - 4])
def test_the_intervals_of_a_series_in_any_clock(tmp_path, clock, begins_s) -> None:
    file = read(tmp_path, export(series("2026-03-05", begins_s, RR_MS, clock)))
    (heart,) = file.hearts
    assert file.kind == "apple_health"
    assert np.isnan(heart.rr_ms[0])
    assert heart.rr_ms[1:] == pytest.approx(RR_MS, abs=0.01)
    assert heart.t_s[0] == pytest.approx(2.0)


@pytest.mark.parametrize("declared", ["UTF-16", "UTF-8"])
@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_an_export_that_was_saved_in_a_wide_coding_is_one(tmp_path, coding, declared) -> None:
    data = export(series("2026-03-05", 7 * 3600, RR_MS))
    file = read(tmp_path, data.decode().replace("UTF-8", declared, 1).encode(coding))
    assert file.kind == "apple_health"
    assert file.hearts[0].rr_ms[1:] == pytest.approx(RR_MS, abs=0.01)


def test_series_of_a_day_have_breaks_between(tmp_path) -> None:
    records = [series("2026-03-05", hour * 3600, RR_MS) for hour in (11, 7, 9)]
    file = read(tmp_path, export(*records))
    (heart,) = file.hearts
    assert file.started_at == datetime.fromisoformat("2026-03-05T07:00:00+01:00")
    assert np.isnan(heart.rr_ms).sum() == 3
    assert heart.t_s[9] - heart.t_s[8] == pytest.approx(2 * 3600 - sum(RR_MS) / 1000)
    assert said(file)[ImportRemarkCode.BREAKS] == {"count": 2}
    assert said(file)[ImportRemarkCode.BEATS_MARKED] == {"count": 27, "title": "Watch"}
    assert said(file)[ImportRemarkCode.NOT_USED] == {"part": "HeartRate"}


def test_readings_more_than_four_hours_apart_are_sessions_of_their_own(tmp_path) -> None:
    begins = [("2026-03-05", 1), ("2026-03-05", 3), ("2026-03-05", 13), ("2027-03-05", 1)]
    file = read(tmp_path, export(*(series(day, hour * 3600, RR_MS) for day, hour in begins)))
    assert [len(each.hearts[0].rr_ms) for each in file.sessions] == [18, 9, 9]
    for each, (day, hour) in zip(file.sessions, (begins[0], *begins[2:]), strict=True):
        due = datetime.fromisoformat(f"{day}T{hour:02d}:00:00+01:00")
        assert abs((each.started_at - due).total_seconds()) <= 2.001  # the first beat comes at its second second
        assert each.hearts[0].t_s[-1] < 3 * 3600
        assert each.hearts[0].rr_ms[1:9] == pytest.approx(RR_MS, abs=0.01)
    assert said(file.sessions[2])[ImportRemarkCode.STRETCHES_APART]["count"] == 3


def test_the_clock_of_another_zone_than_the_record_is(tmp_path) -> None:
    text = export(series("2026-03-05", 7 * 3600, RR_MS)).replace(b"2026-03-05 07:", b"2026-03-05 12:")
    assert read(tmp_path, text).hearts[0].t_s[0] == pytest.approx(2.0)


def test_beats_that_are_absent_by_their_rate_are_a_break(tmp_path) -> None:
    gone = [*RR_MS[:3], 1640.0, *RR_MS[3:]]
    told = [*RR_MS[:3], 820.0, *RR_MS[3:]]
    (heart,) = read(tmp_path, export(series("2026-03-05", 7 * 3600, gone, told=told))).hearts
    assert np.isnan(heart.rr_ms[4])
    assert heart.rr_ms[5] == pytest.approx(RR_MS[3], abs=0.01)


def test_every_source_is_a_heart_the_one_with_most_beats_first(tmp_path) -> None:
    file = read(
        tmp_path,
        export(
            series("2026-03-05", 3600, RR_MS[:3], source="Ring"),
            series("2026-03-05", 3600, RR_MS, source="Watch"),
        ),
    )
    assert [(heart.name, len(heart.rr_ms)) for heart in file.hearts] == [("Watch", 9), ("Ring", 4)]


def test_heart_rates_alone_are_no_intervals(tmp_path) -> None:
    with pytest.raises(RecordingError) as raised:
        read(tmp_path, export())
    assert raised.value.code is ImportErrorCode.WITHOUT_INTERVALS


def test_a_document_type_that_ios_wrote_wrongly_is_passed_over(tmp_path) -> None:
    wrong = "<!DOCTYPE HealthData [\n<!ATTLIST HealthData\n  locale CDATA #REQUIRED\n<!ELEMENT Me EMPTY>\n]>\n"
    assert read(tmp_path, export(series("2026-03-05", 3600, RR_MS), doctype=wrong)).hearts[0].rr_ms[1:] == (
        pytest.approx(RR_MS, abs=0.01)
    )


BOMBS = {
    "entities": "<!DOCTYPE HealthData [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 20}'>" for n in range(12))
    + "]>\n",
    "entities behind what looks like the end": "<!DOCTYPE HealthData [<!-- ]> --><!ENTITY a 'ha'>]>\n",
    "a file of the system": "<!DOCTYPE HealthData [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\n",
    "attributes that come by themselves": "<!DOCTYPE HealthData [<!-- ]> --><!ATTLIST Record sourceName CDATA 'x'>]>\n",
}


@pytest.mark.parametrize("name", list(BOMBS))
def test_nothing_is_declared_in_an_export(tmp_path, name) -> None:
    text = export(series("2026-03-05", 3600, RR_MS), doctype=BOMBS[name]).replace(b"Watch", b"&m;", 1)
    with pytest.raises(RecordingError) as raised:
        read(tmp_path, text)
    assert raised.value.code in (ImportErrorCode.DAMAGED_AT, ImportErrorCode.NOT_READ)


def test_markup_without_an_end_fills_no_memory(tmp_path) -> None:
    with pytest.raises(RecordingError) as raised:
        read(tmp_path, b"<HealthData><!-- " + b"x" * 6_000_000)
    assert raised.value.code is ImportErrorCode.NOT_READ


def test_an_export_that_was_cut_off_gives_what_came_before(tmp_path) -> None:
    file = read(tmp_path, export(series("2026-03-05", 3600, RR_MS), series("2026-03-05", 7200, RR_MS))[:-300])
    assert len(file.hearts[0].rr_ms) == 9
    assert ImportRemarkCode.FILE_DAMAGED in said(file)


def heartbeats(rr_ms, gap_at=-1):
    ends = np.cumsum([970.0, *rr_ms]) / 1000
    return [{"timeSinceSeriesStart": t, "precededByGap": at == gap_at} for at, t in enumerate(ends.tolist())]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda beats: [{"sourceName": "Watch", "startDate": "2026-03-05T08:55:31.307-0400", "heartbeatSeries": beats}],
        lambda beats: {"startTimestamp": 1772700931.307, "harmonized": {"count": 9, "measurements": beats}},
        lambda beats: beats,
    ],
)
def test_heartbeat_series_in_json(tmp_path, wrapped) -> None:
    file = read(tmp_path, json.dumps(wrapped(heartbeats(RR_MS, gap_at=3))).encode())
    (heart,) = file.hearts
    assert file.kind == "heartbeat_series"
    assert heart.rr_ms[1:3] == pytest.approx(RR_MS[:2], abs=0.01)
    assert np.isnan(heart.rr_ms[3])
    assert heart.rr_ms[4:] == pytest.approx(RR_MS[3:], abs=0.01)
    assert heart.t_s[0] == pytest.approx(0.97)
