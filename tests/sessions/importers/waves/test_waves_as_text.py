"""Waves as text and JSON: OpenSignals of both generations, Polar Sensor Logger, Movesense."""

import gzip
import json

import numpy as np
import pytest

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from biofeedback.signals.detection.ecg_beats import ecg_beats
from sessions.importers.registry import read_file
from tests.rigs.hearts.made_waves import beat_times, wave
from tests.rigs.suite.shared_data import RECORDINGS

LENGTH_S = 20
BEATS_S = beat_times(LENGTH_S)


def counts(rate_hz, kind="ecg"):
    t_s = np.arange(rate_hz * LENGTH_S) / rate_hz
    return np.round(512 + 200 * wave(kind, t_s, BEATS_S)).astype(int)


def opensignals(rate_hz=100, sensors=("RAW", "ECGBIT"), lost=(), **more):
    device = {
        "sensor": list(sensors),
        "column": ["nSeq", "I1", "O1", "A2", "A3"],
        "time": "16:16:11.45",
        "date": "2018-5-28",
        "sampling rate": rate_hz,
        "label": ["A2", "A3"],
        "resolution": [4, 1, 1, 10, 10],
        **more,
    }
    header = f"# OpenSignals Text File Format\n# {json.dumps({'98:D3': device})}\n# EndOfHeader\n"
    rows = [f"{at % 16}\t0\t0\t3\t{value}\t\n" for at, value in enumerate(counts(rate_hz)) if at not in lost]
    return header + "".join(rows)


def read(tmp_path, text):
    path = tmp_path / "whatever"
    path.write_text(text)
    return read_file(path)


def said(file):
    return {remark.code: dict(remark.facts) for remark in file.remarks}


def test_opensignals_by_the_sensor_of_each_channel(tmp_path) -> None:
    file = read(tmp_path, opensignals())
    assert file.kind == "opensignals"
    assert file.started_at.isoformat() == "2018-05-28T16:16:11.045000"
    (drawn,) = file.waves
    assert (drawn.kind, drawn.name, drawn.unit, drawn.rate_hz) == ("ecg", "A3 (ECGBIT)", "1", 100.0)
    assert drawn.values[:, 0].tolist() == counts(100).tolist()
    assert [value for _, value in file.remarks[-1].facts] == ["I1", "O1", "A2"]


def test_opensignals_with_breath_and_a_pulse(tmp_path) -> None:
    file = read(tmp_path, opensignals(sensors=("PZT", "BVP")))
    assert [(each.kind, each.name) for each in file.waves] == [("breath", "A2 (PZT)"), ("pulse", "A3 (BVP)")]


def test_samples_that_the_count_misses_are_a_break(tmp_path) -> None:
    file = read(tmp_path, opensignals(lost=range(503, 508)))
    values = file.waves[0].values[:, 0]
    assert len(values) == len(counts(100))
    assert np.flatnonzero(np.isnan(values)).tolist() == [503, 504, 505, 506, 507]
    assert said(file)[ImportRemarkCode.BREAKS] == {"count": 1}


def test_lines_that_are_damaged_are_set_aside(tmp_path) -> None:
    lines = opensignals().splitlines(keepends=True)
    lines[100] = "4\t0\t0\tx\t?\t\n"
    file = read(tmp_path, "".join(lines)[:-7])
    assert said(file)[ImportRemarkCode.ROWS_SET_ASIDE] == {"count": 1, "first_line": 101}


FLAT = '# {"ChannelsOrder": ["SeqN", "ECG"]}\n' + "".join(f"{at % 16}\t512\n" for at in range(3000))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (opensignals(sensors=("RAW", "EDA")), ImportErrorCode.WITHOUT_HEART),
        ("# OpenSignals Text File Format\n# {broken\n# EndOfHeader\n1\t2\n", ImportErrorCode.DAMAGED_AT),
        ("# OpenSignals Text File Format\n# []\n# EndOfHeader\n1\t2\n", ImportErrorCode.DAMAGED_AT),
        ("".join(opensignals().splitlines(keepends=True)[:3]), ImportErrorCode.DAMAGED),
        (FLAT, ImportErrorCode.WITHOUT_RATE),
    ],
)
def test_opensignals_without_a_heart_is_refused(tmp_path, text, code) -> None:
    with pytest.raises(RecordingError) as raised:
        read(tmp_path, text)
    assert raised.value.code is code


@pytest.mark.parametrize("rate_hz", [100, 1000])
def test_the_first_generation_does_not_tell_its_rate(tmp_path, rate_hz) -> None:
    header = {"date": "2014-05-12T09:44:01.378000", "ChannelsOrder": ["SeqN", "Digital0", "ECG"]}
    rows = "".join(f"{at % 16}\t1\t{value}\n" for at, value in enumerate(counts(rate_hz)))
    file = read(tmp_path, f"# {json.dumps(header)}\n{rows}")
    assert file.waves[0].rate_hz == rate_hz
    assert file.started_at.isoformat() == "2014-05-12T09:44:01.378000"
    assert said(file)[ImportRemarkCode.RATE_TAKEN] == {"rate_hz": rate_hz}


def simple(labels, columns, rate="100.00"):
    header = ["# Simple Text Format", f"# Sampling Rate (Hz):= {rate}", "# Resolution:= 12", f"# Labels:= {labels}"]
    return "\n".join(header + ["\t".join(f"{value:.1f}" for value in row) for row in columns]) + "\n"


def test_a_wave_of_counts_is_not_taken_for_intervals(tmp_path) -> None:
    values = counts(100)
    file = read(tmp_path, simple("ECG\tEDA", np.column_stack([values, values])))
    assert (file.kind, file.hearts) == ("simple_text", ())
    assert file.waves[0].values[:, 0].tolist() == values.tolist()
    assert said(file)[ImportRemarkCode.NOT_USED] == {"part": "EDA"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (simple("Resp", [[2094.0]] * 9), ImportErrorCode.WITHOUT_HEART),
        (simple("ECG", [[2094.0]] * 9, rate="?"), ImportErrorCode.WITHOUT_RATE),
        (simple("ECG\tEDA", [[2094.0]] * 9), ImportErrorCode.DAMAGED_AT),
    ],
)
def test_a_simple_text_without_a_heart_is_refused(tmp_path, text, code) -> None:
    with pytest.raises(RecordingError) as raised:
        read(tmp_path, text)
    assert raised.value.code is code


def polar(rate_hz=130.05, shared=False, gap_s=0.0, title="ecg [uV]"):
    rows = ["Phone timestamp;sensor timestamp [ns];timestamp [ms];" + title]
    for at, value in enumerate(counts(130)):
        t_s = at / rate_hz + (gap_s if at > 1000 else 0.0)
        ns = 599_636_646_177_065_964 + round((t_s if not shared else at // 73 * 73 / rate_hz) * 1e9)
        rows.append(f"2026-03-05T07:10:{15 + t_s % 40:06.3f};{ns};{t_s * 1000:.1f};{value}")
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("shared", [False, True])
def test_the_ecg_of_polar_sensor_logger(tmp_path, shared) -> None:
    file = read(tmp_path, polar(shared=shared))
    (drawn,) = file.waves
    assert file.kind == "polar_waves"
    assert (drawn.kind, drawn.unit) == ("ecg", "uV")
    assert drawn.rate_hz == pytest.approx(130.05, rel=1e-4)
    assert drawn.values[:, 0].tolist() == counts(130).tolist()
    assert np.diff(drawn.times_s) == pytest.approx(np.full(len(drawn.values) - 1, 1 / 130.05), rel=1e-3)
    assert file.started_at.isoformat() == "2026-03-05T07:10:15"


def test_packets_that_were_not_received_are_a_break(tmp_path) -> None:
    file = read(tmp_path, polar(gap_s=3.0))
    assert np.diff(file.waves[0].times_s).max() == pytest.approx(3.0 + 1 / 130.05, rel=1e-3)
    assert said(file)[ImportRemarkCode.BREAKS] == {"count": 1}


def test_lines_of_polar_sensor_logger_that_are_none_are_set_aside(tmp_path) -> None:
    lines = polar().splitlines(keepends=True)
    lines[700] = "2026-03-05T07:10:15;;;\n"
    file = read(tmp_path, "".join(lines))
    assert len(file.waves[0].values) == len(counts(130)) - 1
    assert said(file)[ImportRemarkCode.ROWS_SET_ASIDE] == {"count": 1, "first_line": 701}


def test_acceleration_alone_is_no_heart(tmp_path) -> None:
    text = "Phone timestamp;sensor timestamp [ns];X [mg];Y [mg];Z [mg] \n2026-03-05T07:10:15.000;5;1;2;3\n"
    with pytest.raises(RecordingError) as raised:
        read(tmp_path, text)
    assert raised.value.code is ImportErrorCode.WITHOUT_HEART


def test_the_light_of_an_optical_sensor(tmp_path) -> None:
    rows = "".join(f"2026-03-05T07:10:15.000;{at * 18_181_818};{at % 50};{at % 49};7;0\n" for at in range(600))
    text = "Phone timestamp;sensor timestamp [ns];channel 0;channel 1;channel 2;ambient\n" + rows
    file = read(tmp_path, text)
    assert (file.waves[0].kind, file.waves[0].values.shape) == ("pulse", (600, 3))
    assert said(file)[ImportRemarkCode.NOT_USED] == {"part": "ambient"}


def movesense(wrapped, lost=(), name="ecg", rate_hz=125):
    values = counts(rate_hz).tolist()
    packets = [
        {name: {"Samples": values[at : at + 16], "Timestamp": 40_000 + round(at * 1000 / rate_hz)}}
        for at in range(0, len(values), 16)
        if at // 16 not in lost
    ]
    return json.dumps({"data": packets}) if wrapped else "\n".join(map(json.dumps, packets))


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize("name", ["ecg", "ECG", "MeasECGmV"])
def test_the_ecg_of_a_movesense_sensor(tmp_path, wrapped, name) -> None:
    file = read(tmp_path, movesense(wrapped, name=name))
    (drawn,) = file.waves
    assert file.kind == "movesense_ecg"
    factor = 1000 if "mV" in name else 1
    assert drawn.unit == ("uV" if "mV" in name else "1")
    assert drawn.values[:, 0].tolist() == (counts(125) * factor).tolist()
    assert drawn.rate_hz == pytest.approx(125, rel=1e-3)
    assert np.diff(drawn.times_s) == pytest.approx(np.full(len(drawn.values) - 1, 0.008), rel=1e-2)


def test_packets_of_a_movesense_sensor_that_are_absent_are_a_break(tmp_path) -> None:
    file = read(tmp_path, movesense(True, lost=(30, 31)))
    assert np.diff(file.waves[0].times_s).max() == pytest.approx(0.008 * 33, rel=0.02)
    assert said(file)[ImportRemarkCode.BREAKS] == {"count": 1}


@pytest.mark.parametrize(
    "text",
    [
        movesense(True)[:-20],
        '{"ecg": {"Samples": [1, 2], "Timestamp": 5}}',
        movesense(True).replace("40000", "null")[:300],
    ],
)
def test_json_of_a_movesense_sensor_that_is_damaged(tmp_path, text) -> None:
    with pytest.raises(RecordingError) as raised:
        read(tmp_path, text)
    assert raised.value.code in (ImportErrorCode.DAMAGED_AT, ImportErrorCode.DAMAGED)


@pytest.mark.parametrize(("name", "bpm"), [("OSmontage1J", 83.18), ("OSmontage2J", 81.79)])
def test_a_recording_of_opensignals(tmp_path, name, bpm) -> None:
    path = RECORDINGS / "biopeaks-bitalino-shared" / f"{name}.txt.gz"
    if not path.exists():
        pytest.skip("no recordings here")
    drawn = read(tmp_path, gzip.decompress(path.read_bytes()).decode()).waves[0]
    beats = ecg_beats(drawn.values[:, 0], drawn.rate_hz).t_s
    assert float(np.mean(60 / np.diff(beats))) == pytest.approx(bpm, rel=0.03)
