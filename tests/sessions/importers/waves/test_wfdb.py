"""WFDB records that its own library wrote: signals, annotated beats, segments; and headers that lead elsewhere."""

import socket
import warnings

import numpy as np
import pytest

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.registry import read_file
from sessions.importers.waves.bounds import library
from tests.rigs.files.wfdb_writer import BEATS_S, ECG_MV, RATE_HZ, T_S, written
from tests.rigs.suite.shared_data import RECORDINGS
from tests.rigs.words.said_errors import raises_saying


def said(file):
    return {remark.code: dict(remark.facts) for remark in file.remarks}


@pytest.mark.parametrize("form", ["16", "212", "24", "32", "80"])
def test_signals_and_annotated_beats(tmp_path, form) -> None:
    ecg = ECG_MV if form != "80" else ECG_MV / 10
    path = written(tmp_path, form=form, ecg=ecg)
    file = read_file(path)
    assert file.kind == "wfdb"
    assert [(each.kind, each.name, each.unit, each.rate_hz) for each in file.waves] == [
        ("ecg", "MLII", "uV", 250.0),
        ("breath", "RESP", "1", 250.0),
    ]
    clipped = np.clip(ecg, -0.128, 0.127) if form == "80" else ecg
    assert np.abs(file.waves[0].values[:, 0] - clipped * 1000).max() <= 1.0
    (heart,) = file.hearts
    assert heart.t_s == pytest.approx(np.round(BEATS_S * RATE_HZ) / RATE_HZ)
    assert said(file)[ImportRemarkCode.BEATS_MARKED] == {"count": len(BEATS_S), "title": "r1.atr"}
    assert said(file)[ImportRemarkCode.BEATS_OF_OTHER_KINDS] == {"kind": "V 1"}
    assert [event.text for event in file.events] == ["V", "+ (AFIB"]
    assert file.beside == ("r1.atr", "r1.dat")


@pytest.mark.parametrize("ending", ["atr", "dat"])
def test_a_file_of_the_record_leads_to_its_header(tmp_path, ending) -> None:
    written(tmp_path)
    assert len(read_file(tmp_path / f"r1.{ending}").hearts[0].rr_ms) == len(BEATS_S)


def test_annotations_alone_are_known_and_what_they_need_is_said(tmp_path) -> None:
    written(tmp_path)
    (tmp_path / "r1.hea").unlink()
    with raises_saying(
        RecordingError, r"looks like a record of PhysioNet.*r1\.hea, which belongs to it, is not beside it"
    ):
        read_file(tmp_path / "r1.atr")
    # What is binary and none of that is not taken for it, cut off or whole.
    for content in (
        b"\x10\0\x11\0\x12\0\n\0" * 40,  # zeros as UTF-16 has them, and no letters
        bytes(range(256)) * 9,
        bytes(64),
        (tmp_path / "r1.atr").read_bytes()[:-3],
    ):
        (tmp_path / "other.atr").write_bytes(content)
        with raises_saying(RecordingError, "is not a text file"):
            read_file(tmp_path / "other.atr")


@pytest.mark.parametrize("rate_hz", [250, 360, 1000.5])
@pytest.mark.parametrize("annotator", ["qrs", "atr", "mine"])
def test_annotations_alone_are_read_by_their_own_resolution_of_time(tmp_path, rate_hz, annotator) -> None:
    at = np.round(BEATS_S * rate_hz).astype(int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library says of its own libraries
        library("wfdb").wrann("r1", annotator, at, symbol=["N"] * len(at), fs=rate_hz, write_dir=str(tmp_path))
    file = read_file(tmp_path / f"r1.{annotator}")
    assert file.kind == "wfdb"
    (heart,) = file.hearts
    assert heart.t_s == pytest.approx(at / rate_hz)
    assert file.waves == ()


def test_several_annotators_are_several_hearts(tmp_path) -> None:
    path = written(tmp_path)
    (tmp_path / "r1.qrs").write_bytes((tmp_path / "r1.atr").read_bytes())
    assert [heart.name for heart in read_file(path).hearts] == ["r1.atr", "r1.qrs"]


def test_what_a_program_found_does_not_stand_for_the_wave(tmp_path) -> None:
    path = written(tmp_path)
    (tmp_path / "r1.atr").rename(tmp_path / "r1.sqrs")
    file = read_file(path)
    assert file.hearts == ()
    assert file.waves[0].kind == "ecg"
    assert said(file)[ImportRemarkCode.NOT_USED] == {"part": "r1.sqrs"}
    (tmp_path / "r1.dat").unlink()
    assert len(read_file(path).hearts[0].rr_ms) == len(BEATS_S)


def test_an_annotation_that_is_damaged_leaves_the_waves(tmp_path) -> None:
    path = written(tmp_path)
    (tmp_path / "r1.atr").write_bytes(b"\xff" * 31)
    file = read_file(path)
    assert file.hearts == ()
    assert file.waves[0].kind == "ecg"
    assert said(file)[ImportRemarkCode.PART_DAMAGED] == {"title": "r1.atr"}


def test_beats_without_their_signals(tmp_path) -> None:
    path = written(tmp_path)
    (tmp_path / "r1.dat").unlink()
    file = read_file(path)
    assert len(file.hearts[0].rr_ms) == len(BEATS_S)
    assert file.waves == ()
    (tmp_path / "r1.atr").unlink()
    with pytest.raises(RecordingError) as raised:
        read_file(path)
    assert raised.value.code is ImportErrorCode.BESIDE_MISSING


def test_a_record_of_beats_alone(tmp_path) -> None:
    path = written(tmp_path)
    path.write_text(f"r1 0 {RATE_HZ} {len(ECG_MV)}\n# beats that people corrected\n")
    file = read_file(path)
    assert (file.kind, file.waves) == ("wfdb", ())
    assert file.hearts[0].t_s == pytest.approx(np.round(BEATS_S * RATE_HZ) / RATE_HZ)


def segments(tmp_path, layout=False):
    half = len(ECG_MV) // 2
    for number, part in enumerate((ECG_MV[:half], ECG_MV[half:]), 1):
        written(
            tmp_path, f"s{number}", ecg=part, beats=False, labels=("MLII", "RESP") if not layout else ("II", "RESP")
        )
    gap = 10 * RATE_HZ
    lines = [f"s1 {half}", f"~ {gap}", f"s2 {len(ECG_MV) - half}"]
    total = len(ECG_MV) + gap
    if layout:
        (tmp_path / "lay.hea").write_text(f"lay 2 {RATE_HZ} 0\n~ 0 1000/mV 0 0 0 0 0 II\n~ 0 1000/pm 0 0 0 0 0 RESP\n")
        lines.insert(0, "lay 0")
    path = tmp_path / "m.hea"
    path.write_text("\n".join([f"m/{len(lines)} 2 {RATE_HZ} {total}", *lines]) + "\n")
    return path, half


@pytest.mark.parametrize("layout", [False, True])
def test_segments_with_a_gap_between(tmp_path, layout) -> None:
    path, half = segments(tmp_path, layout)
    file = read_file(path)
    ecg = file.waves[0]
    assert len(ecg.values) == len(ECG_MV)
    assert ecg.times_s[half - 1] == pytest.approx(T_S[half - 1])
    assert ecg.times_s[half] == pytest.approx(T_S[half] + 10)
    assert said(file)[ImportRemarkCode.BREAKS] == {"count": 1}


def test_a_segment_in_another_unit_is_set_aside_and_said(tmp_path) -> None:
    path, half = segments(tmp_path)
    second = tmp_path / "s2.hea"
    second.write_text(second.read_text().replace("/mV", "/V"))
    file = read_file(path)
    assert len(file.waves[0].values) == half
    assert said(file)[ImportRemarkCode.SEGMENTS_SET_ASIDE] == {"count": 1, "title": "MLII"}


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "http://127.0.0.1:9/r1.dat",
        "filecache::http://127.0.0.1:9/r1.dat",
        "s3://bucket/r1.dat",
        "..\\r1.dat",
        "..",
    ],
)
@pytest.mark.parametrize("part", ["signal", "segment"])
def test_nothing_outside_the_folder_is_opened(tmp_path, monkeypatch, name, part) -> None:
    monkeypatch.setattr(socket.socket, "connect", None)
    path = written(tmp_path, beats=False)
    if part == "signal":
        path.write_text(path.read_text().replace("r1.dat", name))
    else:
        path.write_text(f"r1/2 2 250 5000\n{name} 2500\nr2 2500\n")
    with pytest.raises(RecordingError) as raised:
        read_file(path)
    assert raised.value.code is ImportErrorCode.LEADS_OUT


def test_a_link_out_of_the_folder_is_not_followed(tmp_path) -> None:
    path = written(tmp_path, beats=False)
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "r1.hea").write_text(path.read_text())
    (inside / "r1.dat").symlink_to(tmp_path / "r1.dat")
    with pytest.raises(RecordingError) as raised:
        read_file(inside / "r1.hea")
    assert raised.value.code is ImportErrorCode.LEADS_OUT


@pytest.mark.parametrize("claimed", [10**9, 2 * len(ECG_MV)])
def test_samples_that_are_not_there_are_not_made_up(tmp_path, claimed) -> None:
    path = written(tmp_path, beats=False)
    path.write_text(path.read_text().replace(f"r1 2 {RATE_HZ} {len(ECG_MV)}", f"r1 2 {RATE_HZ} {claimed}"))
    file = read_file(path)
    assert len(file.waves[0].values) == len(ECG_MV)
    assert ImportRemarkCode.FILE_DAMAGED in said(file)


@pytest.mark.parametrize("record", ["mitdb-100/100.hea", "ltdb-14157/14157.hea"])
def test_annotations_of_physionet(record) -> None:
    path = RECORDINGS / record
    if not path.exists():
        pytest.skip("no recordings here")
    truth = np.array([float(line) for line in (path.parent / "rr_ms.txt").read_text().split()])
    heart = read_file(path).hearts[0]
    known = np.array(heart.rr_ms[1:])
    assert len(known) == len(truth)
    assert np.nanmax(np.abs(known - truth)) < 1e-3
