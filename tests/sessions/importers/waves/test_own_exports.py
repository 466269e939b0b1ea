"""What Soften writes for other programs, it reads again."""

import math
import warnings
from datetime import timedelta
from itertools import accumulate

import pytest

from biofeedback.codes import ImportRemarkCode
from sessions.exports.formats import export
from sessions.exports.names import ExportFormat
from sessions.importers.registry import read_file
from tests.rigs.files.made_recording import OWN, RR_MS, STARTED, made

TOO_SHORT_MS = 10.0


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        export(made(folder / "a.soften"), [ExportFormat.EDF, ExportFormat.XDF, ExportFormat.CSV], folder / "out", OWN)
    return folder / "out"


@pytest.mark.parametrize("name", ["*_ecg.edf", "*.xdf"])
def test_intervals_and_waves_come_back(exported, name) -> None:
    file = read_file(next(exported.rglob(name)))
    known = [rr for rr in file.hearts[0].rr_ms if not math.isnan(rr)]
    judged = [rr for rr in RR_MS[:5] if rr >= TOO_SHORT_MS]
    assert known == pytest.approx(judged, abs=1e-3)
    ecg = file.waves[0]
    assert (ecg.kind, ecg.unit) == ("ecg", "uV")
    assert ecg.rate_hz == pytest.approx(130, rel=2e-3)


def tidy(exported):
    return next(path for path in exported.rglob("beats.csv"))


def test_the_raw_intervals_of_the_tidy_tables_come_back_at_their_times(exported) -> None:
    file = read_file(tidy(exported))
    assert file.kind == "own_tables"
    assert file.started_at.isoformat() == STARTED
    (heart,) = file.hearts
    kept = [at for at, rr in enumerate(RR_MS) if rr >= TOO_SHORT_MS]
    assert [heart.rr_ms[at] for at in kept] == [RR_MS[at] for at in kept]
    assert math.isnan(heart.rr_ms[2])  # what cannot be an interval is a break, as in any table
    assert heart.t_s == pytest.approx(list(accumulate(rr / 1000 for rr in RR_MS)), abs=1e-9)
    unused = next(remark.facts for remark in file.remarks if remark.code is ImportRemarkCode.NOT_USED)
    assert ("part", "beat_layers.csv") in unused
    assert {"events.csv", "metrics.csv", "wave_ecg.csv"} <= set(file.belonging)


def test_tidy_tables_that_a_spreadsheet_saved_or_that_hold_two_hearts(exported, tmp_path) -> None:
    content = tidy(exported).read_text("utf-8")
    before = read_file(tidy(exported)).hearts[0]
    anew = tmp_path / "anew.csv"
    rows = [line.split(",") for line in content.splitlines()]
    anew.write_text("\n".join(";".join(cell.replace(".", ",") for cell in row) for row in rows))
    assert read_file(anew).hearts[0].rr_ms == pytest.approx(before.rr_ms, nan_ok=True)
    titles, *beats = content.splitlines()
    two = [line for beat in beats for line in (beat, beat.replace("heart,", "heart_2,", 1))]
    anew.write_text("\n".join([titles, *two]))
    file = read_file(anew)
    assert [heart.name for heart in file.hearts] == ["heart", "heart_2"]
    assert file.started_at is None  # nothing beside it tells
    assert file.hearts[0].t_s == file.hearts[1].t_s == before.t_s


def test_axes_of_motion_are_one_wave(exported) -> None:
    (motion,) = read_file(next(exported.rglob("*_acceleration.edf"))).waves
    assert (motion.kind, motion.unit, motion.values.shape[1]) == ("acceleration", "mg", 3)


def test_the_date_stands_where_its_stamp_does(exported, tmp_path) -> None:
    content = next(exported.rglob("*.xdf")).read_bytes()
    began = {}
    for stamp in (b"0", b"2"):
        path = tmp_path / f"{stamp.decode()}.xdf"
        path.write_bytes(content.replace(b"<stamp_of_datetime>0<", b"<stamp_of_datetime>" + stamp + b"<"))
        began[stamp] = read_file(path).started_at
    assert began[b"0"] - began[b"2"] == timedelta(seconds=2)
    undated = content.replace(b"stamp_of_datetime", b"stamp_of_anything")
    (tmp_path / "x.xdf").write_bytes(undated)
    assert read_file(tmp_path / "x.xdf").started_at == began[b"0"]  # the first stamp of this one is 0
