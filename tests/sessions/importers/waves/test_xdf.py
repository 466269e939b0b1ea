"""XDF by its specification: intervals, waves and markers of several streams on one clock, damage, and bombs."""

import struct

import numpy as np
import pytest

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.registry import read_file
from tests.rigs.files.xdf_writer import chunk, header, samples, stream, xdf
from tests.rigs.hearts.made_waves import beat_times, wave

RATE_HZ, LENGTH_S, BEGAN_S = 130, 12, 5000.0
T_S = np.arange(RATE_HZ * LENGTH_S) / RATE_HZ
BEATS_S = beat_times(LENGTH_S)
RR_MS = np.diff(BEATS_S) * 1000
OFFSET_S = 37.5


def ecg(number=1, name="Polar H10", kind="ECG", label="ECG", offset_s=0.0):
    values = wave("ecg", T_S, BEATS_S) * 1000
    offsets = [(at - offset_s, offset_s) for at in (BEGAN_S, BEGAN_S + 5, BEGAN_S + 10)]
    times = (BEGAN_S + T_S - offset_s).tolist()
    return stream(
        number, name, kind, "float32", RATE_HZ, [(label, "microvolts")], times, values[:, None].tolist(), offsets
    )


def intervals(number=2, unit="milliseconds", factor=1.0):
    times = (BEGAN_S + BEATS_S[1:]).tolist()
    return stream(number, "H10", "RR", "double64", 0, [("rr", unit)], times, [[rr * factor] for rr in RR_MS])


def markers(number=3, at_s=(3.0, 8.5)):
    return stream(
        number, "keys", "Markers", "string", 0, [("m", "")], [BEGAN_S + t for t in at_s], [["begin"], ["end"]]
    )


def read(tmp_path, data):
    path = tmp_path / "whatever"
    path.write_bytes(data)
    return read_file(path)


def said(file):
    return {remark.code: dict(remark.facts) for remark in file.remarks}


def test_intervals_waves_and_markers(tmp_path) -> None:
    file = read(tmp_path, xdf(ecg(), intervals(), markers()))
    assert file.kind == "xdf"
    assert file.started_at.isoformat() == "2026-03-05T07:10:15+01:00"
    (heart,) = file.hearts
    assert heart.rr_ms == pytest.approx(RR_MS.tolist())
    assert heart.t_s == pytest.approx(BEATS_S[1:].tolist())
    (drawn,) = file.waves
    assert (drawn.kind, drawn.unit, drawn.t_s) == ("ecg", "uV", None)
    assert drawn.rate_hz == pytest.approx(RATE_HZ, rel=1e-6)
    assert [(round(event.t_s, 6), event.text) for event in file.events] == [(3.0, "begin"), (8.5, "end")]


@pytest.mark.parametrize(("unit", "factor"), [("s", 1e-3), ("seconds", 1e-3), ("", 1.0), ("", 1e-3), ("us", 1e3)])
def test_intervals_in_any_unit(tmp_path, unit, factor) -> None:
    assert read(tmp_path, xdf(intervals(unit=unit, factor=factor))).hearts[0].rr_ms == pytest.approx(RR_MS.tolist())


def test_clock_offsets_bring_streams_together(tmp_path) -> None:
    file = read(tmp_path, xdf(ecg(offset_s=OFFSET_S), markers()))
    assert file.waves[0].start_s == pytest.approx(0.0, abs=1e-3)
    assert file.events[0].t_s == pytest.approx(3.0, abs=1e-3)
    assert said(file)[ImportRemarkCode.CLOCK_OFFSETS] == {"count": 3, "title": "Polar H10"}


@pytest.mark.parametrize(("name", "kind", "label"), [("x", "EEG", "ECG"), ("x", "ECG", "ch1"), ("My ECG", "misc", "")])
def test_a_stream_is_known_by_its_labels_its_type_or_its_name(tmp_path, name, kind, label) -> None:
    assert read(tmp_path, xdf(ecg(name=name, kind=kind, label=label))).waves[0].kind == "ecg"


def test_channels_of_a_polygraph_one_by_one(tmp_path) -> None:
    rows = np.column_stack([np.sin(T_S), wave("ecg", T_S, BEATS_S), np.cos(T_S)]).tolist()
    channels = [("Cz", "microvolts"), ("EKG", "mV"), ("nSeq", "")]
    file = read(tmp_path, xdf(stream(1, "amp", "EEG", "double64", RATE_HZ, channels, (BEGAN_S + T_S).tolist(), rows)))
    assert [(each.kind, each.name, each.unit) for each in file.waves] == [("ecg", "amp: EKG", "uV")]
    assert [value for name, value in file.remarks[-1].facts] == ["amp: Cz", "amp: nSeq"]


def test_a_wave_with_a_gap_keeps_its_times(tmp_path) -> None:
    times = np.where(T_S < 6, T_S, T_S + 20) + BEGAN_S
    values = wave("ecg", T_S, BEATS_S)[:, None].tolist()
    file = read(tmp_path, xdf(stream(1, "x", "ECG", "float32", RATE_HZ, [("ECG", "mV")], times.tolist(), values)))
    assert np.diff(file.waves[0].times_s).max() == pytest.approx(20 + 1 / RATE_HZ, abs=0.02)


def test_what_was_cut_off_is_read_as_far_as_it_is_whole(tmp_path) -> None:
    whole = xdf(ecg())
    for cut in (100, 1500, len(whole) // 2):
        file = read(tmp_path, whole[:-cut])
        assert 0 < len(file.waves[0].values) <= len(T_S)
        assert ImportRemarkCode.FILE_DAMAGED in said(file)


def test_streams_without_a_heart_are_named(tmp_path) -> None:
    with pytest.raises(RecordingError) as raised:
        read(tmp_path, xdf(markers()))
    assert raised.value.code is ImportErrorCode.WITHOUT_HEART
    assert dict(raised.value.facts)["part"] == "keys"


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><info><name>&b;</name></info>'


@pytest.mark.parametrize(
    "bomb",
    [
        chunk(2, struct.pack("<I", 9) + BOMB.encode()),
        b"\x08" + struct.pack("<Q", 2**62) + struct.pack("<H", 3),
        header(9, "x", "ECG", "double64", 100, [("ECG", "")]) + chunk(3, struct.pack("<IBI", 9, 4, 2**32 - 1)),
        header(9, "x", "ECG", "string", 100, [("ECG", "")]) + chunk(3, struct.pack("<IBQ", 9, 8, 2**60)),
        header(9, "x", "ECG", "double64", 100, [("ECG", "")]).replace(b"count>1<", b"count>8<"),
        samples(77, "double64", [1.0], [[1.0]]),
    ],
    ids=["entities", "a huge chunk", "huge counts", "huge counts of texts", "channels", "a stream without a header"],
)
def test_bombs_end_what_is_read_and_fill_no_memory(tmp_path, bomb) -> None:
    file = read(tmp_path, xdf(intervals(), bomb, ecg(8)))
    assert file.hearts[0].rr_ms == pytest.approx(RR_MS.tolist())
