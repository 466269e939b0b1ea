"""FIT: every way in which a watch or its apps write intervals, with the times of the records and what it marks."""

from datetime import UTC, datetime

import numpy as np
import pytest

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.registry import read_file
from tests.rigs.files.fit_writer import UINT8, UINT16, UINT32, FitWriter, moment
from tests.rigs.suite.shared_data import RECORDINGS

BEGAN = datetime(2026, 3, 5, 7, 10, 15, tzinfo=UTC)
AT = moment(int(BEGAN.timestamp()))
RR_MS = [812, 806, 795, 840, 871, 866, 832, 799, 801, 815, 844, 862]


def activity(*, hrv=True, developer=None, gap_s=0):
    fit = FitWriter()
    fit.file_id(AT)
    fit.event(AT, 0, 0)
    if developer:
        fit.developer_field(*developer)
    t_s = 0.0
    for at in range(0, len(RR_MS), 3):
        several = RR_MS[at : at + 3]
        late = gap_s if at >= 6 else 0
        own = np.array([*several, 0], dtype="<u2").tobytes()
        fit.record(AT + int(t_s) + late, 74, [(0, own)] if developer else ())
        if hrv:
            fit.hrv(several)
        t_s += sum(several) / 1000
    fit.event(AT + int(t_s) + gap_s, 0, 4)
    return fit


def read(tmp_path, data):
    path = tmp_path / "whatever.bin"
    path.write_bytes(data)
    return read_file(path)


def said(file):
    return {remark.code: dict(remark.facts) for remark in file.remarks}


def test_a_file_of_intervals_alone_begins_when_it_was_made(tmp_path) -> None:
    fit = FitWriter()
    fit.file_id(AT)
    fit.hrv(RR_MS[:5])
    fit.hrv(RR_MS[5:10])
    file = read(tmp_path, fit.finished)
    assert file.started_at == BEGAN
    assert file.hearts[0].rr_ms == pytest.approx(RR_MS[:10])
    later = activity()
    later.file_id(AT + 3600)  # the times of records come first
    assert read(tmp_path, later.finished).started_at == BEGAN


def test_the_intervals_of_hrv_messages_are_exact(tmp_path) -> None:
    file = read(tmp_path, activity().finished)
    (heart,) = file.hearts
    assert file.kind == "fit"
    assert heart.rr_ms == pytest.approx(RR_MS)
    assert np.diff(heart.t_s) * 1000 == pytest.approx(RR_MS[1:])
    assert file.started_at == BEGAN
    assert [event.text for event in file.events] == ["timer start", "timer stop all"]
    assert said(file)[ImportRemarkCode.INTERVALS_OF_PART] == {"count": 12, "title": "hrv", "unit": "s"}
    assert ImportRemarkCode.FILE_DAMAGED not in said(file)


def test_a_pause_lies_between_beats_as_the_records_say(tmp_path) -> None:
    file = read(tmp_path, activity(gap_s=120).finished)
    steps = np.diff(file.hearts[0].t_s)
    assert steps.argmax() == 5
    assert 119 < steps[5] < 123
    assert file.hearts[0].rr_ms == pytest.approx(RR_MS)
    assert said(file)[ImportRemarkCode.BREAKS] == {"count": 1}


@pytest.mark.parametrize("unit", ["ms", ""])
def test_an_app_may_tell_them_in_a_field_of_its_own(tmp_path, unit) -> None:
    file = read(tmp_path, activity(hrv=False, developer=("RR interval", unit)).finished)
    (heart,) = file.hearts
    assert heart.name == "RR interval"
    assert heart.rr_ms == pytest.approx(RR_MS)
    assert said(file)[ImportRemarkCode.VALUES_SET_ASIDE]["count"] == 4


def test_the_watch_goes_before_the_app_and_both_are_kept(tmp_path) -> None:
    file = read(tmp_path, activity(developer=("rr", "ms")).finished)
    assert [heart.name for heart in file.hearts] == ["hrv", "rr"]


def test_raw_intervals_keep_what_the_watch_doubts(tmp_path) -> None:
    fit = FitWriter()
    fit.file_id(AT)
    packed = [
        rr | (quality << 14) | (gap << 15) for rr, quality, gap in ((800, 1, 0), (900, 0, 0), (700, 0, 1), (810, 1, 0))
    ]
    fit.message(372, [(253, UINT32, [AT]), (0, UINT16, [0]), (1, UINT16, packed)])
    (heart,) = read(tmp_path, fit.finished).hearts
    assert heart.rr_ms == (800, 900, 810)
    assert heart.flags == ("", "low confidence", "")


def test_heart_rates_alone_are_no_intervals(tmp_path) -> None:
    with pytest.raises(RecordingError) as raised:
        read(tmp_path, activity(hrv=False).finished)
    assert raised.value.code is ImportErrorCode.WITHOUT_INTERVALS


def test_a_file_that_was_cut_off_gives_what_came_before(tmp_path) -> None:
    whole = activity().finished
    file = read(tmp_path, whole[:-60])
    assert 0 < len(file.hearts[0].rr_ms) < len(RR_MS)
    assert ImportRemarkCode.FILE_DAMAGED in said(file)
    with pytest.raises(RecordingError) as raised:
        read(tmp_path, whole[:40])
    assert raised.value.code is ImportErrorCode.NOT_READ


def test_a_checksum_that_does_not_fit_is_said(tmp_path) -> None:
    data = bytearray(activity().finished)
    data[-1] ^= 1
    file = read(tmp_path, bytes(data))
    assert file.hearts[0].rr_ms == pytest.approx(RR_MS)
    assert ImportRemarkCode.FILE_DAMAGED in said(file)


def test_lap_marks_are_moments(tmp_path) -> None:
    fit = activity()
    fit.message(19, [(253, UINT32, [AT + 9]), (0, UINT8, [9])])
    assert ("lap", 9.0) in [(event.text, event.t_s) for event in read(tmp_path, fit.finished).events]


@pytest.mark.parametrize("name", ["garmin-edge-820-bike", "garmin-fenix-5-walk"])
def test_recordings_of_watches(name) -> None:
    folder = RECORDINGS / "fit-rr-shared"
    if not folder.is_dir():
        pytest.skip("no recordings here")
    truth = [float(line) for line in (folder / f"{name}_rr_ms.txt").read_text().split()]
    assert read_file(folder / f"{name}.fit").hearts[0].rr_ms == pytest.approx(truth)
